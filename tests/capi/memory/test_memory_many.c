/*
 * Out of memory where many records are in play: so many that containers grow where they are handed on, from savepoint
 * to transaction, from database to records. A call that has no memory says so without an error object and has changed
 * nothing; what cannot fail does not. Must not know how much a call allocates. What few records do is in the other
 * tests of memory.
 */
#include "allocation.h"
#include "asked.h"
#include "fixture.h"
#include "sessions.h"
#include <stdio.h>

enum { MANY = 60, MOST = 100000, TEXT_MAX = 256 };

/* Of people: some that were there before, and those that the innermost level made. */
typedef struct crowd {
    world *w;
    gemel_records *few, *many;
} crowd;

typedef struct trial {
    const char *name;
    void (*set_up)(crowd *c);
    gemel_status (*run)(crowd *c, gemel_error **error);
    const char *before; /* if the call fails; NULL: it never does */
    const char *after;
} trial;

static gemel_options *returning;
static long refused; /* calls */

static gemel_status insert(gemel_session *session, const gemel_model *m, size_t count, gemel_records **out,
                           gemel_error **error)
{
    return gemel_records_insert(session, m, (const gemel_values *[MANY]){NULL}, count, returning, out, error);
}

static void count(gemel_records *records, int *new_ones, int *changed)
{
    for (size_t i = 0; i < gemel_records_count(records); ++i) {
        *new_ones += gemel_record_is_new(gemel_records_at(records, i));
        *changed +=
            !gemel_record_is_new(gemel_records_at(records, i)) && gemel_record_is_changed(gemel_records_at(records, i));
    }
}

static const char *shown(const crowd *c)
{
    static char text[TEXT_MAX];
    int new_ones = 0, changed = 0;
    gemel_records *rows = NULL;
    gemel_session *session = c->w->session;
    expect_ok(gemel_records_find_all(session, model(c->w, "Person"), NULL, NULL, &rows, &err));
    count(c->few, &new_ones, &changed);
    count(c->many, &new_ones, &changed);
    snprintf(text, sizeof text, "depth %d, %d rows, %d new, %d changed", (int)gemel_session_depth(session),
             (int)gemel_records_count(rows), new_ones, changed);
    gemel_records_free(rows);
    return text;
}

static void clean_up(crowd *c)
{
    gemel_records *all = NULL;
    gemel_records_free(c->few);
    gemel_records_free(c->many);
    while (gemel_session_depth(c->w->session) > 0)
        expect_ok(gemel_session_rollback(c->w->session, &err));
    expect_ok(gemel_records_find_all(c->w->session, model(c->w, "Person"), NULL, NULL, &all, &err));
    for (size_t i = 0; i < gemel_records_count(all); ++i)
        expect_ok(gemel_record_destroy(gemel_records_at(all, i), NULL, NULL, &err));
    gemel_records_free(all);
}

/* Each of the first, since what hands on is short; then ever fewer. */
static long next(long n)
{
    const long dense = on_sqlite() ? 200 : 40;
    return n + allocation_step() + (n > dense ? (n - dense) / 4 : 0);
}

/* With an allocation that fails, so many after the call has begun. Was there one? */
static bool holds(world *w, const trial *it, long n, bool from_then_on)
{
    crowd c = {w, NULL, NULL};
    gemel_error *error = NULL;
    gemel_status status;
    long failed;
    it->set_up(&c);
    allocation_arm(n, from_then_on);
    status = it->run(&c, &error);
    failed = allocation_disarm();
    if (status != GEMEL_OK && (status != GEMEL_OUT_OF_MEMORY || error || !it->before || failed == 0)) {
        print_error("%s, after %ld allocations: %s, %s\n", it->name, n, gemel_status_name(status),
                    gemel_error_message(error));
        fail();
    }
    if (strcmp(shown(&c), status == GEMEL_OK ? it->after : it->before) != 0)
        print_error("%s, after %ld allocations: %s\n", it->name, n, gemel_status_name(status));
    assert_string_equal(shown(&c), status == GEMEL_OK ? it->after : it->before);
    clean_up(&c);
    refused += status != GEMEL_OK;
    return failed > 0;
}

