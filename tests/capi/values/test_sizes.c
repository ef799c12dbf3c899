/*
 * Values that are too big for the database, or for an index of it: the attribute is named, whatever call writes it. It
 * must not test what gemel refuses before anything is sent.
 */
#include "declarations.h"
#include "fixture.h"
#include <sqlite3.h>
#include <stdlib.h>

/* Too much for an index of PostgreSQL, and for SQLite as it is told here. */
enum { TOO_MUCH = 200000, SQLITE_TAKES = 150000 };

static int lower_limit(sqlite3 *handle, const char **message, const struct sqlite3_api_routines *api)
{
    (void)message;
    (void)api;
    sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, SQLITE_TAKES);
    return SQLITE_OK;
}

static int set_limits(void **state)
{
    (void)state;
    return sqlite3_auto_extension((void (*)(void))lower_limit);
}

static int forget_limits(void **state)
{
    (void)state;
    sqlite3_reset_auto_extension();
    return 0;
}

static int world_big(void **state)
{
    static const declaration declarations[DECLARATIONS_MAX] = {
        MODEL("Person"),
        ATTRIBUTE("Person", "name", "text unique"),
        ATTRIBUTE("Person", "motto", "text"),
        MODEL("License"),
        ATTRIBUTE("License", "number", "blob unique"),
        HAS_ONE("Person", "License", "foreign key ownerId inverse owner"),
    };
    return world_of(state, declared(declarations));
}

/* Letters that no database makes shorter. */
static const char *big_text(void)
{
    static char text[TOO_MUCH + 1];
    uint32_t seed = 1;
    size_t i;
    for (i = 0; i < TOO_MUCH; ++i) {
        seed = seed * 1664525 + 1013904223;
        text[i] = (char)('A' + (seed >> 24) % 26);
    }
    return text;
}

static gemel_values *big(const char *json, const char *attribute)
{
    gemel_values *all = values(json);
    if (strcmp(attribute, "number") == 0)
        expect_ok(gemel_values_set_blob(all, attribute, big_text(), TOO_MUCH, &err));
    else
        expect_ok(gemel_values_set_text(all, attribute, big_text(), TOO_MUCH, &err));
    return all;
}

static void expect_told(const char *model_name, const char *attribute, const char *message)
{
    assert_int_equal(gemel_error_item_count(failure()), 1);
    assert_string_equal(gemel_error_item_model(failure(), 0), model_name);
    assert_string_equal(gemel_error_item_attribute(failure(), 0), attribute);
    assert_int_equal(gemel_error_item_status(failure(), 0), GEMEL_VALIDATION);
    assert_string_equal(gemel_error_item_kind(failure(), 0), "length");
    expect_mention(message);
    assert_null(strstr(gemel_error_message(failure()), "AAAA"));
    assert_true(strlen(gemel_error_message(failure())) < 400);
}

#define NAME_IS_BIG                                                                                                    \
    "Person.name is the largest value, of 200000 bytes, of what is too big for the database or an index of it ("
#define NUMBER_IS_BIG                                                                                                  \
    "License.number is the largest value, of 200000 bytes, of what is too big for the database or an index of it ("

static void a_value_that_is_too_big_is_told_with_its_attribute(void **state)
{
    const world *w = *state;
    gemel_record *ann = given(w, "Person", "{'id': 1, 'name': 'ann'}"), *none = NULL;
    expect(GEMEL_VALIDATION, gemel_record_create(w->session, model(w, "Person"),
                                                 big("{'id': 5, 'motto': 'short'}", "name"), NULL, &none, &err));
    expect_told("Person", "name", NAME_IS_BIG);
    expect(GEMEL_VALIDATION, gemel_record_update(ann, big("{'motto': 'short'}", "name"), NULL, &err));
    expect_told("Person", "name", NAME_IS_BIG);
    expect(GEMEL_VALIDATION, gemel_record_create_association(ann, "license", big("{}", "number"), NULL, &none, &err));
    expect_told("License", "number", NUMBER_IS_BIG);
    assert_null(none);
    expect_rows(w, "Person", "1 ann null");
    expect_rows(w, "License", "");
}

static void of_many_rows_too(void **state)
{
    const world *w = *state;
    const gemel_values *rows[] = {values("{'motto': 'a', 'name': 'a'}"), big("{'motto': 'b'}", "name")};
    gemel_query *all = NULL, *some = NULL;
    gemel_bulk *bulk = NULL;
    expect(GEMEL_VALIDATION, gemel_records_insert(w->session, model(w, "Person"), rows, COUNT(rows), NULL, NULL, &err));
    expect_told("Person", "name", NAME_IS_BIG);
    expect_ok(gemel_bulk_open(w->session, model(w, "Person"), NULL, &bulk, &err));
    expect_ok(gemel_bulk_add(bulk, rows[0], &err));
    expect_ok(gemel_bulk_add(bulk, rows[1], &err));
    expect(GEMEL_VALIDATION, gemel_bulk_finish(bulk, NULL, &err));
    expect_told("Person", "name", NAME_IS_BIG);
    gemel_bulk_free(bulk);
    given(w, "Person", "{'id': 1}");
    expect_ok(gemel_query_new(model(w, "Person"), &all, &err));
    expect_ok(gemel_query_where(all, values("{'id': 1}"), &some, &err));
    expect(GEMEL_VALIDATION, gemel_query_update(some, w->session, big("{}", "name"), NULL, NULL, &err));
    expect_told("Person", "name", NAME_IS_BIG);
    gemel_query_free(some);
    gemel_query_free(all);
    expect_rows(w, "Person", "1 null null");
}

/* PostgreSQL looks for it, in vain. */
static void what_is_looked_for_is_named_as_well(void **state)
{
    const world *w = *state;
    gemel_record *none = NULL;
    expect(
        on_sqlite() ? GEMEL_VALIDATION : GEMEL_OK,
        gemel_record_find_first(w->session, model(w, "Person"), big("{'motto': 'short'}", "name"), NULL, &none, &err));
    if (on_sqlite())
        expect_told("Person", "name", NAME_IS_BIG);
    assert_null(none);
}

static void in_a_transaction_the_rest_is_kept(void **state)
{
    const world *w = *state;
    gemel_record *none = NULL;
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    given(w, "Person", "{'id': 1, 'name': 'ann'}");
    expect(GEMEL_VALIDATION,
           gemel_record_create(w->session, model(w, "Person"), big("{'id': 5}", "name"), NULL, &none, &err));
    expect_told("Person", "name", NAME_IS_BIG);
    given(w, "Person", "{'id': 2, 'name': 'bob'}");
    expect_ok(gemel_session_commit(w->session, &err));
    expect_rows(w, "Person", "1 ann null, 2 bob null");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(world_big, a_value_that_is_too_big_is_told_with_its_attribute),
        IN_WORLD(world_big, of_many_rows_too),
        IN_WORLD(world_big, what_is_looked_for_is_named_as_well),
        IN_WORLD(world_big, in_a_transaction_the_rest_is_kept),
    };
    return cmocka_run_group_tests_name("sizes", tests, set_limits, forget_limits);
}
