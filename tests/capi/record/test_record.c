/*
 * gemel/record.h: building, creating, equality and JSON. It must not test finding (test_find.c),
 * saving what is stored (test_record_save.c) nor single values (test_record_values.c).
 */
#include "declarations.h"
#include "fixture.h"

static int people(void **state)
{
    static const declaration declarations[DECLARATIONS_MAX] = {
        MODEL("Person"),
        ATTRIBUTE("Person", "name", "string not null"),
        ATTRIBUTE("Person", "code", "string not null"),
        ATTRIBUTE("Person", "age", "integer default 18"),
    };
    return world_of(state, declared(declarations));
}

static int seats(void **state)
{
    static const declaration declarations[DECLARATIONS_MAX] = {
        MODEL("Seat"),
        ATTRIBUTE("Seat", "row", "integer primary key"),
        ATTRIBUTE("Seat", "place", "string(1) primary key"),
        ATTRIBUTE("Seat", "note", "text"),
    };
    return world_of(state, declared(declarations));
}

/* ---- Build and create ---- */

static void build_makes_a_record_in_memory_only(void **state)
{
    world *w = *state;
    gemel_record *ann;
    forget_statements(w);
    ann = built(w, "Person", "{'name': 'ann'}");
    expect_statements(w, 0, 0);
    assert_true(gemel_record_is_new(ann));
    assert_true(gemel_record_is_changed(ann));
    assert_ptr_equal(gemel_record_model(ann), model(w, "Person"));
    expect_attribute(ann, "name", "ann");
    expect_attribute(ann, "id", NULL);
    expect_attribute(ann, "code", NULL);
    expect_rows(w, "Person", "");
}

static void build_needs_no_values(void **state)
{
    const world *w = *state;
    gemel_record *record = NULL;
    expect_ok(gemel_record_build(w->session, model(w, "Person"), NULL, &record, &err));
    expect_attribute(keep(record), "age", "18");
}

static void create_stores_and_reads_the_generated_key_back(void **state)
{
    world *w = *state;
    gemel_record *ann;
    forget_statements(w);
    ann = given(w, "Person", "{'name': 'ann', 'code': 'x'}");
    expect_statements(w, 0, 1);
    assert_false(gemel_record_is_new(ann));
    assert_false(gemel_record_is_changed(ann));
    expect_attribute(ann, "id", "1");
    expect_attribute(given(w, "Person", "{'name': 'bob', 'code': 'y'}"), "id", "2");
    expect_rows(w, "Person", "1 ann x 18, 2 bob y 18");
}

static int nothing_but_id(void **state)
{
    static const declaration declarations[DECLARATIONS_MAX] = {MODEL("Thing")};
    return world_of(state, declared(declarations));
}

static void a_record_of_nothing_but_its_number_is_stored(void **state)
{
    const world *w = *state;
    expect_attribute(given(w, "Thing", "{}"), "id", "1");
    expect_attribute(given(w, "Thing", "{}"), "id", "2");
    expect_rows(w, "Thing", "1, 2");
}

static void an_explicit_key_is_kept_and_numbers_go_on_by_themselves(void **state)
{
    const world *w = *state;
    expect_attribute(given(w, "Person", "{'id': 7, 'name': 'ann', 'code': 'x'}"), "id", "7");
    expect_attribute(given(w, "Person", "{'id': null, 'name': 'bob', 'code': 'y'}"), "id", by_dialect("8", "1"));
}

static void numbers_are_not_used_again(void **state)
{
    const world *w = *state;
    gemel_record *ann = given(w, "Person", "{'name': 'ann', 'code': 'x'}");
    expect_ok(gemel_record_destroy(ann, NULL, NULL, &err));
    expect_attribute(given(w, "Person", "{'name': 'bob', 'code': 'y'}"), "id", "2");
}

static void m01_nulls_are_listed_before_sql(void **state)
{
    world *w = *state;
    gemel_record *record = NULL;
    forget_statements(w);
    expect(GEMEL_NOT_NULL,
           gemel_record_create(w->session, model(w, "Person"), values("{'name': 'ann'}"), NULL, &record, &err));
    expect_mention("code");
    assert_int_equal(gemel_error_item_count(failure()), 1);
    expect(GEMEL_NOT_NULL,
           gemel_record_create(w->session, model(w, "Person"), values("{'code': null}"), NULL, &record, &err));
    assert_int_equal(gemel_error_item_count(failure()), 2);
    assert_string_equal(gemel_error_item_attribute(failure(), 0), "name");
    assert_string_equal(gemel_error_item_attribute(failure(), 1), "code");
    assert_null(record);
    expect_statements(w, 0, 0);
}

