/*
 * Out of memory at every allocation of the calls for many rows, one after the other, on SQLite in memory: the call says
 * so without an error object, and the rows are as before or, where it succeeds, as they are to be. It must not know how
 * much any call allocates. What single records do without memory is in test_memory.c.
 */
#include "allocation.h"
#include "fixture.h"

enum { MOST = 4000 };

typedef gemel_status attempt(const world *w);

static gemel_values *rows[2];
static gemel_options *options;
static gemel_record *people[2], *licenses[2];

static gemel_status insert(const world *w)
{
    gemel_records *made = NULL;
    const gemel_values *const both[] = {rows[0], rows[1]};
    gemel_status status = gemel_records_insert(w->session, model(w, "Person"), both, 2, options, &made, &err);
    gemel_records_free(made);
    return status;
}

static gemel_status upsert(const world *w)
{
    return gemel_record_upsert(w->session, model(w, "Person"), rows[0], NULL, NULL, &err);
}

static gemel_status bulk(const world *w)
{
    gemel_bulk *it = NULL;
    gemel_status status = gemel_bulk_open(w->session, model(w, "Person"), NULL, &it, &err);
    for (int i = 0; i < 2 && status == GEMEL_OK; ++i)
        status = gemel_bulk_add(it, rows[i], &err);
    if (status == GEMEL_OK)
        status = gemel_bulk_finish(it, NULL, &err);
    gemel_bulk_free(it);
    return status;
}

static gemel_status link_pairs(const world *w)
{
    return gemel_records_set_association(w->session, association(w->schema, "Person", "license"), people, licenses, 2,
                                         NULL, &err);
}

/* Reads on where there was no memory: nothing may be lost or come twice. */
static gemel_status read_all(const world *w)
{
    gemel_cursor *cursor = NULL;
    gemel_record *record = NULL;
    gemel_status status = gemel_cursor_open(w->session, model(w, "Person"), NULL, NULL, &cursor, &err);
    bool was_short = false;
    int64_t id = 0, expected = 1;
    while (status == GEMEL_OK) {
        status = gemel_cursor_next(cursor, &record, &err);
        if (status == GEMEL_OUT_OF_MEMORY) {
            was_short = true;
            assert_true(allocation_disarm() > 0);
            status = gemel_cursor_next(cursor, &record, &err);
        }
        if (status != GEMEL_OK || !record)
            break;
        status = gemel_record_get_int(record, "id", &id, &err);
        assert_int_equal(id, expected++);
        gemel_record_free(record);
    }
    assert_true(status != GEMEL_OK || expected == 3);
    gemel_cursor_free(cursor);
    return status == GEMEL_OK && was_short ? GEMEL_OUT_OF_MEMORY : status;
}

/* At one allocation after the other, until all of them succeed. `again` undoes what a success has written. */
static void at_every_allocation(const world *w, attempt *run, const char *name, const char *before, const char *after,
                                void (*again)(const world *w))
{
    long n = 0;
    for (; n < MOST; ++n) {
        gemel_status status;
        allocation_arm(n, false);
        status = run(w);
        if (allocation_disarm() == 0 && status == GEMEL_OK)
            break;
        /* Some of a database's library does without. */
        assert_true(status == GEMEL_OUT_OF_MEMORY || status == GEMEL_OK);
        assert_null(err);
        expect_own_rows(w, name, status == GEMEL_OK ? after : before);
        assert_int_equal(gemel_session_depth(w->session), 0);
        if (status == GEMEL_OK)
            again(w);
    }
    assert_in_range(n, 10, MOST - 1);
    expect_own_rows(w, name, after);
}

static void vanish_people(const world *w)
{
    gemel_records *all = NULL;
    expect_ok(gemel_records_find_all(w->session, model(w, "Person"), NULL, NULL, &all, &err));
    for (size_t i = 0; i < gemel_records_count(all); ++i)
        expect_ok(gemel_record_destroy(gemel_records_at(all, i), NULL, NULL, &err));
    gemel_records_free(all);
}

static void unlink_all(const world *w)
{
    (void)w;
    for (int i = 0; i < 2; ++i)
        expect_ok(gemel_record_unset_association(people[i], "license", NULL, &err));
}

static void nothing(const world *w)
{
    (void)w;
}

static void prepare_rows(void)
{
    rows[0] = values("{'id': 1, 'name': 'a name that is too long for small strings'}");
    rows[1] = values("{'id': 2, 'name': 'b'}");
    options = with("{'returning': true}");
}

static const char both[] = "1 a name that is too long for small strings, 2 b";

static void rows_are_inserted_with_all_memory_or_not_at_all(void **state)
{
    prepare_rows();
    at_every_allocation(*state, insert, "Person", "", both, vanish_people);
}

static void a_bulk_has_all_memory_or_is_undone(void **state)
{
    prepare_rows();
    at_every_allocation(*state, bulk, "Person", "", both, vanish_people);
}

static void an_upsert_has_all_memory_or_changes_nothing(void **state)
{
    prepare_rows();
    at_every_allocation(*state, upsert, "Person", "", "1 a name that is too long for small strings", vanish_people);
}

static void a_cursor_gives_later_what_it_had_no_memory_for(void **state)
{
    const world *w = *state;
    prepare_rows();
    expect_ok(insert(w));
    at_every_allocation(w, read_all, "Person", both, both, nothing);
}

static void pairs_are_linked_with_all_memory_or_not_at_all(void **state)
{
    const world *w = *state;
    for (int i = 0; i < 2; ++i) {
        people[i] = given(w, "Person", "{}");
        licenses[i] = given(w, "License", i == 0 ? "{'number': 'A'}" : "{'number': 'B'}");
    }
    at_every_allocation(w, link_pairs, "License", "1 A null, 2 B null", "1 A 1, 2 B 2", unlink_all);
    expect_attribute(licenses[1], "ownerId", "2");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(world_n, rows_are_inserted_with_all_memory_or_not_at_all),
        IN_WORLD(world_n, a_bulk_has_all_memory_or_is_undone),
        IN_WORLD(world_n, an_upsert_has_all_memory_or_changes_nothing),
        IN_WORLD(world_n, a_cursor_gives_later_what_it_had_no_memory_for),
        IN_WORLD(world_n, pairs_are_linked_with_all_memory_or_not_at_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
