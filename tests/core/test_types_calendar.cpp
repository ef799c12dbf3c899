// Dates and timestamps: every day that there is, against the standard library's calendar, and the edges of the text.
#include "core/base/calendar.hpp"
#include "tests/core/conversions.hpp"

#include <chrono>
#include <cstdio>

using gemel::Value;
namespace calendar = gemel::calendar;

namespace {

Value text(const char *value)
{
    return std::string(value);
}
Value number(std::int64_t value)
{
    return value;
}

} // namespace

static void every_day_is_read_as_it_is_written(void **)
{
    using namespace std::chrono;
    std::int64_t day = calendar::first_day;
    const char *wrong = "";
    for (int year = 1; year <= 9999; ++year)
        for (unsigned month = 1; month <= 12; ++month) {
            const year_month_day_last last = std::chrono::year(year) / std::chrono::month(month) / std::chrono::last;
            for (unsigned of_month = 1; of_month <= 31; ++of_month) {
                char shown[32];
                std::snprintf(shown, sizeof shown, "%04d-%02u-%02u", year, month, of_month);
                const auto read = calendar::parse_date(shown);
                if (of_month > static_cast<unsigned>(last.day())) {
                    wrong = read ? "a day that is not there was read" : wrong;
                    continue;
                }
                if (!read || *read != day || calendar::date_text(day) != shown)
                    wrong = "a day was read or written wrongly";
                ++day;
            }
        }
    assert_string_equal(wrong, "");
    assert_true(day == calendar::last_day + 1);
}

