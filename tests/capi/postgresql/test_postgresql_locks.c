/*
 * Queries that lock rows on PostgreSQL, where another session sees it: nowait fails, skip locked skips, and the end of
 * the transaction frees. It must not test that a lock needs a transaction (test_query_refused.c).
 */
#include "asked.h"

static int world_locks(void **state)
{
    int status = world_shared(state, schema_n());
    given(*state, "Person", "{'id': 1, 'name': 'ann'}");
    given(*state, "Person", "{'id': 2, 'name': 'bob'}");
    given(*state, "License", "{'id': 10, 'number': 'A', 'ownerId': 1}");
    return status;
}

static gemel_status lock(const world *w, gemel_session *session, const char *json, size_t *count)
{
    gemel_query *q = query(w, "Person", json);
    gemel_records *list = NULL;
    gemel_status status = gemel_query_all(q, session, &list, &err);
    *count = gemel_records_count(list);
    gemel_records_free(list);
    gemel_query_free(q);
    return status;
}

static void begin_both(const world *w)
{
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    expect_ok(gemel_session_begin(w->witness, NULL, &err));
}

static void rollback_both(const world *w)
{
    expect_ok(gemel_session_rollback(w->session, &err));
    expect_ok(gemel_session_rollback(w->witness, &err));
}

static void nowait_is_busy_at_once_and_works_when_the_lock_is_gone(void **state)
{
    const world *w = *state;
    size_t count = 0;
    begin_both(w);
    expect_ok(lock(w, w->session, "{'where': {'id': 1}, 'lock': 'update'}", &count));
    assert_int_equal(count, 1);
    expect_ok(lock(w, w->witness, "{'where': {'id': 2}, 'lock': 'update nowait'}", &count));
    expect(GEMEL_BUSY, lock(w, w->witness, "{'where': {'id': 1}, 'lock': 'share nowait'}", &count));
    rollback_both(w);
    expect_ok(gemel_session_begin(w->witness, NULL, &err));
    expect_ok(lock(w, w->witness, "{'where': {'id': 1}, 'lock': 'update nowait'}", &count));
    assert_int_equal(count, 1);
    expect_ok(gemel_session_rollback(w->witness, &err));
}

static void skip_locked_gives_the_other_rows(void **state)
{
    const world *w = *state;
    size_t count = 0;
    begin_both(w);
    expect_ok(lock(w, w->session, "{'order': 'id', 'limit': 1, 'lock': 'update skip locked'}", &count));
    assert_int_equal(count, 1);
    expect_ok(lock(w, w->witness, "{'lock': 'update skip locked'}", &count));
    assert_int_equal(count, 1);
    expect_ok(lock(w, w->witness, "{'where': {'id': 1}, 'lock': 'share skip locked'}", &count));
    assert_int_equal(count, 0);
    rollback_both(w);
}

static void readers_share_a_row(void **state)
{
    const world *w = *state;
    size_t count = 0;
    begin_both(w);
    expect_ok(lock(w, w->session, "{'where': {'id': 1}, 'lock': 'share'}", &count));
    expect_ok(lock(w, w->witness, "{'where': {'id': 1}, 'lock': 'share nowait'}", &count));
    assert_int_equal(count, 1);
    expect(GEMEL_BUSY, lock(w, w->witness, "{'where': {'id': 1}, 'lock': 'update nowait'}", &count));
    rollback_both(w);
}

static void only_the_rows_of_the_model_are_locked_not_those_of_partners(void **state)
{
    const world *w = *state;
    gemel_query *licenses = query(w, "License", "{'lock': 'update nowait'}");
    gemel_records *list = NULL;
    size_t count = 0;
    begin_both(w);
    expect_ok(lock(w, w->session,
                   "{'where': {'license.number': 'A'}, 'include': 'license', 'order': 'license.number',"
                   " 'lock': 'update'}",
                   &count));
    assert_int_equal(count, 1);
    expect_ok(gemel_query_all(licenses, w->witness, &list, &err));
    assert_int_equal(gemel_records_count(list), 1);
    gemel_records_free(list);
    gemel_query_free(licenses);
    rollback_both(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_SHARED_WORLD(world_locks, nowait_is_busy_at_once_and_works_when_the_lock_is_gone),
        IN_SHARED_WORLD(world_locks, skip_locked_gives_the_other_rows),
        IN_SHARED_WORLD(world_locks, readers_share_a_row),
        IN_SHARED_WORLD(world_locks, only_the_rows_of_the_model_are_locked_not_those_of_partners),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
