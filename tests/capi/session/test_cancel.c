/*
 * gemel_session_cancel, and the timeouts of statements and locks. What is to be cancelled would never end by itself, so
 * a test of it ends only if cancelling works; that a call waits is seen, not guessed from the time. That no later
 * statement is hit on the way is in tests/core/test_pool.cpp.
 */
#define _XOPEN_SOURCE 700
#include "directory.h"
#include <pthread.h>
#include <sched.h>

static gemel_database *database;
static gemel_session *session;

static int teardown(void **state)
{
    gemel_session_free(session);
    gemel_database_free(database);
    session = NULL;
    database = NULL;
    return directory_free(state);
}

static void open_with(const char *options)
{
    expect_ok(gemel_database_open(temporary_url("a.db"), schema, with(options), &database, &err));
    expect_ok(gemel_session_open(database, NULL, &session, &err));
}

/* People without end: to look for one that is not among them takes for ever. */
static void make_people_endless(void)
{
    sqlite_run(temporary_path("a.db"), "CREATE VIEW people AS WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL"
                                       " SELECT id + 1 FROM n) SELECT id, 'p' || id AS name FROM n;"
                                       "CREATE TABLE licenses (id INTEGER PRIMARY KEY, number TEXT, ownerId INTEGER)");
}

static const gemel_model *model_of(const char *name)
{
    const gemel_model *found = NULL;
    gemel_schema_find_model(schema, name, &found, NULL);
    return found;
}

/* ---- A call on another thread ---- */

typedef struct worker {
    gemel_status (*call)(gemel_error **error);
    gemel_status answer;
    gemel_error *error;
    pthread_mutex_t mutex;
    bool done;
} worker;

static gemel_values *nobody;

static gemel_status look_for_nobody(gemel_error **error)
{
    gemel_records *none = NULL;
    return gemel_records_find_all(session, model_of("Person"), nobody, NULL, &none, error);
}

static gemel_status begin(gemel_error **error)
{
    return gemel_session_begin(session, NULL, error);
}

static void *work(void *argument)
{
    worker *self = argument;
    self->answer = self->call(&self->error);
    pthread_mutex_lock(&self->mutex);
    self->done = true;
    pthread_mutex_unlock(&self->mutex);
    return NULL;
}

static bool is_done(worker *self)
{
    bool done;
    pthread_mutex_lock(&self->mutex);
    done = self->done;
    pthread_mutex_unlock(&self->mutex);
    return done;
}

/* Calls on a thread of its own; where `is_there` says so, cancels, until the call has ended. */
static void cancel_once(bool (*is_there)(void), gemel_status (*call)(gemel_error **error))
{
    pthread_t thread;
    worker self = {call, GEMEL_INTERNAL, NULL, PTHREAD_MUTEX_INITIALIZER, false};
    assert_int_equal(pthread_create(&thread, NULL, work, &self), 0);
    while (!is_done(&self)) {
        if (is_there())
            gemel_session_cancel(session, NULL);
        sched_yield();
    }
    assert_int_equal(pthread_join(thread, NULL), 0);
    err = self.error;
    expect(GEMEL_CANCELLED, self.answer);
}

static bool is_in_use(void)
{
    return gemel_database_pool_count(database, GEMEL_POOL_IN_USE) == 1;
}

static bool is_waiting(void)
{
    return gemel_database_pool_count(database, GEMEL_POOL_WAITING) == 1;
}

static void write_status(const gemel_log_event *event, void *user_data)
{
    *(gemel_status *)user_data = gemel_log_event_status(event);
}

/* Cancels a call until it was cancelled when its statement was with the database, which the log tells. */
static void cancel_in_the_database(gemel_status (*call)(gemel_error **error))
{
    gemel_status logged = GEMEL_OK;
    expect_ok(gemel_database_set_log(database, write_status, &logged, NULL, &err));
    while (logged != GEMEL_CANCELLED)
        cancel_once(is_in_use, call);
    expect_mention("cancelled");
    expect_ok(gemel_database_set_log(database, NULL, NULL, NULL, &err));
}

/* ---- What can be cancelled ---- */

static void a_statement_that_runs_is_cancelled(void **state)
{
    gemel_records *none = NULL;
    (void)state;
    make_people_endless();
    open_with("{}");
    nobody = values("{'name': 'nobody'}");
    cancel_in_the_database(look_for_nobody);
    expect_ok(gemel_records_find_all(session, model_of("License"), NULL, NULL, &none, &err));
    gemel_records_free(none);
}

static void a_transaction_is_cancelled_and_stays_to_be_rolled_back(void **state)
{
    gemel_record *license = NULL;
    (void)state;
    make_people_endless();
    open_with("{}");
    nobody = values("{'name': 'nobody'}");
    expect_ok(gemel_session_begin(session, NULL, &err));
    expect_ok(gemel_record_create(session, model_of("License"), NULL, NULL, &license, &err));
    cancel_in_the_database(look_for_nobody);
    assert_int_equal(gemel_session_depth(session), 1);
    expect_ok(gemel_session_rollback(session, &err));
    assert_true(gemel_record_is_new(license));
    gemel_record_free(license);
    assert_string_equal(sqlite_ask(temporary_path("a.db"), "SELECT count(*) FROM licenses"), "0");
}

