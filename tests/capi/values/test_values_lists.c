/*
 * Lists and objects inside values, made without JSON. They are seen through filters and a json attribute. It must not
 * test what filters mean: test_query.c does.
 */
#include "declarations.h"
#include "fixture.h"

static int people(void **state)
{
    static const declaration declarations[DECLARATIONS_MAX] = {
        MODEL("Person"),
        ATTRIBUTE("Person", "name", "string"),
        ATTRIBUTE("Person", "age", "double"),
        ATTRIBUTE("Person", "here", "boolean"),
        ATTRIBUTE("Person", "mark", "blob"),
        ATTRIBUTE("Person", "notes", "json"),
    };
    return world_of(state, declared(declarations));
}

static void four_people(const world *w)
{
    given(w, "Person", "{'name': 'ann', 'age': 20, 'here': true, 'mark': '00ff'}");
    given(w, "Person", "{'name': 'bob', 'age': 30.5, 'here': false, 'mark': ''}");
    given(w, "Person", "{'name': 'cem', 'age': 40}");
    given(w, "Person", "{'age': 50}");
}

/* The ids of those that fulfil the filter, one digit each. */
static void expect_found_at(const world *w, const gemel_values *where, const char *ids, int line)
{
    gemel_records *list = NULL;
    char found_ids[10] = "";
    size_t i;
    expect_at(GEMEL_OK, gemel_records_find_all(w->session, model(w, "Person"), where, NULL, &list, &err), "find",
              __FILE__, line);
    for (i = 0; i < gemel_records_count(list); ++i) {
        int64_t id = 0;
        expect_ok(gemel_record_get_int(gemel_records_at(list, i), "id", &id, &err));
        found_ids[i] = (char)('0' + id);
    }
    gemel_records_free(list);
    if (strcmp(found_ids, ids) != 0)
        print_error("line %d\n", line);
    assert_string_equal(found_ids, ids);
}
#define expect_found(w, where, ids) expect_found_at((w), (where), (ids), __LINE__)

static void what_is_added_is_a_list_in_its_order(void **state)
{
    const world *w = *state;
    gemel_values *v = values("{}"), *inner = values("{'k': [1]}");
    gemel_record *person;
    expect_ok(gemel_values_add_null(v, "notes", &err));
    expect_ok(gemel_values_add_bool(v, "notes", true, &err));
    expect_ok(gemel_values_add_int(v, "notes", INT64_MIN, &err));
    expect_ok(gemel_values_set_text(v, "name", "ann", GEMEL_NUL, &err)); /* others between them do no harm */
    expect_ok(gemel_values_add_double(v, "notes", 0.5, &err));
    expect_ok(gemel_values_add_text(v, "notes", "o'k\"", GEMEL_NUL, &err));
    expect_ok(gemel_values_add_text(v, "notes", "abc", 2, &err));
    expect_ok(gemel_values_add_values(v, "notes", inner, &err));
    gemel_values_clear(inner);
    expect_ok(gemel_record_create(w->session, model(w, "Person"), v, NULL, &person, &err));
    keep(person);
    expect_ok(gemel_record_reload(person, NULL, &err));
    expect_attribute(person, "notes", "[null,true,-9223372036854775808,0.5,\"o'k\\\"\",\"ab\",{\"k\":[1]}]");
    expect_attribute(person, "name", "ann");
}

static void a_filter_takes_what_was_added(void **state)
{
    const world *w = *state;
    gemel_values *v = values("{}");
    four_people(w);
    expect_ok(gemel_values_add_text(v, "name", "ann", GEMEL_NUL, &err));
    expect_found(w, v, "1");
    expect_ok(gemel_values_add_text(v, "name", "cement", 3, &err));
    expect_found(w, v, "13");
    expect_ok(gemel_values_add_null(v, "name", &err));
    expect_found(w, v, "134");
    v = values("{}");
    expect_ok(gemel_values_add_int(v, "age", 20, &err));
    expect_ok(gemel_values_add_double(v, "age", 30.5, &err));
    expect_found(w, v, "12");
    v = values("{}");
    expect_ok(gemel_values_add_bool(v, "here", false, &err));
    expect_found(w, v, "2");
    v = values("{}");
    expect_ok(gemel_values_add_blob(v, "mark", "\x00\xff", 2, &err));
    expect_ok(gemel_values_add_blob(v, "mark", NULL, 0, &err));
    expect_found(w, v, "12");
}

