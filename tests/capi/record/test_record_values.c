/*
 * The typed getters and setters of gemel/record.h, by name and by attribute. It must not test which values a type takes
 * (test_values.c): the same rules hold.
 */
#include "declarations.h"
#include "fixture.h"
#include <math.h>

static gemel_record *a_thing(const world *w)
{
    return given(w, "Thing",
                 "{'whole': -7, 'big': 9007199254740993, 'real': 1.5, 'flag': true, 'brief': 'abc',"
                 " 'name': 'n\xc3\xa9', 'body': null}");
}

static const gemel_attribute *at(gemel_record *record, const char *name)
{
    const gemel_attribute *a = NULL;
    expect_ok(gemel_model_find_attribute(gemel_record_model(record), name, &a, &err));
    return a;
}

/* ---- Reading ---- */

static void every_type_is_read_by_name_and_by_attribute(void **state)
{
    const world *w = *state;
    gemel_record *thing = a_thing(w);
    bool flag = false, null = true;
    int64_t number = 0;
    double real = 0;
    const char *text = NULL;
    size_t length = 0;

    expect_ok(gemel_record_get_int(thing, "whole", &number, &err));
    assert_int_equal(number, -7);
    expect_ok(gemel_record_get_int_by_attribute(thing, at(thing, "big"), &number, &err));
    assert_true(number == INT64_C(9007199254740993));
    expect_ok(gemel_record_get_double(thing, "real", &real, &err));
    assert_true(real == 1.5);
    real = 0;
    expect_ok(gemel_record_get_double_by_attribute(thing, at(thing, "real"), &real, &err));
    assert_true(real == 1.5);
    expect_ok(gemel_record_get_bool(thing, "flag", &flag, &err));
    assert_true(flag);
    flag = false;
    expect_ok(gemel_record_get_bool_by_attribute(thing, at(thing, "flag"), &flag, &err));
    assert_true(flag);
    expect_ok(gemel_record_get_text(thing, "name", &text, &length, &err));
    assert_string_equal(text, "n\xc3\xa9");
    assert_int_equal(length, 3);
    text = NULL;
    expect_ok(gemel_record_get_text_by_attribute(thing, at(thing, "brief"), &text, &length, &err));
    assert_string_equal(text, "abc");
    assert_int_equal(length, 3);
    expect_ok(gemel_record_is_null(thing, "name", &null, &err));
    assert_false(null);
    expect_ok(gemel_record_is_null_by_attribute(thing, at(thing, "body"), &null, &err));
    assert_true(null);
}

static void an_integer_is_read_as_a_double(void **state)
{
    const world *w = *state;
    gemel_record *thing = a_thing(w);
    double real = 0;
    expect_ok(gemel_record_get_double(thing, "whole", &real, &err));
    assert_true(real == -7.0);
}

static void every_type_is_read_as_its_canonical_text(void **state)
{
    const world *w = *state;
    gemel_record *thing = a_thing(w);
    expect_attribute(thing, "id", "1");
    expect_attribute(thing, "whole", "-7");
    expect_attribute(thing, "big", "9007199254740993");
    expect_attribute(thing, "real", "1.5");
    expect_attribute(thing, "flag", "true");
    expect_attribute(thing, "brief", "abc");
    expect_ok(gemel_record_set_bool(thing, "flag", false, &err));
    expect_attribute(thing, "flag", "false");
    expect_ok(gemel_record_set_double(thing, "real", 0.1, &err));
    expect_attribute(thing, "real", "0.1");
}

static void a_null_text_is_no_text(void **state)
{
    const world *w = *state;
    gemel_record *thing = a_thing(w);
    const char *text = "before";
    size_t length = 9;
    expect_ok(gemel_record_get_text(thing, "body", &text, &length, &err));
    assert_null(text);
    assert_int_equal(length, 0);
    text = "before";
    expect_ok(gemel_record_get_text_by_attribute(thing, at(thing, "body"), &text, NULL, &err));
    assert_null(text);
}

