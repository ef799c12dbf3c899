// A table of types and columns, by families of types.
#include "core/model/column_fit.hpp"

#include "core/base/calendar.hpp"
#include "core/base/decimal.hpp"
#include "core/base/text.hpp"
#include "core/base/uuid.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace gemel {

namespace {

using Holds = driver::Column::Holds;

constexpr std::int64_t exact_in_double = std::int64_t{1} << 53;
constexpr std::size_t digits_in_double = 15;

bool is_number(const Type &type) noexcept
{
    return type.kind == TypeKind::Integer || type.kind == TypeKind::Bigint || type.kind == TypeKind::Double ||
           type.kind == TypeKind::Boolean;
}

/// Is every value text, to which a column may leave its form?
bool is_written(const Type &type) noexcept
{
    return !is_number(type) && type.kind != TypeKind::Blob;
}

/// Can its text look like a number?
bool may_look_like_number(const Type &type) noexcept
{
    return is_text(type) || type.kind == TypeKind::Json || type.kind == TypeKind::Decimal;
}

/// As SQLite sees it: blanks around, a sign, digits, a point, an exponent.
bool looks_like_number(std::string_view text) noexcept
{
    constexpr std::string_view around = " \t\n\v\f\r";
    const std::size_t begin = std::min(text.find_first_not_of(around), text.size());
    text = text.substr(begin, text.find_last_not_of(around) + 1 - begin);
    const auto skip_sign = [&] { text.remove_prefix(text.starts_with('-') || text.starts_with('+') ? 1 : 0); };
    const auto skip_digits = [&] {
        const std::size_t count = std::min(text.find_first_not_of("0123456789"), text.size());
        text.remove_prefix(count);
        return count;
    };
    skip_sign();
    std::size_t digits = skip_digits();
    if (text.starts_with('.')) {
        text.remove_prefix(1);
        digits += skip_digits();
    }
    if (digits > 0 && (text.starts_with('e') || text.starts_with('E'))) {
        text.remove_prefix(1);
        skip_sign();
        digits = skip_digits();
    }
    return digits > 0 && text.empty();
}

/// Of a canonical decimal: those that count.
std::size_t significant_digits(std::string_view text)
{
    std::string digits;
    std::copy_if(text.begin(), text.end(), std::back_inserter(digits), [](char c) { return c >= '0' && c <= '9'; });
    const std::size_t first = std::min(digits.find_first_not_of('0'), digits.size());
    return digits.find_last_not_of('0') + 1 - std::min(first, digits.find_last_not_of('0') + 1);
}

bool is_negative_zero(double number) noexcept
{
    return number == 0 && std::signbit(number);
}

/// Of SQLite.
bool keeps_as_number(const Type &type, Holds holds, const Value &value)
{
    if (const auto *number = std::get_if<double>(&value))
        return !is_negative_zero(*number);
    if (const auto *number = std::get_if<std::int64_t>(&value))
        return holds == Holds::Numbers || (*number >= -exact_in_double && *number <= exact_in_double);
    const auto *text = std::get_if<std::string>(&value);
    if (!text)
        return true;
    if (type.kind != TypeKind::Decimal)
        return !looks_like_number(*text);
    const bool is_exact_integer = holds == Holds::Numbers && parse_integer(*text).has_value();
    return is_exact_integer || significant_digits(*text) <= digits_in_double;
}

bool is_in_bytes(std::int64_t number, std::int32_t bytes) noexcept
{
    return bytes >= 8 || (bytes == 4 && std::in_range<std::int32_t>(number)) || std::in_range<std::int16_t>(number);
}

bool keeps_as_integer(const Type &type, std::int32_t bytes, const Value &value)
{
    constexpr double beyond = 9223372036854775808.0;
    if (const auto *number = std::get_if<std::int64_t>(&value))
        return is_in_bytes(*number, bytes);
    if (const auto *number = std::get_if<double>(&value))
        return std::trunc(*number) == *number && !is_negative_zero(*number) && *number >= -beyond && *number < beyond &&
               is_in_bytes(static_cast<std::int64_t>(*number), bytes);
    const auto *text = std::get_if<std::string>(&value);
    const auto number = text && type.kind == TypeKind::Decimal && type.scale == 0 ? parse_integer(*text) : std::nullopt;
    return number && is_in_bytes(*number, bytes);
}

bool is_float(double number) noexcept
{
    return std::isinf(number) || (std::fabs(number) <= static_cast<double>(std::numeric_limits<float>::max()) &&
                                  static_cast<double>(static_cast<float>(number)) == number);
}

bool keeps_as_float(const Type &type, Holds holds, const Value &value)
{
    const bool is_short = holds == Holds::Float4;
    if (const auto *number = std::get_if<double>(&value))
        return !is_short || is_float(*number);
    if (const auto *number = std::get_if<std::int64_t>(&value))
        return *number >= -exact_in_double && *number <= exact_in_double &&
               (!is_short || is_float(static_cast<double>(*number)));
    const auto *text = std::get_if<std::string>(&value);
    return text && type.kind == TypeKind::Decimal && significant_digits(*text) <= digits_in_double &&
           (!is_short || is_float(parse_double(*text).value_or(0.1)));
}

bool keeps_as_decimal(const Type &type, const driver::Column &column, const Value &value)
{
    std::string text;
    if (const auto *number = std::get_if<double>(&value)) {
        constexpr decimal::Shape any{2000, 1000};
        if (!std::isfinite(*number) || is_negative_zero(*number))
            return false;
        text = decimal::from_double(*number, any).text;
    } else if (!std::holds_alternative<std::string>(value) || type.kind == TypeKind::Decimal) {
        text = to_text(value);
    }
    if (text.empty())
        return false;
    if (column.length == 0)
        return true;
    return column.scale >= 0 && column.scale <= column.length &&
           decimal::parse(text, {column.length, column.scale}).complaint.empty();
}

bool keeps_as_text(const driver::Column &column, std::string_view text)
{
    switch (column.holds) {
    case Holds::Padded:
        return character_count(text) == static_cast<std::size_t>(column.length);
    case Holds::Name:
        return text.size() < 64;
    default:
        return column.length == 0 || character_count(text) <= static_cast<std::size_t>(column.length);
    }
}

bool keeps_as_moment(const Type &type, const driver::Column &column, const Value &value)
{
    const auto *text = std::get_if<std::string>(&value);
    if (type.kind != TypeKind::Timestamp || !text)
        return false;
    std::int64_t unit = 1;
    for (std::int32_t digits = column.scale; digits < 6; ++digits)
        unit *= 10;
    const calendar::Moment moment = calendar::parse_stored_timestamp(*text);
    return moment.flaw == calendar::Flaw::None && moment.microseconds % unit == 0;
}

} // namespace

