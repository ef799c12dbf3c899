// nlohmann::json behind two functions; nothing else includes it (it is the heaviest header of the build). The SAX
// reader builds our tree at once, so that depth is bounded while reading and integers stay exact.
#include "core/base/json.hpp"

#include "core/base/failure.hpp"
#include "core/base/text.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace gemel {

namespace {

using json = nlohmann::ordered_json;

constexpr std::size_t greatest_depth = 64;
constexpr std::size_t greatest_size = std::size_t{64} << 20;
constexpr std::size_t most_members = 10'000; // members are few and looked up in order; bounds the work on hostile input

[[noreturn]] void refuse(std::string_view text, std::size_t position, std::string_view why)
{
    const std::string_view before = text.substr(0, std::min(position, text.size()));
    const auto line = 1 + std::count(before.begin(), before.end(), '\n');
    const std::size_t start = before.rfind('\n') + 1; // npos + 1 is 0: the first line
    const auto column = static_cast<std::int64_t>(character_count(before.substr(start))) + 1;
    throw Failure(Status::VALIDATION, say("JSON, line ", to_text(Value(std::int64_t{line})), ", column ",
                                          to_text(Value(column)), ": ", why));
}

class Reader : public nlohmann::json_sax<json> {
public:
    explicit Reader(std::string_view text) : text_(text) {}

    Node take() { return std::move(root_); }

    bool null() override { return add({Value(Null{})}); }
    bool boolean(bool value) override { return add({Value(value)}); }
    bool number_integer(number_integer_t value) override { return add({Value(std::int64_t{value})}); }
    bool number_unsigned(number_unsigned_t value) override
    {
        if (value > static_cast<number_unsigned_t>(INT64_MAX))
            return add(
                {Value(static_cast<double>(value))}); // too large for every integer type: refused where it is used
        return add({Value(static_cast<std::int64_t>(value))});
    }
    bool number_float(number_float_t value, const string_t &) override { return add({Value(double{value})}); }
    bool string(string_t &value) override { return add({Value(std::move(value))}); }
    bool binary(binary_t &) override { throw Failure(Status::INTERNAL, "JSON text holds no binary"); }
    bool start_object(std::size_t) override { return open(Node{Object{}}); }
    bool start_array(std::size_t) override { return open(Node{List{}}); }
    bool key(string_t &name) override
    {
        open_.back().name = std::move(name);
        return true;
    }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }
    bool parse_error(std::size_t position, const std::string &token, const nlohmann::detail::exception &) override
    {
        refuse(text_, position > 0 ? position - 1 : 0,
               token.empty() ? std::string("unexpected end") : say("unexpected ", in_quotes(token)));
    }

private:
    struct Open {
        Node node;
        std::string name; // of the member that is being read
    };

    bool add(Node node)
    {
        if (open_.empty())
            root_ = std::move(node);
        else if (auto *list = std::get_if<List>(&open_.back().node.content))
            list->push_back(std::move(node));
        else
            add_member(std::get<Object>(open_.back().node.content), std::move(node));
        return true;
    }
    void add_member(Object &object, Node node)
    {
        if (object.size() == most_members)
            throw Failure(Status::VALIDATION, "JSON has an object of more than 10000 members");
        set_member(object, open_.back().name, std::move(node));
    }
    bool open(Node node)
    {
        if (open_.size() == greatest_depth)
            throw Failure(Status::VALIDATION,
                          say("JSON nests deeper than ", to_text(Value(std::int64_t{greatest_depth}))));
        open_.push_back({std::move(node), {}});
        return true;
    }
    bool close()
    {
        Node done = std::move(open_.back().node);
        open_.pop_back();
        return add(std::move(done));
    }

    std::string_view text_;
    std::vector<Open> open_;
    Node root_;
};

/// Writes trees itself and leaves scalars to the library: its own trees need memory to be destroyed, and end the
/// program without.
class Writer {
public:
    void operator()(const Value &value)
    {
        out += std::visit(
            [](const auto &scalar) -> std::string {
                if constexpr (std::is_same_v<std::decay_t<decltype(scalar)>, Null>)
                    return "null";
                else
                    return json(scalar).dump(-1, ' ', false, json::error_handler_t::replace);
            },
            value);
    }
    void operator()(const List &list)
    {
        out += '[';
        for (const Node &item : list) {
            out += &item == &list.front() ? "" : ",";
            std::visit(*this, item.content);
        }
        out += ']';
    }
    void operator()(const Object &object)
    {
        out += '{';
        for (const Member &member : object) {
            out += &member == &object.front() ? "" : ",";
            (*this)(Value(member.name));
            out += ':';
            std::visit(*this, member.node.content);
        }
        out += '}';
    }

    std::string out;
};

} // namespace

Object parse_json_object(std::string_view text)
{
    if (text.size() > greatest_size)
        throw Failure(Status::VALIDATION, "JSON is longer than 64 MiB");
    Reader reader(text);
    json::sax_parse(text.begin(), text.end(), &reader);
    Node root = reader.take();
    if (auto *object = std::get_if<Object>(&root.content))
        return std::move(*object);
    refuse(text, 0, "an object is expected");
}

std::string to_json(const Node &node)
{
    Writer writer;
    std::visit(writer, node.content);
    return std::move(writer.out);
}

} // namespace gemel