/* "or": [{"name": "ann"}, {"age": {"gt": 40}}] */
static void filters_are_added_to_filters(void **state)
{
    const world *w = *state;
    gemel_values *either = values("{}"), *one = values("{}"), *other = values("{}"), *above = values("{}");
    four_people(w);
    expect_ok(gemel_values_set_text(one, "name", "ann", GEMEL_NUL, &err));
    expect_ok(gemel_values_set_int(above, "gt", 40, &err));
    expect_ok(gemel_values_set_values(other, "age", above, &err));
    expect_ok(gemel_values_add_values(either, "or", one, &err));
    expect_ok(gemel_values_add_values(either, "or", other, &err));
    expect_found(w, either, "14");
}

static void a_list_from_json_goes_on(void **state)
{
    const world *w = *state;
    gemel_values *v = values("{'name': ['ann'], 'age': []}");
    four_people(w);
    expect_ok(gemel_values_add_text(v, "name", "bob", GEMEL_NUL, &err));
    expect_ok(gemel_values_add_int(v, "age", 20, &err));
    expect_found(w, v, "1");
}

static void setting_replaces_a_list(void **state)
{
    const world *w = *state;
    gemel_values *v = values("{}");
    four_people(w);
    expect_ok(gemel_values_add_text(v, "name", "ann", GEMEL_NUL, &err));
    expect_ok(gemel_values_set_text(v, "name", "bob", GEMEL_NUL, &err));
    expect_found(w, v, "2");
}

static void nothing_is_added_to_what_is_no_list(void **state)
{
    static const char *const set[] = {"{'name': 1}", "{'name': null}", "{'name': {'eq': 'ann'}}"};
    const world *w = *state;
    gemel_records *none = NULL;
    size_t i;
    for (i = 0; i < COUNT(set); ++i) {
        gemel_values *v = values(set[i]);
        expect(GEMEL_USAGE, gemel_values_add_text(v, "name", "ann", GEMEL_NUL, &err));
        expect_mention("'name'");
        expect_mention("list");
        expect(GEMEL_USAGE, gemel_records_find_all(w->session, model(w, "Person"), v, NULL, &none, &err));
        expect_mention("'name'");
    }
}

static void items_are_checked_as_values_are(void **state)
{
    (void)state;
    expect(GEMEL_VALIDATION, gemel_values_add_text(values("{}"), "name", "\xff", GEMEL_NUL, &err));
    expect_mention("'name'");
    expect(GEMEL_USAGE, gemel_values_add_text(values("{}"), "\xff", "ann", GEMEL_NUL, &err));
    {
        gemel_values *spoilt = values("{}"), *v = values("{}");
        gemel_values_add_int(spoilt, NULL, 1, NULL);
        expect(GEMEL_USAGE, gemel_values_add_values(v, "or", spoilt, &err));
    }
}

/* {"a": [{"a": [...]}]}, made from the inside: two levels a step. */
static void lists_nest_as_deep_as_json_and_no_deeper(void **state)
{
    gemel_values *inner = gemel_values_new();
    gemel_status status = GEMEL_OK;
    size_t depth = 1;
    (void)state;
    while (status == GEMEL_OK && depth < 1000) {
        gemel_values *outer = gemel_values_new();
        status = gemel_values_add_values(outer, "a", inner, NULL);
        gemel_values_free(inner);
        inner = outer;
        depth += status == GEMEL_OK ? 2 : 0;
    }
    assert_int_equal(status, GEMEL_VALIDATION);
    assert_int_equal(depth, 63);
    gemel_values_free(inner);
}

/* A quadratic way would take minutes. */
static void long_lists_take_linear_time(void **state)
{
    gemel_values *v = values("{}");
    int i;
    (void)state;
    for (i = 0; i < 200000; ++i)
        assert_int_equal(gemel_values_add_int(v, "id", i, NULL), GEMEL_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(people, what_is_added_is_a_list_in_its_order),
        IN_WORLD(people, a_filter_takes_what_was_added),
        IN_WORLD(people, filters_are_added_to_filters),
        IN_WORLD(people, a_list_from_json_goes_on),
        IN_WORLD(people, setting_replaces_a_list),
        IN_WORLD(people, nothing_is_added_to_what_is_no_list),
        ALONE(items_are_checked_as_values_are),
        ALONE(lists_nest_as_deep_as_json_and_no_deeper),
        ALONE(long_lists_take_linear_time),
    };
    return cmocka_run_group_tests_name("values_lists", tests, NULL, NULL);
}