static void waiting_for_a_lock_is_cancelled(void **state)
{
    (void)state;
    sqlite_run(temporary_path("a.db"), "CREATE TABLE t (x)");
    open_with("{'lockTimeout': 0, 'busyTimeout': 0}");
    sqlite_hold(temporary_path("a.db"), "BEGIN IMMEDIATE");
    cancel_in_the_database(begin);
    assert_int_equal(gemel_session_depth(session), 0);
    sqlite_let_go();
    expect_ok(gemel_session_begin(session, NULL, &err));
    expect_ok(gemel_session_commit(session, &err));
}

static void waiting_for_a_connection_is_cancelled(void **state)
{
    gemel_session *holder = NULL;
    (void)state;
    open_with("{'poolSize': 1, 'poolTimeout': 86400000}");
    expect_ok(gemel_session_open(database, NULL, &holder, &err));
    expect_ok(gemel_session_begin(holder, NULL, &err));
    cancel_once(is_waiting, begin);
    expect_mention("connection");
    assert_int_equal(gemel_database_pool_count(database, GEMEL_POOL_WAITING), 0);
    expect_ok(gemel_session_commit(holder, &err));
    expect_ok(gemel_session_begin(session, NULL, &err));
    expect_ok(gemel_session_commit(session, &err));
    gemel_session_free(holder);
}

static gemel_status cancel_and_go_on(gemel_session *inside, void *user_data, gemel_error **error)
{
    gemel_status *created = user_data;
    gemel_record *none = NULL;
    (void)error;
    gemel_session_cancel(inside, NULL);
    *created = gemel_record_create(inside, model_of("Person"), NULL, NULL, &none, NULL);
    return GEMEL_OK;
}

static void all_that_runs_in_transact_is_cancelled(void **state)
{
    gemel_status created = GEMEL_OK;
    (void)state;
    open_with("{}");
    expect_ok(gemel_database_sync(database, NULL, &err));
    expect(GEMEL_CANCELLED, gemel_session_transact(session, NULL, cancel_and_go_on, &created, &err));
    assert_int_equal(created, GEMEL_CANCELLED);
    assert_int_equal(gemel_session_depth(session), 0);
    expect_ok(gemel_session_begin(session, NULL, &err));
    expect_ok(gemel_session_commit(session, &err));
}

static void without_a_call_nothing_happens_also_to_the_next_one(void **state)
{
    const world *w = *state;
    expect_ok(gemel_session_cancel(w->session, &err));
    given(w, "Person", "{'name': 'ann'}");
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    expect_ok(gemel_session_cancel(w->session, &err));
    given(w, "Person", "{'name': 'bob'}");
    expect_ok(gemel_session_commit(w->session, &err));
    expect_rows(w, "Person", "1 ann, 2 bob");
    expect(GEMEL_USAGE, gemel_session_cancel(NULL, &err));
}

/* ---- Timeouts ---- */

static void a_statement_that_takes_too_long_is_cancelled(void **state)
{
    gemel_records *none = NULL;
    (void)state;
    make_people_endless();
    open_with("{'statementTimeout': 20}");
    nobody = values("{'name': 'nobody'}");
    expect(GEMEL_CANCELLED, look_for_nobody(&err));
    expect_mention("statementTimeout (20 ms)");
    expect_ok(gemel_records_find_all(session, model_of("License"), NULL, NULL, &none, &err));
    gemel_records_free(none);
}

static void waiting_for_a_lock_counts_as_taking_long(void **state)
{
    (void)state;
    sqlite_run(temporary_path("a.db"), "CREATE TABLE t (x)");
    open_with("{'statementTimeout': 20, 'lockTimeout': 0}");
    sqlite_hold(temporary_path("a.db"), "BEGIN IMMEDIATE");
    expect(GEMEL_CANCELLED, begin(&err));
    expect_mention("statementTimeout");
    sqlite_let_go();
    expect_ok(begin(&err));
    expect_ok(gemel_session_rollback(session, &err));
}

static void a_lock_has_a_timeout_of_its_own(void **state)
{
    (void)state;
    sqlite_run(temporary_path("a.db"), "CREATE TABLE t (x)");
    open_with("{'lockTimeout': 20, 'busyTimeout': 86400000}");
    sqlite_hold(temporary_path("a.db"), "BEGIN IMMEDIATE");
    expect(GEMEL_BUSY, begin(&err));
    sqlite_let_go();
}

#define IN_DIRECTORY(test) cmocka_unit_test_setup_teardown(test, directory_make, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_DIRECTORY(a_statement_that_runs_is_cancelled),
        IN_DIRECTORY(a_transaction_is_cancelled_and_stays_to_be_rolled_back),
        IN_DIRECTORY(waiting_for_a_lock_is_cancelled),
        IN_DIRECTORY(waiting_for_a_connection_is_cancelled),
        IN_DIRECTORY(all_that_runs_in_transact_is_cancelled),
        IN_WORLD(world_n, without_a_call_nothing_happens_also_to_the_next_one),
        IN_DIRECTORY(a_statement_that_takes_too_long_is_cancelled),
        IN_DIRECTORY(waiting_for_a_lock_counts_as_taking_long),
        IN_DIRECTORY(a_lock_has_a_timeout_of_its_own),
    };
    return cmocka_run_group_tests_name("cancel", tests, NULL, NULL);
}
