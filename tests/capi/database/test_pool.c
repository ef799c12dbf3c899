/*
 * The pool of connections of a database: who gets one, when they are closed, and what is counted. Threads are seen to
 * wait by the pool's own count, so that nothing depends on how long anything takes. What a broken connection does is
 * in tests/core/test_pool.cpp: SQLite's do not break.
 */
#define _XOPEN_SOURCE 700
#include "directory.h"
#include <pthread.h>
#include <sched.h>

enum { THREADS = 5 };

static gemel_database *database;

static int teardown(void **state)
{
    gemel_database_free(database);
    database = NULL;
    return directory_free(state);
}

static void open_with(const char *options)
{
    expect_ok(gemel_database_open(temporary_url("a.db"), schema, with(options), &database, &err));
}

static gemel_session *session(void)
{
    gemel_session *made = NULL;
    expect_ok(gemel_session_open(database, NULL, &made, &err));
    return made;
}

static int64_t count(int32_t what)
{
    return gemel_database_pool_count(database, what);
}

static gemel_status take(gemel_session *s)
{
    gemel_options *options = gemel_options_new();
    gemel_status status;
    gemel_options_set_bool(options, "readOnly", true, NULL);
    status = gemel_session_begin(s, options, &err);
    gemel_options_free(options);
    return status;
}

static void give_back(gemel_session *s)
{
    expect_ok(gemel_session_commit(s, &err));
}

/* ---- Who gets a connection ---- */

typedef struct waiter {
    gemel_session *session;
    gemel_status taken, given_back;
    int place; /* in the order of those who got it */
} waiter;

static int next_place; /* written by whoever holds the one connection */

static void *wait_for_it(void *argument)
{
    waiter *self = argument;
    gemel_options *options = gemel_options_new();
    gemel_options_set_bool(options, "readOnly", true, NULL);
    self->taken = gemel_session_begin(self->session, options, NULL);
    self->place = next_place++;
    self->given_back = gemel_session_commit(self->session, NULL);
    gemel_options_free(options);
    return NULL;
}

static void await_waiting(int64_t waiting)
{
    while (count(GEMEL_POOL_WAITING) != waiting)
        sched_yield();
}

static void who_came_first_gets_it_first(void **state)
{
    pthread_t threads[THREADS];
    waiter waiters[THREADS] = {{NULL, GEMEL_INTERNAL, GEMEL_INTERNAL, -1}};
    gemel_session *holder;
    int i, last;
    (void)state;
    open_with("{'poolSize': 1, 'poolTimeout': 600000}");
    holder = session();
    next_place = 0;
    expect_ok(take(holder));
    for (i = 0; i < THREADS; ++i) {
        waiters[i].session = session();
        assert_int_equal(pthread_create(&threads[i], NULL, wait_for_it, &waiters[i]), 0);
        await_waiting(i + 1);
    }
    give_back(holder);
    expect_ok(take(holder)); /* at once; nevertheless it comes last */
    last = next_place++;
    give_back(holder);
    for (i = 0; i < THREADS; ++i)
        assert_int_equal(pthread_join(threads[i], NULL), 0);
    for (i = 0; i < THREADS; ++i) {
        assert_int_equal(waiters[i].taken, GEMEL_OK);
        assert_int_equal(waiters[i].given_back, GEMEL_OK);
        assert_int_equal(waiters[i].place, i);
        gemel_session_free(waiters[i].session);
    }
    assert_int_equal(last, THREADS);
    gemel_session_free(holder);
}

static void who_waits_is_told_when_the_database_is_closed(void **state)
{
    pthread_t thread;
    waiter self = {NULL, GEMEL_OK, GEMEL_OK, -1};
    gemel_session *holder;
    (void)state;
    open_with("{'poolSize': 1, 'poolTimeout': 600000}");
    holder = session();
    expect_ok(take(holder));
    self.session = session();
    assert_int_equal(pthread_create(&thread, NULL, wait_for_it, &self), 0);
    await_waiting(1);
    expect_ok(gemel_database_close(database, &err));
    assert_int_equal(pthread_join(thread, NULL), 0);
    assert_int_equal(self.taken, GEMEL_USAGE);
    give_back(holder);
    assert_int_equal(count(GEMEL_POOL_OPEN), 0);
    gemel_session_free(self.session);
    gemel_session_free(holder);
}

static void waiting_for_a_connection_has_a_timeout_of_its_own(void **state)
{
    gemel_session *holder, *other;
    (void)state;
    open_with("{'poolSize': 1, 'poolTimeout': 0, 'busyTimeout': 86400000}");
    holder = session();
    other = session();
    expect_ok(take(holder));
    expect(GEMEL_BUSY, take(other));
    expect_mention("poolSize 1");
    assert_int_equal(count(GEMEL_POOL_TIMED_OUT), 1);
    give_back(holder);
    expect_ok(take(other));
    give_back(other);
    gemel_session_free(other);
    gemel_session_free(holder);
}

static void a_session_that_is_freed_in_a_transaction_leaves_its_connection_to_the_next(void **state)
{
    gemel_session *lost, *other;
    gemel_record *none = NULL;
    const gemel_model *person = NULL;
    (void)state;
    open_with("{'poolSize': 1, 'poolTimeout': 0}");
    expect_ok(gemel_database_sync(database, NULL, &err));
    expect_ok(gemel_schema_find_model(schema, "Person", &person, &err));
    lost = session();
    other = session();
    expect_ok(gemel_session_begin(lost, NULL, &err));
    expect_ok(gemel_record_create(lost, person, NULL, NULL, &none, &err));
    gemel_record_free(none);
    gemel_session_free(lost);
    assert_int_equal(count(GEMEL_POOL_IDLE), 1);
    expect_ok(gemel_record_find_first(other, person, NULL, NULL, &none, &err));
    assert_null(none);
    assert_int_equal(count(GEMEL_POOL_OPENED), 1);
    gemel_session_free(other);
}

