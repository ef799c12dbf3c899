/*
 * Out of memory while much is read, linked or complained of: objects that come together with their partners, batches of
 * a cursor, errors of many items. A call that has no memory says so without an error object; one that fails for another
 * reason tells all of it. Must not know how much a call allocates.
 */
#include "allocation.h"
#include "declarations.h"
#include "fixture.h"
#include <stdio.h>

enum { MANY = 60, MOST = 1000000 };

typedef gemel_status attempt(const world *w, gemel_error **error);

static long seen_to; /* failures that the call has looked at already */
static gemel_record *people[MANY], *licenses[MANY];

/* Each of the first, then ever fewer. */
static long next(long n)
{
    const long dense = on_sqlite() ? 300 : 50;
    return n + allocation_step() + (n > dense ? (n - dense) / 5 : 0);
}

/* Until all succeed; `otherwise` is what the call answers then. */
static void at_every_allocation(const world *w, attempt *run, gemel_status otherwise)
{
    for (int from_then_on = 0; from_then_on < 2; ++from_then_on) {
        long n = 0, failed = 1;
        for (; failed > 0; n = next(n)) {
            gemel_error *error = NULL;
            gemel_status status;
            allocation_arm(n, from_then_on);
            status = run(w, &error);
            failed = allocation_disarm() + seen_to;
            if (status != otherwise && (status != GEMEL_OUT_OF_MEMORY || failed == 0)) {
                print_error("after %ld allocations: %s, %s\n", n, gemel_status_name(status),
                            gemel_error_message(error));
                fail();
            }
            assert_true(status == GEMEL_OUT_OF_MEMORY ? !error : !error == (status == GEMEL_OK));
            gemel_error_free(error);
        }
        assert_in_range(n, 10, MOST);
    }
}

static void prepare(const world *w)
{
    for (int i = 0; i < MANY; ++i) {
        char json[128];
        people[i] = given(w, "Person", "{}");
        snprintf(json, sizeof json, "{'number': 'a number that is too long to be short', 'ownerId': %d}", i + 1);
        licenses[i] = given(w, "License", json);
    }
}

/* ---- What comes together ---- */

static gemel_options *options;

static gemel_status read_all(const world *w, gemel_error **error)
{
    gemel_records *all = NULL;
    gemel_status status = gemel_records_find_all(w->session, model(w, "Person"), NULL, options, &all, error);
    assert_int_equal(gemel_records_count(all), status == GEMEL_OK ? MANY : 0);
    for (size_t i = 0; i < gemel_records_count(all) && status == GEMEL_OK; ++i) {
        gemel_record *person = gemel_records_at(all, i), *license = NULL;
        status = person ? gemel_record_get_association(person, "license", NULL, &license, error) : GEMEL_OUT_OF_MEMORY;
        assert_true(status != GEMEL_OK || license);
        gemel_record_free(license);
    }
    gemel_records_free(all);
    return status;
}

static void objects_come_with_all_their_partners_or_not_at_all(void **state)
{
    const world *w = *state;
    prepare(w);
    options = with("{'include': 'license'}");
    at_every_allocation(w, read_all, GEMEL_OK);
    options = with("{}");
    at_every_allocation(w, read_all, GEMEL_OK);
}

