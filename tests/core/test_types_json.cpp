// JSON values: what is JSON, in which form it is kept, and where it stops being JSON.
#include "core/base/json_text.hpp"
#include "tests/core/conversions.hpp"

using conversions::Row;
using gemel::Value;

namespace {

Value text(std::string value)
{
    return Value(std::move(value));
}

std::string nested(std::size_t depth)
{
    return std::string(depth, '[') + std::string(depth, ']');
}

} // namespace

static void json_is_kept_as_written_but_for_blanks(void **)
{
    std::vector<Row> rows;
    for (const char *kept : {"null",
                             "true",
                             "false",
                             "0",
                             "-0",
                             "1.50",
                             "-1.5e+10",
                             "1E400",
                             "12345678901234567890123456789",
                             "0.1e-7",
                             "9007199254740993",
                             "\"\"",
                             "\" a  b \"",
                             "\"\\u0041\\n\\/\\\\u0000\"",
                             "\"\\ud83d\\ude00\"",
                             "[]",
                             "{}",
                             "[1,[2,{}],\"a, b: c\"]",
                             "{\"z\":1,\"a\":{\"z\":[true]},\"\":null}",
                             "\"\xc3\xa9\xf0\x9f\x98\x80\""})
        rows.push_back({text(kept), kept});
    conversions::expect("json", rows);
    conversions::expect("json",
                        {{text(" \t\r\n{ \"b\" : [ 1 , 2 ] ,\n\"a\" :  \" x \" } "), "{\"b\":[1,2],\"a\":\" x \"}"},
                         {text(" 1 "), "1"}});
}

static void scalars_are_their_json(void **)
{
    conversions::expect("json", {{Value(true), "true"},
                                 {Value(std::int64_t{-9007199254740993}), "-9007199254740993"},
                                 {Value(0.1), "0.1"},
                                 {Value(gemel::Null{}), "null"}});
    conversions::expect_refusals(
        "json", {{Value(HUGE_VAL), "must be JSON, not Infinity"}, {Value(std::nan("")), "must be JSON, not NaN"}});
}

static void what_is_no_json_tells_the_place(void **)
{
    const char *value = "a JSON value is expected", *more = "only one value is expected",
               *digit = "a digit is expected";
    const char *name = "a member name in double quotes is expected", *half = "half a surrogate pair is no character";
    const struct {
        std::string given, place, why;
    } cases[] = {
        {"", "line 1, column 1", value},
        {"abc", "line 1, column 1", value},
        {"'a'", "line 1, column 1", value},
        {"NaN", "line 1, column 1", value},
        {"True", "line 1, column 1", value},
        {"\xef\xbb\xbf{}", "line 1, column 1", value},
        {"[1,\n 2,\n \xc3\xa9]", "line 3, column 2", value},
        {"[1,]", "line 1, column 4", value},
        {"[,1]", "line 1, column 2", value},
        {"[1 2]", "line 1, column 4", "',' or ']' is expected"},
        {"[1", "line 1, column 3", "',' or ']' is expected"},
        {"[", "line 1, column 2", value},
        {"{", "line 1, column 2", name},
        {"{a: 1}", "line 1, column 2", name},
        {"{\"a\":1,}", "line 1, column 8", name},
        {"{\"a\" 1}", "line 1, column 6", "':' is expected"},
        {"{\"a\":}", "line 1, column 6", value},
        {"{\"a\":1]", "line 1, column 7", "',' or '}' is expected"},
        {"1 2", "line 1, column 3", more},
        {"truefalse", "line 1, column 5", more},
        {"01", "line 1, column 2", more},
        {"0x1", "line 1, column 2", more},
        {"+1", "line 1, column 1", value},
        {".5", "line 1, column 1", value},
        {"-", "line 1, column 2", digit},
        {"1.", "line 1, column 3", digit},
        {"1e", "line 1, column 3", digit},
        {"1e+", "line 1, column 4", digit},
        {"\"a", "line 1, column 3", "the end of a text is missing"},
        {"\"a\nb\"", "line 1, column 3", "a control character in a text must be escaped"},
        {"\"\\x\"", "line 1, column 3", "no such escape"},
        {"\"\\u12g4\"", "line 1, column 6", "no such escape"},
        {"\"\\u12", "line 1, column 3", "no such escape"},
        {"\"\\", "line 1, column 3", "no such escape"},
        {"\"\\ud83d\"", "line 1, column 8", half},
        {"\"\\ude00\"", "line 1, column 8", half},
        {"\"\\ud83d\\ud83d\"", "line 1, column 14", half},
        {"\"\\ud83dx\"", "line 1, column 8", half},
        {"/**/1", "line 1, column 1", value},
        {nested(65), "line 1, column 65", "it nests deeper than 64"},
    };
    std::vector<Row> rows;
    for (const auto &[given, place, why] : cases)
        rows.push_back({text(given), gemel::say("must be JSON; ", place, ": ", why)});
    conversions::expect_refusals("json", rows);
    std::string accepted;
    for (const auto &it : cases)
        if (gemel::json_text::is_json(it.given))
            accepted += it.given + "\n";
    assert_string_equal(accepted.c_str(), "");
}

