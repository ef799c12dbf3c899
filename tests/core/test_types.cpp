// Attribute types: their names, and tables of what becomes a value of which, to the last word of the refusals.
#include "tests/core/conversions.hpp"

using gemel::Bytes;
using gemel::Value;

namespace {

Value integer(std::int64_t value)
{
    return value;
}
Value text(const char *value)
{
    return std::string(value);
}
Value bytes(const char *data, std::size_t size)
{
    return Bytes{std::string(data, size)};
}

} // namespace

static void types_are_written_as_they_are_read(void **)
{
    std::string differences;
    for (const char *name : {"integer", "bigint", "double", "boolean", "string(1)", "string(10485760)", "text",
                             "decimal(1,0)", "decimal(10,2)", "decimal(1000,1000)", "blob", "uuid", "date", "timestamp",
                             "json", "enum('a')", "enum('new','old')", "enum('it''s','a,b',' ','(',')','''')"}) {
        const auto type = gemel::parse_type(name);
        const std::string again = type ? gemel::to_text(*type) : "no type";
        if (again != name || !gemel::type_complaint(name).empty())
            differences += gemel::say(name, " -> ", again, "\n");
    }
    assert_string_equal(differences.c_str(), "");
}

static void types_are_read_in_any_case_and_with_blanks_in_brackets(void **)
{
    const struct {
        const char *given, *canonical;
    } cases[] = {
        {"STRING", "string(255)"},
        {"String( 20 )", "string(20)"},
        {"Decimal(10)", "decimal(10,0)"},
        {"DECIMAL( 10 , 2 )", "decimal(10,2)"},
        {"ENUM( 'a' , 'b' )", "enum('a','b')"},
        {"enum('A','a')", "enum('A','a')"},
        {"TimeStamp", "timestamp"},
    };
    std::string differences;
    for (const auto &it : cases) {
        const auto type = gemel::parse_type(it.given);
        const std::string read = type ? gemel::to_text(*type) : "no type";
        if (read != it.canonical)
            differences += gemel::say(it.given, " -> ", read, "\n");
    }
    assert_string_equal(differences.c_str(), "");
}

static void what_is_almost_a_type_tells_why_it_is_none(void **)
{
    const std::string digits = "a decimal has from 1 to 1000 digits, as decimal(10,2)";
    const std::string characters = "a string has from 1 to 10485760 characters, as string(20)";
    const std::string quotes = "an enum says its values in quotes: write enum('new','old')";
    const std::pair<std::string, std::string> cases[] = {
        {"decimal", "a decimal says its digits, in all and after the point: write decimal(10,2)"},
        {"decimal()", digits},
        {"decimal(0)", digits},
        {"decimal(1001)", digits},
        {"decimal(10,)", digits},
        {"decimal(10,-1)", digits},
        {"decimal(10,2,3)", digits},
        {"decimal(99999999999)", digits},
        {"decimal(2,3)", "a decimal has not more digits after the point than in all: 3 is more than 2"},
        {"string(0)", characters},
        {"string()", characters},
        {"string(10485761)", characters},
        {"string(x)", characters},
        {"string(20", "a bracket is not closed in 'string(20'"},
        {"integer(4)", "the type integer has nothing in brackets"},
        {"JSON()", "the type json has nothing in brackets"},
        {"enum", quotes},
        {"enum()", quotes},
        {"enum(a)", quotes},
        {"enum('a' 'b')", quotes},
        {"enum('a',)", quotes},
        {"enum('a)", quotes},
        {"enum('it's')", quotes},
        {"enum('')", "a value of an enum is not empty"},
        {"enum('a','b','a')", "the enum has 'a' twice"},
        {"enum('\xff')", "a value of an enum is UTF-8 without U+0000, not '?'"},
        {std::string("enum('a\0b')", 11), "a value of an enum is UTF-8 without U+0000, not 'a?b'"},
        {"integre", ""},
        {"", ""},
        {"(", ""},
    };
    std::string differences;
    for (const auto &[given, complaint] : cases)
        if (gemel::parse_type(given) || gemel::type_complaint(given) != complaint)
            differences += gemel::say(given, " -> ", gemel::type_complaint(given), "\n");
    assert_string_equal(differences.c_str(), "");
}