bool keeps_all(const Type &type, const driver::Column &column) noexcept
{
    const bool whole = column.length == 0;
    switch (column.holds) {
    case Holds::AsGiven:
        return true;
    case Holds::Texts:
        return !is_number(type);
    case Holds::Numbers:
        return type.kind != TypeKind::Double && !may_look_like_number(type);
    case Holds::Reals:
        return type.kind == TypeKind::Boolean || (!is_number(type) && !may_look_like_number(type));
    case Holds::Integer:
        return (type.kind == TypeKind::Integer && column.length >= 4) ||
               (type.kind == TypeKind::Bigint && column.length >= 8);
    case Holds::Float4:
        return false;
    case Holds::Float8:
        return type.kind == TypeKind::Double || type.kind == TypeKind::Integer;
    case Holds::Decimal:
        return (whole &&
                (type.kind == TypeKind::Decimal || type.kind == TypeKind::Integer || type.kind == TypeKind::Bigint)) ||
               (type.kind == TypeKind::Decimal && column.scale >= type.scale &&
                column.length - column.scale >= type.length - type.scale);
    case Holds::Boolean:
        return type.kind == TypeKind::Boolean;
    case Holds::Bytes:
        return type.kind == TypeKind::Blob;
    case Holds::Uuid:
        return type.kind == TypeKind::Uuid;
    case Holds::Date:
        return type.kind == TypeKind::Date;
    case Holds::Timestamp:
        return type.kind == TypeKind::Timestamp && column.scale >= 6;
    case Holds::Json:
        return type.kind == TypeKind::Json || type.kind == TypeKind::String || type.kind == TypeKind::Text;
    case Holds::NormalJson:
        return type.kind == TypeKind::Json;
    case Holds::Text:
        return is_written(type) && (whole || (type.kind == TypeKind::String && type.length <= column.length));
    case Holds::Label:
        return is_text(type);
    case Holds::Padded:
    case Holds::Name:
    case Holds::Other:
        break;
    }
    return false;
}

bool keeps(const Type &type, const driver::Column &column, const Value &value)
{
    if (is_null(value) || keeps_all(type, column))
        return true;
    const auto *text = is_written(type) ? std::get_if<std::string>(&value) : nullptr;
    switch (column.holds) {
    case Holds::Numbers:
    case Holds::Reals:
        return keeps_as_number(type, column.holds, value);
    case Holds::Integer:
        return keeps_as_integer(type, column.length, value);
    case Holds::Float4:
    case Holds::Float8:
        return keeps_as_float(type, column.holds, value);
    case Holds::Decimal:
        return keeps_as_decimal(type, column, value);
    case Holds::Timestamp:
        return keeps_as_moment(type, column, value);
    case Holds::Uuid:
        return text && is_text(type) && uuid::is_canonical(*text);
    case Holds::Date:
        return text && is_text(type) && calendar::parse_date(*text).has_value();
    case Holds::Text:
    case Holds::Padded:
    case Holds::Name:
        return text && keeps_as_text(column, *text);
    default:
        return false;
    }
}

bool bends(const Type &type, const driver::Column &column, const Value &value)
{
    const bool is_of_sqlite = column.holds == Holds::Numbers || column.holds == Holds::Reals;
    return is_of_sqlite && std::holds_alternative<std::string>(value) && !keeps(type, column, value);
}

} // namespace gemel
