/*
 * The log of gemel/database.h: what an event tells, what it keeps to itself, and how a log goes away. It must not test
 * how many statements a call sends: the test of the call does.
 */
#include "fixture.h"

enum { EVENTS_MAX = 64 };

typedef struct event {
    char sql[512], binds[256];
    int32_t kind;
    int64_t nanoseconds;
    gemel_status status;
} event;

/* What arrived; callbacks only record, since a failing assertion must not unwind through gemel. */
typedef struct book {
    event events[EVENTS_MAX];
    size_t count;
    int destroyed;
} book;

static void record_event(const gemel_log_event *self, void *user_data)
{
    book *b = user_data;
    event *e = &b->events[b->count % EVENTS_MAX];
    ++b->count;
    strncpy(e->sql, gemel_log_event_sql(self), sizeof e->sql - 1);
    strncpy(e->binds, gemel_log_event_binds(self), sizeof e->binds - 1);
    e->kind = gemel_log_event_kind(self);
    e->nanoseconds = gemel_log_event_nanoseconds(self);
    e->status = gemel_log_event_status(self);
}

static void count_destroy(void *user_data)
{
    ++((book *)user_data)->destroyed;
}

static book *listen_to(const world *w)
{
    static book b;
    memset(&b, 0, sizeof b);
    expect_ok(gemel_database_set_log(w->database, record_event, &b, NULL, &err));
    return &b;
}

static const event *only_event(const book *b)
{
    assert_int_equal(b->count, 1);
    return &b->events[0];
}

static void a_read_is_told(void **state)
{
    const world *w = *state;
    gemel_record *none = NULL;
    const book *b = listen_to(w);
    expect_ok(gemel_record_find_first(w->session, model(w, "Person"), values("{'name': 'ann'}"), NULL, &none, &err));
    assert_int_equal(only_event(b)->kind, GEMEL_LOG_READ);
    assert_non_null(strstr(only_event(b)->sql, "SELECT"));
    assert_non_null(strstr(only_event(b)->sql, "\"people\""));
    assert_int_equal(only_event(b)->status, GEMEL_OK);
    assert_true(only_event(b)->nanoseconds >= 0);
}

static void writes_are_told(void **state)
{
    const world *w = *state;
    const book *b = listen_to(w);
    gemel_record *ann = given(w, "Person", "{'name': 'ann'}");
    expect_ok(gemel_record_update(ann, values("{'name': 'eve'}"), NULL, &err));
    expect_ok(gemel_record_destroy(ann, NULL, NULL, &err));
    assert_int_equal(b->count, 3);
    assert_int_equal(b->events[0].kind, GEMEL_LOG_WRITE);
    assert_non_null(strstr(b->events[0].sql, "INSERT"));
    assert_int_equal(b->events[1].kind, GEMEL_LOG_WRITE);
    assert_non_null(strstr(b->events[1].sql, "UPDATE"));
    assert_int_equal(b->events[2].kind, GEMEL_LOG_WRITE);
    assert_non_null(strstr(b->events[2].sql, "DELETE"));
}

static void transactions_are_told(void **state)
{
    const world *w = *state;
    static const char *const expected[] = {"BEGIN IMMEDIATE", "SAVEPOINT", "RELEASE", "SAVEPOINT", "ROLLBACK TO"};
    const book *b = listen_to(w);
    size_t i;
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    expect_ok(gemel_session_commit(w->session, &err));
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    expect_ok(gemel_session_rollback(w->session, &err));
    expect_ok(gemel_session_commit(w->session, &err));
    assert_true(b->count > COUNT(expected));
    for (i = 0; i < b->count; ++i)
        assert_int_equal(b->events[i].kind, GEMEL_LOG_TRANSACTION);
    for (i = 0; i < COUNT(expected); ++i)
        assert_non_null(strstr(b->events[i].sql, expected[i]));
    assert_non_null(strstr(b->events[b->count - 1].sql, "COMMIT"));
}

static void definitions_are_told(void **state)
{
    const world *w = *state;
    const book *b = listen_to(w);
    size_t i, definitions = 0;
    expect_ok(gemel_database_drop(w->database, NULL, &err));
    expect_ok(gemel_database_sync(w->database, NULL, &err));
    for (i = 0; i < b->count && i < EVENTS_MAX; ++i)
        if (strstr(b->events[i].sql, "DROP TABLE") || strstr(b->events[i].sql, "CREATE TABLE")) {
            assert_int_equal(b->events[i].kind, GEMEL_LOG_DEFINITION);
            ++definitions;
        }
    assert_int_equal(definitions, 4);
}

static void a_check_for_an_association_method_is_a_lock(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    gemel_record *l10 = given(w, "License", "{'id': 10}");
    const book *b = listen_to(w);
    size_t i, locks = 0;
    expect_ok(gemel_record_set_association(p1, "license", l10, NULL, &err));
    for (i = 0; i < b->count; ++i) {
        assert_int_not_equal(b->events[i].kind, GEMEL_LOG_READ);
        if (b->events[i].kind == GEMEL_LOG_LOCK) {
            assert_non_null(strstr(b->events[i].sql, "SELECT"));
            ++locks;
        }
    }
    assert_true(locks > 0);
}

static void a_failure_is_told(void **state)
{
    const world *w = *state;
    gemel_record *none = NULL;
    const book *b;
    given(w, "Person", "{'id': 1}");
    b = listen_to(w);
    expect(GEMEL_UNIQUE, gemel_record_create(w->session, model(w, "Person"), values("{'id': 1}"), NULL, &none, &err));
    assert_int_equal(b->events[0].status, GEMEL_UNIQUE);
    assert_int_equal(b->events[0].kind, GEMEL_LOG_WRITE);
}

