// Options and values in JSON, and our tree as JSON. Knows nothing of what is read.
#include "core/base/json.hpp"

#include "core/base/json_reader.hpp"

#include <algorithm>

namespace gemel {

namespace {

constexpr std::size_t most_members = 10'000; // members are few and looked up in order; bounds the work on hostile input

class ObjectReader : public JsonReader {
public:
    explicit ObjectReader(std::string_view text) : JsonReader(text, Status::VALIDATION, "JSON, ") {}

private:
    void add_member(Object &object, std::string name, Node node) override
    {
        if (object.size() == most_members)
            refuse(last_read(), "an object has more than 10000 members");
        // Whichever of the two counted, the other would be lost without a word.
        if (find_member(object, name))
            throw Failure(Status::USAGE,
                          say("JSON, ", position_in(text_, last_read()), ": ", in_quotes(name), " is there twice"));
        object.push_back({std::move(name), std::move(node)});
    }
};

/// Writes trees itself and leaves scalars to the library: its own trees need memory to be destroyed, and end the
/// program without.
class Writer {
public:
    void operator()(const Value &value)
    {
        out += std::visit(
            [](const auto &scalar) -> std::string {
                using Scalar = std::decay_t<decltype(scalar)>;
                if constexpr (std::is_same_v<Scalar, Null>)
                    return "null";
                else if constexpr (std::is_same_v<Scalar, Bytes>)
                    return say("\"", hexadecimal(scalar.data), "\"");
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
    /// For messages.
    void operator()(const std::shared_ptr<const Carried> &) { out += "(a record)"; }

    std::string out;
};

} // namespace

Object parse_json_object(std::string_view text)
{
    if (text.size() > json_text::greatest_size)
        throw Failure(Status::VALIDATION, "JSON is longer than 64 MiB");
    return ObjectReader(text).read();
}

namespace {

std::size_t nesting_of(const Node &node) noexcept
{
    std::size_t deepest = 0;
    if (const List *list = node.list())
        for (const Node &item : *list)
            deepest = std::max(deepest, nesting_of(item));
    if (const Object *object = node.object())
        for (const Member &member : *object)
            deepest = std::max(deepest, nesting_of(member.node));
    return node.list() || node.object() ? deepest + 1 : 0;
}

} // namespace

void require_nesting(const Object &inside, std::size_t around)
{
    std::size_t deepest = 0;
    for (const Member &member : inside)
        deepest = std::max(deepest, nesting_of(member.node));
    if (around + 1 + deepest > json_text::greatest_depth)
        throw Failure(Status::VALIDATION,
                      say("lists and objects nest deeper than ", std::to_string(json_text::greatest_depth)));
}

std::string to_json(const Node &node)
{
    Writer writer;
    std::visit(writer, node.content);
    return std::move(writer.out);
}

} // namespace gemel
