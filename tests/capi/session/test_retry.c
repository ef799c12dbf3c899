/*
 * Transactions that are run again because they failed with GEMEL_RETRY: the option of gemel_session_transact. What the
 * library runs again by itself needs a database that fails so: tests/core/test_retry.cpp.
 */
#include "fixture.h"

/* A callback that records what it sees and answers as it was told, one answer for each call; then GEMEL_OK. */
typedef struct script {
    const world *w;
    gemel_status answers[8];
    gemel_record *record;
    bool saves, cancels;
    int calls;
    int new_ones; /* calls that found the record new */
    gemel_status worked;
} script;

static gemel_status play(gemel_session *session, void *user_data, gemel_error **error)
{
    script *s = user_data;
    gemel_status answer = s->answers[s->calls++];
    if (s->record)
        s->new_ones += gemel_record_is_new(s->record);
    if (s->saves && s->record)
        s->worked = gemel_record_save(s->record, NULL, NULL);
    if (s->cancels)
        gemel_session_cancel(session, NULL);
    return answer == GEMEL_OK ? GEMEL_OK : gemel_error_raise(answer, s->calls == 1 ? "first" : "later", error);
}

static void a_transaction_that_fails_with_retry_is_run_again(void **state)
{
    const world *w = *state;
    script s = {.w = w, .answers = {GEMEL_RETRY, GEMEL_RETRY}, .saves = true};
    s.record = built(w, "Person", "{'name': 'ann'}");
    expect_ok(gemel_session_transact(w->session, with("{'retries': 2}"), play, &s, &err));
    assert_int_equal(s.calls, 3);
    assert_int_equal(s.new_ones, 3); /* each try finds the record as the first one did */
    assert_int_equal(s.worked, GEMEL_OK);
    assert_false(gemel_record_is_new(s.record));
    assert_int_equal(gemel_session_depth(w->session), 0);
    expect_rows(w, "Person", by_dialect("1 ann", "3 ann"));
}

static void the_failure_of_the_last_try_comes_out(void **state)
{
    const world *w = *state;
    script s = {.w = w, .answers = {GEMEL_RETRY, GEMEL_RETRY, GEMEL_RETRY}, .saves = true};
    s.record = built(w, "Person", "{'name': 'ann'}");
    expect(GEMEL_RETRY, gemel_session_transact(w->session, with("{'retries': 1}"), play, &s, &err));
    assert_string_equal(gemel_error_message(failure()), "later");
    assert_int_equal(s.calls, 2);
    assert_true(gemel_record_is_new(s.record));
    expect_rows(w, "Person", "");
}

static void nothing_is_run_again_unless_asked_for(void **state)
{
    const world *w = *state;
    script by_default = {.w = w, .answers = {GEMEL_RETRY}}, zero = {.w = w, .answers = {GEMEL_RETRY}};
    expect(GEMEL_RETRY, gemel_session_transact(w->session, NULL, play, &by_default, &err));
    assert_int_equal(by_default.calls, 1);
    expect(GEMEL_RETRY, gemel_session_transact(w->session, with("{'retries': 0}"), play, &zero, &err));
    assert_int_equal(zero.calls, 1);
}

static void other_failures_are_not_run_again(void **state)
{
    static const gemel_status others[] = {GEMEL_BUSY,   GEMEL_UNKNOWN_OUTCOME, GEMEL_CONNECTION, GEMEL_STALE,
                                          GEMEL_UNIQUE, GEMEL_CANCELLED,       GEMEL_CALLBACK};
    const world *w = *state;
    size_t i;
    for (i = 0; i < COUNT(others); ++i) {
        script s = {.w = w, .answers = {others[i]}};
        expect(others[i], gemel_session_transact(w->session, with("{'retries': 3}"), play, &s, &err));
        assert_int_equal(s.calls, 1);
    }
}

static void a_failure_after_a_retry_comes_out(void **state)
{
    const world *w = *state;
    script s = {.w = w, .answers = {GEMEL_RETRY, GEMEL_STALE}};
    expect(GEMEL_STALE, gemel_session_transact(w->session, with("{'retries': 3}"), play, &s, &err));
    assert_string_equal(gemel_error_message(failure()), "later");
    assert_int_equal(s.calls, 2);
}

static void a_savepoint_is_not_run_again(void **state)
{
    const world *w = *state;
    script refused = {.w = w}, allowed = {.w = w, .answers = {GEMEL_RETRY}};
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    expect(GEMEL_USAGE, gemel_session_transact(w->session, with("{'retries': 1}"), play, &refused, &err));
    expect_mention("retries");
    assert_int_equal(refused.calls, 0);
    assert_int_equal(gemel_session_depth(w->session), 1);
    expect(GEMEL_RETRY, gemel_session_transact(w->session, with("{'retries': 0}"), play, &allowed, &err));
    assert_int_equal(allowed.calls, 1);
    expect_ok(gemel_session_rollback(w->session, &err));
}

static void a_transaction_that_was_cancelled_is_not_run_again(void **state)
{
    const world *w = *state;
    script s = {.w = w, .answers = {GEMEL_RETRY}, .cancels = true};
    expect(GEMEL_CANCELLED, gemel_session_transact(w->session, with("{'retries': 3}"), play, &s, &err));
    assert_int_equal(s.calls, 1);
    assert_int_equal(gemel_session_depth(w->session), 0);
}

static void the_option_is_checked(void **state)
{
    static const char *const wrong[] = {"{'retries': -1}", "{'retries': 101}", "{'retries': true}", "{'retries': '1'}",
                                        "{'retrys': 1}"};
    const world *w = *state;
    script s = {.w = w};
    size_t i;
    for (i = 0; i < COUNT(wrong); ++i) {
        print_message("# %s\n", wrong[i]);
        expect(GEMEL_USAGE, gemel_session_transact(w->session, with(wrong[i]), play, &s, &err));
        expect_mention("retries");
    }
    assert_int_equal(s.calls, 0);
    expect(GEMEL_USAGE, gemel_session_begin(w->session, with("{'retries': 1}"), &err));
    expect_ok(gemel_session_transact(w->session, with("{'retries': 100, 'readOnly': true}"), play, &s, &err));
    assert_int_equal(s.calls, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(world_n, a_transaction_that_fails_with_retry_is_run_again),
        IN_WORLD(world_n, the_failure_of_the_last_try_comes_out),
        IN_WORLD(world_n, nothing_is_run_again_unless_asked_for),
        IN_WORLD(world_n, other_failures_are_not_run_again),
        IN_WORLD(world_n, a_failure_after_a_retry_comes_out),
        IN_WORLD(world_n, a_savepoint_is_not_run_again),
        IN_WORLD(world_n, a_transaction_that_was_cancelled_is_not_run_again),
        IN_WORLD(world_n, the_option_is_checked),
    };
    return cmocka_run_group_tests_name("retry", tests, NULL, NULL);
}
