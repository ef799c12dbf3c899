/*
 * The option fixture of a session: what the code under test does looks as ever, and nothing of it stays. It must not
 * test what transactions do elsewhere (test_transaction.c).
 */
#include "sessions.h"

static int world_of_fixture(void **state)
{
    world *w;
    world_u(state);
    w = *state;
    given(w, "Person", "{'name': 'ann'}");
    given(w, "License", "{'id': 10, 'number': 'A', 'ownerId': 1}");
    session_with(w, "{'fixture': true}");
    return 0;
}

static void close_it(const world *w)
{
    expect_ok(gemel_session_close(w->session, &err));
}

static void begin(const world *w, const char *options)
{
    expect_ok(gemel_session_begin(w->session, with(options), &err));
}

static void commit(const world *w)
{
    expect_ok(gemel_session_commit(w->session, &err));
}

static void expect_untouched(const world *w)
{
    expect_rows(w, "Person", "1 ann");
    expect_rows(w, "License", "10 A 1");
}

static void closing_it_takes_everything_back(void **state)
{
    const world *w = *state;
    gemel_record *ann = found(w, "Person", "{'id': 1}"), *license = NULL;
    given(w, "Person", "{'id': 2, 'name': 'bob'}");
    expect_ok(gemel_record_update(ann, values("{'name': 'eve'}"), NULL, &err));
    expect_ok(gemel_record_create_association(ann, "license", values("{'id': 11}"), with("{'replace': true}"), &license,
                                              &err));
    expect_ok(gemel_record_destroy(keep(license), NULL, NULL, &err));
    expect_own_rows(w, "Person", "1 eve, 2 bob");
    expect_own_rows(w, "License", "10 A null");
    close_it(w);
    expect_untouched(w);
}

static void freeing_it_takes_everything_back(void **state)
{
    world *w = *state;
    given(w, "Person", "{'id': 2, 'name': 'bob'}");
    release(state);
    gemel_session_free(w->session);
    w->session = NULL;
    expect_untouched(w);
}

static void records_are_as_after_a_rollback(void **state)
{
    const world *w = *state;
    gemel_record *ann = found(w, "Person", "{'id': 1}"), *bob = given(w, "Person", "{'name': 'bob'}");
    begin(w, "{}");
    expect_ok(gemel_record_update(ann, values("{'name': 'eve'}"), NULL, &err));
    commit(w);
    assert_false(gemel_record_is_new(bob));
    assert_false(gemel_record_is_changed(ann));
    close_it(w);
    assert_true(gemel_record_is_new(bob));
    expect_attribute(bob, "id", NULL);
    expect_attribute(bob, "name", "bob");
    expect_attribute(ann, "name", "eve");
    assert_true(gemel_record_is_changed(ann));
}

static void its_depth_is_that_of_the_code_under_test(void **state)
{
    const world *w = *state;
    assert_int_equal(gemel_session_depth(w->session), 0);
    begin(w, "{}");
    assert_int_equal(gemel_session_depth(w->session), 1);
    begin(w, "{}");
    assert_int_equal(gemel_session_depth(w->session), 2);
    commit(w);
    commit(w);
    assert_int_equal(gemel_session_depth(w->session), 0);
    expect(GEMEL_USAGE, gemel_session_commit(w->session, &err));
    expect_mention("there is no transaction to commit");
    expect(GEMEL_USAGE, gemel_session_rollback(w->session, &err));
    given(w, "Person", "{'id': 2}");
    close_it(w);
    assert_int_equal(gemel_session_depth(w->session), 0);
    expect_untouched(w);
}

static void what_is_committed_is_there_until_it_is_closed(void **state)
{
    const world *w = *state;
    begin(w, "{}");
    given(w, "Person", "{'id': 2, 'name': 'bob'}");
    commit(w);
    begin(w, "{}");
    expect_own_rows(w, "Person", "1 ann, 2 bob");
    given(w, "Person", "{'id': 3, 'name': 'cyd'}");
    expect_ok(gemel_session_rollback(w->session, &err));
    expect_own_rows(w, "Person", "1 ann, 2 bob");
    close_it(w);
    expect_untouched(w);
}