/* ---- When connections are closed ---- */

static void a_connection_that_is_idle_for_too_long_is_closed_by_the_next_call(void **state)
{
    gemel_session *first, *second;
    (void)state;
    open_with("{'idleTimeout': 1}");
    first = session();
    second = session();
    expect_ok(take(first));
    expect_ok(take(second));
    give_back(first);
    give_back(second);
    assert_int_equal(count(GEMEL_POOL_OPEN), 2);
    do { /* the one that was used last is used again, the other one is not */
        expect_ok(take(first));
        give_back(first);
    } while (count(GEMEL_POOL_OPEN) == 2);
    assert_int_equal(count(GEMEL_POOL_OPEN), 1);
    assert_true(count(GEMEL_POOL_CLOSED) >= 1);
    gemel_session_free(second);
    gemel_session_free(first);
}

static void a_connection_that_is_too_old_is_replaced(void **state)
{
    gemel_session *s;
    (void)state;
    open_with("{'maxLifetime': 1}");
    s = session();
    do {
        expect_ok(take(s));
        give_back(s);
    } while (count(GEMEL_POOL_OPENED) == 1);
    assert_int_equal(count(GEMEL_POOL_OPEN), 1);
    assert_int_equal(count(GEMEL_POOL_CLOSED), count(GEMEL_POOL_OPENED) - 1);
    gemel_session_free(s);
}

static void a_database_in_memory_keeps_its_connection(void **state)
{
    enum { CALLS = 2000 };
    gemel_session *s;
    const gemel_model *person = NULL;
    gemel_record *none = NULL;
    int i;
    (void)state;
    expect_ok(
        gemel_database_open("sqlite::memory:", schema, with("{'maxLifetime': 1, 'idleTimeout': 1}"), &database, &err));
    expect_ok(gemel_database_sync(database, NULL, &err));
    expect_ok(gemel_schema_find_model(schema, "Person", &person, &err));
    s = session();
    for (i = 0; i < CALLS; ++i)
        expect_ok(gemel_record_find_first(s, person, NULL, NULL, &none, &err));
    assert_int_equal(count(GEMEL_POOL_OPENED), 1);
    gemel_session_free(s);
}

/* ---- What is counted ---- */

static void expect_counts(int64_t open, int64_t idle, int64_t in_use, int64_t opened, int64_t closed, int64_t acquired)
{
    assert_int_equal(count(GEMEL_POOL_OPEN), open);
    assert_int_equal(count(GEMEL_POOL_IDLE), idle);
    assert_int_equal(count(GEMEL_POOL_IN_USE), in_use);
    assert_int_equal(count(GEMEL_POOL_OPENED), opened);
    assert_int_equal(count(GEMEL_POOL_CLOSED), closed);
    assert_int_equal(count(GEMEL_POOL_ACQUIRED), acquired);
    assert_int_equal(count(GEMEL_POOL_WAITING), 0);
    assert_int_equal(count(GEMEL_POOL_TIMED_OUT), 0);
}

static void the_pool_counts_what_it_does(void **state)
{
    gemel_session *first, *second;
    (void)state;
    open_with("{'poolSize': 2}");
    expect_counts(1, 1, 0, 1, 0, 1);
    first = session();
    second = session();
    expect_counts(1, 1, 0, 1, 0, 1);
    expect_ok(take(first));
    expect_counts(1, 0, 1, 1, 0, 2);
    expect_ok(take(second));
    expect_counts(2, 0, 2, 2, 0, 3);
    give_back(first);
    expect_counts(2, 1, 1, 2, 0, 3);
    expect_ok(gemel_database_close(database, &err));
    expect_counts(1, 0, 1, 2, 1, 3);
    give_back(second);
    expect_counts(0, 0, 0, 2, 2, 3);
    gemel_session_free(second);
    gemel_session_free(first);
}

static void what_is_no_count_is_0(void **state)
{
    (void)state;
    open_with("{}");
    assert_int_equal(count(0), 0);
    assert_int_equal(count(9), 0);
    assert_int_equal(count(-1), 0);
    assert_int_equal(gemel_database_pool_count(NULL, GEMEL_POOL_OPEN), 0);
}

#define IN_DIRECTORY(test) cmocka_unit_test_setup_teardown(test, directory_make, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_DIRECTORY(who_came_first_gets_it_first),
        IN_DIRECTORY(who_waits_is_told_when_the_database_is_closed),
        IN_DIRECTORY(waiting_for_a_connection_has_a_timeout_of_its_own),
        IN_DIRECTORY(a_session_that_is_freed_in_a_transaction_leaves_its_connection_to_the_next),
        IN_DIRECTORY(a_connection_that_is_idle_for_too_long_is_closed_by_the_next_call),
        IN_DIRECTORY(a_connection_that_is_too_old_is_replaced),
        IN_DIRECTORY(a_database_in_memory_keeps_its_connection),
        IN_DIRECTORY(the_pool_counts_what_it_does),
        IN_DIRECTORY(what_is_no_count_is_0),
    };
    return cmocka_run_group_tests_name("pool", tests, NULL, NULL);
}
