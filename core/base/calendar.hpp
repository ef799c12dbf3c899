// Dates and points in time as numbers and as text, in the Gregorian calendar of the years 0001 to 9999, without leap
// seconds. Knows no clock, no time zone and no locale.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gemel::calendar {

constexpr std::int64_t microseconds_per_day = 86'400'000'000;
constexpr std::int64_t first_day = -719'162; // 0001-01-01, in days since 1970-01-01
constexpr std::int64_t last_day = 2'932'896; // 9999-12-31
constexpr std::int64_t first_moment = first_day * microseconds_per_day;
constexpr std::int64_t last_moment = (last_day + 1) * microseconds_per_day - 1;

/// The day of a moment, also before the epoch.
constexpr std::int64_t day_of(std::int64_t microseconds) noexcept
{
    return microseconds / microseconds_per_day - (microseconds % microseconds_per_day < 0 ? 1 : 0);
}

/// "2024-02-29".
std::optional<std::int64_t> parse_date(std::string_view text) noexcept;
/// Of a day from first_day to last_day.
std::string date_text(std::int64_t day);

enum class Flaw { None, Form, NoOffset, TooFine };

struct Moment {
    std::int64_t microseconds = 0; // since the epoch, UTC
    Flaw flaw = Flaw::None;
};

/// "2024-02-29T12:00:00.5Z", "2024-02-29 13:00+01:00": the offset is said, and nothing is finer than a microsecond.
Moment parse_timestamp(std::string_view text) noexcept;
/// What databases and other programs write: also without an offset, which is UTC then, with a blank before it, of hours
/// alone, or "UTC".
Moment parse_stored_timestamp(std::string_view text) noexcept;
/// "2024-02-29T12:00:00.000000Z", of a moment from first_moment to last_moment.
std::string timestamp_text(std::int64_t microseconds);

} // namespace gemel::calendar
