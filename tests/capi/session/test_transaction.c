/*
 * Transactions of gemel/session.h: begin, commit, rollback, savepoints, the callback form. It must not test what a
 * rollback does to records (test_restore.c).
 */
#include "fixture.h"

static void begin(const world *w)
{
    expect_ok(gemel_session_begin(w->session, NULL, &err));
}

static void commit(const world *w)
{
    expect_ok(gemel_session_commit(w->session, &err));
}

static void rollback(const world *w)
{
    expect_ok(gemel_session_rollback(w->session, &err));
}

static void commit_keeps_the_work(void **state)
{
    const world *w = *state;
    begin(w);
    given(w, "Person", "{'name': 'ann'}");
    commit(w);
    expect_rows(w, "Person", "1 ann");
}

static void rollback_undoes_the_work(void **state)
{
    const world *w = *state;
    given(w, "Person", "{'name': 'ann'}");
    begin(w);
    given(w, "Person", "{'name': 'bob'}");
    expect_ok(gemel_record_update(found(w, "Person", "{'id': 1}"), values("{'name': 'eve'}"), NULL, &err));
    expect_own_rows(w, "Person", "1 eve, 2 bob");
    rollback(w);
    expect_rows(w, "Person", "1 ann");
}

static void the_depth_counts_what_is_open(void **state)
{
    const world *w = *state;
    assert_int_equal(gemel_session_depth(w->session), 0);
    begin(w);
    assert_int_equal(gemel_session_depth(w->session), 1);
    begin(w);
    begin(w);
    assert_int_equal(gemel_session_depth(w->session), 3);
    commit(w);
    assert_int_equal(gemel_session_depth(w->session), 2);
    rollback(w);
    assert_int_equal(gemel_session_depth(w->session), 1);
    commit(w);
    assert_int_equal(gemel_session_depth(w->session), 0);
    assert_int_equal(gemel_session_depth(NULL), 0);
}

static void a_savepoint_is_undone_alone(void **state)
{
    const world *w = *state;
    begin(w);
    given(w, "Person", "{'name': 'kept'}");
    begin(w);
    given(w, "Person", "{'name': 'lost'}");
    rollback(w);
    given(w, "Person", "{'id': 5, 'name': 'also kept'}");
    commit(w);
    expect_rows(w, "Person", "1 kept, 5 also kept");
}

static void a_savepoint_that_is_kept_goes_with_its_transaction(void **state)
{
    const world *w = *state;
    begin(w);
    begin(w);
    given(w, "Person", "{'name': 'lost'}");
    commit(w);
    expect_own_rows(w, "Person", "1 lost");
    rollback(w);
    expect_rows(w, "Person", "");
}

static void without_a_transaction_there_is_nothing_to_end(void **state)
{
    world *w = *state;
    forget_statements(w);
    expect(GEMEL_USAGE, gemel_session_commit(w->session, &err));
    expect_mention("transaction");
    expect(GEMEL_USAGE, gemel_session_rollback(w->session, &err));
    expect_mention("transaction");
    assert_int_equal(w->statements[GEMEL_LOG_TRANSACTION], 0);
    begin(w);
    commit(w);
    expect(GEMEL_USAGE, gemel_session_commit(w->session, &err));
}

static void a_failed_statement_leaves_the_transaction_open(void **state)
{
    const world *w = *state;
    gemel_record *none = NULL;
    begin(w);
    given(w, "Person", "{'id': 1, 'name': 'ann'}");
    expect(GEMEL_UNIQUE, gemel_record_create(w->session, model(w, "Person"), values("{'id': 1}"), NULL, &none, &err));
    assert_int_equal(gemel_session_depth(w->session), 1);
    given(w, "Person", "{'id': 2, 'name': 'bob'}");
    commit(w);
    expect_rows(w, "Person", "1 ann, 2 bob");
}

static void a_read_that_fails_is_undone_with_its_savepoint(void **state)
{
    const world *w = *state;
    gemel_record *license = given(w, "License", "{'id': 10}"), *none = NULL;
    begin(w);
    given(w, "Person", "{'id': 1, 'name': 'kept'}");
    begin(w);
    given(w, "Person", "{'id': 2, 'name': 'lost'}");
    expect(GEMEL_DATABASE, gemel_record_get_association(license, "chip", NULL, &none, &err));
    rollback(w);
    given(w, "Person", "{'id': 3, 'name': 'also kept'}");
    commit(w);
    expect_rows(w, "Person", "1 kept, 3 also kept");
}