static void only_types_of_one_family_are_comparable(void **)
{
    const char *families[] = {"integer bigint",
                              "double",
                              "boolean",
                              "string text enum('a') string(3)",
                              "decimal(5,2) decimal(9,2)",
                              "decimal(5,1)",
                              "blob",
                              "uuid",
                              "date",
                              "timestamp"};
    std::vector<std::pair<std::size_t, gemel::Type>> types;
    for (std::size_t family = 0; family < std::size(families); ++family) {
        std::istringstream names(families[family]);
        for (std::string name; names >> name;)
            types.emplace_back(family, *gemel::parse_type(name));
    }
    std::string wrong;
    for (const auto &[family, a] : types)
        for (const auto &[other, b] : types)
            if (gemel::comparable(a, b) != (family == other))
                wrong += gemel::say(gemel::to_text(a), " and ", gemel::to_text(b), "\n");
    assert_string_equal(wrong.c_str(), "");
    assert_int_equal(types.size(), 15);
}

static void json_is_compared_with_nothing_and_decimals_have_no_order(void **)
{
    const gemel::Type json = *gemel::parse_type("json"), decimal = *gemel::parse_type("decimal(5,2)"),
                      date = *gemel::parse_type("date");
    assert_false(gemel::comparable(json, json));
    assert_false(gemel::can_be_compared(json));
    assert_true(gemel::can_be_compared(decimal));
    assert_false(gemel::has_order(json));
    assert_false(gemel::has_order(decimal));
    assert_true(gemel::has_order(date));
}

static void decimals_are_kept_to_the_last_digit_or_refused(void **)
{
    const std::string large(998, '9');
    conversions::expect("decimal(5,2)", {
                                            {text("9.9"), "9.90"},
                                            {text("-0.05"), "-0.05"},
                                            {text("-.05"), "-0.05"},
                                            {text("+7"), "7.00"},
                                            {text("007."), "7.00"},
                                            {text("-0.00"), "0.00"},
                                            {text("999.99"), "999.99"},
                                            {text("-999.99000"), "-999.99"},
                                            {text("0000999.99"), "999.99"},
                                            {integer(-999), "-999.00"},
                                            {integer(0), "0.00"},
                                            {Value(9.9), "9.90"},
                                            {Value(-0.0), "0.00"},
                                            {Value(1e2), "100.00"},
                                            {Value(0.05), "0.05"},
                                            {Value(gemel::Null{}), "null"},
                                        });
    conversions::expect_refusals(
        "decimal(5,2)",
        {
            {text("9.999"), "must have at most 2 digits after the point, not '9.999'"},
            {text("1000"), "must have at most 3 digits before the point, not '1000'"},
            {integer(-1000), "must have at most 3 digits before the point, not '-1000'"},
            {Value(0.1 + 0.2), "must be exact, and the double 0.30000000000000004 is not; give it as text"},
            {Value(1e300), "must have at most 3 digits before the point, not '" +
                               ("1" + std::string(79, '0')).substr(0, 80) + "...'"},
            {Value(1e-9), "must have at most 2 digits after the point, not '0.000000001'"},
            {Value(HUGE_VAL), "must be a decimal number, not Infinity"},
            {Value(std::nan("")), "must be a decimal number, not NaN"},
            {text("Infinity"), "must be a decimal number, not 'Infinity'"},
            {text("1e2"), "must be a decimal number, not '1e2'"},
            {text("1,5"), "must be a decimal number, not '1,5'"},
            {text(" 1"), "must be a decimal number, not ' 1'"},
            {text("1.2.3"), "must be a decimal number, not '1.2.3'"},
            {text("--1"), "must be a decimal number, not '--1'"},
            {text("."), "must be a decimal number, not '.'"},
            {text("-"), "must be a decimal number, not '-'"},
            {text(""), "must be a decimal number, not ''"},
            {Value(true), "must be a decimal number, not true"},
            {bytes("1", 1), "must be a decimal number, not bytes"},
        });
    conversions::expect("decimal(2,2)", {{text("0.99"), "0.99"}, {text("-.99"), "-0.99"}});
    conversions::expect_refusals("decimal(2,2)", {{text("1"), "must have at most 0 digits before the point, not '1'"}});
    conversions::expect("decimal(1)", {{text("9.000"), "9"}, {integer(-9), "-9"}, {text("-0"), "0"}});
    conversions::expect_refusals("decimal(4,1)",
                                 {{text("1.25"), "must have at most 1 digit after the point, not '1.25'"}});
    conversions::expect("decimal(1000,2)",
                        {{Value(large + ".01"), large + ".01"}, {Value(1e15), "1000000000000000.00"}});
    conversions::expect("decimal(19)", {{integer(INT64_MIN), "-9223372036854775808"}});
}