static void moments_before_the_epoch_belong_to_the_day_before(void **)
{
    std::string shown;
    for (const std::int64_t moment : {std::int64_t{-1}, std::int64_t{0}, std::int64_t{-86'400'000'000},
                                      std::int64_t{-86'400'000'001}, calendar::first_moment, calendar::last_moment})
        shown += calendar::timestamp_text(moment) + "\n";
    assert_string_equal(shown.c_str(), "1969-12-31T23:59:59.999999Z\n"
                                       "1970-01-01T00:00:00.000000Z\n"
                                       "1969-12-31T00:00:00.000000Z\n"
                                       "1969-12-30T23:59:59.999999Z\n"
                                       "0001-01-01T00:00:00.000000Z\n"
                                       "9999-12-31T23:59:59.999999Z\n");
}

static void timestamps_are_read_as_they_are_written(void **)
{
    const char *wrong = "";
    for (std::int64_t moment = calendar::first_moment; moment <= calendar::last_moment;
         moment += 86'400'000'000 * 7 + 12'345'678'901) {
        const std::string shown = calendar::timestamp_text(moment);
        if (calendar::parse_stored_timestamp(shown).microseconds != moment ||
            calendar::parse_timestamp(shown).microseconds != moment || shown.size() != 27)
            wrong = "a timestamp was read or written wrongly";
    }
    assert_string_equal(wrong, "");
}

static void dates_are_days_or_their_text(void **)
{
    conversions::expect("date", {{text("2024-02-29"), "2024-02-29"},
                                 {text("0001-01-01"), "0001-01-01"},
                                 {text("9999-12-31"), "9999-12-31"},
                                 {number(0), "1970-01-01"},
                                 {number(-1), "1969-12-31"},
                                 {number(-719162), "0001-01-01"},
                                 {number(2932896), "9999-12-31"},
                                 {Value(gemel::Null{}), "null"}});
    const std::string wanted = "must be a date such as 2024-02-29, not ";
    const std::string timeless = "must be a date without a time, such as 2024-02-29, not ";
    const std::string counted = "must be a day from year 1 to 9999, counted from 1970-01-01, not ";
    conversions::expect_refusals("date", {{text("2023-02-29"), wanted + "'2023-02-29'"},
                                          {text("1900-02-29"), wanted + "'1900-02-29'"},
                                          {text("2024-13-01"), wanted + "'2024-13-01'"},
                                          {text("2024-00-10"), wanted + "'2024-00-10'"},
                                          {text("2024-04-00"), wanted + "'2024-04-00'"},
                                          {text("0000-01-01"), wanted + "'0000-01-01'"},
                                          {text("10000-01-01"), wanted + "'10000-01-01'"},
                                          {text("2024-2-29"), wanted + "'2024-2-29'"},
                                          {text("20240229"), wanted + "'20240229'"},
                                          {text("29.02.2024"), wanted + "'29.02.2024'"},
                                          {text("-001-01-01"), wanted + "'-001-01-01'"},
                                          {text(" 2024-02-29"), wanted + "' 2024-02-29'"},
                                          {text("2024-02-29T00:00:00Z"), timeless + "'2024-02-29T00:00:00Z'"},
                                          {text("2024-02-29 "), timeless + "'2024-02-29 '"},
                                          {text(""), wanted + "''"},
                                          {number(-719163), counted + "-719163"},
                                          {number(2932897), counted + "2932897"},
                                          {Value(0.0), wanted + "0"},
                                          {Value(true), wanted + "true"}});
}

static void timestamps_say_their_offset(void **)
{
    const char *noon = "2024-02-29T12:00:00.000000Z";
    conversions::expect("timestamp", {{text("2024-02-29T12:00:00Z"), noon},
                                      {text("2024-02-29 12:00Z"), noon},
                                      {text("2024-02-29T13:00:00+01:00"), noon},
                                      {text("2024-02-29T13:30:00+0130"), noon},
                                      {text("2024-03-01T01:00:00+13:00"), noon},
                                      {text("2024-02-28T23:00:00-13:00"), noon},
                                      {text("2024-02-29T12:00:00-00:00"), noon},
                                      {text("2024-02-29T12:00:00.5Z"), "2024-02-29T12:00:00.500000Z"},
                                      {text("2024-02-29T12:00:00.000001Z"), "2024-02-29T12:00:00.000001Z"},
                                      {text("2024-02-29T12:00:00.123456000Z"), "2024-02-29T12:00:00.123456Z"},
                                      {text("1969-12-31T23:59:59.999999Z"), "1969-12-31T23:59:59.999999Z"},
                                      {text("0001-01-01T00:00:00Z"), "0001-01-01T00:00:00.000000Z"},
                                      {text("9999-12-31T23:59:59.999999Z"), "9999-12-31T23:59:59.999999Z"},
                                      {number(0), "1970-01-01T00:00:00.000000Z"},
                                      {number(-62135596800000000), "0001-01-01T00:00:00.000000Z"},
                                      {number(253402300799999999), "9999-12-31T23:59:59.999999Z"}});
    const std::string offset = "must say its offset, as 2024-02-29T12:00:00Z, not ";
    conversions::expect_refusals("timestamp", {{text("2024-02-29T12:00:00"), offset + "'2024-02-29T12:00:00'"},
                                               {text("2024-02-29 12:00"), offset + "'2024-02-29 12:00'"},
                                               {text("2024-02-29T12:00:00.5"), offset + "'2024-02-29T12:00:00.5'"}});
    conversions::expect_refusals(
        "timestamp", {{text("2024-02-29T12:00:00.0000001Z"), "must have at most 6 digits after the point, not "
                                                             "'2024-02-29T12:00:00.0000001Z'"}});
}

static void what_is_no_moment_is_no_timestamp(void **)
{
    std::vector<conversions::Row> rows;
    for (const char *given : {"",
                              "now",
                              "infinity",
                              "2024-02-29",
                              "2024-02-29T",
                              "2024-02-29T12",
                              "2024-02-29T12:00:00z",
                              "2024-02-29t12:00:00Z",
                              "2024-02-30T12:00:00Z",
                              "2024-02-29T24:00:00Z",
                              "2024-02-29T12:60:00Z",
                              "2024-02-29T12:00:60Z",
                              "2024-02-29T12:00:00.Z",
                              "2024-02-29T12:00:00,5Z",
                              "2024-02-29T12:00:00+1",
                              "2024-02-29T12:00:00+01",
                              "2024-02-29T12:00:00+24:00",
                              "2024-02-29T12:00:00+01:60",
                              "2024-02-29T12:00:00Z ",
                              "2024-02-29T12:00:00 Z",
                              "2024-02-29  12:00:00Z",
                              "2024-02-29T12:00:00ZZ",
                              "2024-02-29T12:00:00 UTC",
                              "0001-01-01T00:00:00+00:01",
                              "9999-12-31T23:59:59-00:01",
                              "0000-12-31T23:59:59Z"})
        rows.push_back(
            {text(given), gemel::say("must be a timestamp such as 2024-02-29T12:00:00Z, not '", given, "'")});
    rows.push_back({Value(1.5), "must be a timestamp such as 2024-02-29T12:00:00Z, not 1.5"});
    for (const std::int64_t given : {calendar::first_moment - 1, calendar::last_moment + 1, INT64_MIN, INT64_MAX})
        rows.push_back(
            {number(given), gemel::say("must be a moment from year 1 to 9999, in microseconds since 1970, not ",
                                       std::to_string(given))});
    conversions::expect_refusals("timestamp", rows);
}

static void what_others_store_is_a_moment_in_many_spellings(void **)
{
    const std::int64_t noon = calendar::parse_timestamp("2024-02-29T12:00:00Z").microseconds;
    for (const char *same :
         {"2024-02-29T12:00:00.000000Z", "2024-02-29 12:00:00.000000Z", "2024-02-29T12:00:00Z", "2024-02-29 12:00:00",
          "2024-02-29 12:00", "2024-02-29T12:00:00.0", "2024-02-29 12:00:00.000", "2024-02-29 12:00:00.00000000",
          "2024-02-29 12:00:00.000 +00:00", "2024-02-29 12:00:00 UTC", "2024-02-29 12:00:00+00",
          "2024-02-29 11:00:00-01", "2024-02-29 13:30:00 +0130", "2024-02-29 12:00:00 Z"}) {
        const calendar::Moment moment = calendar::parse_stored_timestamp(same);
        print_message("# %s\n", same);
        assert_true(moment.flaw == calendar::Flaw::None);
        assert_int_equal(moment.microseconds, noon);
    }
    for (const char *none : {"2024-02-29", "2024-02-29 ", "2024-02-29 12", "2024-02-29 12:00:60", "2024-02-30 12:00:00",
                             "2024-02-29T12:00:00.000000+", "2024-02-29 12:00:00 U", "2024-02-29 12:00:00 ",
                             "2024-02-29 12:00:00UTC", "2024-02-29 12:00:00+1", "2024-02-29 12:00:00+24",
                             "2024-02-29 12:00:00.0000001", "2024-02-29 12:00:00 GMT"}) {
        print_message("# %s\n", none);
        assert_false(calendar::parse_stored_timestamp(none).flaw == calendar::Flaw::None);
    }
    // Whoever gives one to gemel says its offset.
    assert_false(calendar::parse_timestamp("2024-02-29 12:00:00").flaw == calendar::Flaw::None);
    assert_false(calendar::parse_timestamp("2024-02-29 12:00:00+00").flaw == calendar::Flaw::None);
    assert_false(calendar::parse_timestamp("2024-02-29 12:00:00 +00:00").flaw == calendar::Flaw::None);
}

int main()
{
    const CMUnitTest tests[] = {
        cmocka_unit_test(every_day_is_read_as_it_is_written),
        cmocka_unit_test(moments_before_the_epoch_belong_to_the_day_before),
        cmocka_unit_test(timestamps_are_read_as_they_are_written),
        cmocka_unit_test(dates_are_days_or_their_text),
        cmocka_unit_test(timestamps_say_their_offset),
        cmocka_unit_test(what_is_no_moment_is_no_timestamp),
        cmocka_unit_test(what_others_store_is_a_moment_in_many_spellings),
    };
    return cmocka_run_group_tests(tests, nullptr, nullptr);
}
