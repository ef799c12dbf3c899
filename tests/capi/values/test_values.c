/*
 * gemel/values.h: the builder of values, what fits which type, and what is refused. Values are seen through records
 * made from them. It must not test reading and assigning single attributes: test_record_values.c does.
 */
#include "fixture.h"
#include <float.h>
#include <math.h>

static gemel_status store(const world *w, const gemel_values *given_values)
{
    gemel_record *record = NULL;
    gemel_status status = gemel_record_create(w->session, model(w, "Thing"), given_values, NULL, &record, &err);
    gemel_record_free(record);
    return status;
}

/* The record as the database has it. */
static gemel_record *stored(const world *w, const gemel_values *given_values)
{
    expect_ok(store(w, given_values));
    return found(w, "Thing", "{}");
}

static void expect_refused(const world *w, const gemel_values *given_values, const char *attribute)
{
    expect(GEMEL_VALIDATION, store(w, given_values));
    assert_int_equal(gemel_error_item_count(failure()), 1);
    assert_string_equal(gemel_error_item_model(failure(), 0), "Thing");
    assert_string_equal(gemel_error_item_attribute(failure(), 0), attribute);
    assert_int_equal(gemel_error_item_status(failure(), 0), GEMEL_VALIDATION);
    expect_mention(attribute);
    expect_rows(w, "Thing", "");
}

static void every_setter_stores_its_value(void **state)
{
    const world *w = *state;
    gemel_values *v = values("{}");
    gemel_record *thing;
    double real = 0;
    expect_ok(gemel_values_set_int(v, "whole", -5, &err));
    expect_ok(gemel_values_set_int(v, "big", INT64_MIN, &err));
    expect_ok(gemel_values_set_double(v, "real", 0.1, &err));
    expect_ok(gemel_values_set_bool(v, "flag", true, &err));
    expect_ok(gemel_values_set_text(v, "brief", "abcdef", 3, &err));
    expect_ok(gemel_values_set_null(v, "name", &err));
    expect_ok(gemel_values_set_text(v, "body", "", GEMEL_NUL, &err));
    thing = stored(w, v);
    expect_attribute(thing, "whole", "-5");
    expect_attribute(thing, "big", "-9223372036854775808");
    expect_ok(gemel_record_get_double(thing, "real", &real, &err));
    assert_true(real == 0.1);
    expect_attribute(thing, "flag", "true");
    expect_attribute(thing, "brief", "abc");
    expect_attribute(thing, "name", NULL);
    expect_attribute(thing, "body", "");
}

static void a_name_set_twice_keeps_the_last_value(void **state)
{
    const world *w = *state;
    gemel_values *v = values("{'whole': 1}");
    expect_ok(gemel_values_set_text(v, "whole", "x", GEMEL_NUL, &err));
    expect_ok(gemel_values_set_null(v, "whole", &err));
    expect_ok(gemel_values_set_int(v, "whole", 2, &err));
    expect_attribute(stored(w, v), "whole", "2");
}

static void values_can_be_used_again(void **state)
{
    const world *w = *state;
    gemel_values *v = values("{'whole': 1, 'name': 'n'}");
    expect_ok(store(w, v));
    expect_ok(store(w, v));
    expect_rows(w, "Thing", "1 1 null null null null n null, 2 1 null null null null n null");
}

static void clear_empties(void **state)
{
    const world *w = *state;
    gemel_values *v = values("{'whole': 1, 'nope': 2}");
    gemel_values_clear(v);
    expect_attribute(stored(w, v), "whole", NULL);
}

static void texts_are_converted_in_their_canonical_form(void **state)
{
    const world *w = *state;
    gemel_record *thing =
        stored(w, values("{'whole': '-12', 'big': '9223372036854775807', 'real': '1.5', 'flag': 'true'}"));
    expect_attribute(thing, "whole", "-12");
    expect_attribute(thing, "big", "9223372036854775807");
    expect_attribute(thing, "real", "1.5");
    expect_attribute(thing, "flag", "true");
}

