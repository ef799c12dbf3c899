/*
 * A server that starts again while threads work on it, quickly or at once as after a crash: each call succeeds, or
 * fails as its connection did, what was told to be done is there afterwards, and all go on as soon as the server does.
 * Must not depend on how long anything takes.
 *
 *     faults_postgresql_restart [--long]       inside tests/servers/with-servers --restartable
 */
#define _XOPEN_SOURCE 700
#include "fixture.h"
#include "server.h"
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>

enum { WORKERS = 5, POOL_SIZE = 3, ENOUGH = 30, TEXT_SIZE = 256, COMPLAINT_SIZE = 1024 };

static int rounds = 2; /* of both kinds */
static char url[TEXT_SIZE * 2];

/* ---- What one thread does: its own person, and in turn one of its own two licences ---- */

typedef struct worker {
    int number;
    const world *w;
    bool may_be[3]; /* linked, as far as is known: nobody, the first, the second */
    /* Shared, under the lock: */
    bool is_to_stop;
    long done, disturbed;
    char complaint[COMPLAINT_SIZE];
} worker;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void count(long *what)
{
    pthread_mutex_lock(&lock);
    ++*what;
    pthread_mutex_unlock(&lock);
}

static long count_of(const long *what)
{
    long value;
    pthread_mutex_lock(&lock);
    value = *what;
    pthread_mutex_unlock(&lock);
    return value;
}

static void complain(worker *self, const char *what, gemel_status status, gemel_error *error)
{
    pthread_mutex_lock(&lock);
    if (!self->complaint[0])
        (void)snprintf(self->complaint, sizeof self->complaint, "worker %d: %s: %s %s", self->number, what,
                       gemel_status_name(status), error ? gemel_error_message(error) : "");
    pthread_mutex_unlock(&lock);
    gemel_error_free(error);
}

static bool goes_on(worker *self)
{
    bool good;
    pthread_mutex_lock(&lock);
    good = !self->is_to_stop && !self->complaint[0];
    pthread_mutex_unlock(&lock);
    return good;
}

/* Did it succeed? If not: as a connection fails, or it is a complaint. */
static bool succeeded(worker *self, const char *what, bool writes, gemel_status status, gemel_error *error)
{
    if (status == GEMEL_OK)
        return true;
    if (status != GEMEL_CONNECTION && status != GEMEL_BUSY && !(writes && status == GEMEL_UNKNOWN_OUTCOME)) {
        complain(self, what, status, error);
        return false;
    }
    gemel_error_free(error);
    count(&self->disturbed);
    (void)sched_yield();
    return false;
}

static void know(worker *self, int linked)
{
    int i;
    for (i = 0; i < 3; ++i)
        self->may_be[i] = i == linked;
}

static void link(worker *self, gemel_record *person, gemel_record *licence, int number)
{
    gemel_error *error = NULL;
    const gemel_status status = gemel_record_set_association(person, "license", licence, NULL, &error);
    if (status == GEMEL_UNKNOWN_OUTCOME)
        self->may_be[number] = true;
    if (succeeded(self, "set", true, status, error))
        know(self, number);
}

static void look(worker *self, gemel_record *person)
{
    gemel_error *error = NULL;
    gemel_record *found_record = NULL;
    int64_t id = 0;
    int linked = 0;
    const gemel_status status = gemel_record_get_association(person, "license", NULL, &found_record, &error);
    if (!succeeded(self, "get", false, status, error))
        return;
    if (found_record && gemel_record_get_int(found_record, "id", &id, NULL) == GEMEL_OK)
        linked = (int)(id - 2 * self->number) + 1;
    gemel_record_free(found_record);
    if (linked < 0 || linked > 2 || !self->may_be[linked])
        complain(self, "who is linked is not who was", status, NULL);
    else
        know(self, linked);
    count(&self->done);
}

static gemel_record *read_row(worker *self, gemel_session *session, const char *name, int id)
{
    gemel_error *error = NULL;
    gemel_record *record = NULL;
    gemel_values *key = gemel_values_new();
    const gemel_model *m = NULL;
    gemel_status status = gemel_values_set_int(key, "id", id, &error);
    if (status == GEMEL_OK)
        status = gemel_schema_find_model(self->w->schema, name, &m, &error);
    if (status == GEMEL_OK)
        status = gemel_record_find(session, m, key, NULL, &record, &error);
    gemel_values_free(key);
    if (!record)
        complain(self, "no row to begin with", status, error);
    return record;
}

