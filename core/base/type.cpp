// Attribute types and conversion. One rule for both databases, so that neither sees what the other would refuse
// (D12).
#include "core/base/type.hpp"

#include "core/base/failure.hpp"
#include "core/base/text.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

namespace gemel {

namespace {

struct Named {
    std::string_view name;
    TypeKind kind;
};

constexpr Named names[] = {
    {"integer", TypeKind::Integer}, {"bigint", TypeKind::Bigint}, {"double", TypeKind::Double},
    {"boolean", TypeKind::Boolean}, {"string", TypeKind::String}, {"text", TypeKind::Text},
};

constexpr std::int32_t default_length = 255;
constexpr std::int32_t greatest_length = 10'485'760; // what PostgreSQL allows

template <typename Number> std::optional<Number> parse_number(std::string_view text)
{
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return number;
}

Conversion refuse(std::string_view wanted, const Value &given)
{
    return {std::nullopt, say("must be ", wanted, ", not ", describe(given))};
}

Conversion to_integer(const Value &given, std::int64_t least, std::int64_t greatest, std::string_view wanted)
{
    std::optional<std::int64_t> number;
    if (const auto *integer = std::get_if<std::int64_t>(&given)) {
        number = *integer;
    } else if (const auto *text = std::get_if<std::string>(&given)) {
        number = parse_number<std::int64_t>(*text);
    } else if (const auto *real = std::get_if<double>(&given)) {
        constexpr double exact = 9007199254740992.0; // 2^53: beyond it a double no longer says which integer it is
        if (std::trunc(*real) == *real && std::fabs(*real) <= exact)
            number = static_cast<std::int64_t>(*real);
    }
    if (!number || *number < least || *number > greatest)
        return refuse(wanted, given);
    return {Value(*number), {}};
}

Conversion to_double(const Value &given)
{
    std::optional<double> number;
    if (const auto *real = std::get_if<double>(&given))
        number = *real;
    else if (const auto *integer = std::get_if<std::int64_t>(&given))
        number = static_cast<double>(*integer);
    else if (const auto *text = std::get_if<std::string>(&given))
        number = parse_number<double>(*text);
    if (!number || std::isnan(*number)) // SQLite would store NaN as null
        return refuse("a number", given);
    return {Value(*number), {}};
}

Conversion to_boolean(const Value &given)
{
    if (std::holds_alternative<bool>(given))
        return {given, {}};
    const auto *text = std::get_if<std::string>(&given);
    if (text && (*text == "true" || *text == "false"))
        return {Value(*text == "true"), {}};
    return refuse("true or false", given);
}

Conversion to_string(const Type &type, const Value &given)
{
    const auto *text = std::get_if<std::string>(&given);
    if (!text)
        return refuse("a text", given);
    if (text->find('\0') != std::string::npos)
        return {std::nullopt, "must not hold the character U+0000"};
    if (type.kind == TypeKind::String) {
        const std::size_t characters = character_count(*text);
        if (characters > static_cast<std::size_t>(type.length))
            return {std::nullopt, say("must have at most ", to_text(Value(std::int64_t{type.length})),
                                      " characters, not ", to_text(Value(static_cast<std::int64_t>(characters))))};
    }
    return {given, {}};
}

} // namespace

std::string to_text(const Type &type)
{
    const auto *named =
        std::find_if(std::begin(names), std::end(names), [&](const Named &n) { return n.kind == type.kind; });
    std::string text(named->name);
    if (type.kind == TypeKind::String)
        text += say("(", to_text(Value(std::int64_t{type.length})), ")");
    return text;
}

std::optional<Type> parse_type(std::string_view text)
{
    const std::size_t bracket = text.find('(');
    const std::string_view name = text.substr(0, bracket);
    const auto *named = std::find_if(std::begin(names), std::end(names),
                                     [&](const Named &n) { return equals_ignoring_case(n.name, name); });
    if (named == std::end(names))
        return std::nullopt;
    Type type{named->kind, named->kind == TypeKind::String ? default_length : 0};
    if (bracket != std::string_view::npos) {
        if (type.kind != TypeKind::String || text.back() != ')')
            return std::nullopt;
        const auto length = parse_number<std::int32_t>(text.substr(bracket + 1, text.size() - bracket - 2));
        if (!length || *length < 1 || *length > greatest_length)
            return std::nullopt;
        type.length = *length;
    }
    return type;
}

const std::vector<std::string> &type_names()
{
    static const std::vector<std::string> all = [] {
        std::vector<std::string> list;
        for (const Named &named : names)
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
        return kind == TypeKind::Text ? TypeKind::String : kind;
    };
    return family(a.kind) == family(b.kind);
}

Conversion convert(const Type &type, const Value &given)
{
    if (is_null(given))
        return {given, {}};
    switch (type.kind) {
    case TypeKind::Integer:
        return to_integer(given, std::numeric_limits<std::int32_t>::min(), std::numeric_limits<std::int32_t>::max(),
                          "an integer of 32 bits");
    case TypeKind::Bigint:
        return to_integer(given, std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max(),
                          "an integer of 64 bits");
    case TypeKind::Double:
        return to_double(given);
    case TypeKind::Boolean:
        return to_boolean(given);
    case TypeKind::String:
    case TypeKind::Text:
        return to_string(type, given);
    }
    throw Failure(Status::INTERNAL, "a type that convert does not know");
}

} // namespace gemel