static void a_double_of_fifteen_digits_is_exact_and_one_of_sixteen_is_not(void **)
{
    conversions::expect("decimal(40,20)", {{Value(0.123456789012345), "0.12345678901234500000"},
                                           {Value(123456789012345.0), "123456789012345.00000000000000000000"},
                                           {Value(5e-20), "0.00000000000000000005"}});
    conversions::expect_refusals(
        "decimal(40,20)",
        {{Value(0.1234567890123456), "must be exact, and the double 0.1234567890123456 is not; give it as text"},
         {Value(1234567890123456.0), "must be exact, and the double 1234567890123456 is not; give it as text"}});
}

static void blobs_are_bytes_or_hexadecimal(void **)
{
    conversions::expect("blob", {{bytes("\0\xff", 2), "00ff"},
                                 {bytes("", 0), ""},
                                 {text("00FFaB"), "00ffab"},
                                 {text(""), ""},
                                 {Value(gemel::Null{}), "null"}});
    const std::string wanted = "must be bytes, or two hexadecimal digits for each, not ";
    conversions::expect_refusals("blob", {{text("abc"), wanted + "'abc'"},
                                          {text("0g"), wanted + "'0g'"},
                                          {text("0x00"), wanted + "'0x00'"},
                                          {integer(5), wanted + "5"},
                                          {Value(1.5), wanted + "1.5"},
                                          {Value(true), wanted + "true"}});
}

static void bytes_are_nothing_but_a_blob_or_a_uuid(void **)
{
    const Value it = bytes("12", 2);
    const std::pair<const char *, const char *> cases[] = {
        {"text", "must be a text, not bytes"},
        {"string(5)", "must be a text, not bytes"},
        {"integer", "must be an integer of 32 bits, not bytes"},
        {"double", "must be a number, not bytes"},
        {"boolean", "must be true or false, not bytes"},
        {"date", "must be a date such as 2024-02-29, not bytes"},
        {"timestamp", "must be a timestamp such as 2024-02-29T12:00:00Z, not bytes"},
        {"json", "must be JSON, not bytes"},
        {"enum('12')", "must be '12', not bytes"},
    };
    for (const auto &[type, complaint] : cases)
        conversions::expect_refusals(type, {{it, complaint}});
}

static void uuids_are_read_in_every_usual_form(void **)
{
    const char *canonical = "6ba7b810-9dad-11d1-80b4-00c04fd430c8";
    conversions::expect("uuid",
                        {{text(canonical), canonical},
                         {text("6BA7B810-9DAD-11D1-80B4-00C04FD430C8"), canonical},
                         {text("6ba7b8109dad11d180b400c04fd430c8"), canonical},
                         {bytes("\x6b\xa7\xb8\x10\x9d\xad\x11\xd1\x80\xb4\x00\xc0\x4f\xd4\x30\xc8", 16), canonical}});
    const std::string wanted = "must be a UUID such as 6ba7b810-9dad-11d1-80b4-00c04fd430c8, not ";
    conversions::expect_refusals(
        "uuid", {{text("{6ba7b810-9dad-11d1-80b4-00c04fd430c8}"), wanted + "'{6ba7b810-9dad-11d1-80b4-00c04fd430c8}'"},
                 {text("6ba7b8109-dad-11d1-80b4-00c04fd430c8"), wanted + "'6ba7b8109-dad-11d1-80b4-00c04fd430c8'"},
                 {text("6ba7b810-9dad-11d1-80b4-00c04fd430c"), wanted + "'6ba7b810-9dad-11d1-80b4-00c04fd430c'"},
                 {text("6ba7b810-9dad-11d1-80b4-00c04fd430cg"), wanted + "'6ba7b810-9dad-11d1-80b4-00c04fd430cg'"},
                 {text("6ba7b810-9dad-11d1-80b4-00c04fd430-8"), wanted + "'6ba7b810-9dad-11d1-80b4-00c04fd430-8'"},
                 {text(""), wanted + "''"},
                 {integer(1), wanted + "1"},
                 {bytes("12345", 5), "must be a UUID, which has 16 bytes, not 5"},
                 {bytes("", 0), "must be a UUID, which has 16 bytes, not 0"}});
}

