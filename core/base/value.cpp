// Scalars as text, and members of trees. Must not depend on the locale: numbers go through to_chars.
#include "core/base/value.hpp"

#include "core/base/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace gemel {

namespace {

template <typename Number> std::string number_text(Number number)
{
    std::array<char, 40> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number).ptr;
    return std::string(buffer.data(), end);
}

struct ToText {
    std::string operator()(Null) const { return {}; }
    std::string operator()(bool value) const { return value ? "true" : "false"; }
    std::string operator()(std::int64_t value) const { return number_text(value); }
    std::string operator()(double value) const
    {
        if (std::isinf(value))
            return value > 0 ? "Infinity" : "-Infinity";
        return std::isnan(value) ? "NaN" : number_text(value);
    }
    std::string operator()(const std::string &value) const { return value; }
    std::string operator()(const Bytes &value) const { return hexadecimal(value.data); }
};

template <typename Members> auto find_in(Members &members, std::string_view name) noexcept
{
    return std::find_if(members.begin(), members.end(), [&](const auto &member) { return member.name == name; });
}

Value::Base copy(const Value &other)
{
    if (const auto *text = std::get_if<std::string>(&other))
        return std::string(*text);
    if (const auto *bytes = std::get_if<Bytes>(&other))
        return Bytes(*bytes);
    return static_cast<const Value::Base &>(other);
}

} // namespace

Value::Value(const Value &other) : Base(copy(other)) {}

Value &Value::operator=(const Value &other)
{
    return *this = Value(other);
}

bool operator==(const Value &a, const Value &b) noexcept
{
    const auto *one = std::get_if<double>(&a), *other = std::get_if<double>(&b);
    if (one && other && std::signbit(*one) != std::signbit(*other))
        return false;
    return static_cast<const Value::Base &>(a) == static_cast<const Value::Base &>(b);
}

std::string to_text(const Value &value)
{
    return std::visit(ToText{}, value);
}

std::string describe(const Value &value)
{
    if (const auto *text = std::get_if<std::string>(&value))
        return in_quotes(*text);
    if (const auto *bytes = std::get_if<Bytes>(&value))
        return say("X", in_quotes(hexadecimal(std::string_view(bytes->data).substr(0, 64))));
    return is_null(value) ? "null" : to_text(value);
}

const Node *find_member(const Object &object, std::string_view name) noexcept
{
    const auto found = find_in(object, name);
    return found == object.end() ? nullptr : &found->node;
}

void set_member(Object &object, std::string_view name, Node node)
{
    const auto found = find_in(object, name);
    if (found == object.end())
        object.push_back({std::string(name), std::move(node)});
    else
        found->node = std::move(node);
}

List *list_member(Object &object, std::string_view name)
{
    const auto found = find_in(object, name);
    Member &member = found == object.end() ? object.emplace_back(Member{std::string(name), Node{List{}}}) : *found;
    return std::get_if<List>(&member.node.content);
}

} // namespace gemel