static void a_null_has_no_number(void **state)
{
    const world *w = *state;
    gemel_record *empty = given(w, "Thing", "{}");
    int64_t number = 9;
    double real = 9;
    bool flag = true;
    expect(GEMEL_USAGE, gemel_record_get_int(empty, "whole", &number, &err));
    expect_mention("whole");
    expect_mention("null");
    assert_true(number == 0);
    expect(GEMEL_USAGE, gemel_record_get_double_by_attribute(empty, at(empty, "real"), &real, &err));
    assert_true(real == 0.0);
    expect(GEMEL_USAGE, gemel_record_get_bool(empty, "flag", &flag, &err));
    assert_false(flag);
}

static void a_value_of_another_type_is_refused(void **state)
{
    const world *w = *state;
    gemel_record *thing = a_thing(w);
    int64_t number = 9;
    double real = 9;
    bool flag = true;
    expect(GEMEL_USAGE, gemel_record_get_int(thing, "real", &number, &err));
    expect_mention("real");
    expect(GEMEL_USAGE, gemel_record_get_int(thing, "flag", &number, &err));
    expect(GEMEL_USAGE, gemel_record_get_int_by_attribute(thing, at(thing, "name"), &number, &err));
    assert_true(number == 0);
    expect(GEMEL_USAGE, gemel_record_get_double(thing, "flag", &real, &err));
    expect(GEMEL_USAGE, gemel_record_get_double_by_attribute(thing, at(thing, "brief"), &real, &err));
    assert_true(real == 0.0);
    expect(GEMEL_USAGE, gemel_record_get_bool(thing, "whole", &flag, &err));
    expect(GEMEL_USAGE, gemel_record_get_bool_by_attribute(thing, at(thing, "name"), &flag, &err));
    assert_false(flag);
}

static void text_stays_readable_while_other_attributes_are_read(void **state)
{
    const world *w = *state;
    gemel_record *thing = a_thing(w);
    const char *name = NULL, *number = NULL, *big = NULL;
    expect_ok(gemel_record_get_text(thing, "name", &name, NULL, &err));
    expect_ok(gemel_record_get_text(thing, "whole", &number, NULL, &err));
    expect_ok(gemel_record_get_text(thing, "big", &big, NULL, &err));
    assert_string_equal(name, "n\xc3\xa9");
    assert_string_equal(number, "-7");
    assert_string_equal(big, "9007199254740993");
}

/* ---- Assigning ---- */

static void every_type_is_assigned_by_name(void **state)
{
    const world *w = *state;
    gemel_record *thing = given(w, "Thing", "{'name': 'x'}");
    expect_ok(gemel_record_set_int(thing, "whole", 3, &err));
    expect_ok(gemel_record_set_int(thing, "big", INT64_MAX, &err));
    expect_ok(gemel_record_set_double(thing, "real", -2.5, &err));
    expect_ok(gemel_record_set_bool(thing, "flag", true, &err));
    expect_ok(gemel_record_set_text(thing, "brief", "abcdef", 2, &err));
    expect_ok(gemel_record_set_null(thing, "name", &err));
    expect_ok(gemel_record_set_text(thing, "body", "t", GEMEL_NUL, &err));
    assert_true(gemel_record_is_changed(thing));
    expect_rows(w, "Thing", "1 null null null null null x null");
    expect_ok(gemel_record_save(thing, NULL, &err));
    expect_rows(w, "Thing", "1 3 9223372036854775807 -2.5 true ab null t");
}

static void every_type_is_assigned_by_attribute(void **state)
{
    const world *w = *state;
    gemel_record *thing = given(w, "Thing", "{'name': 'x'}");
    expect_ok(gemel_record_set_int_by_attribute(thing, at(thing, "whole"), 3, &err));
    expect_ok(gemel_record_set_double_by_attribute(thing, at(thing, "real"), -2.5, &err));
    expect_ok(gemel_record_set_bool_by_attribute(thing, at(thing, "flag"), true, &err));
    expect_ok(gemel_record_set_text_by_attribute(thing, at(thing, "brief"), "abcdef", 2, &err));
    expect_ok(gemel_record_set_null_by_attribute(thing, at(thing, "name"), &err));
    expect_ok(gemel_record_save(thing, NULL, &err));
    expect_rows(w, "Thing", "1 3 null -2.5 true ab null null");
}