static void an_enum_takes_its_values_only(void **)
{
    conversions::expect("enum('new','old','it''s')", {{text("new"), "new"}, {text("it's"), "it's"}});
    const std::string wanted = "must be one of 'new', 'old', not ";
    conversions::expect_refusals("enum('new','old')", {{text("nwe"), wanted + "'nwe'; did you mean 'new'?"},
                                                       {text("NEW"), wanted + "'NEW'; did you mean 'new'?"},
                                                       {text("unknown"), wanted + "'unknown'"},
                                                       {text(""), wanted + "''"},
                                                       {integer(0), wanted + "0"},
                                                       {Value(true), wanted + "true"}});
    conversions::expect_refusals("enum('only')", {{text("other"), "must be 'only', not 'other'"}});
    conversions::expect_refusals(
        "enum('1','2','3','4','5','6','7','8','9','10','11','12','13','14')",
        {{integer(1),
          "must be one of '1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12' or 2 others, not 1"}});
}

static void values_that_do_not_fit_show_what_they_are(void **)
{
    const auto shown = [](const char *type, const Value &value) {
        return gemel::to_text(*gemel::parse_type(type), value);
    };
    const std::string texts = gemel::say(shown("date", text("soon")), " ", shown("date", integer(2932897)), " ",
                                         shown("date", integer(-719163)), " ", shown("timestamp", integer(INT64_MAX)),
                                         " ", shown("timestamp", integer(INT64_MIN)), " ", shown("integer", Value(1.5)),
                                         " ", shown("uuid", bytes("\x01", 1)), " ", shown("json", text("{")), " ",
                                         shown("decimal(5,2)", integer(7)));
    assert_string_equal(texts.c_str(), "soon 2932897 -719163 9223372036854775807 -9223372036854775808 1.5 01 { 7");
}

static void only_dates_and_timestamps_have_another_form_in_a_column(void **)
{
    const auto column = [](const char *type, const Value &value) {
        return gemel::describe(gemel::to_column(*gemel::parse_type(type), value));
    };
    const std::string forms =
        gemel::say(column("date", integer(0)), " ", column("timestamp", integer(-1)), " ", column("bigint", integer(0)),
                   " ", column("blob", bytes("\0", 1)), " ", column("decimal(5,2)", text("9.90")), " ",
                   column("boolean", Value(true)), " ", column("date", Value(gemel::Null{})));
    assert_string_equal(forms.c_str(), "'1970-01-01' '1969-12-31T23:59:59.999999Z' 0 X'00' '9.90' true null");
}

static void values_in_json_are_scalars_or_their_text(void **)
{
    const auto json = [](const char *type, const Value &value) {
        return gemel::to_json(*gemel::parse_type(type), value);
    };
    const std::string all = gemel::say(
        json("date", integer(19782)), json("timestamp", integer(0)), json("decimal(5,2)", text("9.90")),
        json("blob", bytes("\0\xff", 2)), json("json", text("{\"a\":12345678901234567890}")), json("json", text("{")),
        json("date", integer(INT64_MAX)), json("bigint", integer(5)), json("json", Value(gemel::Null{})));
    assert_string_equal(all.c_str(), "\"2024-02-29\"\"1970-01-01T00:00:00.000000Z\"\"9.90\"\"00ff\""
                                     "{\"a\":12345678901234567890}\"{\"92233720368547758075null");
}

static void long_bytes_are_shortened_in_messages(void **)
{
    const std::string shown = gemel::describe(Bytes{std::string(1000, '\x01')});
    assert_true(shown.starts_with("X'0101") && shown.ends_with("...'") && shown.size() < 100);
}

int main()
{
    const CMUnitTest tests[] = {
        cmocka_unit_test(types_are_written_as_they_are_read),
        cmocka_unit_test(types_are_read_in_any_case_and_with_blanks_in_brackets),
        cmocka_unit_test(what_is_almost_a_type_tells_why_it_is_none),
        cmocka_unit_test(only_types_of_one_family_are_comparable),
        cmocka_unit_test(json_is_compared_with_nothing_and_decimals_have_no_order),
        cmocka_unit_test(decimals_are_kept_to_the_last_digit_or_refused),
        cmocka_unit_test(a_double_of_fifteen_digits_is_exact_and_one_of_sixteen_is_not),
        cmocka_unit_test(blobs_are_bytes_or_hexadecimal),
        cmocka_unit_test(bytes_are_nothing_but_a_blob_or_a_uuid),
        cmocka_unit_test(uuids_are_read_in_every_usual_form),
        cmocka_unit_test(an_enum_takes_its_values_only),
        cmocka_unit_test(values_that_do_not_fit_show_what_they_are),
        cmocka_unit_test(only_dates_and_timestamps_have_another_form_in_a_column),
        cmocka_unit_test(values_in_json_are_scalars_or_their_text),
        cmocka_unit_test(long_bytes_are_shortened_in_messages),
    };
    return cmocka_run_group_tests(tests, nullptr, nullptr);
}