static void at_every_allocation(world *w, const trial *it)
{
    long n;
    returning = with("{'returning': true}");
    for (int from_then_on = 0; from_then_on < 2; ++from_then_on) {
        for (n = 0; holds(w, it, n, from_then_on); n = next(n))
            assert_in_range(n, 0, MOST);
    }
}

/* Some of them may happen to need no memory. */
static void at_every_allocation_of(world *w, const trial *trials, size_t most)
{
    refused = 0;
    for (size_t i = 0; i < most; ++i)
        at_every_allocation(w, &trials[i]);
    assert_true(refused > 0 || !trials[0].before);
}

/* ---- From one level to the one around it ---- */

static void begin(crowd *c)
{
    expect_ok(gemel_session_begin(c->w->session, NULL, &err));
}

static void change(gemel_records *records, size_t most)
{
    for (size_t i = 0; i < most; ++i) {
        expect_ok(gemel_record_set_text(gemel_records_at(records, i), "name", "a name that is too long to be short",
                                        GEMEL_NUL, &err));
        expect_ok(gemel_record_save(gemel_records_at(records, i), NULL, &err));
    }
}

static void make_few(crowd *c)
{
    expect_ok(insert(c->w->session, model(c->w, "Person"), 20, &c->few, &err));
}

static void make_many(crowd *c)
{
    expect_ok(insert(c->w->session, model(c->w, "Person"), MANY, &c->many, &err));
    change(c->few, 5);
}

static void many_in_a_savepoint(crowd *c)
{
    begin(c);
    make_few(c);
    begin(c);
    make_many(c);
}

static void many_in_a_savepoint_around_nothing(crowd *c)
{
    make_few(c);
    begin(c);
    begin(c);
    make_many(c);
}

static void many_in_a_transaction(crowd *c)
{
    make_few(c);
    begin(c);
    make_many(c);
}

static gemel_status commit(crowd *c, gemel_error **error)
{
    return gemel_session_commit(c->w->session, error);
}

static gemel_status roll_back(crowd *c, gemel_error **error)
{
    return gemel_session_rollback(c->w->session, error);
}

static void try_commits(world *w)
{
    const trial trials[] = {
        {"release", many_in_a_savepoint, commit, "depth 1, 20 rows, 60 new, 5 changed",
         "depth 1, 80 rows, 0 new, 0 changed"},
        {"release to nothing", many_in_a_savepoint_around_nothing, commit, "depth 1, 20 rows, 60 new, 5 changed",
         "depth 1, 80 rows, 0 new, 0 changed"},
        {"commit", many_in_a_transaction, commit, "depth 0, 20 rows, 60 new, 5 changed",
         "depth 0, 80 rows, 0 new, 0 changed"},
    };
    at_every_allocation_of(w, trials, COUNT(trials));
}

static void a_savepoint_is_released_with_all_memory_or_undone(void **state)
{
    try_commits(*state);
}

/* Its transactions are savepoints. */
static void so_it_is_in_a_fixture(void **state)
{
    session_with(*state, "{'fixture': true}");
    try_commits(*state);
}

static void undoing_needs_no_memory(void **state)
{
    const trial trials[] = {
        {"of a savepoint", many_in_a_savepoint, roll_back, NULL, "depth 1, 20 rows, 60 new, 5 changed"},
        {"of a transaction", many_in_a_transaction, roll_back, NULL, "depth 0, 20 rows, 60 new, 5 changed"},
    };
    at_every_allocation_of(*state, trials, COUNT(trials));
}

static void what_was_released_is_restored_with_the_transaction(void **state)
{
    crowd c = {*state, NULL, NULL};
    returning = with("{'returning': true}");
    many_in_a_savepoint(&c);
    expect_ok(commit(&c, &err));
    expect_ok(roll_back(&c, &err));
    assert_string_equal(shown(&c), "depth 0, 0 rows, 80 new, 0 changed");
    clean_up(&c);
}