static void a_transaction_that_is_left_open_is_taken_back_too(void **state)
{
    const world *w = *state;
    begin(w, "{}");
    begin(w, "{}");
    given(w, "Person", "{'id': 2}");
    close_it(w);
    expect_untouched(w);
}

static void what_fails_outside_a_transaction_spoils_nothing(void **state)
{
    const world *w = *state;
    gemel_record *none = NULL, *ann = found(w, "Person", "{'id': 1}");
    gemel_rows *rows = NULL;
    given(w, "Person", "{'id': 2, 'name': 'bob'}");
    expect(GEMEL_UNIQUE, gemel_record_create(w->session, model(w, "Person"), values("{'id': 1}"), NULL, &none, &err));
    expect_own_rows(w, "Person", "1 ann, 2 bob");
    expect(GEMEL_DATABASE,
           gemel_rows_query_sql(w->session, "SELECT nothing FROM nowhere", GEMEL_NUL, NULL, &rows, &err));
    expect_own_rows(w, "Person", "1 ann, 2 bob");
    expect(GEMEL_FOREIGN_KEY,
           gemel_record_create(w->session, model(w, "License"), values("{'ownerId': 99}"), NULL, &none, &err));
    expect(GEMEL_OCCUPIED, gemel_record_create_association(ann, "license", values("{'id': 11}"), NULL, NULL, &err));
    expect_own_rows(w, "License", "10 A 1");
    begin(w, "{}");
    expect_own_rows(w, "Person", "1 ann, 2 bob");
    commit(w);
    close_it(w);
    expect_untouched(w);
}

static int world_of_fixture_without_chips(void **state)
{
    world_without_chips(state);
    given(*state, "License", "{'id': 10, 'number': 'A'}");
    session_with(*state, "{'fixture': true}");
    return 0;
}

static void a_get_that_fails_spoils_nothing(void **state)
{
    const world *w = *state;
    gemel_record *license = found(w, "License", "{'id': 10}"), *none = NULL;
    gemel_records *list = NULL;
    given(w, "Person", "{'id': 1, 'name': 'ann'}");
    expect(GEMEL_DATABASE, gemel_record_get_association(license, "chip", NULL, &none, &err));
    expect_own_rows(w, "Person", "1 ann");
    expect(GEMEL_DATABASE, gemel_record_load_association(license, "chip", NULL, &none, &err));
    expect_own_rows(w, "Person", "1 ann");
    expect(GEMEL_DATABASE, gemel_records_find_all(w->session, model(w, "Chip"), NULL, NULL, &list, &err));
    expect(GEMEL_DATABASE, gemel_record_create(w->session, model(w, "Chip"), NULL, NULL, &none, &err));
    expect(GEMEL_DATABASE, gemel_record_set_association(license, "chip", built(w, "Chip", "{}"), NULL, &err));
    expect_own_rows(w, "Person", "1 ann");
    expect_own_rows(w, "License", "10 A null");
}

static void an_association_method_is_done_whole_or_not_at_all(void **state)
{
    const world *w = *state;
    gemel_record *ann = found(w, "Person", "{'id': 1}"), *gone = given(w, "License", "{'id': 11}");
    expect_ok(gemel_record_destroy(found(w, "License", "{'id': 11}"), NULL, NULL, &err));
    expect(GEMEL_NOT_FOUND, gemel_record_set_association(ann, "license", gone, NULL, &err));
    expect_own_rows(w, "License", "10 A 1");
    expect_ok(gemel_record_set_association(ann, "license", given(w, "License", "{'id': 12}"), NULL, &err));
    expect_own_rows(w, "License", "10 A null, 12 null 1");
    close_it(w);
    expect_untouched(w);
}

