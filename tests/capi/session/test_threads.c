/*
 * The rules of base.h on threads: a database and a resolved schema are shared, a session is one thread's at a time.
 * Threads record what they saw and the test asserts it, since a failing assertion must not leave its thread. It must
 * not depend on how long anything takes.
 */
#define _XOPEN_SOURCE 700
#include "fixture.h"
#include <pthread.h>

enum { THREADS = 2, ROWS = 100 };

/* ---- Two sessions on two threads ---- */

typedef struct worker {
    const world *w;
    const char *number;
    gemel_status worst;
    pthread_barrier_t *start;
} worker;

/* Creates people, each with a licence, so that each round is several statements in a transaction. */
static void *create_rows(void *argument)
{
    worker *self = argument;
    gemel_session *session = NULL;
    gemel_values *v = gemel_values_new();
    const gemel_model *person = NULL;
    int i;
    gemel_values_set_text(v, "number", self->number, GEMEL_NUL, NULL);
    self->worst = gemel_session_open(self->w->database, NULL, &session, NULL);
    if (self->worst == GEMEL_OK)
        self->worst = gemel_schema_find_model(self->w->schema, "Person", &person, NULL);
    pthread_barrier_wait(self->start);
    for (i = 0; i < ROWS && self->worst == GEMEL_OK; ++i) {
        gemel_record *owner = NULL;
        self->worst = gemel_record_create(session, person, NULL, NULL, &owner, NULL);
        if (self->worst == GEMEL_OK)
            self->worst = gemel_record_create_association(owner, "license", v, NULL, NULL, NULL);
        gemel_record_free(owner);
    }
    gemel_session_free(session);
    gemel_values_free(v);
    return NULL;
}

static int in_a_shared_world(void **state)
{
    world_shared(state, schema_n());
    /* The fixture's counter of statements is for one thread, its lock timeout for none that waits. */
    gemel_database_free(((world *)*state)->database);
    expect_ok(gemel_database_open(shared_url(), ((world *)*state)->schema,
                                  with("{'busyTimeout': 60000, 'synchronous': 'off'}"), &((world *)*state)->database,
                                  &err));
    return 0;
}

static void two_sessions_work_on_two_threads(void **state)
{
    const world *w = *state;
    pthread_t threads[THREADS];
    pthread_barrier_t start;
    worker workers[THREADS] = {{w, "first", GEMEL_INTERNAL, &start}, {w, "second", GEMEL_INTERNAL, &start}};
    int i;
    assert_int_equal(pthread_barrier_init(&start, NULL, THREADS), 0);
    for (i = 0; i < THREADS; ++i)
        assert_int_equal(pthread_create(&threads[i], NULL, create_rows, &workers[i]), 0);
    for (i = 0; i < THREADS; ++i)
        assert_int_equal(pthread_join(threads[i], NULL), 0);
    pthread_barrier_destroy(&start);
    for (i = 0; i < THREADS; ++i)
        assert_string_equal(gemel_status_name(workers[i].worst), "ok");
    assert_string_equal(
        shared_ask(
            "SELECT number, count(*), count(DISTINCT \"ownerId\") FROM licenses GROUP BY number ORDER BY number"),
        "first 100 100, second 100 100");
}

/* ---- One session on two threads ---- */

typedef struct intruder {
    gemel_session *session;
    const gemel_model *person;
    gemel_record *record;
    bool has_run;
    gemel_status found, begun, saved, reloaded;
} intruder;

static void *intrude(void *argument)
{
    intruder *self = argument;
    gemel_record *none = NULL;
    self->found = gemel_record_find_first(self->session, self->person, NULL, NULL, &none, NULL);
    gemel_record_free(none);
    self->begun = gemel_session_begin(self->session, NULL, NULL);
    self->saved = gemel_record_save(self->record, NULL, NULL);
    self->reloaded = gemel_record_reload(self->record, NULL, NULL);
    return NULL;
}

/* The log is called while the session is inside a call; another thread comes in meanwhile. */
static void let_the_intruder_in(const gemel_log_event *event, void *user_data)
{
    intruder *self = user_data;
    pthread_t thread;
    (void)event;
    if (!self->has_run && pthread_create(&thread, NULL, intrude, self) == 0) {
        self->has_run = true;
        pthread_join(thread, NULL);
    }
}

static void a_second_thread_is_refused_while_a_call_is_inside(void **state)
{
    const world *w = *state;
    gemel_record *ann = given(w, "Person", "{'name': 'ann'}");
    gemel_record *bob = built(w, "Person", "{'name': 'bob'}");
    intruder self = {w->session, model(w, "Person"), bob, false, GEMEL_OK, GEMEL_OK, GEMEL_OK, GEMEL_OK};
    expect_ok(gemel_database_set_log(w->database, let_the_intruder_in, &self, NULL, &err));
    expect_ok(gemel_record_update(ann, values("{'name': 'eve'}"), NULL, &err));
    expect_ok(gemel_database_set_log(w->database, NULL, NULL, NULL, &err));
    assert_true(self.has_run);
    assert_int_equal(self.found, GEMEL_USAGE);
    assert_int_equal(self.begun, GEMEL_USAGE);
    assert_int_equal(self.saved, GEMEL_USAGE);
    assert_int_equal(self.reloaded, GEMEL_USAGE);
    assert_int_equal(gemel_session_depth(w->session), 0);
    assert_true(gemel_record_is_new(bob));
    expect_rows(w, "Person", "1 eve");
}