/* ---- Savepoints of calls and callbacks ---- */

static gemel_status in_the_savepoint(gemel_session *session, void *user_data, gemel_error **error)
{
    crowd *c = user_data;
    return insert(session, model(c->w, "Person"), MANY, &c->many, error);
}

static gemel_status in_the_transaction(gemel_session *session, void *user_data, gemel_error **error)
{
    return gemel_session_transact(session, NULL, in_the_savepoint, user_data, error);
}

static gemel_status transact(crowd *c, gemel_error **error)
{
    gemel_status status = gemel_session_transact(c->w->session, NULL, in_the_transaction, c, error);
    if (status != GEMEL_OK) {
        gemel_records_free(c->many); /* if it is there, its records are new again */
        c->many = NULL;
    }
    return status;
}

static gemel_status insert_many(crowd *c, gemel_error **error)
{
    return insert(c->w->session, model(c->w, "Person"), MANY, &c->many, error);
}

static gemel_status add_all(crowd *c, gemel_error **error)
{
    gemel_bulk *bulk = NULL;
    gemel_status status = gemel_bulk_open(c->w->session, model(c->w, "Person"), NULL, &bulk, error);
    for (int i = 0; i < MANY && status == GEMEL_OK; ++i)
        status = gemel_bulk_add(bulk, NULL, error);
    if (status == GEMEL_OK)
        status = gemel_bulk_finish(bulk, NULL, error);
    gemel_bulk_free(bulk);
    return status;
}

static const char twice_as_many[] = "INSERT INTO people (name) SELECT name FROM people RETURNING id, name";

static gemel_status insert_by_sql(crowd *c, gemel_error **error)
{
    return gemel_records_query_sql(c->w->session, model(c->w, "Person"), placed(twice_as_many), GEMEL_NUL, NULL,
                                   &c->many, error);
}

static gemel_status insert_by_sql_as_values(crowd *c, gemel_error **error)
{
    gemel_rows *rows = NULL;
    gemel_status status = gemel_rows_query_sql(c->w->session, placed(twice_as_many), GEMEL_NUL, NULL, &rows, error);
    gemel_rows_free(rows);
    return status;
}

static void few(crowd *c)
{
    make_few(c);
}

static void few_in_a_transaction(crowd *c)
{
    begin(c);
    make_few(c);
}

static void many_rows_are_written_with_all_memory_or_not_at_all(void **state)
{
    const trial trials[] = {
        {"callbacks", few, transact, "depth 0, 20 rows, 0 new, 0 changed", "depth 0, 80 rows, 0 new, 0 changed"},
        {"insert", few_in_a_transaction, insert_many, "depth 1, 20 rows, 0 new, 0 changed",
         "depth 1, 80 rows, 0 new, 0 changed"},
        {"bulk", few_in_a_transaction, add_all, "depth 1, 20 rows, 0 new, 0 changed",
         "depth 1, 80 rows, 0 new, 0 changed"},
        {"SQL that gives records", few, insert_by_sql, "depth 0, 20 rows, 0 new, 0 changed",
         "depth 0, 40 rows, 0 new, 0 changed"},
        {"SQL that gives values", few, insert_by_sql_as_values, "depth 0, 20 rows, 0 new, 0 changed",
         "depth 0, 40 rows, 0 new, 0 changed"},
        {"SQL in a transaction", few_in_a_transaction, insert_by_sql, "depth 1, 20 rows, 0 new, 0 changed",
         "depth 1, 40 rows, 0 new, 0 changed"},
    };
    at_every_allocation_of(*state, trials, COUNT(trials));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(world_n, a_savepoint_is_released_with_all_memory_or_undone),
        IN_WORLD(world_n, so_it_is_in_a_fixture),
        IN_WORLD(world_n, undoing_needs_no_memory),
        IN_WORLD(world_n, what_was_released_is_restored_with_the_transaction),
        IN_WORLD(world_n, many_rows_are_written_with_all_memory_or_not_at_all),
    };
    return cmocka_run_group_tests_name("memory_many", tests, NULL, NULL);
}
