// Fields of fixed width, read and written by hand: the library's own readers ask the locale.
#include "core/base/calendar.hpp"

#include <chrono>

namespace gemel::calendar {

namespace {

constexpr std::int64_t microseconds_per_second = 1'000'000;

/// Takes a text apart from the left.
class Fields {
public:
    explicit Fields(std::string_view text) noexcept : rest_(text) {}

    /// A number of exactly so many digits.
    bool take_digits(std::size_t count, std::int64_t &into) noexcept
    {
        if (rest_.size() < count)
            return false;
        into = 0;
        for (const char c : rest_.substr(0, count)) {
            if (c < '0' || c > '9')
                return false;
            into = into * 10 + (c - '0');
        }
        rest_.remove_prefix(count);
        return true;
    }
    bool take(char wanted) noexcept
    {
        if (!rest_.starts_with(wanted))
            return false;
        rest_.remove_prefix(1);
        return true;
    }
    bool done() const noexcept { return rest_.empty(); }

private:
    std::string_view rest_;
};

bool take_date(Fields &fields, std::int64_t &day) noexcept
{
    std::int64_t year = 0, month = 0, of_month = 0;
    if (!fields.take_digits(4, year) || !fields.take('-') || !fields.take_digits(2, month) || !fields.take('-') ||
        !fields.take_digits(2, of_month))
        return false;
    const std::chrono::year_month_day date(std::chrono::year(static_cast<int>(year)),
                                           std::chrono::month(static_cast<unsigned>(month)),
                                           std::chrono::day(static_cast<unsigned>(of_month)));
    if (year == 0 || !date.ok())
        return false;
    day = std::chrono::sys_days(date).time_since_epoch().count();
    return true;
}

/// HH:MM, as seconds.
bool take_hours_and_minutes(Fields &fields, std::int64_t &seconds) noexcept
{
    std::int64_t hours = 0, minutes = 0;
    if (!fields.take_digits(2, hours) || !fields.take(':') || !fields.take_digits(2, minutes) || hours > 23 ||
        minutes > 59)
        return false;
    seconds = hours * 3600 + minutes * 60;
    return true;
}

/// The digits after the point of the seconds, as microseconds.
Flaw take_fraction(Fields &fields, std::int64_t &microseconds) noexcept
{
    std::int64_t digit = 0, weight = microseconds_per_second;
    if (!fields.take_digits(1, digit))
        return Flaw::Form;
    do {
        weight /= 10;
        if (weight == 0 && digit != 0)
            return Flaw::TooFine;
        microseconds += digit * weight;
    } while (fields.take_digits(1, digit));
    return Flaw::None;
}

enum class Spelling { Ours, Anybodys };

/// "Z", "+01:00", "-0130": how many seconds east of UTC. As anybody writes it: also "+01", " UTC", a blank before it.
bool take_offset(Fields &fields, Spelling spelling, std::int64_t &seconds) noexcept
{
    const bool is_free = spelling == Spelling::Anybodys;
    if (is_free && fields.take(' ') && fields.take('U'))
        return fields.take('T') && fields.take('C');
    if (fields.take('Z'))
        return true;
    const bool east = fields.take('+');
    std::int64_t hours = 0, minutes = 0;
    if ((!east && !fields.take('-')) || !fields.take_digits(2, hours))
        return false;
    const bool is_whole = is_free && fields.done();
    fields.take(':');
    if ((!is_whole && !fields.take_digits(2, minutes)) || hours > 23 || minutes > 59)
        return false;
    seconds = (hours * 3600 + minutes * 60) * (east ? 1 : -1);
    return true;
}

Moment parse_moment(std::string_view text, Spelling spelling) noexcept
{
    Fields fields(text);
    std::int64_t day = 0, seconds = 0, of_minute = 0, microseconds = 0, offset = 0;
    if (!take_date(fields, day) || !(fields.take('T') || fields.take(' ')) || !take_hours_and_minutes(fields, seconds))
        return {0, Flaw::Form};
    if (fields.take(':')) {
        if (!fields.take_digits(2, of_minute) || of_minute > 59)
            return {0, Flaw::Form};
        if (fields.take('.'))
            if (const Flaw flaw = take_fraction(fields, microseconds); flaw != Flaw::None)
                return {0, flaw};
    }
    if (fields.done() && spelling == Spelling::Ours)
        return {0, Flaw::NoOffset};
    if (!fields.done() && !take_offset(fields, spelling, offset))
        return {0, Flaw::Form};
    const std::int64_t moment =
        day * microseconds_per_day + (seconds + of_minute - offset) * microseconds_per_second + microseconds;
    if (!fields.done() || moment < first_moment || moment > last_moment)
        return {0, Flaw::Form};
    return {moment, Flaw::None};
}

void put(char *at, std::int64_t number, std::size_t digits) noexcept
{
    for (; digits > 0; number /= 10)
        at[--digits] = static_cast<char>('0' + number % 10);
}

void put_date(char *at, std::int64_t day) noexcept
{
    const std::chrono::year_month_day date(std::chrono::sys_days(std::chrono::days(static_cast<int>(day))));
    put(at, static_cast<int>(date.year()), 4);
    put(at + 5, static_cast<unsigned>(date.month()), 2);
    put(at + 8, static_cast<unsigned>(date.day()), 2);
}

} // namespace

std::optional<std::int64_t> parse_date(std::string_view text) noexcept
{
    Fields fields(text);
    std::int64_t day = 0;
    return take_date(fields, day) && fields.done() ? std::optional(day) : std::nullopt;
}

std::string date_text(std::int64_t day)
{
    std::string text = "0000-00-00";
    put_date(text.data(), day);
    return text;
}

Moment parse_timestamp(std::string_view text) noexcept
{
    return parse_moment(text, Spelling::Ours);
}

Moment parse_stored_timestamp(std::string_view text) noexcept
{
    return parse_moment(text, Spelling::Anybodys);
}
std::string timestamp_text(std::int64_t microseconds)
{
    const std::int64_t day = day_of(microseconds);
    const std::int64_t of_day = microseconds - day * microseconds_per_day;
    const std::int64_t seconds = of_day / microseconds_per_second;
    std::string text = "0000-00-00T00:00:00.000000Z";
    put_date(text.data(), day);
    put(text.data() + 11, seconds / 3600, 2);
    put(text.data() + 14, seconds / 60 % 60, 2);
    put(text.data() + 17, seconds % 60, 2);
    put(text.data() + 20, of_day % microseconds_per_second, 6);
    return text;
}

} // namespace gemel::calendar