static void json_nests_to_a_depth_of_64(void **)
{
    std::string flat = "[{}";
    for (int i = 0; i < 100; ++i)
        flat += ",[]";
    flat += "]";
    conversions::expect("json", {{text(nested(64)), nested(64)}, {text(flat), flat}});
}

static void what_readers_disagree_about_is_refused(void **)
{
    const auto twice = [](const char *name) {
        return gemel::say("the member '", name, "' of this object is there twice");
    };
    const char *nul = "the character U+0000 cannot be stored";
    const std::pair<const char *, std::string> cases[] = {
        {"{\"a\":1,\"a\":1}", gemel::say("line 1, column 1: ", twice("a"))},
        {"[{\"b\":1},{\"a\":1,\"b\":{},\"\\u0061\":2}]", gemel::say("line 1, column 10: ", twice("a"))},
        {"{\"\\ud83d\\ude00\":1,\"\xf0\x9f\x98\x80\":1}", gemel::say("line 1, column 1: ", twice("\xf0\x9f\x98\x80"))},
        {"{\"\\/\":1,\"/\":1}", gemel::say("line 1, column 1: ", twice("/"))},
        {"\"a\\u0000\"", gemel::say("line 1, column 10: ", nul)},
        {"{\"\\\\\\u0000\":1}", gemel::say("line 1, column 12: ", nul)},
    };
    std::vector<Row> rows;
    std::string foreign;
    for (const auto &[given, complaint] : cases) {
        rows.push_back({text(given), "must be JSON; " + complaint});
        if (!gemel::json_text::is_json(given))
            foreign += gemel::say(given, " may stand in a table\n");
    }
    conversions::expect_refusals("json", rows);
    assert_string_equal(foreign.c_str(), "");
    conversions::expect("json", {{text("{\"a\":{\"a\":1},\"b\":[{\"a\":1}]}"), "{\"a\":{\"a\":1},\"b\":[{\"a\":1}]}"},
                                 {text("{\"\\n\":1,\"n\":2,\"\\\\n\":3}"), "{\"\\n\":1,\"n\":2,\"\\\\n\":3}"}});
}

static void json_of_more_than_64_mib_is_refused(void **)
{
    const std::string most = std::string(gemel::json_text::greatest_size - 1, ' ') + "1";
    const gemel::Type type = *gemel::parse_type("json");
    assert_true(gemel::convert(type, Value(most)).value.has_value());
    assert_string_equal(gemel::convert(type, Value(most + " ")).complaint.c_str(),
                        "must be JSON; it is longer than 64 MiB");
}

static void blanks_can_be_taken_out_of_foreign_json(void **)
{
    assert_string_equal(gemel::json_text::without_blanks(" { \"a\" : 1 , \"a\" : \" \" } ").c_str(),
                        "{\"a\":1,\"a\":\" \"}");
}

int main()
{
    const CMUnitTest tests[] = {
        cmocka_unit_test(json_is_kept_as_written_but_for_blanks),
        cmocka_unit_test(scalars_are_their_json),
        cmocka_unit_test(what_is_no_json_tells_the_place),
        cmocka_unit_test(json_nests_to_a_depth_of_64),
        cmocka_unit_test(what_readers_disagree_about_is_refused),
        cmocka_unit_test(json_of_more_than_64_mib_is_refused),
        cmocka_unit_test(blanks_can_be_taken_out_of_foreign_json),
    };
    return cmocka_run_group_tests(tests, nullptr, nullptr);
}
