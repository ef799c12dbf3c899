// How a value becomes one of a type, and how it leaves again. One rule for both databases, so that neither sees what
// the other would refuse. Knows no column type.
#include "core/base/calendar.hpp"
#include "core/base/decimal.hpp"
#include "core/base/failure.hpp"
#include "core/base/json.hpp"
#include "core/base/json_text.hpp"
#include "core/base/text.hpp"
#include "core/base/type.hpp"
#include "core/base/uuid.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>

namespace gemel {

namespace {

Conversion refuse(std::string_view wanted, const Value &given)
{
    const bool bytes = std::holds_alternative<Bytes>(given);
    return {std::nullopt, say("must be ", wanted, ", not ", bytes ? "bytes" : describe(given))};
}

Conversion to_integer(const Value &given, std::int64_t least, std::int64_t greatest, std::string_view wanted)
{
    // Each is looked at as soon as it is there: of an optional that is empty, an optimizer may compare what it holds.
    const auto within = [&](std::int64_t number) -> Conversion {
        if (number < least || number > greatest)
            return refuse(wanted, given);
        return {Value(number), {}};
    };
    if (const auto *integer = std::get_if<std::int64_t>(&given))
        return within(*integer);
    if (const auto *text = std::get_if<std::string>(&given)) {
        if (const std::optional<std::int64_t> number = parse_integer(*text))
            return within(*number);
    } else if (const auto *real = std::get_if<double>(&given)) {
        constexpr double exact = 9007199254740992.0; // 2^53: beyond it a double no longer says which integer it is
        if (std::trunc(*real) == *real && std::fabs(*real) <= exact)
            return within(static_cast<std::int64_t>(*real));
    }
    return refuse(wanted, given);
}

Conversion to_double(const Value &given)
{
    std::optional<double> number;
    if (const auto *real = std::get_if<double>(&given))
        number = *real;
    else if (const auto *integer = std::get_if<std::int64_t>(&given))
        number = static_cast<double>(*integer);
    else if (const auto *text = std::get_if<std::string>(&given))
        number = parse_double(*text);
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

Conversion to_decimal(const Type &type, const Value &given)
{
    const decimal::Shape shape{type.length, type.scale};
    decimal::Reading reading;
    const auto *real = std::get_if<double>(&given);
    if (real && std::isfinite(*real))
        reading = decimal::from_double(*real, shape);
    else if (std::holds_alternative<std::string>(given) || std::holds_alternative<std::int64_t>(given))
        reading = decimal::parse(to_text(given), shape);
    else
        return refuse("a decimal number", given);
    if (!reading.complaint.empty())
        return {std::nullopt, std::move(reading.complaint)};
    return {Value(std::move(reading.text)), {}};
}

Conversion to_bytes(const Value &given)
{
    if (std::holds_alternative<Bytes>(given))
        return {given, {}};
    if (const auto *text = std::get_if<std::string>(&given))
        if (auto bytes = parse_hexadecimal(*text))
            return {Value(Bytes{std::move(*bytes)}), {}};
    return refuse("bytes, or two hexadecimal digits for each", given);
}

Conversion to_uuid(const Value &given)
{
    if (const auto *text = std::get_if<std::string>(&given))
        if (auto canonical = uuid::parse(*text))
            return {Value(std::move(*canonical)), {}};
    if (const auto *bytes = std::get_if<Bytes>(&given)) {
        if (bytes->data.size() == 16)
            return {Value(uuid::text_of(bytes->data)), {}};
        return {std::nullopt, say("must be a UUID, which has 16 bytes, not ", std::to_string(bytes->data.size()))};
    }
    return refuse("a UUID such as 6ba7b810-9dad-11d1-80b4-00c04fd430c8", given);
}

Conversion to_date(const Value &given)
{
    constexpr std::string_view wanted = "a date such as 2024-02-29";
    if (const auto *day = std::get_if<std::int64_t>(&given))
        return *day < calendar::first_day || *day > calendar::last_day
                   ? refuse("a day from year 1 to 9999, counted from 1970-01-01", given)
                   : Conversion{given, {}};
    const auto *text = std::get_if<std::string>(&given);
    if (!text)
        return refuse(wanted, given);
    if (const auto day = calendar::parse_date(*text))
        return {Value(*day), {}};
    const bool timed = text->size() > 10 && calendar::parse_date(std::string_view(*text).substr(0, 10));
    return refuse(timed ? "a date without a time, such as 2024-02-29" : wanted, given);
}

Conversion to_timestamp(const Value &given)
{
    if (const auto *moment = std::get_if<std::int64_t>(&given))
        return *moment < calendar::first_moment || *moment > calendar::last_moment
                   ? refuse("a moment from year 1 to 9999, in microseconds since 1970", given)
                   : Conversion{given, {}};
    const auto *text = std::get_if<std::string>(&given);
    const calendar::Moment moment = calendar::parse_timestamp(text ? *text : "");
    switch (moment.flaw) {
    case calendar::Flaw::None:
        return {Value(moment.microseconds), {}};
    case calendar::Flaw::NoOffset:
        return {std::nullopt, say("must say its offset, as 2024-02-29T12:00:00Z, not ", describe(given))};
    case calendar::Flaw::TooFine:
        return {std::nullopt, say("must have at most 6 digits after the point, not ", describe(given))};
    case calendar::Flaw::Form:
        break;
    }
    return refuse("a timestamp such as 2024-02-29T12:00:00Z", given);
}

Conversion to_json_text(const Value &given)
{
    const auto *text = std::get_if<std::string>(&given);
    const auto *real = std::get_if<double>(&given);
    if (std::holds_alternative<Bytes>(given) || (real && !std::isfinite(*real)))
        return refuse("JSON", given);
    if (!text)
        return {Value(to_json(Node{given})), {}};
    json_text::Compact compact = json_text::compact(*text);
    if (!compact.text)
        return {std::nullopt, say("must be JSON; ", compact.complaint)};
    return {Value(std::move(*compact.text)), {}};
}

Conversion to_enum(const Type &type, const Value &given)
{
    const auto *text = std::get_if<std::string>(&given);
    if (text && std::find(type.values.begin(), type.values.end(), *text) != type.values.end())
        return {given, {}};
    std::vector<std::string> shown;
    std::transform(type.values.begin(), type.values.end(), std::back_inserter(shown), in_quotes);
    const std::string wanted = alternatives(shown);
    Conversion refused = refuse(type.values.size() == 1 ? wanted : say("one of ", wanted), given);
    if (text)
        refused.complaint += suggestion(*text, type.values);
    return refused;
}

} // namespace

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
    case TypeKind::Decimal:
        return to_decimal(type, given);
    case TypeKind::Blob:
        return to_bytes(given);
    case TypeKind::Uuid:
        return to_uuid(given);
    case TypeKind::Date:
        return to_date(given);
    case TypeKind::Timestamp:
        return to_timestamp(given);
    case TypeKind::Json:
        return to_json_text(given);
    case TypeKind::Enum:
        return to_enum(type, given);
    }
    throw Failure(Status::INTERNAL, "a type that convert does not know");
}

Value to_column(const Type &type, const Value &value)
{
    const auto *number = std::get_if<std::int64_t>(&value);
    if (number && type.kind == TypeKind::Date && *number >= calendar::first_day && *number <= calendar::last_day)
        return calendar::date_text(*number);
    if (number && type.kind == TypeKind::Timestamp && *number >= calendar::first_moment &&
        *number <= calendar::last_moment)
        return calendar::timestamp_text(*number);
    return value;
}

std::string to_text(const Type &type, const Value &value)
{
    return to_text(to_column(type, value));
}

std::string to_json(const Type &type, const Value &value)
{
    const auto *text = std::get_if<std::string>(&value);
    if (text && type.kind == TypeKind::Json && json_text::is_json(*text))
        return *text;
    return to_json(Node{to_column(type, value)});
}

} // namespace gemel
