/*
 * How many statements a session has sent, the bound that users' tests set, and the label that says what they are for.
 * It must not test how many a call sends.
 */
#include "sessions.h"
#include <stdio.h>

/* What the log has counted since forget_statements, which the session must have counted too. */
static int logged(const world *w)
{
    return w->statements[GEMEL_LOG_READ] + w->statements[GEMEL_LOG_WRITE];
}

static void forget(world *w)
{
    forget_statements(w);
    expect_ok(gemel_session_reset_statement_count(w->session, &err));
}

static void read_twice(const world *w)
{
    expect_own_rows(w, "Person", "");
    expect_own_rows(w, "Person", "");
}

static void reads_and_writes_are_counted_as_the_log_shows_them(void **state)
{
    world *w = *state;
    gemel_record *ann, *license = NULL, *none = NULL;
    gemel_records *list = NULL;
    assert_int_equal(gemel_session_statement_count(w->session), 0);
    ann = given(w, "Person", "{'id': 1, 'name': 'ann'}");
    assert_int_equal(gemel_session_statement_count(w->session), 1);
    expect_ok(gemel_record_create_association(ann, "license", values("{'id': 10}"), NULL, &license, &err));
    expect_ok(gemel_record_unset_association(ann, "license", NULL, &err));
    expect_ok(gemel_record_set_association(ann, "license", keep(license), NULL, &err));
    expect_ok(
        gemel_records_find_all(w->session, model(w, "Person"), NULL, with("{'include': 'license'}"), &list, &err));
    gemel_records_free(list);
    expect(GEMEL_UNIQUE, gemel_record_create(w->session, model(w, "Person"), values("{'id': 1}"), NULL, &none, &err));
    expect_ok(gemel_record_destroy(ann, NULL, NULL, &err));
    assert_true(logged(w) > 6);
    assert_int_equal(gemel_session_statement_count(w->session), logged(w));
}

static void transactions_and_locks_are_not_counted(void **state)
{
    world *w = *state;
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    expect_ok(gemel_session_rollback(w->session, &err));
    expect_ok(gemel_session_commit(w->session, &err));
    assert_true(w->statements[GEMEL_LOG_TRANSACTION] > 3);
    assert_int_equal(gemel_session_statement_count(w->session), 0);
}

static void what_is_refused_before_it_is_sent_is_not_counted(void **state)
{
    const world *w = *state;
    gemel_record *none = NULL;
    expect_ok(gemel_session_begin(w->session, with("{'readOnly': true}"), &err));
    expect(GEMEL_USAGE, gemel_record_create(w->session, model(w, "Person"), NULL, NULL, &none, &err));
    expect_ok(gemel_session_rollback(w->session, &err));
    assert_int_equal(gemel_session_statement_count(w->session), 0);
}

static void each_session_counts_its_own_from_its_reset(void **state)
{
    world *w = *state;
    read_twice(w);
    expect_rows(w, "Person", "");
    assert_int_equal(gemel_session_statement_count(w->session), 2);
    assert_int_equal(gemel_session_statement_count(w->witness), 1);
    forget(w);
    assert_int_equal(gemel_session_statement_count(w->session), 0);
    assert_int_equal(gemel_session_statement_count(w->witness), 1);
    assert_int_equal(gemel_session_statement_count(NULL), 0);
}

static void as_many_as_are_expected_are_fine(void **state)
{
    const world *w = *state;
    expect_ok(gemel_session_expect_statements(w->session, 2, &err));
    expect_ok(gemel_session_verify_statements(w->session, &err));
    expect_ok(gemel_session_expect_statements(w->session, 2, &err));
    read_twice(w);
    expect_ok(gemel_session_verify_statements(w->session, &err));
    expect_ok(gemel_session_expect_statements(w->session, 0, &err));
    expect_ok(gemel_session_verify_statements(w->session, &err));
}

static void more_are_sent_and_told_at_the_end(void **state)
{
    const world *w = *state;
    expect_ok(gemel_session_expect_statements(w->session, 1, &err));
    read_twice(w);
    given(w, "Person", "{'id': 1}");
    expect(GEMEL_USAGE, gemel_session_verify_statements(w->session, &err));
    expect_mention("expected 1 statement at most, but 3 were sent; beyond that: SELECT ");
    expect_mention("INSERT INTO ");
    assert_null(strstr(gemel_error_message(failure()), "more"));
    expect_rows(w, "Person", "1 null");
}

static void only_the_first_beyond_are_told_and_the_label(void **state)
{
    const world *w = *state;
    int i;
    expect_ok(gemel_session_set_label(w->session, "GET /people", &err));
    expect_ok(gemel_session_expect_statements(w->session, 2, &err));
    for (i = 1; i <= 7; ++i) {
        char json[40];
        sprintf(json, "{'id': %d}", i);
        given(w, "Person", json);
    }
    expect(GEMEL_USAGE, gemel_session_verify_statements(w->session, &err));
    expect_mention("expected 2 statements at most in 'GET /people', but 7 were sent; beyond that: ");
    expect_mention("INSERT INTO ");
    expect_mention("; and 2 more");
}