static gemel_status read_by_cursor(const world *w, gemel_error **error)
{
    gemel_cursor *cursor = NULL;
    gemel_record *record = NULL;
    gemel_status status = gemel_cursor_open(w->session, model(w, "License"), NULL, options, &cursor, error);
    int64_t expected = 1;
    seen_to = 0;
    while (status == GEMEL_OK) {
        int64_t id = 0;
        status = gemel_cursor_next(cursor, &record, error);
        if (status == GEMEL_OUT_OF_MEMORY) {
            seen_to = allocation_disarm();
            assert_true(seen_to > 0);
            status = gemel_cursor_next(cursor, &record, &err);
            if (!on_sqlite() && status == GEMEL_USAGE) { /* what the server gave is lost: none is left out unnoticed */
                expect_at(GEMEL_USAGE, status, "a cursor that has lost rows", __FILE__, __LINE__);
                break;
            }
        }
        if (status != GEMEL_OK || !record)
            break;
        assert_int_equal(gemel_record_get_int(record, "id", &id, NULL), GEMEL_OK);
        assert_int_equal(id, expected++);
        gemel_record_free(record);
    }
    if (status == GEMEL_OK)
        assert_int_equal(expected, MANY + 1);
    gemel_cursor_free(cursor);
    return seen_to ? GEMEL_OUT_OF_MEMORY : status;
}

static void a_cursor_leaves_out_no_batch(void **state)
{
    const world *w = *state;
    prepare(w);
    options = with("{'batchSize': 25}");
    at_every_allocation(w, read_by_cursor, GEMEL_OK);
}

/* ---- What is linked ---- */

static gemel_status link_all(const world *w, gemel_error **error)
{
    return gemel_records_set_association(w->session, association(w->schema, "Person", "license"), people, licenses,
                                         MANY, NULL, error);
}

static void pairs_are_linked_with_all_memory_or_not_at_all(void **state)
{
    const world *w = *state;
    for (int i = 0; i < MANY; ++i) {
        people[i] = given(w, "Person", "{}");
        licenses[i] = given(w, "License", "{}");
    }
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    at_every_allocation(w, link_all, GEMEL_OK);
    for (int i = 0; i < MANY; ++i) {
        int64_t id = 0;
        expect_ok(gemel_record_get_int(licenses[i], "ownerId", &id, &err));
        assert_int_equal(id, i + 1);
    }
    expect_ok(gemel_session_rollback(w->session, &err));
    expect_attribute(licenses[MANY - 1], "ownerId", NULL);
}

/* ---- What is complained of ---- */

static gemel_schema *schema_of_duties(bool is_right)
{
    gemel_schema *schema = gemel_schema_new();
    gemel_schema_add_model(schema, "Person", NULL, NULL, NULL);
    for (int i = 0; i < MANY; ++i) {
        char name[64];
        snprintf(name, sizeof name, "anAttributeWithALongName%d", i);
        gemel_schema_add_attribute(schema, "Person", name, is_right ? "string not null" : "references Nobody", NULL,
                                   NULL);
    }
    return schema;
}

static int world_of_duties(void **state)
{
    return world_of(state, schema_of_duties(true));
}

static gemel_status create(const world *w, gemel_error **error)
{
    gemel_record *none = NULL;
    gemel_status status = gemel_record_create(w->session, model(w, "Person"), NULL, NULL, &none, error);
    assert_true(status != GEMEL_NOT_NULL || gemel_error_item_count(*error) == MANY);
    return status;
}

static gemel_status resolve(const world *w, gemel_error **error)
{
    gemel_schema *schema;
    gemel_status status;
    (void)w;
    schema = schema_of_duties(false);
    status = gemel_schema_resolve(schema, error);
    assert_true(status != GEMEL_DEFINITION || gemel_error_item_count(*error) == MANY);
    gemel_schema_free(schema);
    return status;
}

static void an_error_has_all_its_items_or_there_is_none(void **state)
{
    const world *w = *state;
    at_every_allocation(w, create, GEMEL_NOT_NULL);
    at_every_allocation(w, resolve, GEMEL_DEFINITION);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(world_n, objects_come_with_all_their_partners_or_not_at_all),
        IN_WORLD(world_n, a_cursor_leaves_out_no_batch),
        IN_WORLD(world_n, pairs_are_linked_with_all_memory_or_not_at_all),
        IN_WORLD(world_of_duties, an_error_has_all_its_items_or_there_is_none),
    };
    return cmocka_run_group_tests_name("memory_reads", tests, NULL, NULL);
}