static void a_read_only_transaction_refuses_to_write(void **state)
{
    const world *w = *state;
    gemel_record *ann = given(w, "Person", "{'id': 1, 'name': 'ann'}");
    gemel_record *l10 = given(w, "License", "{'id': 10, 'number': 'A'}");
    gemel_record *none = NULL;
    expect_ok(gemel_session_begin(w->session, with("{'readOnly': true}"), &err));
    expect_attribute(found(w, "Person", "{'id': 1}"), "name", "ann");
    expect(GEMEL_USAGE, gemel_record_create(w->session, model(w, "Person"), NULL, NULL, &none, &err));
    expect(GEMEL_USAGE, gemel_record_update(ann, values("{'name': 'eve'}"), NULL, &err));
    expect(GEMEL_USAGE, gemel_record_destroy(ann, NULL, NULL, &err));
    expect(GEMEL_USAGE, gemel_record_set_association(ann, "license", l10, NULL, &err));
    expect(GEMEL_USAGE, gemel_record_create_association(ann, "license", NULL, NULL, NULL, &err));
    expect_attribute(ann, "name", "ann");
    expect_ok(gemel_session_commit(w->session, &err));
    expect_rows(w, "Person", "1 ann");
    expect_rows(w, "License", "10 A null");
    expect_ok(gemel_record_update(ann, values("{'name': 'eve'}"), NULL, &err));
}

static void begin_refuses_what_it_does_not_know(void **state)
{
    const world *w = *state;
    expect(GEMEL_USAGE, gemel_session_begin(w->session, with("{'isolation': 'snapshot'}"), &err));
    expect_mention("'isolation' must be read committed, repeatable read or serializable, not 'snapshot'");
    expect(GEMEL_USAGE, gemel_session_begin(w->session, with("{'isolation': true}"), &err));
    expect(GEMEL_USAGE, gemel_session_begin(w->session, with("{'Isolation': 'serializable'}"), &err));
    expect_mention("did you mean 'isolation'?");
    assert_int_equal(gemel_session_depth(w->session), 0);
}

static void a_transaction_of_any_isolation_keeps_its_work(void **state)
{
    static const char *const options[] = {"{'isolation': 'read committed'}", "{'isolation': 'repeatable read'}",
                                          "{'isolation': 'serializable'}"};
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    size_t i;
    for (i = 0; i < COUNT(options); ++i) {
        expect_ok(gemel_session_begin(w->session, with(options[i]), &err));
        expect_ok(gemel_record_unset_association(p1, "license", NULL, &err));
        expect_ok(gemel_record_set_association(p1, "license", given(w, "License", "{'number': 'A'}"), NULL, &err));
        commit(w);
    }
    expect_rows(w, "License", "1 A null, 2 A null, 3 A 1");
}

static void a_savepoint_has_the_isolation_of_its_transaction(void **state)
{
    const world *w = *state;
    expect_ok(gemel_session_begin(w->session, with("{'isolation': 'serializable'}"), &err));
    expect(GEMEL_USAGE, gemel_session_begin(w->session, with("{'isolation': 'read committed'}"), &err));
    expect_mention("'isolation' is for a whole transaction");
    expect_ok(gemel_session_begin(w->session, with("{'isolation': 'serializable'}"), &err));
    begin(w);
    assert_int_equal(gemel_session_depth(w->session), 3);
    expect_ok(gemel_session_rollback(w->session, &err));
    expect_ok(gemel_session_rollback(w->session, &err));
    expect_ok(gemel_session_rollback(w->session, &err));
}

/* ---- The callback form; callbacks record what they see: a failing assertion must not unwind through gemel ---- */

typedef struct seen {
    const world *w;
    int calls;
    int32_t depth;
    gemel_status created;
    gemel_status answer;
    int begins, commits, rollbacks, begins_again;
} seen;

