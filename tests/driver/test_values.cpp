// Values as they are bound and come back: every form, its limits, and what a database refuses rather than mangles.
#include "tests/driver/subject.hpp"

#include "core/base/text.hpp"

#include <limits>

using namespace subject;

namespace {

/// A table of one column of that type, empty, whatever was there.
std::unique_ptr<Connection> one_column(const char *type)
{
    auto connection = connect();
    gemel::statement::TableDefinition definition;
    definition.name = "one";
    definition.primary_key_name = "one_pkey";
    definition.primary_key = {"id"};
    definition.columns = {{"id", *gemel::parse_type("integer"), true, true, {}},
                          {"it", *gemel::parse_type(type), false, false, {}}};
    for (const Command &command : dialect().drop_tables({"one"}))
        connection->execute(command);
    connection->execute(dialect().create_table(definition));
    return connection;
}

/// Inserts each and reads all, the second time by equality.
std::string round_trip(const char *type, const std::vector<Value> &values)
{
    const auto connection = one_column(type);
    const std::string place = quirks().has_server ? "$1" : "?";
    std::string out;
    for (const Value &value : values) {
        connection->execute(write(gemel::say("INSERT INTO ", table("one"), " (\"it\") VALUES (", place, ")"), {value}));
        const Result equal = connection->execute(
            read(gemel::say("SELECT count(*) FROM ", table("one"), " WHERE \"it\" = ", place), {value}));
        if (equal.rows.at(0, 0).word != (gemel::is_null(value) || value != value ? 0 : 1))
            out += gemel::say("not equal to itself: ", gemel::describe(value), "; ");
    }
    return out + told(connection->execute(read(gemel::say("SELECT \"it\" FROM ", table("one"), " ORDER BY \"id\""))));
}

} // namespace

static void integers_keep_their_limits(void **)
{
    expect("-9223372036854775808; 9223372036854775807; 0; null", [] {
        return round_trip("bigint", {integer(std::numeric_limits<std::int64_t>::min()),
                                     integer(std::numeric_limits<std::int64_t>::max()), integer(0), Value()});
    });
    expect("-2147483648; 2147483647", [] {
        return round_trip("integer", {integer(-2147483648LL), integer(2147483647)});
    });
}