static void *work_alone(void *argument)
{
    intruder *self = argument;
    self->saved = gemel_record_save(self->record, NULL, NULL);
    return NULL;
}

static void a_session_may_go_from_thread_to_thread(void **state)
{
    const world *w = *state;
    gemel_record *bob = built(w, "Person", "{'name': 'bob'}");
    intruder self = {w->session, model(w, "Person"), bob, false, GEMEL_OK, GEMEL_OK, GEMEL_INTERNAL, GEMEL_OK};
    pthread_t thread;
    given(w, "Person", "{'name': 'ann'}");
    assert_int_equal(pthread_create(&thread, NULL, work_alone, &self), 0);
    assert_int_equal(pthread_join(thread, NULL), 0);
    assert_int_equal(self.saved, GEMEL_OK);
    assert_false(gemel_record_is_new(bob));
    given(w, "Person", "{'name': 'cid'}");
    expect_rows(w, "Person", "1 ann, 2 bob, 3 cid");
}

/* ---- Freeing on another thread, while the session works ---- */

typedef struct burden {
    gemel_record *record;
    gemel_records *list;
    gemel_session *other;
    bool has_run;
} burden;

static void *drop_all(void *argument)
{
    burden *self = argument;
    gemel_record_free(self->record);
    gemel_records_free(self->list);
    gemel_session_free(self->other);
    return NULL;
}

static void let_another_thread_free(const gemel_log_event *event, void *user_data)
{
    burden *self = user_data;
    pthread_t thread;
    (void)event;
    if (!self->has_run && pthread_create(&thread, NULL, drop_all, self) == 0) {
        self->has_run = true;
        pthread_join(thread, NULL);
    }
}

static void free_may_run_on_any_thread_at_any_time(void **state)
{
    const world *w = *state;
    gemel_record *ann = given(w, "Person", "{'name': 'ann'}");
    burden self = {NULL, NULL, NULL, false};
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    expect_ok(gemel_record_create(w->session, model(w, "Person"), NULL, NULL, &self.record, &err));
    expect_ok(gemel_records_find_all(w->session, model(w, "Person"), NULL, NULL, &self.list, &err));
    expect_ok(gemel_session_open(w->database, NULL, &self.other, &err));
    expect_ok(gemel_database_set_log(w->database, let_another_thread_free, &self, NULL, &err));
    expect_ok(gemel_record_update(ann, values("{'name': 'eve'}"), NULL, &err));
    expect_ok(gemel_session_rollback(w->session, &err));
    expect_ok(gemel_database_set_log(w->database, NULL, NULL, NULL, &err));
    assert_true(self.has_run);
    assert_true(gemel_record_is_changed(ann));
    expect_rows(w, "Person", "1 ann");
}

/* ---- A shared schema ---- */

static void *ask_schema(void *argument)
{
    worker *self = argument;
    int i;
    pthread_barrier_wait(self->start);
    self->worst = GEMEL_OK;
    for (i = 0; i < ROWS && self->worst == GEMEL_OK; ++i) {
        const gemel_model *person = NULL;
        const gemel_association *licence = NULL;
        self->worst = gemel_schema_find_model(self->w->schema, "Person", &person, NULL);
        if (self->worst == GEMEL_OK)
            self->worst = gemel_model_find_association(person, "license", &licence, NULL);
        if (strcmp(gemel_association_accessor(licence, "get"), "getLicense") != 0)
            self->worst = GEMEL_INTERNAL;
    }
    return NULL;
}

static void a_resolved_schema_is_read_by_all_threads(void **state)
{
    const world *w = *state;
    pthread_t threads[THREADS];
    pthread_barrier_t start;
    worker workers[THREADS] = {{w, NULL, GEMEL_INTERNAL, &start}, {w, NULL, GEMEL_INTERNAL, &start}};
    int i;
    assert_int_equal(pthread_barrier_init(&start, NULL, THREADS), 0);
    for (i = 0; i < THREADS; ++i)
        assert_int_equal(pthread_create(&threads[i], NULL, ask_schema, &workers[i]), 0);
    for (i = 0; i < THREADS; ++i)
        assert_int_equal(pthread_join(threads[i], NULL), 0);
    pthread_barrier_destroy(&start);
    for (i = 0; i < THREADS; ++i)
        assert_int_equal(workers[i].worst, GEMEL_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_SHARED_WORLD(in_a_shared_world, two_sessions_work_on_two_threads),
        IN_WORLD(world_n, a_second_thread_is_refused_while_a_call_is_inside),
        IN_WORLD(world_n, a_session_may_go_from_thread_to_thread),
        IN_WORLD(world_n, free_may_run_on_any_thread_at_any_time),
        IN_WORLD(world_n, a_resolved_schema_is_read_by_all_threads),
    };
    return cmocka_run_group_tests_name("threads", tests, NULL, NULL);
}
