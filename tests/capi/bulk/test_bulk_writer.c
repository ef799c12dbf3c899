/*
 * Bulks: rows that are added one by one, the level of the session that belongs to them meanwhile, and what becomes of
 * them if they are not finished. What a row is and how it is checked is in test_bulk.c.
 */
#include "fixture.h"

static gemel_bulk *opened(const world *w, const char *name)
{
    gemel_bulk *bulk = NULL;
    expect_ok(gemel_bulk_open(w->session, model(w, name), NULL, &bulk, &err));
    return bulk;
}

static gemel_status add(gemel_bulk *bulk, const char *json)
{
    return gemel_bulk_add(bulk, values(json), &err);
}

static int64_t finished(gemel_bulk *bulk)
{
    int64_t count = -1;
    expect_ok(gemel_bulk_finish(bulk, &count, &err));
    gemel_bulk_free(bulk);
    return count;
}

/* So many rows that some are sent before the end. */
enum { MANY = 25000 };

static void add_many(gemel_bulk *bulk)
{
    gemel_values *row = values("{}");
    for (int64_t i = 1; i <= MANY; ++i) {
        gemel_values_set_int(row, "id", i, NULL);
        expect_ok(gemel_bulk_add(bulk, row, &err));
    }
}

static size_t count_of(gemel_session *session, const gemel_model *m)
{
    gemel_records *all = NULL;
    size_t count;
    expect_ok(gemel_records_find_all(session, m, NULL, NULL, &all, &err));
    count = gemel_records_count(all);
    gemel_records_free(all);
    return count;
}

static void what_is_added_is_there_once_it_is_finished(void **state)
{
    const world *w = *state;
    gemel_bulk *bulk = opened(w, "Person");
    expect_ok(add(bulk, "{'name': 'a'}"));
    expect_ok(gemel_bulk_add(bulk, NULL, &err));
    expect_ok(add(bulk, "{'name': 'b'}"));
    assert_int_equal(finished(bulk), 3);
    expect_rows(w, "Person", "1 a, 2 null, 3 b");
    assert_int_equal(gemel_session_depth(w->session), 0);
}

static void more_rows_than_are_gathered_are_written_as_well(void **state)
{
    world *w = *state;
    gemel_bulk *bulk = opened(w, "Person");
    forget_statements(w);
    add_many(bulk);
    assert_true(w->statements[GEMEL_LOG_WRITE] > 0);
    assert_int_equal(finished(bulk), MANY);
    assert_true(w->statements[GEMEL_LOG_WRITE] < 10);
    assert_int_equal(count_of(w->witness, model(w, "Person")), MANY);
}

static void of_no_rows_a_bulk_is_finished_too(void **state)
{
    const world *w = *state;
    assert_int_equal(finished(opened(w, "Person")), 0);
}

static void a_bulk_that_is_only_freed_has_written_nothing(void **state)
{
    const world *w = *state;
    gemel_bulk *bulk = opened(w, "Person");
    add_many(bulk);
    gemel_bulk_free(bulk);
    assert_int_equal(count_of(w->session, model(w, "Person")), 0);
    assert_int_equal(gemel_session_depth(w->session), 0);
    given(w, "Person", "{'id': 1}");
    expect_rows(w, "Person", "1 null");
}

static void what_the_session_writes_meanwhile_belongs_to_it(void **state)
{
    const world *w = *state;
    gemel_bulk *bulk = opened(w, "Person");
    gemel_record *ann;
    expect_ok(add(bulk, "{'id': 1}"));
    ann = given(w, "Person", "{'id': 2, 'name': 'Ann'}");
    gemel_bulk_free(bulk);
    expect_own_rows(w, "Person", "");
    assert_true(gemel_record_is_new(ann));
    bulk = opened(w, "Person");
    given(w, "Person", "{'id': 3, 'name': 'Ben'}");
    assert_int_equal(finished(bulk), 0);
    expect_rows(w, "Person", "3 Ben");
}

static void nobody_else_ends_its_transaction(void **state)
{
    const world *w = *state;
    gemel_bulk *bulk = opened(w, "Person");
    assert_int_equal(gemel_session_depth(w->session), 1);
    expect(GEMEL_USAGE, gemel_session_commit(w->session, &err));
    expect_mention("bulk of Person");
    expect(GEMEL_USAGE, gemel_session_rollback(w->session, &err));
    expect_ok(add(bulk, "{'id': 1}"));
    assert_int_equal(finished(bulk), 1);
    expect_rows(w, "Person", "1 null");
}