static void several_values_are_assigned_at_once(void **state)
{
    const world *w = *state;
    gemel_record *thing = given(w, "Thing", "{}");
    expect_ok(gemel_record_assign(thing, values("{'whole': '4', 'name': 'x'}"), &err));
    expect_attribute(thing, "whole", "4");
    expect_attribute(thing, "name", "x");
    assert_true(gemel_record_is_changed(thing));
    expect_rows(w, "Thing", "1 null null null null null null null");
}

static void a_value_that_does_not_fit_is_kept_and_refused_by_the_save(void **state)
{
    const world *w = *state;
    gemel_record *thing = given(w, "Thing", "{}");
    expect_ok(gemel_record_set_text(thing, "whole", "abc", GEMEL_NUL, &err));
    expect_ok(gemel_record_set_int(thing, "name", 5, &err));
    expect_ok(gemel_record_set_int_by_attribute(thing, at(thing, "flag"), 1, &err));
    expect_ok(gemel_record_set_double(thing, "real", (double)NAN, &err));
    expect_ok(gemel_record_set_text(thing, "brief", "abcd", GEMEL_NUL, &err));
    expect_ok(gemel_record_set_text_by_attribute(thing, at(thing, "body"), "a\0b", 3, &err));
    expect_attribute(thing, "whole", "abc");
    expect_attribute(thing, "name", "5");
    expect(GEMEL_VALIDATION, gemel_record_save(thing, NULL, &err));
    assert_int_equal(gemel_error_item_count(failure()), 6);
    assert_string_equal(gemel_error_item_attribute(failure(), 0), "whole");
    assert_string_equal(gemel_error_item_attribute(failure(), 5), "body");
    expect_rows(w, "Thing", "1 null null null null null null null");
    expect_attribute(thing, "whole", "abc");
}

static void an_integer_that_overflows_is_refused_by_the_save(void **state)
{
    const world *w = *state;
    gemel_record *thing = given(w, "Thing", "{}");
    expect_ok(gemel_record_set_int(thing, "whole", INT64_C(2147483648), &err));
    expect(GEMEL_VALIDATION, gemel_record_save(thing, NULL, &err));
    expect_mention("2147483648");
    expect_ok(gemel_record_set_int_by_attribute(thing, at(thing, "whole"), INT64_C(-2147483649), &err));
    expect(GEMEL_VALIDATION, gemel_record_save(thing, NULL, &err));
    expect_ok(gemel_record_set_int(thing, "whole", INT32_MIN, &err));
    expect_ok(gemel_record_save(thing, NULL, &err));
    expect_rows(w, "Thing", "1 -2147483648 null null null null null null");
}

static void text_that_is_not_utf8_is_refused_at_once(void **state)
{
    const world *w = *state;
    gemel_record *thing = given(w, "Thing", "{'name': 'x'}");
    expect(GEMEL_VALIDATION, gemel_record_set_text(thing, "name", "\xff", GEMEL_NUL, &err));
    expect_mention("name");
    expect(GEMEL_VALIDATION, gemel_record_set_text_by_attribute(thing, at(thing, "name"), "ab\xc3", 3, &err));
    expect_attribute(thing, "name", "x");
    assert_false(gemel_record_is_changed(thing));
}