static void m02_a_default_fills_what_is_absent_but_not_a_null(void **state)
{
    const world *w = *state;
    expect_attribute(built(w, "Person", "{}"), "age", "18");
    expect_attribute(built(w, "Person", "{'age': null}"), "age", NULL);
    expect_attribute(built(w, "Person", "{'age': 5}"), "age", "5");
    given(w, "Person", "{'name': 'ann', 'code': 'x', 'age': null}");
    expect_rows(w, "Person", "1 ann x null");
}

static void m03_values_are_converted_or_refused_before_sql(void **state)
{
    world *w = *state;
    gemel_record *record = NULL;
    expect_attribute(built(w, "Person", "{'age': '12'}"), "age", "12");
    forget_statements(w);
    expect(GEMEL_VALIDATION,
           gemel_record_create(w->session, model(w, "Person"), values("{'name': 'a', 'code': 'x', 'age': 'abc'}"), NULL,
                               &record, &err));
    expect_mention("age");
    expect_mention("abc");
    expect(GEMEL_VALIDATION, gemel_record_create(w->session, model(w, "Person"), values("{'name': 5, 'code': 'x'}"),
                                                 NULL, &record, &err));
    expect_mention("name");
    expect_statements(w, 0, 0);
    assert_null(record);
}

static void a_key_that_the_database_does_not_number_must_be_given(void **state)
{
    world *w = *state;
    gemel_record *record = NULL;
    forget_statements(w);
    expect(GEMEL_NOT_NULL,
           gemel_record_create(w->session, model(w, "Seat"), values("{'row': 1}"), NULL, &record, &err));
    expect_mention("place");
    expect_statements(w, 0, 0);
    expect_rows(w, "Seat", "");
}

static void create_takes_no_options_yet(void **state)
{
    const world *w = *state;
    gemel_record *record = NULL;
    expect(GEMEL_USAGE, gemel_record_create(w->session, model(w, "Person"), values("{'name': 'a', 'code': 'x'}"),
                                            with("{'nope': 1}"), &record, &err));
    expect_mention("nope");
    expect_rows(w, "Person", "");
}

static void m18_quotes_backslashes_and_unicode_survive(void **state)
{
    const world *w = *state;
    static const char *const texts[] = {
        "it's", "\"; DROP TABLE people; --", "back\\slash", "a\nb\tc", "%_?:1 $2 @x", "\xe2\x82\xac \xf0\x9f\x98\x80",
        ""};
    size_t i;
    for (i = 0; i < COUNT(texts); ++i) {
        gemel_values *v = values("{'code': 'x'}");
        gemel_record *record = NULL;
        expect_ok(gemel_values_set_text(v, "name", texts[i], GEMEL_NUL, &err));
        expect_ok(gemel_record_create(w->session, model(w, "Person"), v, NULL, &record, &err));
        expect_attribute(keep(record), "name", texts[i]);
        record = NULL;
        gemel_values_clear(v);
        expect_ok(gemel_values_set_text(v, "name", texts[i], GEMEL_NUL, &err));
        expect_ok(gemel_record_find_first(w->session, model(w, "Person"), v, NULL, &record, &err));
        expect_attribute(keep(record), "name", texts[i]);
    }
}

static int odd_names(void **state)
{
    static const declaration declarations[DECLARATIONS_MAX] = {
        {declare_model, "Order", NULL, NULL, "{'table': 'the \\'select\\' ; DROP'}"},
        ATTRIBUTE("Order", "group", "string"),
        ATTRIBUTE_WITH("Order", "where", "{'type': 'text', 'column': 'it is a \\'column\\''}"),
    };
    return world_of(state, declared(declarations));
}

static void m18_names_that_sql_reserves_or_must_quote_work(void **state)
{
    const world *w = *state;
    gemel_record *order = given(w, "Order", "{'group': 'a', 'where': 'b'}");
    expect_ok(gemel_record_update(order, values("{'where': 'c'}"), NULL, &err));
    expect_attribute(found(w, "Order", "{'group': 'a'}"), "where", "c");
    expect_rows(w, "Order", "1 a c");
    expect_ok(gemel_record_destroy(order, NULL, NULL, &err));
    expect_rows(w, "Order", "");
}