static gemel_status create_one(gemel_session *session, void *user_data, gemel_error **error)
{
    seen *s = user_data;
    const gemel_model *person = NULL;
    gemel_record *record = NULL;
    ++s->calls;
    s->depth = gemel_session_depth(session);
    s->created = gemel_schema_find_model(s->w->schema, "Person", &person, NULL);
    if (s->created == GEMEL_OK)
        s->created = gemel_record_create(session, person, NULL, NULL, &record, NULL);
    gemel_record_free(record);
    while (s->begins-- > 0)
        gemel_session_begin(session, NULL, NULL);
    while (s->commits-- > 0)
        gemel_session_commit(session, NULL);
    while (s->rollbacks-- > 0)
        gemel_session_rollback(session, NULL);
    while (s->begins_again-- > 0)
        gemel_session_begin(session, NULL, NULL);
    if (s->answer != GEMEL_OK)
        return gemel_error_raise(s->answer, "no seats left", error);
    return GEMEL_OK;
}

static void transact_commits_what_succeeds(void **state)
{
    const world *w = *state;
    seen s = {.w = w};
    expect_ok(gemel_session_transact(w->session, NULL, create_one, &s, &err));
    assert_int_equal(s.calls, 1);
    assert_int_equal(s.depth, 1);
    assert_int_equal(s.created, GEMEL_OK);
    assert_int_equal(gemel_session_depth(w->session), 0);
    expect_rows(w, "Person", "1 null");
}

static void t06_transact_rolls_back_and_hands_the_error_on(void **state)
{
    const world *w = *state;
    seen s = {.w = w, .answer = GEMEL_CALLBACK};
    expect(GEMEL_CALLBACK, gemel_session_transact(w->session, NULL, create_one, &s, &err));
    assert_string_equal(gemel_error_message(failure()), "no seats left");
    assert_int_equal(s.created, GEMEL_OK);
    assert_int_equal(gemel_session_depth(w->session), 0);
    expect_rows(w, "Person", "");
    s.answer = GEMEL_CHECK;
    expect(GEMEL_CHECK, gemel_session_transact(w->session, NULL, create_one, &s, &err));
    assert_string_equal(gemel_error_message(failure()), "no seats left");
}

static gemel_status fail_silently(gemel_session *session, void *user_data, gemel_error **error)
{
    (void)session;
    (void)user_data;
    (void)error;
    return GEMEL_STALE;
}

static void a_callback_may_fail_without_an_error(void **state)
{
    const world *w = *state;
    gemel_error *error = NULL;
    assert_int_equal(gemel_session_transact(w->session, NULL, fail_silently, NULL, &error), GEMEL_STALE);
    assert_int_equal(gemel_session_depth(w->session), 0);
    gemel_error_free(error);
    assert_int_equal(gemel_session_transact(w->session, NULL, fail_silently, NULL, NULL), GEMEL_STALE);
}

static void transact_inside_a_transaction_is_a_savepoint(void **state)
{
    const world *w = *state;
    seen s = {.w = w, .answer = GEMEL_CALLBACK};
    begin(w);
    given(w, "Person", "{'name': 'kept'}");
    expect(GEMEL_CALLBACK, gemel_session_transact(w->session, NULL, create_one, &s, &err));
    assert_int_equal(s.depth, 2);
    assert_int_equal(gemel_session_depth(w->session), 1);
    commit(w);
    expect_rows(w, "Person", "1 kept");
}

static void a_callback_that_changes_the_depth_is_refused_and_rolled_back(void **state)
{
    const world *w = *state;
    seen opened = {.w = w, .begins = 1};
    seen committed = {.w = w, .commits = 1};
    seen rolled_back = {.w = w, .rollbacks = 1};
    expect(GEMEL_USAGE, gemel_session_transact(w->session, NULL, create_one, &opened, &err));
    expect_mention("depth");
    assert_int_equal(gemel_session_depth(w->session), 0);
    expect_rows(w, "Person", "");
    expect(GEMEL_USAGE, gemel_session_transact(w->session, NULL, create_one, &rolled_back, &err));
    assert_int_equal(gemel_session_depth(w->session), 0);
    expect_rows(w, "Person", "");
    expect(GEMEL_USAGE, gemel_session_transact(w->session, NULL, create_one, &committed, &err));
    assert_int_equal(gemel_session_depth(w->session), 0);
    expect_rows(w, "Person", "");
    given(w, "Person", "{'id': 9}");
    expect_rows(w, "Person", "9 null");
}