static void values_never_show(void **state)
{
    const world *w = *state;
    const book *b = listen_to(w);
    size_t i;
    given(w, "Person", "{'id': 4711, 'name': 'secret'}");
    found(w, "Person", "{'name': 'secret'}");
    assert_int_equal(b->count, 2);
    for (i = 0; i < b->count; ++i) {
        assert_null(strstr(b->events[i].sql, "secret"));
        assert_null(strstr(b->events[i].sql, "4711"));
        assert_null(strstr(b->events[i].binds, "secret"));
        assert_null(strstr(b->events[i].binds, "4711"));
        assert_non_null(strstr(b->events[i].binds, "\"?\""));
        assert_true(b->events[i].binds[0] == '[');
    }
}

static void log_binds_shows_values(void **state)
{
    world *w = *state;
    gemel_database *open = NULL;
    gemel_session *session = NULL;
    gemel_record *none = NULL;
    static book b;
    memset(&b, 0, sizeof b);
    expect_ok(gemel_database_open("sqlite::memory:", w->schema, with("{'logBinds': true}"), &open, &err));
    expect_ok(gemel_database_sync(open, NULL, &err));
    expect_ok(gemel_session_open(open, NULL, &session, &err));
    expect_ok(gemel_database_set_log(open, record_event, &b, NULL, &err));
    expect_ok(gemel_record_find_first(session, model(w, "Person"), values("{'name': 'a\\'b', 'id': 4711}"), NULL, &none,
                                      &err));
    assert_int_equal(b.count, 1);
    assert_non_null(strstr(b.events[0].binds, "\"a\\\"b\""));
    assert_non_null(strstr(b.events[0].binds, "4711"));
    assert_null(strstr(b.events[0].sql, "4711"));
    gemel_session_free(session);
    gemel_database_free(open);
}

static void no_log_hears_nothing(void **state)
{
    const world *w = *state;
    const book *b = listen_to(w);
    expect_ok(gemel_database_set_log(w->database, NULL, NULL, NULL, &err));
    given(w, "Person", "{}");
    assert_int_equal(b->count, 0);
}

static void a_log_that_is_replaced_is_destroyed_once(void **state)
{
    const world *w = *state;
    book first, second;
    memset(&first, 0, sizeof first);
    memset(&second, 0, sizeof second);
    expect_ok(gemel_database_set_log(w->database, record_event, &first, count_destroy, &err));
    assert_int_equal(first.destroyed, 0);
    expect_ok(gemel_database_set_log(w->database, record_event, &second, count_destroy, &err));
    assert_int_equal(first.destroyed, 1);
    given(w, "Person", "{}");
    assert_int_equal(first.count, 0);
    assert_int_equal(second.count, 1);
    expect_ok(gemel_database_set_log(w->database, NULL, NULL, NULL, &err));
    assert_int_equal(second.destroyed, 1);
    expect_ok(gemel_database_set_log(w->database, NULL, NULL, NULL, &err));
    assert_int_equal(first.destroyed, 1);
    assert_int_equal(second.destroyed, 1);
}

static void a_log_goes_with_the_last_that_uses_its_database(void **state)
{
    world *w = *state;
    gemel_database *open = NULL;
    gemel_session *session = NULL;
    gemel_record *ann = NULL;
    book b;
    memset(&b, 0, sizeof b);
    expect_ok(gemel_database_open("sqlite::memory:", w->schema, NULL, &open, &err));
    expect_ok(gemel_database_sync(open, NULL, &err));
    expect_ok(gemel_session_open(open, NULL, &session, &err));
    expect_ok(gemel_database_set_log(open, record_event, &b, count_destroy, &err));
    expect_ok(gemel_record_create(session, model(w, "Person"), NULL, NULL, &ann, &err));
    gemel_session_free(session);
    gemel_database_free(open);
    gemel_record_free(ann);
    assert_int_equal(b.destroyed, 1);
}

static void a_log_that_cannot_be_set_is_destroyed_at_once(void **state)
{
    book b;
    (void)state;
    memset(&b, 0, sizeof b);
    expect(GEMEL_USAGE, gemel_database_set_log(NULL, record_event, &b, count_destroy, &err));
    assert_int_equal(b.destroyed, 1);
}

static void null_tells_nothing(void **state)
{
    (void)state;
    assert_string_equal(gemel_log_event_sql(NULL), "");
    assert_string_equal(gemel_log_event_binds(NULL), "");
    assert_int_equal(gemel_log_event_kind(NULL), 0);
    assert_int_equal(gemel_log_event_nanoseconds(NULL), 0);
    assert_int_equal(gemel_log_event_status(NULL), GEMEL_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(world_n, a_read_is_told),
        IN_WORLD(world_n, writes_are_told),
        IN_WORLD(world_n, transactions_are_told),
        IN_WORLD(world_n, definitions_are_told),
        IN_WORLD(world_n, a_check_for_an_association_method_is_a_lock),
        IN_WORLD(world_n, a_failure_is_told),
        IN_WORLD(world_n, values_never_show),
        IN_WORLD(world_n, log_binds_shows_values),
        IN_WORLD(world_n, no_log_hears_nothing),
        IN_WORLD(world_n, a_log_that_is_replaced_is_destroyed_once),
        IN_WORLD(world_n, a_log_goes_with_the_last_that_uses_its_database),
        ALONE(a_log_that_cannot_be_set_is_destroyed_at_once),
        ALONE(null_tells_nothing),
    };
    return cmocka_run_group_tests_name("log", tests, NULL, NULL);
}