static void a_number_that_no_row_can_hold_is_simply_not_found(void **)
{
    expect("0", [] {
        return told(one_column("integer")->execute(read(
            gemel::say("SELECT count(*) FROM ", table("one"), " WHERE \"it\" = ", quirks().has_server ? "$1" : "?"),
            {integer(5'000'000'000)})));
    });
}

static void doubles_keep_every_bit(void **)
{
    expect("0.1; 5e-324; 1.7976931348623157e+308; -0.3333333333333333; Infinity; -Infinity", [] {
        const double infinity = std::numeric_limits<double>::infinity();
        return round_trip("double", {0.1, 5e-324, std::numeric_limits<double>::max(), -1.0 / 3, infinity, -infinity});
    });
}

static void booleans_are_zero_and_one(void **)
{
    expect("1; 0; null", [] { return round_trip("boolean", {true, false, Value()}); });
}

static void text_keeps_every_character(void **)
{
    expect("''; 'it''s \\ \"; $1 ?\n\t'; 'äöü € 😀'", [] {
        return round_trip("text", {text(""), text("it''s \\ \"; $1 ?\n\t"), text("äöü € 😀")});
    });
}

static void long_text_and_bytes_come_back_whole(void **)
{
    expect("10485760 10485760", [] {
        std::string long_text(10 << 20, 'x');
        for (std::size_t i = 0; i < long_text.size(); i += 7)
            long_text[i] = static_cast<char>('a' + i % 26);
        std::string out;
        for (const bool as_bytes : {false, true}) {
            const auto connection = one_column(as_bytes ? "blob" : "text");
            connection->execute(write(
                gemel::say("INSERT INTO ", table("one"), " (\"it\") VALUES (", quirks().has_server ? "$1" : "?", ")"),
                {as_bytes ? bytes(long_text) : text(long_text)}));
            const Result result = connection->execute(read(gemel::say("SELECT \"it\" FROM ", table("one"))));
            const std::string_view got = result.rows.bytes(result.rows.at(0, 0));
            out += gemel::say(out.empty() ? "" : " ", got == long_text ? std::to_string(got.size()) : "differs");
        }
        return out;
    });
}

static void bytes_may_be_any(void **)
{
    expect("X''; 256 bytes; null", [] {
        std::string all;
        for (int i = 0; i < 256; ++i)
            all += static_cast<char>(i);
        std::string out = round_trip("blob", {bytes(""), bytes(all), Value()});
        const std::string told_all = gemel::say("X'", gemel::hexadecimal(all), "'");
        return out.replace(out.find(told_all), told_all.size(), "256 bytes");
    });
}

static void exact_types_come_back_as_their_canonical_text(void **)
{
    expect("'9.90'; '-0.05'; '0.00'; '12345678.00'; '-99999999.99'; '10000.01'; null", [] {
        return round_trip("decimal(10,2)", {text("9.90"), text("-0.05"), text("0.00"), text("12345678.00"),
                                            text("-99999999.99"), text("10000.01"), Value()});
    });
    expect("'100000000'; '-20000'; '0'", [] {
        return round_trip("decimal(12,0)", {text("100000000"), text("-20000"), text("0")});
    });
    expect("'0.0000000001'; '0.1000000000'", [] {
        return round_trip("decimal(10,10)", {text("0.0000000001"), text("0.1000000000")});
    });
    expect("'6ba7b810-9dad-11d1-80b4-00c04fd430c8'; null", [] {
        return round_trip("uuid", {text("6ba7b810-9dad-11d1-80b4-00c04fd430c8"), Value()});
    });
    expect("'2024-02-29'; '0001-01-01'; '9999-12-31'; '1969-12-31'; null", [] {
        return round_trip("date",
                          {text("2024-02-29"), text("0001-01-01"), text("9999-12-31"), text("1969-12-31"), Value()});
    });
    expect("'2024-02-29T12:00:00.000001Z'; '0001-01-01T00:00:00.000000Z'; '9999-12-31T23:59:59.999999Z';"
           " '1969-12-31T23:59:59.999999Z'; null",
           [] {
               return round_trip("timestamp",
                                 {text("2024-02-29T12:00:00.000001Z"), text("0001-01-01T00:00:00.000000Z"),
                                  text("9999-12-31T23:59:59.999999Z"), text("1969-12-31T23:59:59.999999Z"), Value()});
           });
    expect("'new'", [] { return round_trip("enum('new','old')", {text("new")}); });
    expect("'{}'; '[]'; 'null'", [] { return round_trip("json", {text("{}"), text("[]"), text("null")}); });
}

static void a_null_comes_before_or_after_any_value(void **)
{
    expect("null; 1; null; 9000000000; null", [] {
        return round_trip("bigint", {Value(), integer(1), Value(), integer(9'000'000'000), Value()});
    });
    expect("null; 'a'; null", [] { return round_trip("text", {Value(), text("a"), Value()}); });
    expect("null; X'00ff'; null", [] {
        return round_trip("blob", {Value(), bytes(std::string("\0\xff", 2)), Value()});
    });
}

static int tests()
{
    const CMUnitTest all[] = {
        cmocka_unit_test(integers_keep_their_limits),
        cmocka_unit_test(a_number_that_no_row_can_hold_is_simply_not_found),
        cmocka_unit_test(doubles_keep_every_bit),
        cmocka_unit_test(booleans_are_zero_and_one),
        cmocka_unit_test(text_keeps_every_character),
        cmocka_unit_test(long_text_and_bytes_come_back_whole),
        cmocka_unit_test(bytes_may_be_any),
        cmocka_unit_test(exact_types_come_back_as_their_canonical_text),
        cmocka_unit_test(a_null_comes_before_or_after_any_value),
    };
    return cmocka_run_group_tests_name(quirks().name, all, nullptr, nullptr);
}

int main(int argc, char **argv)
{
    return on_each(argc, argv, tests);
}