static void sql_over_several_lines_is_told_in_one(void **state)
{
    const world *w = *state;
    gemel_rows *rows = NULL;
    expect_ok(gemel_session_expect_statements(w->session, 0, &err));
    expect_ok(gemel_rows_query_sql(w->session, "SELECT\n\t1", GEMEL_NUL, NULL, &rows, &err));
    gemel_rows_free(rows);
    expect(GEMEL_USAGE, gemel_session_verify_statements(w->session, &err));
    expect_mention("SELECT  1");
}

static void a_bound_ends_when_it_is_verified_and_not_by_a_reset(void **state)
{
    world *w = *state;
    expect(GEMEL_USAGE, gemel_session_verify_statements(w->session, &err));
    expect_mention("expects nothing");
    expect_ok(gemel_session_expect_statements(w->session, 1, &err));
    read_twice(w);
    forget(w);
    expect(GEMEL_USAGE, gemel_session_expect_statements(w->session, 1, &err));
    expect_mention("expects 1 statement at most already");
    expect(GEMEL_USAGE, gemel_session_verify_statements(w->session, &err));
    expect_mention("but 2 were sent");
    expect(GEMEL_USAGE, gemel_session_verify_statements(w->session, &err));
    expect_mention("expects nothing");
    expect(GEMEL_USAGE, gemel_session_expect_statements(w->session, -1, &err));
    expect_mention("-1");
    expect_ok(gemel_session_expect_statements(w->session, 1, &err));
    expect_ok(gemel_session_verify_statements(w->session, &err));
}

static void a_closed_session_counts_no_more(void **state)
{
    const world *w = *state;
    read_twice(w);
    expect_ok(gemel_session_close(w->session, &err));
    assert_int_equal(gemel_session_statement_count(w->session), 2);
    expect(GEMEL_USAGE, gemel_session_reset_statement_count(w->session, &err));
    expect(GEMEL_USAGE, gemel_session_expect_statements(w->session, 1, &err));
    expect(GEMEL_USAGE, gemel_session_verify_statements(w->session, &err));
    expect(GEMEL_USAGE, gemel_session_set_label(w->session, "late", &err));
}

/* ---- The label ---- */

typedef struct labels {
    int events, labelled;
} labels;

static void look_at_label(const gemel_log_event *event, void *user_data)
{
    labels *seen = user_data;
    ++seen->events;
    if (strcmp(gemel_log_event_label(event), "GET /people") == 0 && !gemel_log_event_association(event)[0])
        ++seen->labelled;
}

static const labels *listen_to(const world *w)
{
    static labels seen;
    memset(&seen, 0, sizeof seen);
    expect_ok(gemel_database_set_log(w->database, look_at_label, &seen, NULL, &err));
    return &seen;
}

static void every_event_of_the_session_shows_its_label(void **state)
{
    const world *w = *state;
    const labels *seen;
    expect_ok(gemel_session_set_label(w->session, "GET /people", &err));
    assert_string_equal(gemel_session_label(w->session), "GET /people");
    seen = listen_to(w);
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    given(w, "Person", "{'id': 1}");
    found(w, "Person", "{'id': 1}");
    expect_ok(gemel_session_rollback(w->session, &err));
    assert_true(seen->events >= 4);
    assert_int_equal(seen->labelled, seen->events);
    expect_rows(w, "Person", "");
    assert_int_equal(seen->labelled, seen->events - 1);
}

static void a_label_can_be_replaced_and_taken_away(void **state)
{
    const world *w = *state;
    const labels *seen;
    assert_string_equal(gemel_session_label(w->session), "");
    assert_string_equal(gemel_session_label(NULL), "");
    expect_ok(gemel_session_set_label(w->session, "GET /people", &err));
    expect_ok(gemel_session_set_label(w->session, "", &err));
    assert_string_equal(gemel_session_label(w->session), "");
    seen = listen_to(w);
    read_twice(w);
    assert_int_equal(seen->labelled, 0);
    expect(GEMEL_USAGE, gemel_session_set_label(w->session, NULL, &err));
    expect_mention("label");
    expect(GEMEL_USAGE, gemel_session_set_label(w->session, "\xff", &err));
    assert_string_equal(gemel_log_event_label(NULL), "");
    assert_string_equal(gemel_log_event_association(NULL), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(world_n, reads_and_writes_are_counted_as_the_log_shows_them),
        IN_WORLD(world_n, transactions_and_locks_are_not_counted),
        IN_WORLD(world_n, what_is_refused_before_it_is_sent_is_not_counted),
        IN_WORLD(world_n, each_session_counts_its_own_from_its_reset),
        IN_WORLD(world_n, as_many_as_are_expected_are_fine),
        IN_WORLD(world_n, more_are_sent_and_told_at_the_end),
        IN_WORLD(world_n, only_the_first_beyond_are_told_and_the_label),
        IN_WORLD(world_n, sql_over_several_lines_is_told_in_one),
        IN_WORLD(world_n, a_bound_ends_when_it_is_verified_and_not_by_a_reset),
        IN_WORLD(world_n, a_closed_session_counts_no_more),
        IN_WORLD(world_n, every_event_of_the_session_shows_its_label),
        IN_WORLD(world_n, a_label_can_be_replaced_and_taken_away),
    };
    return cmocka_run_group_tests_name("statements", tests, NULL, NULL);
}
