/*
 * `mandatory deferred`: the database itself looks at every commit, whoever writes. It must not test what gemel refuses
 * before (test_mandatory.c).
 */
#include "asked.h"
#include "declarations.h"
#include <stdio.h>

static const declaration declarations[DECLARATIONS_MAX] = {
    MODEL("Person"),
    MODEL("License"),
    ATTRIBUTE("License", "number", "string"),
    ATTRIBUTE("License", "kind", "string default 'it''s'"),
    HAS_ONE("Person", "License", "foreign key ownerId scope (kind = 'it''s') mandatory deferred"),
};

static int world_deferred(void **state)
{
    return world_shared(state, declared(declarations));
}

static void make_two_pairs(const world *w)
{
    const gemel_association *by = association(w->schema, "Person", "license");
    expect_ok(
        gemel_record_create_pair(w->session, by, values("{'id': 1}"), values("{'id': 10}"), NULL, NULL, NULL, &err));
    expect_ok(
        gemel_record_create_pair(w->session, by, values("{'id': 2}"), values("{'id': 20}"), NULL, NULL, NULL, &err));
}

#define ALL_LICENSES "SELECT id, \"ownerId\" FROM licenses ORDER BY id"

static void what_gemel_writes_passes(void **state)
{
    const world *w = *state;
    gemel_record *ada;
    make_two_pairs(w);
    ada = found(w, "Person", "{'id': 1}");
    expect_ok(gemel_record_set_association(ada, "license", built(w, "License", "{'id': 11}"), NULL, &err));
    expect_ok(gemel_record_destroy(ada, NULL, NULL, &err));
    assert_string_equal(shared_ask(ALL_LICENSES), "10 null, 20 2");
}

static void the_commit_refuses_what_others_leave_behind(void **state)
{
    static const char *const breaking[] = {
        "INSERT INTO people (id) VALUES (3)",
        "DELETE FROM licenses WHERE id = 10",
        "UPDATE licenses SET \"ownerId\" = NULL WHERE id = 10",
        "UPDATE licenses SET kind = 'other' WHERE id = 10",
    };
    char block[512];
    size_t i;
    make_two_pairs(*state);
    for (i = 0; i < COUNT(breaking); ++i) {
        /* What waits for the commit is looked at by force, so that the block can see the refusal. */
        snprintf(block, sizeof block,
                 "DO $$ BEGIN %s; SET CONSTRAINTS ALL IMMEDIATE; RAISE 'it was taken';"
                 " EXCEPTION WHEN check_violation THEN NULL; END $$",
                 breaking[i]);
        shared_run(block);
    }
    assert_string_equal(shared_ask(ALL_LICENSES), "10 1, 20 2");
    shared_run("DELETE FROM licenses WHERE id = 10; DELETE FROM people WHERE id = 1");
    assert_string_equal(shared_ask(ALL_LICENSES), "20 2");
}

static void in_a_transaction_a_dependent_can_be_replaced(void **state)
{
    const world *w = *state;
    make_two_pairs(w);
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    expect_ok(gemel_record_set_association(found(w, "Person", "{'id': 1}"), "license",
                                           built(w, "License", "{'id': 11}"), with("{'destroyPrevious': true}"), &err));
    expect_ok(gemel_session_commit(w->session, &err));
    assert_string_equal(shared_ask(ALL_LICENSES), "11 1, 20 2");
}

/* What SQL of one's own does is not looked at by gemel. */
static void part(const world *w, gemel_status expected)
{
    char sql[128];
    gemel_rows *rows = NULL;
    snprintf(sql, sizeof sql, "DELETE FROM %s.licenses WHERE id = 10", database_schema());
    expect(expected, gemel_rows_query_sql(w->session, sql, GEMEL_NUL, NULL, &rows, &err));
    gemel_rows_free(rows);
}

static void a_commit_that_is_refused_puts_back_rows_and_records(void **state)
{
    const world *w = *state;
    const gemel_association *by = association(w->schema, "Person", "license");
    gemel_record *l20, *cyd = NULL, *l30 = NULL;
    make_two_pairs(w);
    l20 = found(w, "License", "{'id': 20}");
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    expect_ok(
        gemel_record_create_pair(w->session, by, values("{'id': 3}"), values("{'id': 30}"), NULL, &cyd, &l30, &err));
    keep(cyd);
    keep(l30);
    expect_ok(gemel_record_update(l20, values("{'number': 'B'}"), NULL, &err));
    part(w, GEMEL_OK);
    expect(GEMEL_CHECK, gemel_session_commit(w->session, &err));
    expect_mention("license");
    assert_int_equal(gemel_session_depth(w->session), 0);
    assert_true(gemel_record_is_new(cyd));
    assert_true(gemel_record_is_new(l30));
    expect_attribute(l30, "ownerId", NULL);
    expect_attribute(l20, "number", "B");
    assert_true(gemel_record_is_changed(l20));
    assert_string_equal(shared_ask(ALL_LICENSES), "10 1, 20 2");
    expect(GEMEL_USAGE, gemel_session_commit(w->session, &err));
    expect_ok(gemel_record_save(l20, NULL, &err));
    expect_ok(gemel_record_destroy(found(w, "Person", "{'id': 1}"), NULL, NULL, &err));
    assert_string_equal(shared_ask(ALL_LICENSES), "20 2");
    assert_string_equal(shared_ask("SELECT number FROM licenses"), "B");
}

static void a_write_whose_own_commit_is_refused_has_changed_nothing(void **state)
{
    const world *w = *state;
    make_two_pairs(w);
    part(w, GEMEL_CHECK);
    expect_mention("license");
    assert_string_equal(shared_ask(ALL_LICENSES), "10 1, 20 2");
    expect_ok(gemel_record_destroy(found(w, "Person", "{'id': 1}"), NULL, NULL, &err));
}

static void what_a_savepoint_took_back_is_not_held_against_the_commit(void **state)
{
    const world *w = *state;
    make_two_pairs(w);
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    part(w, GEMEL_OK);
    expect_ok(gemel_session_rollback(w->session, &err));
    expect_ok(gemel_session_commit(w->session, &err));
    assert_string_equal(shared_ask(ALL_LICENSES), "10 1, 20 2");
}

static void sync_again_leaves_it_and_drop_takes_it_away(void **state)
{
    const world *w = *state;
    expect_ok(gemel_database_sync(w->database, NULL, &err));
    expect_ok(gemel_database_sync(w->database, with("{'force': true}"), &err));
    make_two_pairs(w);
    expect_ok(gemel_database_drop(w->database, NULL, &err));
    assert_string_equal(shared_ask("SELECT count(*) FROM pg_proc WHERE proname LIKE '%mandatory'"), "0");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_SHARED_WORLD(world_deferred, what_gemel_writes_passes),
        IN_SHARED_WORLD(world_deferred, the_commit_refuses_what_others_leave_behind),
        IN_SHARED_WORLD(world_deferred, in_a_transaction_a_dependent_can_be_replaced),
        IN_SHARED_WORLD(world_deferred, a_commit_that_is_refused_puts_back_rows_and_records),
        IN_SHARED_WORLD(world_deferred, a_write_whose_own_commit_is_refused_has_changed_nothing),
        IN_SHARED_WORLD(world_deferred, what_a_savepoint_took_back_is_not_held_against_the_commit),
        IN_SHARED_WORLD(world_deferred, sync_again_leaves_it_and_drop_takes_it_away),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
