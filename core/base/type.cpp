// The attribute types by name: read, written, told apart. What their values are is in convert.cpp.
#include "core/base/type.hpp"

#include "core/base/text.hpp"

#include <algorithm>

namespace gemel {

namespace {

struct NamedType {
    std::string_view name;
    TypeKind kind;
};

constexpr NamedType named_types[] = {
    {"integer", TypeKind::Integer}, {"bigint", TypeKind::Bigint},       {"double", TypeKind::Double},
    {"boolean", TypeKind::Boolean}, {"string", TypeKind::String},       {"text", TypeKind::Text},
    {"decimal", TypeKind::Decimal}, {"blob", TypeKind::Blob},           {"uuid", TypeKind::Uuid},
    {"date", TypeKind::Date},       {"timestamp", TypeKind::Timestamp}, {"json", TypeKind::Json},
    {"enum", TypeKind::Enum},
};

constexpr std::int32_t default_length = 255;
constexpr std::int32_t greatest_length = 10'485'760; // what PostgreSQL allows
constexpr std::int32_t greatest_precision = 1000;    // what it allows to be declared

/// A type, or why it is none; neither if not even its name is one.
struct Reading {
    std::optional<Type> type;
    std::string complaint;
};

Reading no_type(std::string complaint)
{
    return {std::nullopt, std::move(complaint)};
}

std::string_view without_blanks_around(std::string_view text) noexcept
{
    const std::size_t begin = std::min(text.find_first_not_of(blanks), text.size());
    return text.substr(begin, text.find_last_not_of(blanks) + 1 - begin);
}

std::optional<std::int32_t> parse_count(std::string_view text) noexcept
{
    const auto number = parse_integer(without_blanks_around(text));
    return number && std::in_range<std::int32_t>(*number) ? std::optional(static_cast<std::int32_t>(*number))
                                                          : std::nullopt;
}

Reading read_string(std::optional<std::string_view> inside)
{
    const std::int32_t length = inside ? parse_count(*inside).value_or(0) : default_length;
    if (length < 1 || length > greatest_length)
        return no_type(say("a string has from 1 to ", std::to_string(greatest_length), " characters, as string(20)"));
    return {Type{TypeKind::String, length, 0, {}}, {}};
}

Reading read_decimal(std::optional<std::string_view> inside)
{
    if (!inside)
        return no_type("a decimal says its digits, in all and after the point: write decimal(10,2)");
    const std::size_t comma = inside->find(',');
    const std::int32_t precision = parse_count(inside->substr(0, comma)).value_or(0);
    const std::int32_t scale =
        comma == std::string_view::npos ? 0 : parse_count(inside->substr(comma + 1)).value_or(-1);
    if (precision < 1 || precision > greatest_precision || scale < 0)
        return no_type(
            say("a decimal has from 1 to ", std::to_string(greatest_precision), " digits, as decimal(10,2)"));
    if (scale > precision)
        return no_type(say("a decimal has not more digits after the point than in all: ", std::to_string(scale),
                           " is more than ", std::to_string(precision)));
    return {Type{TypeKind::Decimal, precision, scale, {}}, {}};
}

/// Takes 'it''s' from the left; nothing if none is there.
std::optional<std::string> take_quoted(std::string_view &text)
{
    std::string value;
    for (std::size_t i = 1; text.starts_with('\'') && i < text.size(); ++i) {
        if (text[i] == '\'' && !text.substr(i + 1).starts_with('\'')) {
            text.remove_prefix(i + 1);
            return value;
        }
        value += text[i];
        i += text[i] == '\'' ? 1U : 0U;
    }
    return std::nullopt;
}

Reading read_enum(std::optional<std::string_view> inside)
{
    Type type{TypeKind::Enum, 0, 0, {}};
    std::string_view rest = without_blanks_around(inside.value_or(""));
    for (bool more = true; more;) {
        auto value = take_quoted(rest);
        rest = without_blanks_around(rest);
        more = rest.starts_with(',');
        if (!value || (!more && !rest.empty()))
            return no_type("an enum says its values in quotes: write enum('new','old')");
        if (value->empty())
            return no_type("a value of an enum is not empty");
        if (value->find('\0') != std::string::npos || invalid_utf8(*value) != std::string_view::npos)
            return no_type(say("a value of an enum is UTF-8 without U+0000, not ", in_quotes(*value)));
        if (std::find(type.values.begin(), type.values.end(), *value) != type.values.end())
            return no_type(say("the enum has ", in_quotes(*value), " twice"));
        type.values.push_back(std::move(*value));
        rest = without_blanks_around(rest.substr(more ? 1 : 0));
    }
    return {std::move(type), {}};
}

Reading read(std::string_view text)
{
    const std::size_t bracket = std::min(text.find('('), text.size());
    const std::string_view name = text.substr(0, bracket);
    const auto *named = std::find_if(std::begin(named_types), std::end(named_types),
                                     [&](const NamedType &n) { return equals_ignoring_case(n.name, name); });
    if (named == std::end(named_types))
        return {};
    std::optional<std::string_view> inside;
    if (bracket < text.size()) {
        if (text.back() != ')')
            return no_type(say("a bracket is not closed in ", in_quotes(text)));
        inside = text.substr(bracket + 1, text.size() - bracket - 2);
    }
    switch (named->kind) {
    case TypeKind::String:
        return read_string(inside);
    case TypeKind::Decimal:
        return read_decimal(inside);
    case TypeKind::Enum:
        return read_enum(inside);
    default:
        break;
    }
    if (inside)
        return no_type(say("the type ", named->name, " has nothing in brackets"));
    return {Type{named->kind, 0, 0, {}}, {}};
}

} // namespace

std::string to_text(const Type &type)
{
    const auto *named = std::find_if(std::begin(named_types), std::end(named_types),
                                     [&](const NamedType &n) { return n.kind == type.kind; });
    std::string text(named->name);
    if (type.kind == TypeKind::String)
        return say(text, "(", std::to_string(type.length), ")");
    if (type.kind == TypeKind::Decimal)
        return say(text, "(", std::to_string(type.length), ",", std::to_string(type.scale), ")");
    for (const std::string &value : type.values) {
        text += &value == &type.values.front() ? "('" : ",'";
        for (const char c : value)
            text.append(c == '\'' ? 2 : 1, c);
        text += '\'';
    }
    return type.values.empty() ? text : text + ")";
}

std::optional<Type> parse_type(std::string_view text)
{
    return read(text).type;
}

std::string type_complaint(std::string_view text)
{
    return read(text).complaint;
}

const std::vector<std::string> &type_names()
{
    static const std::vector<std::string> all = [] {
        std::vector<std::string> list;
        for (const NamedType &named : named_types)
            list.emplace_back(named.name);
        return list;
    }();
    return all;
}

bool comparable(const Type &a, const Type &b) noexcept
{
    const auto family = [](TypeKind kind) {
        if (kind == TypeKind::Bigint)
            return TypeKind::Integer;
        return kind == TypeKind::Text || kind == TypeKind::Enum ? TypeKind::String : kind;
    };
    const bool same_text = a.scale == b.scale; // of decimals
    return can_be_compared(a) && family(a.kind) == family(b.kind) && same_text;
}

bool can_be_compared(const Type &type) noexcept
{
    return type.kind != TypeKind::Json;
}

bool is_text(const Type &type) noexcept
{
    return type.kind == TypeKind::String || type.kind == TypeKind::Text || type.kind == TypeKind::Enum;
}

bool has_order(const Type &type) noexcept
{
    return type.kind != TypeKind::Json && type.kind != TypeKind::Decimal;
}

} // namespace gemel