static void any_isolation_is_taken_and_a_transaction_keeps_to_its_own(void **state)
{
    static const char *const options[] = {"{'isolation': 'read committed'}", "{'isolation': 'repeatable read'}",
                                          "{'isolation': 'serializable'}"};
    const world *w = *state;
    size_t i;
    for (i = 0; i < COUNT(options); ++i) {
        gemel_record *ann = found(w, "Person", "{'id': 1}");
        begin(w, options[i]);
        expect_ok(gemel_record_unset_association(ann, "license", NULL, &err));
        expect_ok(gemel_record_create_association(ann, "license", values("{}"), NULL, NULL, &err));
        commit(w);
    }
    begin(w, "{'isolation': 'serializable'}");
    expect(GEMEL_USAGE, gemel_session_begin(w->session, with("{'isolation': 'read committed'}"), &err));
    expect_mention("'isolation' is for a whole transaction");
    commit(w);
    close_it(w);
    expect_untouched(w);
}

/* The statements of a call that may lock, in the transaction that is open or in none. */
static int64_t statements_of_a_link(const world *w)
{
    gemel_record *ann = found(w, "Person", "{'id': 1}"), *license = given(w, "License", "{}");
    expect_ok(gemel_session_reset_statement_count(w->session, &err));
    expect_ok(gemel_record_set_association(ann, "license", license, NULL, &err));
    return gemel_session_statement_count(w->session);
}

static void it_sends_what_is_sent_elsewhere(void **state)
{
    world *w = *state;
    int64_t outside, inside;
    given(w, "Person", "{'name': 'ann'}");
    outside = statements_of_a_link(w);
    begin(w, "{'isolation': 'serializable'}");
    inside = statements_of_a_link(w);
    commit(w);
    session_with(w, "{'fixture': true}");
    begin(w, "{'isolation': 'serializable'}");
    assert_int_equal(statements_of_a_link(w), inside);
    commit(w);
    assert_int_equal(statements_of_a_link(w), outside);
}

static void a_transaction_that_only_reads_refuses_to_write_and_the_next_does_not(void **state)
{
    const world *w = *state;
    gemel_record *none = NULL;
    begin(w, "{'readOnly': true}");
    expect(GEMEL_USAGE, gemel_record_create(w->session, model(w, "Person"), NULL, NULL, &none, &err));
    expect_mention("only reads");
    commit(w);
    given(w, "Person", "{'id': 2}");
    begin(w, "{}");
    given(w, "Person", "{'id': 3}");
    commit(w);
    expect_own_rows(w, "Person", "1 ann, 2 null, 3 null");
    close_it(w);
    expect_untouched(w);
}

static void rows_are_locked_inside_a_transaction_only(void **state)
{
    const world *w = *state;
    gemel_record *ann = NULL;
    gemel_options *lock = with("{'lock': 'update'}");
    expect(GEMEL_USAGE, gemel_record_find(w->session, model(w, "Person"), values("{'id': 1}"), lock, &ann, &err));
    expect_mention("begin one");
    begin(w, "{}");
    expect_ok(gemel_record_find(w->session, model(w, "Person"), values("{'id': 1}"), lock, &ann, &err));
    expect_attribute(keep(ann), "name", "ann");
    commit(w);
}

/* ---- The callback form ---- */

typedef struct seen {
    const gemel_model *person;
    int calls;
    int32_t depth;
    gemel_status created, answer, again;
} seen;

/* Creates a person; answers `answer`, or `again` when it is called again. */
static gemel_status create_one(gemel_session *session, void *user_data, gemel_error **error)
{
    seen *s = user_data;
    gemel_record *record = NULL;
    gemel_status answer = s->calls++ ? s->again : s->answer;
    s->depth = gemel_session_depth(session);
    s->created = gemel_record_create(session, s->person, NULL, NULL, &record, NULL);
    gemel_record_free(record);
    return answer == GEMEL_OK ? GEMEL_OK : gemel_error_raise(answer, "no seats left", error);
}

static size_t people(const world *w)
{
    gemel_records *list = NULL;
    size_t count;
    expect_ok(gemel_records_find_all(w->session, model(w, "Person"), NULL, NULL, &list, &err));
    count = gemel_records_count(list);
    gemel_records_free(list);
    return count;
}