static void rows_wait_until_what_was_begun_inside_is_ended(void **state)
{
    const world *w = *state;
    gemel_bulk *outer = opened(w, "Person"), *inner;
    expect_ok(add(outer, "{'id': 1}"));
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    expect(GEMEL_USAGE, add(outer, "{'id': 2}"));
    expect_mention("begun inside");
    expect(GEMEL_USAGE, gemel_bulk_finish(outer, NULL, &err));
    expect_ok(gemel_session_rollback(w->session, &err));
    inner = opened(w, "License");
    expect_ok(add(inner, "{'number': 'A'}"));
    expect(GEMEL_USAGE, add(outer, "{'id': 2}"));
    assert_int_equal(finished(inner), 1);
    expect_ok(add(outer, "{'id': 3}"));
    assert_int_equal(finished(outer), 2);
    expect_rows(w, "Person", "1 null, 3 null");
    expect_rows(w, "License", "1 A null");
}

static void one_that_is_freed_too_early_ends_when_what_is_inside_it_does(void **state)
{
    const world *w = *state;
    gemel_bulk *bulk = opened(w, "Person");
    expect_ok(add(bulk, "{'id': 1}"));
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    gemel_bulk_free(bulk);
    given(w, "Person", "{'id': 2}");
    expect_ok(gemel_session_commit(w->session, &err));
    expect_own_rows(w, "Person", "");
    assert_int_equal(gemel_session_depth(w->session), 0);
}

static void in_a_transaction_it_is_a_savepoint(void **state)
{
    const world *w = *state;
    gemel_bulk *bulk;
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    bulk = opened(w, "Person");
    expect_ok(add(bulk, "{'id': 1}"));
    gemel_bulk_free(bulk);
    bulk = opened(w, "Person");
    expect_ok(add(bulk, "{'id': 2}"));
    assert_int_equal(finished(bulk), 1);
    expect_own_rows(w, "Person", "2 null");
    expect_ok(gemel_session_commit(w->session, &err));
    expect_rows(w, "Person", "2 null");
}

static void a_row_that_is_no_row_is_left_out(void **state)
{
    const world *w = *state;
    gemel_bulk *bulk = opened(w, "Person");
    expect_ok(add(bulk, "{'id': 1, 'name': 'a'}"));
    expect(GEMEL_VALIDATION, add(bulk, "{'id': 2, 'name': 7}"));
    expect_mention("row 2: Person.name");
    expect(GEMEL_USAGE, add(bulk, "{'nam': 'b'}"));
    expect_mention("row 2: unknown attribute 'nam'");
    expect_ok(add(bulk, "{'id': 3, 'name': 'c'}"));
    assert_int_equal(finished(bulk), 2);
    expect_rows(w, "Person", "1 a, 3 c");
}

static void a_row_that_the_database_refuses_undoes_all(void **state)
{
    const world *w = *state;
    gemel_record *other;
    gemel_bulk *bulk;
    int64_t count = -1;
    given(w, "Person", "{'id': 20000}");
    bulk = opened(w, "Person");
    other = given(w, "License", "{'number': 'A'}");
    expect_ok(add(bulk, "{'id': 1}"));
    expect_ok(add(bulk, "{'id': 2}"));
    expect_ok(add(bulk, "{'id': 20000}"));
    expect_ok(add(bulk, "{'id': 3}"));
    expect(GEMEL_UNIQUE, gemel_bulk_finish(bulk, &count, &err));
    expect_mention("row 3: Person.id");
    assert_int_equal(count, 0);
    assert_int_equal(gemel_session_depth(w->session), 0);
    assert_true(gemel_record_is_new(other));
    expect(GEMEL_USAGE, add(bulk, "{'id': 1}"));
    expect_mention("rolled back");
    expect(GEMEL_USAGE, gemel_bulk_finish(bulk, NULL, &err));
    gemel_bulk_free(bulk);
    expect_rows(w, "Person", "20000 null");
    expect_rows(w, "License", "");
}

static void a_bulk_that_is_finished_takes_nothing_more(void **state)
{
    const world *w = *state;
    gemel_bulk *bulk = opened(w, "Person");
    expect_ok(gemel_bulk_finish(bulk, NULL, &err));
    expect(GEMEL_USAGE, add(bulk, "{'id': 1}"));
    expect_mention("finished");
    expect(GEMEL_USAGE, gemel_bulk_finish(bulk, NULL, &err));
    gemel_bulk_free(bulk);
}