static void an_integer_fits_a_double(void **state)
{
    const world *w = *state;
    double real = 0;
    gemel_values *v = values("{}");
    expect_ok(gemel_values_set_int(v, "real", 5, &err));
    expect_ok(gemel_record_get_double(stored(w, v), "real", &real, &err));
    assert_true(real == 5.0);
}

static void json_keeps_integers_of_64_bits_exact(void **state)
{
    const world *w = *state;
    expect_attribute(stored(w, values("{'big': 9007199254740993}")), "big", "9007199254740993");
    vanish(w, "Thing", "{}");
    expect_attribute(stored(w, values("{'big': -9223372036854775808}")), "big", "-9223372036854775808");
}

static void json_null_is_a_null(void **state)
{
    const world *w = *state;
    gemel_values *v = values("{'whole': 1}");
    expect_ok(gemel_values_merge_json(v, "{\"whole\": null}", GEMEL_NUL, &err));
    expect_attribute(stored(w, v), "whole", NULL);
}

static void json_keeps_every_character(void **state)
{
    const world *w = *state;
    gemel_values *v = values("{}");
    expect_ok(gemel_values_merge_json(v, "{\"name\": \"\\\"\\\\\\n\\u00e9\\ud83d\\ude00\"}", GEMEL_NUL, &err));
    expect_attribute(stored(w, v), "name", "\"\\\n\xc3\xa9\xf0\x9f\x98\x80");
}

static void a_value_that_does_not_fit_its_type_is_refused_by_the_save(void **state)
{
    const world *w = *state;
    static const struct {
        const char *json, *attribute;
    } cases[] = {
        {"{'whole': 'abc'}", "whole"},
        {"{'whole': ''}", "whole"},
        {"{'whole': '1 '}", "whole"},
        {"{'whole': '12abc'}", "whole"},
        {"{'whole': '1e400'}", "whole"},
        {"{'whole': 1.5}", "whole"},
        {"{'whole': true}", "whole"},
        {"{'whole': 2147483648}", "whole"},
        {"{'whole': -2147483649}", "whole"},
        {"{'whole': '2147483648'}", "whole"},
        {"{'big': 9223372036854775808}", "big"},
        {"{'big': -9223372036854775809}", "big"},
        {"{'big': '9223372036854775808'}", "big"},
        {"{'big': 1e30}", "big"},
        {"{'real': 'abc'}", "real"},
        {"{'real': 'nan'}", "real"},
        {"{'real': true}", "real"},
        {"{'flag': 1}", "flag"},
        {"{'flag': 'yes'}", "flag"},
        {"{'flag': 0.0}", "flag"},
        {"{'name': 5}", "name"},
        {"{'name': 1.5}", "name"},
        {"{'name': true}", "name"},
        {"{'body': 5}", "body"},
        {"{'brief': 'abcd'}", "brief"},
    };
    size_t i;
    for (i = 0; i < COUNT(cases); ++i) {
        print_message("# %s\n", cases[i].json);
        expect_refused(w, values(cases[i].json), cases[i].attribute);
    }
}

static void a_list_or_an_object_is_no_value_of_an_attribute(void **state)
{
    world *w = *state;
    static const char *const wrong[] = {"{'whole': [1]}", "{'whole': {'a': 1}}", "{'body': []}", "{'body': {}}"};
    gemel_record *thing = given(w, "Thing", "{}");
    size_t i;
    forget_statements(w);
    for (i = 0; i < COUNT(wrong); ++i) {
        expect(GEMEL_USAGE, store(w, values(wrong[i])));
        expect_mention("Thing");
        expect(GEMEL_USAGE, gemel_record_assign(thing, values(wrong[i]), &err));
    }
    expect_statements(w, 0, 0);
    assert_false(gemel_record_is_changed(thing));
}

