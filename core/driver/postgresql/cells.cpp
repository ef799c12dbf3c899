// Reads the binary forms of types. Knows no attribute.
#include "core/driver/postgresql/cells.hpp"

#include "core/base/calendar.hpp"
#include "core/base/failure.hpp"
#include "core/base/text.hpp"
#include "core/base/uuid.hpp"
#include "core/driver/postgresql/types.hpp"

#include <array>
#include <limits>
#include <vector>

namespace gemel::driver::postgresql {

namespace {

constexpr std::int64_t days_to_2000 = 10957; // PostgreSQL counts from 2000-01-01

/// A number of `size` bytes, the highest first.
std::uint64_t word(const char *bytes, std::size_t size) noexcept
{
    std::uint64_t out = 0;
    for (std::size_t i = 0; i < size; ++i)
        out = out << 8 | static_cast<unsigned char>(bytes[i]);
    return out;
}

std::int16_t int16(const char *bytes) noexcept
{
    return static_cast<std::int16_t>(word(bytes, 2));
}
std::int32_t int32(const char *bytes) noexcept
{
    return static_cast<std::int32_t>(word(bytes, 4));
}
std::int64_t int64(const char *bytes) noexcept
{
    return static_cast<std::int64_t>(word(bytes, 8));
}

template <typename Real, typename Bits> double real(Bits bits) noexcept
{
    Real value;
    static_assert(sizeof value == sizeof bits);
    std::memcpy(&value, &bits, sizeof value);
    return static_cast<double>(value);
}

template <typename Number> std::string_view infinity(Number value) noexcept
{
    if (value == std::numeric_limits<Number>::max())
        return "infinity";
    return value == std::numeric_limits<Number>::min() ? "-infinity" : "";
}

std::string date_text(std::int32_t day)
{
    if (const std::string_view text = infinity(day); !text.empty())
        return std::string(text);
    const std::int64_t since_1970 = day + days_to_2000;
    if (since_1970 < calendar::first_day || since_1970 > calendar::last_day)
        return say("day ", std::to_string(since_1970), " since 1970-01-01");
    return calendar::date_text(since_1970);
}

/// A timestamp without time zone is no point in time: its text lacks the Z.
std::string timestamp_text(std::int64_t microseconds, bool is_moment)
{
    if (const std::string_view text = infinity(microseconds); !text.empty())
        return std::string(text);
    constexpr std::int64_t offset = days_to_2000 * calendar::microseconds_per_day;
    if (microseconds < calendar::first_moment - offset || microseconds > calendar::last_moment - offset)
        return say("microsecond ", std::to_string(microseconds), " since 2000-01-01");
    std::string text = calendar::timestamp_text(microseconds + offset);
    if (!is_moment)
        text.pop_back();
    return text;
}

/// numeric: how many groups of four digits, the power of 10000 of the first, sign, digits after the point, the groups.
std::string numeric_text(const char *bytes)
{
    constexpr std::uint64_t negative = 0x4000, nan = 0xC000, plus_infinity = 0xD000, minus_infinity = 0xF000;
    const std::int32_t groups = int16(bytes), weight = int16(bytes + 2), scale = int16(bytes + 6);
    const std::uint64_t sign = word(bytes + 4, 2);
    if (sign == nan)
        return "NaN";
    if (sign == plus_infinity || sign == minus_infinity)
        return sign == plus_infinity ? "Infinity" : "-Infinity";
    const auto append_group = [&](std::string &out, std::int32_t at) {
        const std::int32_t group = at >= 0 && at < groups ? int16(bytes + 8 + std::ptrdiff_t{2} * at) : 0;
        const std::string digits = std::to_string(group);
        out.append(4 - digits.size(), '0').append(digits);
    };
    std::string whole;
    for (std::int32_t at = 0; at <= weight; ++at)
        append_group(whole, at);
    const std::size_t first = std::min(whole.find_first_not_of('0'), whole.size());
    std::string out = say(sign == negative ? "-" : "", first == whole.size() ? "0" : whole.substr(first));
    if (scale == 0)
        return out;
    std::string fraction;
    for (std::int32_t at = weight + 1; fraction.size() < static_cast<std::size_t>(scale); ++at)
        append_group(fraction, at);
    fraction.resize(static_cast<std::size_t>(scale));
    return say(out, ".", fraction);
}

[[noreturn]] void refuse_type(const PGresult *result, int column)
{
    throw Failure(Status::UNSUPPORTED, say("column ", in_quotes(PQfname(result, column)),
                                           " has a type of PostgreSQL that gemel does not read (",
                                           std::to_string(PQftype(result, column)), " in pg_type); cast it to text"));
}

void add_cell(Rows &rows, const PGresult *result, int row, int column, bool is_text)
{
    if (PQgetisnull(result, row, column))
        return rows.add_null();
    const char *bytes = PQgetvalue(result, row, column);
    const auto size = static_cast<std::size_t>(PQgetlength(result, row, column));
    switch (PQftype(result, column)) {
    case type::boolean:
        return rows.add_integer(*bytes ? 1 : 0);
    case type::int2:
        return rows.add_integer(int16(bytes));
    case type::int4:
        return rows.add_integer(int32(bytes));
    case type::int8:
        return rows.add_integer(int64(bytes));
    case type::oid:
        return rows.add_integer(static_cast<std::int64_t>(word(bytes, 4)));
    case type::float4:
        return rows.add_double(real<float>(static_cast<std::uint32_t>(word(bytes, 4))));
    case type::float8:
        return rows.add_double(real<double>(word(bytes, 8)));
    case type::bytea:
        return rows.add_bytes(Form::Blob, {bytes, size});
    case type::jsonb: // the first byte is the version of its form
        return rows.add_bytes(Form::Text, {bytes + 1, size - 1});
    case type::numeric:
        return rows.add_bytes(Form::Decimal, numeric_text(bytes));
    case type::uuid:
        return rows.add_bytes(Form::Text, uuid::text_of({bytes, size}));
    case type::date:
        return rows.add_bytes(Form::Text, date_text(int32(bytes)));
    case type::timestamp:
    case type::timestamptz:
        return rows.add_bytes(Form::Text, timestamp_text(int64(bytes), PQftype(result, column) == type::timestamptz));
    case type::text:
    case type::varchar:
    case type::character:
    case type::name:
    case type::unknown:
    case type::json:
    case type::void_:
        return rows.add_bytes(Form::Text, {bytes, size});
    default:
        if (!is_text)
            refuse_type(result, column);
        return rows.add_bytes(Form::Text, {bytes, size});
    }
}

} // namespace

Rows read_rows(const PGresult *result, PGconn *handle, TextTypes &texts)
{
    const int columns = PQnfields(result), count = PQntuples(result);
    Rows rows(static_cast<std::size_t>(columns));
    rows.reserve(static_cast<std::size_t>(columns) * static_cast<std::size_t>(count));
    constexpr Oid first_made = 16384; // in a database, by somebody: those below are the same in all
    std::vector<bool> are_texts;
    for (int column = 0; column < columns; ++column)
        are_texts.push_back(count > 0 && PQftype(result, column) >= first_made &&
                            texts.has(handle, PQftype(result, column)));
    for (int row = 0; row < count; ++row)
        for (int column = 0; column < columns; ++column)
            add_cell(rows, result, row, column, are_texts[static_cast<std::size_t>(column)]);
    return rows;
}

std::vector<std::string> read_names(const PGresult *result)
{
    std::vector<std::string> names;
    for (int column = 0; column < PQnfields(result); ++column)
        names.emplace_back(PQfname(result, column));
    return names;
}

} // namespace gemel::driver::postgresql