static void a_callback_that_puts_another_transaction_in_the_place_is_refused(void **state)
{
    const world *w = *state;
    seen committed = {.w = w, .commits = 1, .begins_again = 1};
    seen rolled_back = {.w = w, .rollbacks = 1, .begins_again = 1};
    expect(GEMEL_USAGE, gemel_session_transact(w->session, NULL, create_one, &rolled_back, &err));
    expect(GEMEL_USAGE, gemel_session_transact(w->session, NULL, create_one, &committed, &err));
    assert_int_equal(gemel_session_depth(w->session), 0);
    expect_rows(w, "Person", "");
}

static gemel_status close_inside(gemel_session *session, void *user_data, gemel_error **error)
{
    gemel_status *closed = user_data;
    (void)error;
    *closed = gemel_session_close(session, NULL);
    return GEMEL_OK;
}

static void a_callback_cannot_close_its_session(void **state)
{
    const world *w = *state;
    gemel_status closed = GEMEL_OK;
    expect(GEMEL_USAGE, gemel_session_transact(w->session, NULL, close_inside, &closed, &err));
    assert_int_equal(closed, GEMEL_USAGE);
    assert_int_equal(gemel_session_depth(w->session), 0);
    given(w, "Person", "{}");
}

static void a_callback_may_use_transactions_of_its_own(void **state)
{
    const world *w = *state;
    seen s = {.w = w, .begins = 2, .commits = 1, .rollbacks = 1};
    expect_ok(gemel_session_transact(w->session, NULL, create_one, &s, &err));
    assert_int_equal(gemel_session_depth(w->session), 0);
    expect_rows(w, "Person", "1 null");
}

static void a_transaction_that_cannot_begin_calls_nobody(void **state)
{
    const world *w = *state;
    seen s = {.w = w};
    expect(GEMEL_USAGE, gemel_session_transact(w->session, with("{'nope': 1}"), create_one, &s, &err));
    assert_int_equal(s.calls, 0);
}

static void t01_every_association_method_is_atomic_by_itself(void **state)
{
    world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    gemel_record *l10 = given(w, "License", "{'id': 10}");
    forget_statements(w);
    expect_ok(gemel_record_set_association(p1, "license", l10, NULL, &err));
    assert_int_equal(w->statements[GEMEL_LOG_TRANSACTION], 2);
    begin(w);
    forget_statements(w);
    expect_ok(gemel_record_unset_association(p1, "license", NULL, &err));
    assert_int_equal(w->statements[GEMEL_LOG_TRANSACTION], 2);
    commit(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(world_n, commit_keeps_the_work),
        IN_WORLD(world_n, rollback_undoes_the_work),
        IN_WORLD(world_n, the_depth_counts_what_is_open),
        IN_WORLD(world_n, a_savepoint_is_undone_alone),
        IN_WORLD(world_n, a_savepoint_that_is_kept_goes_with_its_transaction),
        IN_WORLD(world_n, without_a_transaction_there_is_nothing_to_end),
        IN_WORLD(world_n, a_failed_statement_leaves_the_transaction_open),
        IN_WORLD(world_without_chips, a_read_that_fails_is_undone_with_its_savepoint),
        IN_WORLD(world_n, a_read_only_transaction_refuses_to_write),
        IN_WORLD(world_n, begin_refuses_what_it_does_not_know),
        IN_WORLD(world_n, a_transaction_of_any_isolation_keeps_its_work),
        IN_WORLD(world_n, a_savepoint_has_the_isolation_of_its_transaction),
        IN_WORLD(world_n, transact_commits_what_succeeds),
        IN_WORLD(world_n, t06_transact_rolls_back_and_hands_the_error_on),
        IN_WORLD(world_n, a_callback_may_fail_without_an_error),
        IN_WORLD(world_n, transact_inside_a_transaction_is_a_savepoint),
        IN_WORLD(world_n, a_callback_that_changes_the_depth_is_refused_and_rolled_back),
        IN_WORLD(world_n, a_callback_that_puts_another_transaction_in_the_place_is_refused),
        IN_WORLD(world_n, a_callback_cannot_close_its_session),
        IN_WORLD(world_n, a_callback_may_use_transactions_of_its_own),
        IN_WORLD(world_n, a_transaction_that_cannot_begin_calls_nobody),
        IN_WORLD(world_n, t01_every_association_method_is_atomic_by_itself),
    };
    return cmocka_run_group_tests_name("transaction", tests, NULL, NULL);
}
