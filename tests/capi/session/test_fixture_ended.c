/*
 * A session with the option fixture whose transaction is ended by the database itself: its server process goes, or SQL
 * of the user's own rolls it back. It must not test what a fixture does as long as it lives (test_fixture_session.c).
 */
#include "sessions.h"
#include <stdio.h>

static int world_of_fixture(void **state)
{
    world *w;
    world_shared(state, schema_u());
    w = *state;
    given(w, "Person", "{'name': 'ann'}");
    session_with(w, "{'fixture': true}");
    return 0;
}

static gemel_status run(const world *w, const char *sql)
{
    gemel_rows *rows = NULL;
    const gemel_status status = gemel_rows_query_sql(w->session, sql, GEMEL_NUL, NULL, &rows, &err);
    gemel_rows_free(rows);
    return status;
}

/* Ends the server process of the session, and waits for its end. */
static void end_process(const world *w)
{
    gemel_rows *rows = NULL;
    const char *process = NULL;
    char sql[128];
    expect_ok(gemel_rows_query_sql(w->session, "SELECT pg_backend_pid() AS id", GEMEL_NUL, NULL, &rows, &err));
    expect_ok(gemel_rows_get_text(rows, 0, 0, &process, NULL, &err));
    snprintf(sql, sizeof sql, "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE pid = %s", process);
    gemel_rows_free(rows);
    while (strcmp(shared_ask(sql), "0") != 0)
        continue;
}

/* The call that notices it fails in the database's words. */
static void end_it(const world *w)
{
    if (on_sqlite()) {
        expect(GEMEL_UNIQUE, run(w, "INSERT OR ROLLBACK INTO people (id) VALUES (1)"));
        return;
    }
    end_process(w);
    expect(GEMEL_CONNECTION, run(w, "SELECT 1 AS one"));
}

#define ENDED "the database has ended the transaction after an earlier failure; close the session, which is a fixture"

static void after_that_each_call_says_so_until_it_is_closed(void **state)
{
    const world *w = *state;
    gemel_record *ann = found(w, "Person", "{'id': 1}"), *bob = given(w, "Person", "{'name': 'bob'}"), *none = NULL;
    int i;
    end_it(w);
    for (i = 0; i < 2; ++i) {
        expect(GEMEL_DATABASE, gemel_record_update(ann, values("{'name': 'eve'}"), NULL, &err));
        assert_string_equal(gemel_error_message(failure()), ENDED);
        expect(GEMEL_DATABASE, gemel_record_reload(bob, NULL, &err));
        expect(GEMEL_DATABASE, gemel_record_create(w->session, model(w, "Person"), NULL, NULL, &none, &err));
        expect(GEMEL_DATABASE, gemel_record_create_association(ann, "license", NULL, NULL, &none, &err));
        expect(GEMEL_DATABASE, run(w, "SELECT 1 AS one"));
        expect(GEMEL_DATABASE, gemel_session_begin(w->session, NULL, &err));
        assert_string_equal(gemel_error_message(failure()), ENDED);
        assert_int_equal(gemel_session_depth(w->session), 0);
        expect_attribute(ann, "name", "ann");
    }
    expect_rows(w, "Person", "1 ann");
    expect_ok(gemel_session_close(w->session, &err));
    assert_true(gemel_record_is_new(bob));
    expect_attribute(bob, "id", NULL);
    expect(GEMEL_USAGE, gemel_record_reload(ann, NULL, &err));
    expect_rows(w, "Person", "1 ann");
    expect_rows(w, "License", "");
}

static void inside_a_transaction_its_commit_fails_and_nothing_is_stored(void **state)
{
    const world *w = *state;
    gemel_record *ann = found(w, "Person", "{'id': 1}"), *bob;
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    expect_ok(gemel_record_update(ann, values("{'name': 'eve'}"), NULL, &err));
    bob = given(w, "Person", "{'name': 'bob'}");
    end_it(w);
    expect(GEMEL_DATABASE, gemel_session_commit(w->session, &err));
    expect_mention("has ended the transaction after an earlier failure: nothing of it is kept");
    expect(GEMEL_DATABASE, gemel_record_reload(ann, NULL, &err));
    assert_string_equal(gemel_error_message(failure()), ENDED);
    expect_ok(gemel_session_close(w->session, &err));
    assert_int_equal(gemel_session_depth(w->session), 0);
    assert_true(gemel_record_is_new(bob));
    assert_true(gemel_record_is_changed(ann));
    expect_rows(w, "Person", "1 ann");
}

static void the_next_fixture_is_a_whole_one(void **state)
{
    world *w = *state;
    end_it(w);
    session_with(w, "{'fixture': true}");
    given(w, "Person", "{'id': 2}");
    expect_own_rows(w, "Person", "1 ann, 2 null");
    expect_ok(gemel_session_close(w->session, &err));
    expect_rows(w, "Person", "1 ann");
    session_with(w, "{}");
    given(w, "Person", "{'id': 2}");
    expect_rows(w, "Person", "1 ann, 2 null");
}

static void freeing_it_is_enough(void **state)
{
    world *w = *state;
    given(w, "Person", "{'id': 2}");
    end_it(w);
    release(state);
    gemel_session_free(w->session);
    w->session = NULL;
    expect_rows(w, "Person", "1 ann");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_SHARED_WORLD(world_of_fixture, after_that_each_call_says_so_until_it_is_closed),
        IN_SHARED_WORLD(world_of_fixture, inside_a_transaction_its_commit_fails_and_nothing_is_stored),
        IN_SHARED_WORLD(world_of_fixture, the_next_fixture_is_a_whole_one),
        IN_SHARED_WORLD(world_of_fixture, freeing_it_is_enough),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