static void *work(void *argument)
{
    worker *self = argument;
    gemel_session *session = NULL;
    gemel_record *person = NULL, *licences[2] = {NULL, NULL};
    int i;
    if (gemel_session_open(self->w->database, NULL, &session, NULL) == GEMEL_OK) {
        person = read_row(self, session, "Person", self->number);
        licences[0] = read_row(self, session, "License", 2 * self->number);
        licences[1] = read_row(self, session, "License", 2 * self->number + 1);
    }
    know(self, 0);
    for (i = 0; goes_on(self); i = 1 - i) {
        link(self, person, licences[i], i + 1);
        look(self, person);
    }
    gemel_record_free(person);
    gemel_record_free(licences[0]);
    gemel_record_free(licences[1]);
    gemel_session_free(session);
    return NULL;
}

/* ---- The server, and all of them ---- */

static void restart(const char *how)
{
    char command[TEXT_SIZE], before[TEXT_SIZE];
    static const char started[] = "SELECT pg_postmaster_start_time()";
    (void)snprintf(before, sizeof before, "%s", server_ask(started));
    (void)snprintf(command, sizeof command, "%s %s", server_variable("GEMEL_TEST_RESTART"), how);
    assert_int_equal(system(command), 0);
    while (!server_open_again() || strcmp(server_ask(started), before) == 0)
        (void)sched_yield();
}

/* Until each has done so much more, or has a complaint. */
static void await_work(worker *workers, const gemel_database *database)
{
    long before[WORKERS];
    int i;
    for (i = 0; i < WORKERS; ++i)
        before[i] = count_of(&workers[i].done);
    for (i = 0; i < WORKERS; ++i)
        while (goes_on(&workers[i]) && count_of(&workers[i].done) < before[i] + ENOUGH) {
            if (gemel_database_pool_count(database, GEMEL_POOL_OPEN) > POOL_SIZE)
                complain(&workers[i], "more connections than may be", GEMEL_OK, NULL);
            (void)sched_yield();
        }
}

static int open_world(void **state)
{
    static world w;
    char options[TEXT_SIZE];
    w.schema = schema_u();
    *state = &w;
    (void)snprintf(options, sizeof options, "{'poolSize': %d}", POOL_SIZE);
    expect_ok(gemel_schema_resolve(w.schema, &err));
    expect_ok(gemel_database_open(url, w.schema, with(options), &w.database, &err));
    expect_ok(gemel_database_sync(w.database, NULL, &err));
    server_run("INSERT INTO people (id) SELECT generate_series(1, 5)");
    server_run("INSERT INTO licenses (id) SELECT generate_series(2, 11)");
    return 0;
}

static int close_world(void **state)
{
    world *w = *state;
    release(state);
    gemel_database_free(w->database);
    gemel_schema_free(w->schema);
    return 0;
}

static void all_go_on_when_the_server_does(void **state)
{
    static worker workers[WORKERS];
    pthread_t threads[WORKERS];
    const world *w = *state;
    long disturbed = 0;
    int i, n;
    for (i = 0; i < WORKERS; ++i) {
        workers[i].number = i + 1;
        workers[i].w = w;
        assert_int_equal(pthread_create(&threads[i], NULL, work, &workers[i]), 0);
    }
    for (n = 0; n < 2 * rounds; ++n) {
        await_work(workers, w->database);
        restart(n % 2 == 0 ? "fast" : "immediate");
    }
    await_work(workers, w->database);
    pthread_mutex_lock(&lock);
    for (i = 0; i < WORKERS; ++i)
        workers[i].is_to_stop = true;
    pthread_mutex_unlock(&lock);
    for (i = 0; i < WORKERS; ++i)
        pthread_join(threads[i], NULL);
    for (i = 0; i < WORKERS; ++i) {
        assert_string_equal(workers[i].complaint, "");
        disturbed += workers[i].disturbed;
    }
    assert_true(disturbed > 0); /* or nothing was tested */
    assert_int_equal(gemel_database_pool_count(w->database, GEMEL_POOL_IN_USE), 0);
    assert_string_equal(server_ask("SELECT (SELECT count(*) FROM people), (SELECT count(*) FROM licenses),"
                                   " (SELECT count(*) FROM licenses WHERE \"ownerId\" IS NOT NULL),"
                                   " (SELECT count(*) FROM licenses WHERE \"ownerId\" <> id / 2)"),
                        "5 10 5 0");
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(all_go_on_when_the_server_does, open_world, close_world),
    };
    int failed;
    if (argc > 1 && strcmp(argv[1], "--long") == 0)
        rounds = 30;
    server_open(server_variable("GEMEL_TEST_RESTARTABLE"));
    (void)snprintf(url, sizeof url, "%s?schema=%s", server_variable("GEMEL_TEST_RESTARTABLE"), server_schema());
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    server_close();
    return failed;
}
