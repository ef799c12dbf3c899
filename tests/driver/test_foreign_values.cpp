// What PostgreSQL can hold and gemel cannot: it becomes text that is no value of its type, or is refused; never another
// value.
#include "tests/driver/subject.hpp"

#include "core/base/text.hpp"

using namespace subject;

namespace {

std::string value_of(const char *expression)
{
    return told(connect()->execute(read(gemel::say("SELECT ", expression))));
}

} // namespace

static void what_is_no_date_or_number_stays_visible(void **)
{
    expect("'infinity'|'-infinity'", [] { return value_of("'infinity'::date, '-infinity'::date"); });
    expect("'infinity'|'-infinity'", [] { return value_of("'infinity'::timestamptz, '-infinity'::timestamptz"); });
    expect("'day 2932897 since 1970-01-01'|'day -719163 since 1970-01-01'",
           [] { return value_of("'9999-12-31'::date + 1, '0001-01-01'::date - 1"); });
    expect("'microsecond 252455616000000000 since 2000-01-01'", [] { return value_of("timestamptz '10000-01-01Z'"); });
    expect("'microsecond 9223371331199999999 since 2000-01-01'",
           [] { return value_of("timestamptz '294276-12-31T23:59:59.999999Z'"); });
    expect("'2024-02-29T12:00:00.000000'", [] { return value_of("timestamp '2024-02-29 12:00'"); });
    expect("'NaN'|'Infinity'|'-Infinity'",
           [] { return value_of("'NaN'::numeric, 'Infinity'::numeric, '-Infinity'::numeric"); });
    expect("'100000000000000000000'|'0.00001'|'-1234.5'|'0'|'0.000'",
           [] { return value_of("1e20::numeric, 1e-5::numeric, -1234.5, 0::numeric, 0.000"); });
    expect("NaN", [] { return value_of("'NaN'::float8"); });
}

static void small_types_widen(void **)
{
    expect("-32768|1.5|4294967295|'name'|'c'|'ab '|null|'unknown'", [] {
        return value_of("'-32768'::int2, 1.5::float4, 4294967295::oid, 'name'::name, 'c'::char(1), 'ab'::char(3), "
                        "NULL::int, 'unknown'");
    });
}

static void a_type_without_a_form_is_refused_by_name(void **)
{
    static std::string got;
    try {
        got = value_of("'1 day'::interval AS \"how long\"");
    } catch (const gemel::Failure &failure) {
        got = failure.message;
    }
    assert_string_equal(got.c_str(), "column 'how long' has a type of PostgreSQL that gemel does not read (1186 in "
                                     "pg_type); cast it to text");
}

static void what_cannot_be_sent_is_refused_here(void **)
{
    expect("validation", [] { return told(connect()->execute(read("SELECT $1", {text(std::string("a\0b", 3))}))); });
    expect("usage", [] { return told(connect()->execute(read(std::string("SELECT 1\0 + 1", 13)))); });
    expect("unsupported",
           [] { return told(connect()->execute(read("SELECT 1", std::vector<Value>(65536, integer(1))))); });
    expect("validation 22021", [] { return told(connect()->execute(read("SELECT $1", {text("\xff")}))); });
}

/// Its server would hang up without a word.
static void a_statement_of_more_than_a_gigabyte_is_refused_here(void **)
{
    expect("unsupported; 1", [] {
        const auto connection = connect();
        std::vector<gemel::Value> values;
        values.push_back(text(std::string(1'000'000'001, 'x')));
        std::string out;
        try {
            connection->execute(read("SELECT $1", std::move(values)));
        } catch (const gemel::Failure &failure) {
            out = told(failure);
        }
        return out + "; " + told(connection->execute(read("SELECT 1")));
    });
}

static void what_a_column_cannot_hold_is_validation(void **)
{
    expect("validation 22003",
           [] { return told(connect()->execute(read("SELECT $1::int", {integer(5'000'000'000)}))); });
    expect("validation 22P02", [] { return told(connect()->execute(read("SELECT $1::uuid", {text("no uuid")}))); });
    expect("validation 22007", [] { return told(connect()->execute(read("SELECT $1::date", {text("no date")}))); });
}

static int tests()
{
    // As much memory once is enough.
    const CMUnitTest large[] = {cmocka_unit_test(a_statement_of_more_than_a_gigabyte_is_refused_here)};
    if (quirks().name == std::string_view("pgbouncer") && cmocka_run_group_tests(large, nullptr, nullptr) != 0)
        return 1;
    const CMUnitTest all[] = {
        cmocka_unit_test(what_is_no_date_or_number_stays_visible),
        cmocka_unit_test(small_types_widen),
        cmocka_unit_test(a_type_without_a_form_is_refused_by_name),
        cmocka_unit_test(what_cannot_be_sent_is_refused_here),
        cmocka_unit_test(what_a_column_cannot_hold_is_validation),
    };
    return cmocka_run_group_tests_name(quirks().name, all, nullptr, nullptr);
}

int main(int argc, char **argv)
{
    return on_each(argc, argv, tests);
}
