/*
 * gemel_record_find, gemel_record_find_first and gemel_records_find_all, with the lists that they give. It
 * must not test what is done with a record that was found.
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

static gemel_status find(const world *w, const char *name, const char *key, const char *options, gemel_record **out)
{
    return gemel_record_find(w->session, model(w, name), values(key), options ? with(options) : NULL, out, &err);
}

static void m04_find_by_key(void **state)
{
    world *w = *state;
    gemel_record *ann = given(w, "Person", "{'name': 'ann', 'code': 'x'}");
    gemel_record *copy = NULL;
    forget_statements(w);
    expect_ok(find(w, "Person", "{'id': 1}", NULL, &copy));
    expect_statements(w, 1, 0);
    assert_true(same_row(keep(copy), ann));
    expect_attribute(copy, "name", "ann");
    assert_false(gemel_record_is_changed(copy));
    copy = NULL;
    expect_ok(find(w, "Person", "{'id': '1'}", NULL, &copy));
    expect_attribute(keep(copy), "name", "ann");
}

static void m04_a_key_nobody_has_finds_none(void **state)
{
    const world *w = *state;
    gemel_record *none = given(w, "Person", "{'name': 'ann', 'code': 'x'}");
    expect_ok(find(w, "Person", "{'id': 12345}", NULL, &none));
    assert_null(none);
    expect_ok(find(w, "Person", "{'id': 12345}", "{'rejectOnEmpty': false}", &none));
    assert_null(none);
    expect(GEMEL_NOT_FOUND, find(w, "Person", "{'id': 12345}", "{'rejectOnEmpty': true}", &none));
    expect_mention("Person");
    expect_mention("12345");
    assert_null(none);
}

static void m04_a_key_that_is_no_key_is_refused_before_sql(void **state)
{
    world *w = *state;
    static const char *const wrong[] = {
        "{}",         "{'id': null}",      "{'id': 'abc'}", "{'name': 'ann'}", "{'id': 1, 'name': 'ann'}",
        "{'idd': 1}", "{'id': 2147483648}"};
    gemel_record *none = NULL;
    size_t i;
    forget_statements(w);
    for (i = 0; i < COUNT(wrong); ++i) {
        print_message("# %s\n", wrong[i]);
        expect(GEMEL_USAGE, find(w, "Person", wrong[i], NULL, &none));
    }
    expect(GEMEL_USAGE, gemel_record_find(w->session, model(w, "Person"), NULL, NULL, &none, &err));
    expect(GEMEL_USAGE, find(w, "Person", "{'id': 1}", "{'rejectOnEmty': true}", &none));
    expect_mention("rejectOnEmpty");
    expect_statements(w, 0, 0);
}

static void a_composite_key_is_found_by_all_its_attributes(void **state)
{
    const world *w = *state;
    gemel_record *seat = NULL;
    given(w, "Seat", "{'row': 1, 'place': 'a', 'note': 'x'}");
    given(w, "Seat", "{'row': 1, 'place': 'b', 'note': 'y'}");
    expect_ok(find(w, "Seat", "{'place': 'b', 'row': 1}", NULL, &seat));
    expect_attribute(keep(seat), "note", "y");
    expect_ok(gemel_record_update(seat, values("{'note': 'z'}"), NULL, &err));
    expect_rows(w, "Seat", "1 a x, 1 b z");
    expect_ok(gemel_record_destroy(seat, NULL, NULL, &err));
    expect_rows(w, "Seat", "1 a x");
    expect(GEMEL_USAGE, find(w, "Seat", "{'row': 1}", NULL, &seat));
    expect_mention("place");
}

static void rows_come_by_their_composite_key(void **state)
{
    const world *w = *state;
    given(w, "Seat", "{'row': 2, 'place': 'a'}");
    given(w, "Seat", "{'row': 1, 'place': 'b'}");
    given(w, "Seat", "{'row': 1, 'place': 'a'}");
    expect_rows(w, "Seat", "1 a null, 1 b null, 2 a null");
    expect_attribute(found(w, "Seat", "{}"), "row", "1");
    expect_attribute(found(w, "Seat", "{'row': 1}"), "place", "a");
}

static void three_people(const world *w)
{
    given(w, "Person", "{'id': 3, 'name': 'ann', 'code': 'x', 'age': 5}");
    given(w, "Person", "{'id': 2, 'name': 'ann', 'code': 'y', 'age': null}");
    given(w, "Person", "{'id': 1, 'name': 'bob', 'code': 'x', 'age': 5}");
}

static void find_first_gives_the_lowest_key_of_those_that_equal(void **state)
{
    world *w = *state;
    gemel_record *none = NULL;
    three_people(w);
    forget_statements(w);
    expect_attribute(found(w, "Person", "{'name': 'ann'}"), "id", "2");
    expect_statements(w, 1, 0);
    expect_attribute(found(w, "Person", "{'name': 'ann', 'code': 'x'}"), "id", "3");
    expect_attribute(found(w, "Person", "{'age': null}"), "id", "2");
    expect_attribute(found(w, "Person", "{'age': '5'}"), "id", "1");
    expect_attribute(found(w, "Person", "{}"), "id", "1");
    expect_ok(gemel_record_find_first(w->session, model(w, "Person"), values("{'name': 'eve'}"), NULL, &none, &err));
    assert_null(none);
    expect(GEMEL_NOT_FOUND, gemel_record_find_first(w->session, model(w, "Person"), values("{'name': 'eve'}"),
                                                    with("{'rejectOnEmpty': true}"), &none, &err));
    expect_mention("Person");
}

static void records_find_gives_all_that_equal_by_key(void **state)
{
    world *w = *state;
    gemel_records *list = NULL;
    three_people(w);
    forget_statements(w);
    expect_ok(gemel_records_find_all(w->session, model(w, "Person"), values("{'code': 'x'}"), NULL, &list, &err));
    expect_statements(w, 1, 0);
    assert_int_equal(gemel_records_count(list), 2);
    expect_attribute(gemel_records_at(list, 0), "id", "1");
    expect_attribute(gemel_records_at(list, 1), "id", "3");
    assert_null(gemel_records_at(list, 2));
    assert_null(gemel_records_at(list, SIZE_MAX));
    gemel_records_free(list);
    expect_ok(gemel_records_find_all(w->session, model(w, "Person"), values("{'code': 'z'}"), NULL, &list, &err));
    assert_non_null(list);
    assert_int_equal(gemel_records_count(list), 0);
    assert_null(gemel_records_at(list, 0));
    gemel_records_free(list);
    expect_ok(gemel_records_find_all(w->session, model(w, "Person"), NULL, NULL, &list, &err));
    assert_int_equal(gemel_records_count(list), 3);
    gemel_records_free(list);
}

static void a_filter_may_list_values(void **state)
{
    const world *w = *state;
    gemel_records *list = NULL;
    three_people(w);
    expect_attribute(found(w, "Person", "{'id': [3, 2]}"), "id", "2");
    expect_attribute(found(w, "Person", "{'name': ['eve', 'bob']}"), "id", "1");
    expect_ok(gemel_records_find_all(w->session, model(w, "Person"), values("{'age': [5, null]}"), NULL, &list, &err));
    assert_int_equal(gemel_records_count(list), 3);
    gemel_records_free(list);
    expect_ok(gemel_records_find_all(w->session, model(w, "Person"), values("{'age': []}"), NULL, &list, &err));
    assert_int_equal(gemel_records_count(list), 0);
    gemel_records_free(list);
    expect(GEMEL_VALIDATION,
           gemel_records_find_all(w->session, model(w, "Person"), values("{'age': [5, 'x']}"), NULL, &list, &err));
    expect(GEMEL_USAGE,
           gemel_records_find_all(w->session, model(w, "Person"), values("{'age': {'a': 1}}"), NULL, &list, &err));
    expect(GEMEL_USAGE,
           gemel_records_find_all(w->session, model(w, "Person"), values("{'age': [[5]]}"), NULL, &list, &err));
}

static void records_find_refuses_an_option_it_does_not_know(void **state)
{
    const world *w = *state;
    gemel_records *list = NULL;
    expect(GEMEL_USAGE,
           gemel_records_find_all(w->session, model(w, "Person"), NULL, with("{'limits': 1}"), &list, &err));
    expect_mention("did you mean 'limit'?");
    assert_null(list);
}

static void filters_are_checked_before_sql(void **state)
{
    world *w = *state;
    gemel_record *none = NULL;
    gemel_records *list = NULL;
    forget_statements(w);
    expect(GEMEL_USAGE,
           gemel_record_find_first(w->session, model(w, "Person"), values("{'nmae': 'ann'}"), NULL, &none, &err));
    expect_mention("nmae");
    expect_mention("name");
    expect(GEMEL_VALIDATION,
           gemel_record_find_first(w->session, model(w, "Person"), values("{'age': 'abc'}"), NULL, &none, &err));
    expect_mention("age");
    expect(GEMEL_VALIDATION,
           gemel_records_find_all(w->session, model(w, "Person"), values("{'name': 5}"), NULL, &list, &err));
    expect(GEMEL_USAGE, gemel_records_find_all(w->session, model(w, "Person"), values("{'x': 5}"), NULL, &list, &err));
    expect_statements(w, 0, 0);
    assert_null(none);
    assert_null(list);
}

static void a_record_of_a_list_is_borrowed(void **state)
{
    const world *w = *state;
    gemel_records *list = NULL;
    gemel_record *first;
    three_people(w);
    expect_ok(gemel_records_find_all(w->session, model(w, "Person"), NULL, NULL, &list, &err));
    first = gemel_records_at(list, 0);
    assert_ptr_equal(gemel_records_at(list, 0), first);
    gemel_record_free(first);
    expect_attribute(first, "name", "bob");
    expect_ok(gemel_record_update(first, values("{'name': 'bo'}"), NULL, &err));
    expect_attribute(gemel_records_at(list, 0), "name", "bo");
    gemel_records_free(list);
}

static void a_record_taken_from_a_list_outlives_it(void **state)
{
    const world *w = *state;
    gemel_records *list = NULL;
    gemel_record *second = NULL, *again = NULL, *borrowed;
    three_people(w);
    expect_ok(gemel_records_find_all(w->session, model(w, "Person"), NULL, NULL, &list, &err));
    borrowed = gemel_records_at(list, 1);
    expect_ok(gemel_records_take(list, 1, &second, &err));
    expect(GEMEL_USAGE, gemel_record_save(borrowed, NULL, &err));
    expect_mention("taken");
    assert_null(gemel_record_model(borrowed));
    assert_int_equal(gemel_records_count(list), 3);
    assert_null(gemel_records_at(list, 1));
    again = second;
    expect(GEMEL_USAGE, gemel_records_take(list, 1, &again, &err));
    assert_null(again);
    expect(GEMEL_USAGE, gemel_records_take(list, 3, &again, &err));
    expect_attribute(gemel_records_at(list, 2), "id", "3");
    gemel_records_free(list);
    expect_attribute(keep(second), "id", "2");
    expect_ok(gemel_record_reload(second, NULL, &err));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(people, m04_find_by_key),
        IN_WORLD(people, m04_a_key_nobody_has_finds_none),
        IN_WORLD(people, m04_a_key_that_is_no_key_is_refused_before_sql),
        IN_WORLD(seats, a_composite_key_is_found_by_all_its_attributes),
        IN_WORLD(seats, rows_come_by_their_composite_key),
        IN_WORLD(people, find_first_gives_the_lowest_key_of_those_that_equal),
        IN_WORLD(people, records_find_gives_all_that_equal_by_key),
        IN_WORLD(people, a_filter_may_list_values),
        IN_WORLD(people, records_find_refuses_an_option_it_does_not_know),
        IN_WORLD(people, filters_are_checked_before_sql),
        IN_WORLD(people, a_record_of_a_list_is_borrowed),
        IN_WORLD(people, a_record_taken_from_a_list_outlives_it),
    };
    return cmocka_run_group_tests_name("find", tests, NULL, NULL);
}