static void the_borders_of_the_integers_fit(void **state)
{
    const world *w = *state;
    expect_attribute(stored(w, values("{'whole': 2147483647}")), "whole", "2147483647");
    vanish(w, "Thing", "{}");
    expect_attribute(stored(w, values("{'whole': -2147483648}")), "whole", "-2147483648");
}

static void a_double_that_is_no_number_is_refused_by_the_save(void **state)
{
    const world *w = *state;
    gemel_values *v = values("{}");
    expect_ok(gemel_values_set_double(v, "real", (double)NAN, &err));
    expect_refused(w, v, "real");
}

static void the_largest_and_the_smallest_double_come_back_exact(void **state)
{
    const world *w = *state;
    static const double numbers[] = {DBL_MAX, -DBL_MAX, DBL_MIN, 0.1, 1.0 / 3, 1e15, 123456789.125};
    size_t i;
    for (i = 0; i < COUNT(numbers); ++i) {
        gemel_values *v = values("{}");
        double real = 0;
        expect_ok(gemel_values_set_double(v, "real", numbers[i], &err));
        expect_ok(gemel_record_get_double(stored(w, v), "real", &real, &err));
        assert_true(real == numbers[i]);
        vanish(w, "Thing", "{}");
    }
}

static void infinity_is_stored(void **state)
{
    const world *w = *state;
    gemel_values *v = values("{}");
    double real = 0;
    expect_ok(gemel_values_set_double(v, "real", -(double)INFINITY, &err));
    expect_ok(gemel_record_get_double(stored(w, v), "real", &real, &err));
    assert_true(real < -DBL_MAX);
}

static void messages_stay_short_and_on_one_line_whatever_the_value(void **state)
{
    static char text[20001];
    const world *w = *state;
    gemel_values *v = values("{}");
    memset(text, 'x', sizeof text - 1);
    memcpy(text, "one\ntwo\rthree\x01", 15);
    expect_ok(gemel_values_set_text(v, "whole", text, GEMEL_NUL, &err));
    expect(GEMEL_VALIDATION, store(w, v));
    assert_true(strlen(gemel_error_message(failure())) < 500);
    assert_null(strchr(gemel_error_message(failure()), '\r'));
    assert_null(strchr(gemel_error_message(failure()), '\x01'));
    assert_true(strlen(gemel_error_item_message(failure(), 0)) < 500);
}

static void strings_are_counted_in_characters(void **state)
{
    const world *w = *state;
    static char text[2 * 256 + 1];
    gemel_values *v = values("{'brief': '\xc3\xa4\xc3\xb6\xf0\x9f\x98\x80'}");
    size_t i;
    for (i = 0; i < 256; ++i)
        memcpy(text + 2 * i, "\xc3\xa9", 2);
    expect_ok(gemel_values_set_text(v, "name", text, (size_t)2 * 255, &err));
    expect_attribute(stored(w, v), "brief", "\xc3\xa4\xc3\xb6\xf0\x9f\x98\x80");
    vanish(w, "Thing", "{}");
    expect_ok(gemel_values_set_text(v, "name", text, (size_t)2 * 256, &err));
    expect(GEMEL_VALIDATION, store(w, v));
    expect_mention("name");
    expect_mention("255");
}

static void text_that_is_not_utf8_is_refused(void **state)
{
    static const char *const wrong[] = {
        "\x80",             /* a continuation alone */
        "a\xff",            /* never a byte of UTF-8 */
        "\xc0\x80",         /* overlong */
        "\xc1\xbf",         /* overlong */
        "\xe0\x80\x80",     /* overlong */
        "\xf0\x80\x80\x80", /* overlong */
        "\xed\xa0\x80",     /* a surrogate */
        "\xf4\x90\x80\x80", /* beyond U+10FFFF */
        "\xe2\x82",         /* cut off */
        "\xe2\x28\xa1",     /* no continuation */
    };
    size_t i;
    (void)state;
    for (i = 0; i < COUNT(wrong); ++i) {
        expect(GEMEL_VALIDATION, gemel_values_set_text(values("{}"), "name", wrong[i], GEMEL_NUL, &err));
        expect_mention("name");
    }
}

