// The SAX events of nlohmann::json to our tree, for json.cpp and json_document.cpp alone: the library is the heaviest
// header of the build. The tree is built at once, so that depth and counts are bounded while reading and integers stay
// exact. Knows no use of the tree.
#pragma once

#include "core/base/failure.hpp"
#include "core/base/json_text.hpp"
#include "core/base/text.hpp"
#include "core/base/value.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <iterator>

namespace gemel {

using json = nlohmann::ordered_json;

class JsonReader : public nlohmann::json_sax<json> {
public:
    /// What is refused is `status`; "line 1, column 2: ..." follows the prefix. Both texts must outlive this.
    JsonReader(std::string_view text, Status status, std::string_view prefix)
        : text_(text), status_(status), prefix_(prefix)
    {}

    /// The text must be an object.
    Object read()
    {
        json::sax_parse(Cursor{text_.data(), &consumed_}, Cursor{text_.data() + text_.size(), nullptr}, this);
        if (auto *object = std::get_if<Object>(&root_.content))
            return std::move(*object);
        refuse(0, "an object is expected");
    }

    bool null() final { return add({Value(Null{})}); }
    bool boolean(bool value) final { return add({Value(value)}); }
    bool number_integer(number_integer_t value) final { return add({Value(std::int64_t{value})}); }
    bool number_unsigned(number_unsigned_t value) final
    {
        if (value > static_cast<number_unsigned_t>(INT64_MAX))
            return add(
                {Value(static_cast<double>(value))}); // too large for every integer type: refused where it is used
        return add({Value(static_cast<std::int64_t>(value))});
    }
    bool number_float(number_float_t value, const string_t &) final { return add({Value(double{value})}); }
    bool string(string_t &value) final
    {
        see(value);
        return add({Value(std::move(value))});
    }
    bool binary(binary_t &) final { throw Failure(Status::INTERNAL, "JSON text holds no binary"); }
    bool start_object(std::size_t) final { return open(Node{Object{}}); }
    bool start_array(std::size_t) final { return open(Node{List{}}); }
    bool key(string_t &name) final
    {
        see(name);
        open_.back().name = std::move(name);
        open_.back().name_at = last_read();
        return true;
    }
    bool end_object() final { return close(); }
    bool end_array() final { return close(); }
    bool parse_error(std::size_t position, const std::string &, const nlohmann::detail::exception &) final
    {
        if (position > text_.size())
            refuse(text_.size(), "unexpected end");
        const std::string_view read = text_.substr(0, position);
        const std::size_t end = std::max<std::size_t>(position, 1) - 1; // where the fault is
        const std::size_t start = read.substr(0, end).find_last_of(" \t\r\n{}[],:") + 1;
        refuse(end, say("unexpected ", in_quotes(read.substr(start))));
    }

protected:
    /// A list or object that is being read.
    struct Open {
        Node node;
        std::string name{};      // of the member that is being read
        std::size_t name_at = 0; // where that name ends
    };

    /// Puts what was read where it belongs.
    virtual void add_member(Object &object, std::string name, Node node) = 0;
    virtual void add_item(List &list, Node node) { list.push_back(std::move(node)); }
    /// A list or object begins, or has all that belongs to it.
    virtual void begin() {}
    virtual void end(const Node &) {}
    /// A name or text.
    virtual void see(const std::string &) {}

    [[noreturn]] void refuse(std::size_t position, std::string_view why) const
    {
        throw Failure(status_, say(prefix_, position_in(text_, position), ": ", why));
    }

    /// A byte of the line on which the last name or value ends. The one after a number is consumed too, and may be the
    /// next line's.
    std::size_t last_read() const noexcept { return consumed_ > 0 ? consumed_ - 1 : 0; }

    std::string_view text_;
    std::vector<Open> open_;

private:
    /// Tells how much was consumed: the library's events say no positions.
    struct Cursor {
        using iterator_category = std::input_iterator_tag;
        using value_type = char;
        using difference_type = std::ptrdiff_t;
        using pointer = const char *;
        using reference = char;

        char operator*() const noexcept { return *at; }
        Cursor &operator++() noexcept
        {
            ++at;
            ++*consumed;
            return *this;
        }
        bool operator==(const Cursor &other) const noexcept { return at == other.at; }

        const char *at;
        std::size_t *consumed;
    };

    bool add(Node node)
    {
        if (open_.empty())
            root_ = std::move(node);
        else if (auto *list = std::get_if<List>(&open_.back().node.content))
            add_item(*list, std::move(node));
        else
            add_member(std::get<Object>(open_.back().node.content), std::move(open_.back().name), std::move(node));
        return true;
    }
    bool open(Node node)
    {
        if (open_.size() == json_text::greatest_depth)
            refuse(last_read(), say("lists and objects nest deeper than ", std::to_string(json_text::greatest_depth)));
        begin();
        open_.push_back({std::move(node)});
        return true;
    }
    bool close()
    {
        end(open_.back().node);
        Node done = std::move(open_.back().node);
        open_.pop_back();
        return add(std::move(done));
    }

    Status status_;
    std::string_view prefix_;
    std::size_t consumed_ = 0;
    Node root_;
};

} // namespace gemel
