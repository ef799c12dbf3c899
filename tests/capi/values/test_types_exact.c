/*
 * Values that a database could change without a word: the sign of a zero, the form of JSON, numbers that grow when they
 * are written out. What memory shows is what the row holds. It must not test columns that others declared
 * (test_tables_foreign.c).
 */
#include "declarations.h"
#include "fixture.h"
#include <math.h>
#include <stdio.h>

static int world_of_items(void **state)
{
    static const declaration declarations[DECLARATIONS_MAX] = {
        MODEL("Item"),
        ATTRIBUTE("Item", "x", "double"),
        ATTRIBUTE("Item", "zero", "double default -0.0"),
        ATTRIBUTE("Item", "doc", "json"),
        ATTRIBUTE("Item", "made", "integer default (1 + 1)"),
    };
    return world_of(state, declared(declarations));
}

static void expect_minus_zero(gemel_record *record, const char *name)
{
    double number = 1;
    expect_ok(gemel_record_get_double(record, name, &number, &err));
    assert_true(number == 0);
    assert_true(signbit(number));
    expect_attribute(record, name, "-0");
}

static void a_zero_keeps_its_sign_in_each_way_of_writing(void **state)
{
    const world *w = *state;
    const gemel_values *rows[1];
    gemel_records *made = NULL;
    gemel_record *record = NULL;
    gemel_query *all = NULL, *one = NULL;
    const char *json = NULL;
    record = given(w, "Item", "{'id': 1, 'x': -0.0}");
    expect_minus_zero(record, "x");
    expect_minus_zero(record, "zero");
    expect_minus_zero(found(w, "Item", "{'id': 1}"), "x");
    expect_minus_zero(found(w, "Item", "{'id': 1}"), "zero");
    expect_minus_zero(found(w, "Item", "{'x': 0.0}"), "x"); /* they are equal */
    expect_minus_zero(found(w, "Item", "{'x': -0.0}"), "x");
    expect_ok(gemel_record_to_json(record, &json, NULL, &err));
    assert_non_null(strstr(json, "\"x\":-0.0"));
    /* Another sign is a change. */
    expect_ok(gemel_record_update(record, values("{'x': 0.0}"), NULL, &err));
    expect_attribute(found(w, "Item", "{'id': 1}"), "x", "0");
    expect_ok(gemel_record_set_double(record, "x", -0.0, &err));
    assert_true(gemel_record_is_changed(record));
    expect_ok(gemel_record_save(record, NULL, &err));
    expect_minus_zero(found(w, "Item", "{'id': 1}"), "x");
    rows[0] = values("{'id': 2, 'x': -0.0}");
    expect_ok(gemel_records_insert(w->session, model(w, "Item"), rows, 1, with("{'returning': true}"), &made, &err));
    expect_minus_zero(gemel_records_at(made, 0), "x");
    gemel_records_free(made);
    expect_minus_zero(found(w, "Item", "{'id': 2}"), "x");
    record = NULL;
    expect_ok(gemel_record_upsert(w->session, model(w, "Item"), values("{'id': 1, 'x': -0.0}"), NULL, &record, &err));
    expect_minus_zero(keep(record), "x");
    expect_minus_zero(found(w, "Item", "{'id': 1}"), "x");
    expect_ok(gemel_query_new(model(w, "Item"), &all, &err));
    expect_ok(gemel_query_where_int(all, "id", "eq", 2, &one, &err));
    expect_ok(gemel_query_update(one, w->session, values("{'x': 1.5}"), NULL, NULL, &err));
    expect_ok(gemel_query_update(one, w->session, values("{'x': -0.0}"), NULL, NULL, &err));
    expect_minus_zero(found(w, "Item", "{'id': 2}"), "x");
    gemel_query_free(one);
    gemel_query_free(all);
}