static void names_are_known_or_refused_with_the_nearest(void **state)
{
    const world *w = *state;
    gemel_record *thing = given(w, "Thing", "{'name': 'x'}");
    int64_t number = 9;
    double real = 9;
    bool flag = true;
    const char *text = "before";
    size_t length = 9;
    expect(GEMEL_USAGE, gemel_record_get_int(thing, "wohle", &number, &err));
    expect_mention("wohle");
    expect_mention("whole");
    expect(GEMEL_USAGE, gemel_record_get_double(thing, "reel", &real, &err));
    expect_mention("real");
    expect(GEMEL_USAGE, gemel_record_get_bool(thing, "Flag", &flag, &err));
    expect_mention("flag");
    expect(GEMEL_USAGE, gemel_record_get_text(thing, "nmae", &text, &length, &err));
    expect_mention("name");
    assert_true(number == 0 && real == 0.0 && !flag && !text && length == 0);
    flag = true;
    expect(GEMEL_USAGE, gemel_record_is_null(thing, "nmae", &flag, &err));
    assert_false(flag);
    expect(GEMEL_USAGE, gemel_record_set_null(thing, "nmae", &err));
    expect(GEMEL_USAGE, gemel_record_set_bool(thing, "nmae", true, &err));
    expect(GEMEL_USAGE, gemel_record_set_int(thing, "nmae", 1, &err));
    expect(GEMEL_USAGE, gemel_record_set_double(thing, "nmae", 1, &err));
    expect(GEMEL_USAGE, gemel_record_set_text(thing, "nmae", "x", GEMEL_NUL, &err));
    expect_mention("nmae");
    expect_mention("name");
    assert_false(gemel_record_is_changed(thing));
}

static void an_attribute_of_another_model_is_refused(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'name': 'ann'}");
    gemel_record *l1 = given(w, "License", "{'number': 'A'}");
    const gemel_attribute *number = at(l1, "number");
    const char *text = "before";
    bool null = true;
    expect(GEMEL_USAGE, gemel_record_get_text_by_attribute(p1, number, &text, NULL, &err));
    expect_mention("number");
    expect_mention("License");
    expect_mention("Person");
    assert_null(text);
    expect(GEMEL_USAGE, gemel_record_is_null_by_attribute(p1, number, &null, &err));
    assert_false(null);
    expect(GEMEL_USAGE, gemel_record_set_text_by_attribute(p1, number, "B", GEMEL_NUL, &err));
    expect(GEMEL_USAGE, gemel_record_set_null_by_attribute(p1, number, &err));
    expect_attribute(p1, "name", "ann");
    assert_false(gemel_record_is_changed(p1));
}

static void an_attribute_of_another_schema_is_refused(void **state)
{
    const world *w = *state;
    static const declaration declarations[DECLARATIONS_MAX] = {MODEL("Person"), ATTRIBUTE("Person", "name", "string")};
    gemel_schema *twin = resolved(declarations);
    gemel_record *p1 = given(w, "Person", "{'name': 'ann'}");
    const gemel_attribute *name = gemel_model_attribute_at(gemel_schema_model_at(twin, 0), 1);
    const char *text = "before";
    expect(GEMEL_USAGE, gemel_record_get_text_by_attribute(p1, name, &text, NULL, &err));
    assert_null(text);
    expect(GEMEL_USAGE, gemel_record_set_int_by_attribute(p1, name, 1, &err));
    expect_attribute(p1, "name", "ann");
    gemel_schema_free(twin);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(world_types, every_type_is_read_by_name_and_by_attribute),
        IN_WORLD(world_types, an_integer_is_read_as_a_double),
        IN_WORLD(world_types, every_type_is_read_as_its_canonical_text),
        IN_WORLD(world_types, a_null_text_is_no_text),
        IN_WORLD(world_types, a_null_has_no_number),
        IN_WORLD(world_types, a_value_of_another_type_is_refused),
        IN_WORLD(world_types, text_stays_readable_while_other_attributes_are_read),
        IN_WORLD(world_types, every_type_is_assigned_by_name),
        IN_WORLD(world_types, every_type_is_assigned_by_attribute),
        IN_WORLD(world_types, several_values_are_assigned_at_once),
        IN_WORLD(world_types, a_value_that_does_not_fit_is_kept_and_refused_by_the_save),
        IN_WORLD(world_types, an_integer_that_overflows_is_refused_by_the_save),
        IN_WORLD(world_types, text_that_is_not_utf8_is_refused_at_once),
        IN_WORLD(world_types, names_are_known_or_refused_with_the_nearest),
        IN_WORLD(world_n, an_attribute_of_another_model_is_refused),
        IN_WORLD(world_n, an_attribute_of_another_schema_is_refused),
    };
    return cmocka_run_group_tests_name("record values", tests, NULL, NULL);
}