static void utf8_is_taken_to_its_last_character(void **state)
{
    static const char *const right[] = {"\x7f",         "\xc2\x80",         "\xdf\xbf",
                                        "\xe0\xa0\x80", "\xed\x9f\xbf",     "\xee\x80\x80",
                                        "\xef\xbf\xbf", "\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbf"};
    const world *w = *state;
    size_t i;
    for (i = 0; i < COUNT(right); ++i) {
        gemel_values *v = values("{}");
        expect_ok(gemel_values_set_text(v, "body", right[i], GEMEL_NUL, &err));
        expect_attribute(stored(w, v), "body", right[i]);
        vanish(w, "Thing", "{}");
    }
}

static void u0000_in_a_text_is_refused_by_the_save(void **state)
{
    const world *w = *state;
    gemel_values *v = values("{}");
    expect_ok(gemel_values_set_text(v, "body", "a\0b", 3, &err));
    expect_refused(w, v, "body");
    v = values("{}");
    expect_ok(gemel_values_merge_json(v, "{\"name\": \"a\\u0000b\"}", GEMEL_NUL, &err));
    expect_refused(w, v, "name");
}

static void the_first_failure_is_remembered_by_every_call(void **state)
{
    const world *w = *state;
    gemel_values *v = values("{}");
    gemel_record *thing = given(w, "Thing", "{'name': 'before'}");
    gemel_record *out = NULL;
    gemel_records *list = NULL;
    expect(GEMEL_VALIDATION, gemel_values_set_text(v, "brief", "\xff", GEMEL_NUL, &err));
    gemel_values_set_text(v, "name", "\xff", GEMEL_NUL, NULL);
    gemel_values_set_text(v, "name", "after", GEMEL_NUL, NULL);

    expect(GEMEL_VALIDATION, gemel_record_build(w->session, model(w, "Thing"), v, &out, &err));
    expect_mention("brief");
    expect(GEMEL_VALIDATION, gemel_record_create(w->session, model(w, "Thing"), v, NULL, &out, &err));
    expect(GEMEL_VALIDATION, gemel_record_find(w->session, model(w, "Thing"), v, NULL, &out, &err));
    expect(GEMEL_VALIDATION, gemel_record_find_first(w->session, model(w, "Thing"), v, NULL, &out, &err));
    expect(GEMEL_VALIDATION, gemel_records_find_all(w->session, model(w, "Thing"), v, NULL, &list, &err));
    expect(GEMEL_VALIDATION, gemel_record_assign(thing, v, &err));
    expect(GEMEL_VALIDATION, gemel_record_update(thing, v, NULL, &err));
    expect_mention("brief");
    assert_null(out);
    assert_null(list);
    assert_false(gemel_record_is_changed(thing));
    expect_rows(w, "Thing", "1 null null null null null before null");
}

static void clear_forgets_the_failure(void **state)
{
    const world *w = *state;
    gemel_values *v = values("{}");
    gemel_values_set_text(v, "name", "\xff", GEMEL_NUL, NULL);
    gemel_values_clear(v);
    expect_ok(gemel_values_set_text(v, "name", "fine", GEMEL_NUL, &err));
    expect_attribute(stored(w, v), "name", "fine");
}

static void json_that_is_no_object_is_refused_with_its_place(void **state)
{
    (void)state;
    expect(GEMEL_VALIDATION, gemel_values_merge_json(values("{}"), "[1]", GEMEL_NUL, &err));
    expect(GEMEL_VALIDATION, gemel_values_merge_json(values("{}"), "{\n\"a\": x}", GEMEL_NUL, &err));
    expect_mention("line 2");
    expect_mention("column 6");
}