/* PostgreSQL keeps what JSON means: another order, and numbers without exponent. */
static void memory_shows_json_as_the_row_holds_it(void **state)
{
    static const char first[] = "{'doc': {'bb': 1e3, 'a': [1.50, '\\u00e4']}}";
    static const char second[] = "{'doc': [{'zz': 2E2, 'y': null}]}";
    const char *read_first =
        by_dialect("{\"bb\":1000.0,\"a\":[1.5,\"\xc3\xa4\"]}", "{\"a\":[1.5,\"\xc3\xa4\"],\"bb\":1000.0}");
    const char *read_second = by_dialect("[{\"zz\":200.0,\"y\":null}]", "[{\"y\":null,\"zz\":200.0}]");
    const world *w = *state;
    const gemel_values *rows[2];
    gemel_records *made = NULL;
    gemel_record *record = given(w, "Item", first), *upserted = NULL;
    expect_attribute(record, "doc", read_first);
    expect_attribute(record, "made", "2");
    expect_attribute(found(w, "Item", "{}"), "doc", read_first);
    expect_ok(gemel_record_update(record, values(second), NULL, &err));
    expect_attribute(record, "doc", read_second);
    assert_false(gemel_record_is_changed(record));
    expect_ok(gemel_record_set_text(record, "doc", "{\"k\":1E1,\"j\":-0}", GEMEL_NUL, &err));
    expect_ok(gemel_record_save(record, NULL, &err));
    expect_attribute(record, "doc", by_dialect("{\"k\":1E1,\"j\":-0}", "{\"j\":0,\"k\":10}"));
    expect_ok(gemel_record_set_text(record, "doc", "[1e2]", GEMEL_NUL, &err));
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    expect_ok(gemel_record_save(record, NULL, &err));
    expect_attribute(record, "doc", by_dialect("[1e2]", "[100]"));
    expect_ok(gemel_session_commit(w->session, &err));
    rows[0] = values(first);
    rows[1] = values(second);
    expect_ok(gemel_records_insert(w->session, model(w, "Item"), rows, 2, with("{'returning': true}"), &made, &err));
    expect_attribute(gemel_records_at(made, 0), "doc", read_first);
    expect_attribute(gemel_records_at(made, 1), "doc", read_second);
    expect_attribute(gemel_records_at(made, 1), "made", "2");
    gemel_records_free(made);
    expect_ok(gemel_record_upsert(w->session, model(w, "Item"), values("{'id': 77, 'doc': {'bb': 1, 'a': 2}}"), NULL,
                                  &upserted, &err));
    expect_attribute(keep(upserted), "doc", by_dialect("{\"bb\":1,\"a\":2}", "{\"a\":2,\"bb\":1}"));
}

/* PostgreSQL would make 100000 bytes of seven. */
static void a_json_number_that_grows_beyond_measure_is_refused(void **state)
{
    static const char *const refused[] = {"1e99999",  "[1, {\"a\": -1E+99999}]", "1e-99999",
                                          "0e-99999", "1e999999999999999999999", "12e1000",
                                          "0.5e-1001"};
    static const char *const kept[] = {"1e308", "-1.7976931348623157E308", "5e-324", "1e400", "0.1e-7"};
    const world *w = *state;
    size_t i;
    for (i = 0; i < COUNT(refused); ++i) {
        gemel_record *record = built(w, "Item", "{}");
        print_message("# %s\n", refused[i]);
        expect_ok(gemel_record_set_text(record, "doc", refused[i], GEMEL_NUL, &err));
        expect(GEMEL_VALIDATION, gemel_record_save(record, NULL, &err));
        expect_mention("Item.doc must be JSON");
        expect_mention("too many digits when it is written out");
    }
    for (i = 0; i < COUNT(kept); ++i) {
        gemel_record *record = built(w, "Item", "{}");
        print_message("# %s\n", kept[i]);
        expect_ok(gemel_record_set_text(record, "doc", kept[i], GEMEL_NUL, &err));
        expect_ok(gemel_record_save(record, NULL, &err));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(world_of_items, a_zero_keeps_its_sign_in_each_way_of_writing),
        IN_WORLD(world_of_items, memory_shows_json_as_the_row_holds_it),
        IN_WORLD(world_of_items, a_json_number_that_grows_beyond_measure_is_refused),
    };
    return cmocka_run_group_tests_name("types, exact", tests, NULL, NULL);
}