static void a_session_that_is_closed_undoes_it(void **state)
{
    const world *w = *state;
    gemel_session *session = NULL;
    gemel_bulk *bulk = NULL;
    expect_ok(gemel_session_open(w->database, NULL, &session, &err));
    expect_ok(gemel_bulk_open(session, model(w, "Person"), NULL, &bulk, &err));
    expect_ok(add(bulk, "{'id': 1}"));
    expect_ok(gemel_session_close(session, &err));
    expect(GEMEL_USAGE, add(bulk, "{'id': 2}"));
    expect(GEMEL_USAGE, gemel_bulk_finish(bulk, NULL, &err));
    gemel_session_free(session);
    gemel_bulk_free(bulk);
    expect_rows(w, "Person", "");
}

static void a_session_that_is_freed_lives_as_long_as_its_bulk(void **state)
{
    const world *w = *state;
    gemel_session *session = NULL;
    gemel_bulk *bulk = NULL;
    expect_ok(gemel_session_open(w->database, NULL, &session, &err));
    expect_ok(gemel_bulk_open(session, model(w, "Person"), NULL, &bulk, &err));
    gemel_session_free(session);
    expect_ok(add(bulk, "{'id': 1}"));
    assert_int_equal(finished(bulk), 1);
    expect_rows(w, "Person", "1 null");
}

static gemel_status leave_a_bulk(gemel_session *session, void *user_data, gemel_error **error)
{
    const world *w = user_data;
    gemel_bulk *bulk = NULL;
    (void)error;
    given(w, "Person", "{'id': 1}");
    expect_ok(gemel_bulk_open(session, model(w, "Person"), NULL, &bulk, &err));
    expect_ok(add(bulk, "{'id': 2}"));
    gemel_bulk_free(bulk);
    return GEMEL_OK;
}

static void a_callback_may_leave_one_unfinished(void **state)
{
    world *w = *state;
    expect_ok(gemel_session_transact(w->session, NULL, leave_a_bulk, w, &err));
    expect_rows(w, "Person", "1 null");
}

static void what_only_reads_has_no_bulk(void **state)
{
    const world *w = *state;
    gemel_bulk *bulk;
    expect_ok(gemel_session_begin(w->session, with("{'readOnly': true}"), &err));
    bulk = opened(w, "Person");
    expect_ok(add(bulk, "{'id': 1}"));
    expect(GEMEL_USAGE, gemel_bulk_finish(bulk, NULL, &err));
    expect_mention("only reads");
    gemel_bulk_free(bulk);
    expect_ok(gemel_session_rollback(w->session, &err));
}

static void options_that_it_does_not_know_are_refused(void **state)
{
    const world *w = *state;
    gemel_bulk *bulk = NULL;
    expect(GEMEL_USAGE, gemel_bulk_open(w->session, model(w, "Person"), with("{'returning': true}"), &bulk, &err));
    assert_null(bulk);
    assert_int_equal(gemel_session_depth(w->session), 0);
    expect(GEMEL_USAGE, gemel_bulk_open(NULL, model(w, "Person"), NULL, &bulk, &err));
    expect(GEMEL_USAGE, gemel_bulk_open(w->session, NULL, NULL, &bulk, &err));
    expect(GEMEL_USAGE, gemel_bulk_open(w->session, model(w, "Person"), NULL, NULL, &err));
    expect(GEMEL_USAGE, gemel_bulk_add(NULL, NULL, &err));
    expect(GEMEL_USAGE, gemel_bulk_finish(NULL, NULL, &err));
    gemel_bulk_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(world_n, what_is_added_is_there_once_it_is_finished),
        IN_WORLD(world_n, more_rows_than_are_gathered_are_written_as_well),
        IN_WORLD(world_n, of_no_rows_a_bulk_is_finished_too),
        IN_WORLD(world_n, a_bulk_that_is_only_freed_has_written_nothing),
        IN_WORLD(world_n, what_the_session_writes_meanwhile_belongs_to_it),
        IN_WORLD(world_n, nobody_else_ends_its_transaction),
        IN_WORLD(world_n, rows_wait_until_what_was_begun_inside_is_ended),
        IN_WORLD(world_n, one_that_is_freed_too_early_ends_when_what_is_inside_it_does),
        IN_WORLD(world_n, in_a_transaction_it_is_a_savepoint),
        IN_WORLD(world_n, a_row_that_is_no_row_is_left_out),
        IN_WORLD(world_n, a_row_that_the_database_refuses_undoes_all),
        IN_WORLD(world_n, a_bulk_that_is_finished_takes_nothing_more),
        IN_WORLD(world_n, a_session_that_is_closed_undoes_it),
        IN_WORLD(world_n, a_session_that_is_freed_lives_as_long_as_its_bulk),
        IN_WORLD(world_n, a_callback_may_leave_one_unfinished),
        IN_WORLD(world_n, what_only_reads_has_no_bulk),
        IN_WORLD(world_n, options_that_it_does_not_know_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