static void the_callback_form_runs_once_or_again_as_ever(void **state)
{
    const world *w = *state;
    seen kept = {.person = model(w, "Person")}, lost = kept, repeated = kept;
    lost.answer = GEMEL_CALLBACK;
    repeated.answer = GEMEL_RETRY;
    expect_ok(gemel_session_transact(w->session, NULL, create_one, &kept, &err));
    assert_int_equal(kept.depth, 1);
    assert_int_equal(kept.created, GEMEL_OK);
    assert_int_equal(people(w), 2);
    expect(GEMEL_CALLBACK, gemel_session_transact(w->session, NULL, create_one, &lost, &err));
    assert_int_equal(lost.created, GEMEL_OK);
    assert_int_equal(people(w), 2);
    expect_ok(gemel_session_transact(w->session, with("{'retries': 2, 'isolation': 'serializable'}"), create_one,
                                     &repeated, &err));
    assert_int_equal(repeated.calls, 2);
    assert_int_equal(people(w), 3);
    assert_int_equal(gemel_session_depth(w->session), 0);
    close_it(w);
    expect_untouched(w);
}

/* ---- Opening it ---- */

static void another_session_sees_nothing_of_it(void **state)
{
    world *w = *state;
    session_with(w, "{'fixture': true}");
    given(w, "Person", "{'id': 1}");
    begin(w, "{}");
    given(w, "Person", "{'id': 2}");
    commit(w);
    expect_rows(w, "Person", "");
    close_it(w);
    expect_rows(w, "Person", "");
}

static int world_shared_u(void **state)
{
    return world_shared(state, schema_u());
}

static void it_can_be_opened_again_and_again(void **state)
{
    world *w = *state;
    int i;
    for (i = 0; i < 3; ++i) {
        given(w, "Person", "{'id': 2}");
        session_with(w, "{'fixture': true}");
        expect_own_rows(w, "Person", "1 ann");
    }
    close_it(w);
    session_with(w, "{'fixture': false}");
    given(w, "Person", "{'id': 2}");
    expect_rows(w, "Person", "1 ann, 2 null");
}

static void after_its_end_it_is_closed(void **state)
{
    const world *w = *state;
    close_it(w);
    close_it(w);
    expect(GEMEL_USAGE, gemel_session_begin(w->session, NULL, &err));
    expect_mention("closed");
}

static void what_is_no_answer_to_it_is_refused(void **state)
{
    const world *w = *state;
    expect_no_session(w, "{'fixture': 1}", "'fixture' must be true or false");
    expect_no_session(w, "{'fixtures': true}", "did you mean 'fixture'?");
    expect_ok(gemel_database_close(w->database, &err));
    expect_no_session(w, "{'fixture': true}", "closed");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(world_of_fixture, closing_it_takes_everything_back),
        IN_WORLD(world_of_fixture, freeing_it_takes_everything_back),
        IN_WORLD(world_of_fixture, records_are_as_after_a_rollback),
        IN_WORLD(world_of_fixture, its_depth_is_that_of_the_code_under_test),
        IN_WORLD(world_of_fixture, what_is_committed_is_there_until_it_is_closed),
        IN_WORLD(world_of_fixture, a_transaction_that_is_left_open_is_taken_back_too),
        IN_WORLD(world_of_fixture, what_fails_outside_a_transaction_spoils_nothing),
        IN_WORLD(world_of_fixture_without_chips, a_get_that_fails_spoils_nothing),
        IN_WORLD(world_of_fixture, an_association_method_is_done_whole_or_not_at_all),
        IN_WORLD(world_of_fixture, any_isolation_is_taken_and_a_transaction_keeps_to_its_own),
        IN_WORLD(world_n, it_sends_what_is_sent_elsewhere),
        IN_WORLD(world_of_fixture, a_transaction_that_only_reads_refuses_to_write_and_the_next_does_not),
        IN_WORLD(world_of_fixture, rows_are_locked_inside_a_transaction_only),
        IN_WORLD(world_of_fixture, the_callback_form_runs_once_or_again_as_ever),
        IN_SHARED_WORLD(world_shared_u, another_session_sees_nothing_of_it),
        IN_WORLD(world_of_fixture, it_can_be_opened_again_and_again),
        IN_WORLD(world_of_fixture, after_its_end_it_is_closed),
        IN_WORLD(world_u, what_is_no_answer_to_it_is_refused),
    };
    return cmocka_run_group_tests_name("fixture_session", tests, NULL, NULL);
}