static void an_unknown_name_is_refused_and_tells_the_nearest(void **state)
{
    const world *w = *state;
    gemel_record *thing = given(w, "Thing", "{'name': 'before'}");
    gemel_record *out = NULL;
    gemel_values *v = values("{'name': 'after', 'wohle': 1}");
    expect(GEMEL_USAGE, gemel_record_build(w->session, model(w, "Thing"), v, &out, &err));
    expect(GEMEL_USAGE, gemel_record_create(w->session, model(w, "Thing"), v, NULL, &out, &err));
    expect(GEMEL_USAGE, gemel_record_assign(thing, v, &err));
    expect(GEMEL_USAGE, gemel_record_update(thing, v, NULL, &err));
    expect_mention("wohle");
    expect_mention("whole");
    expect_mention("Thing");
    assert_null(out);
    assert_false(gemel_record_is_changed(thing));
    expect_attribute(thing, "name", "before");
    expect_rows(w, "Thing", "1 null null null null null before null");
}

/* Deeper trees would overflow the stack of whoever reads or frees them. */
static void values_nest_as_deep_as_json_and_no_deeper(void **state)
{
    gemel_values *inner = gemel_values_new();
    gemel_status status = GEMEL_OK;
    size_t depth = 1;
    (void)state;
    while (status == GEMEL_OK && depth < 20000) {
        gemel_values *outer = gemel_values_new();
        status = gemel_values_set_values(outer, "license", inner, NULL);
        gemel_values_free(inner);
        inner = outer;
        depth += status == GEMEL_OK;
    }
    assert_int_equal(status, GEMEL_VALIDATION);
    assert_int_equal(depth, 64);
    gemel_values_free(inner);
    {
        gemel_values *json = values("{'doc': [[{'a': 1}]]}");
        gemel_values *outer = gemel_values_new();
        for (depth = 4; depth < 64; depth += 2) { /* one outside of the other, in turn */
            expect_ok(gemel_values_set_values(outer, "a", json, &err));
            gemel_values_clear(json);
            expect_ok(gemel_values_set_values(json, "a", outer, &err));
        }
        expect(GEMEL_VALIDATION, gemel_values_set_values(outer, "a", json, &err));
        expect_mention("deeper than 64");
        gemel_values_free(outer);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ALONE(values_nest_as_deep_as_json_and_no_deeper),
        IN_WORLD(world_types, every_setter_stores_its_value),
        IN_WORLD(world_types, a_name_set_twice_keeps_the_last_value),
        IN_WORLD(world_types, values_can_be_used_again),
        IN_WORLD(world_types, clear_empties),
        IN_WORLD(world_types, texts_are_converted_in_their_canonical_form),
        IN_WORLD(world_types, an_integer_fits_a_double),
        IN_WORLD(world_types, json_keeps_integers_of_64_bits_exact),
        IN_WORLD(world_types, json_null_is_a_null),
        IN_WORLD(world_types, json_keeps_every_character),
        IN_WORLD(world_types, a_value_that_does_not_fit_its_type_is_refused_by_the_save),
        IN_WORLD(world_types, a_list_or_an_object_is_no_value_of_an_attribute),
        IN_WORLD(world_types, the_borders_of_the_integers_fit),
        IN_WORLD(world_types, a_double_that_is_no_number_is_refused_by_the_save),
        IN_WORLD(world_types, the_largest_and_the_smallest_double_come_back_exact),
        IN_WORLD(world_types, infinity_is_stored),
        IN_WORLD(world_types, messages_stay_short_and_on_one_line_whatever_the_value),
        IN_WORLD(world_types, strings_are_counted_in_characters),
        ALONE(text_that_is_not_utf8_is_refused),
        IN_WORLD(world_types, utf8_is_taken_to_its_last_character),
        IN_WORLD(world_types, u0000_in_a_text_is_refused_by_the_save),
        IN_WORLD(world_types, the_first_failure_is_remembered_by_every_call),
        IN_WORLD(world_types, clear_forgets_the_failure),
        ALONE(json_that_is_no_object_is_refused_with_its_place),
        IN_WORLD(world_types, an_unknown_name_is_refused_and_tells_the_nearest),
    };
    return cmocka_run_group_tests_name("values", tests, NULL, NULL);
}