/* ---- Equality and JSON ---- */

static void records_are_equal_by_model_and_key_if_both_are_stored(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    gemel_record *l1 = given(w, "License", "{'id': 1}");
    gemel_record *p2 = given(w, "Person", "{'id': 2}");
    gemel_record *copy = found(w, "Person", "{'id': 1}");
    expect_ok(gemel_record_set_text(copy, "name", "other", GEMEL_NUL, &err));
    assert_true(same_row(p1, copy));
    assert_true(same_row(p1, p1));
    assert_false(same_row(p1, p2));
    assert_false(same_row(p1, l1));
    assert_false(same_row(p1, built(w, "Person", "{'id': 1}")));
    assert_false(same_row(p1, NULL));
}

static void expect_json(gemel_record *record, const char *expected)
{
    const char *json = NULL;
    char blank_free[1024];
    size_t length = 0, from, to = 0;
    bool quoted = false;
    expect_ok(gemel_record_to_json(record, &json, &length, &err));
    assert_int_equal(length, strlen(json));
    assert_true(length < sizeof blank_free);
    for (from = 0; from < length; ++from) {
        if (json[from] == '"' && (from == 0 || json[from - 1] != '\\'))
            quoted = !quoted;
        if (quoted || json[from] != ' ')
            blank_free[to++] = json[from];
    }
    blank_free[to] = '\0';
    assert_string_equal(blank_free, expected);
}

static void json_shows_every_attribute_in_order(void **state)
{
    const world *w = *state;
    gemel_record *thing = given(w, "Thing",
                                "{'whole': -1, 'big': 9007199254740993, 'real': 1.5, 'flag': true, 'brief': 'a\\\"b',"
                                " 'name': '\xc3\xa9'}");
    expect_json(thing, "{\"id\":1,\"whole\":-1,\"big\":9007199254740993,\"real\":1.5,\"flag\":true,"
                       "\"brief\":\"a\\\"b\",\"name\":\"\xc3\xa9\",\"body\":null}");
}

static void json_of_a_new_record_leaves_out_what_has_no_value(void **state)
{
    const world *w = *state;
    gemel_record *thing = built(w, "Thing", "{'whole': 1, 'name': null}");
    expect_json(thing, "{\"id\":null,\"whole\":1,\"name\":null}");
    expect_ok(gemel_record_set_bool(thing, "flag", false, &err));
    expect_json(thing, "{\"id\":null,\"whole\":1,\"flag\":false,\"name\":null}");
}

static void json_shows_assigned_values(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1, 'name': 'ann'}");
    expect_ok(gemel_record_set_text(p1, "name", "bob", GEMEL_NUL, &err));
    expect_json(p1, "{\"id\":1,\"name\":\"bob\"}");
    expect_ok(gemel_record_to_json(p1, (const char *[]){NULL}, NULL, &err));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(people, build_makes_a_record_in_memory_only),
        IN_WORLD(people, build_needs_no_values),
        IN_WORLD(people, create_stores_and_reads_the_generated_key_back),
        IN_WORLD(nothing_but_id, a_record_of_nothing_but_its_number_is_stored),
        IN_WORLD(people, an_explicit_key_is_kept_and_numbers_go_on_by_themselves),
        IN_WORLD(people, numbers_are_not_used_again),
        IN_WORLD(people, m01_nulls_are_listed_before_sql),
        IN_WORLD(people, m02_a_default_fills_what_is_absent_but_not_a_null),
        IN_WORLD(people, m03_values_are_converted_or_refused_before_sql),
        IN_WORLD(seats, a_key_that_the_database_does_not_number_must_be_given),
        IN_WORLD(people, create_takes_no_options_yet),
        IN_WORLD(people, m18_quotes_backslashes_and_unicode_survive),
        IN_WORLD(odd_names, m18_names_that_sql_reserves_or_must_quote_work),
        IN_WORLD(world_n, records_are_equal_by_model_and_key_if_both_are_stored),
        IN_WORLD(world_types, json_shows_every_attribute_in_order),
        IN_WORLD(world_types, json_of_a_new_record_leaves_out_what_has_no_value),
        IN_WORLD(world_n, json_shows_assigned_values),
    };
    return cmocka_run_group_tests_name("record", tests, NULL, NULL);
}
