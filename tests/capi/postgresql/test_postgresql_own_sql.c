/*
 * What functions and procedures of PostgreSQL do behind the words of a statement: the transaction stays the session's,
 * and whoever has the server's session next, in the pool or behind a pooler, finds nothing of it. It must not look at
 * what words tell: that is refused, as test_own_sql.c says.
 */
#include "one.h"
#include <stdio.h>

/* A function that runs SQL, and a procedure that ends its transaction. */
static int world_of_functions(void **state)
{
    world_one(state);
    shared_run("CREATE FUNCTION people_do(sql text) RETURNS int LANGUAGE plpgsql AS "
               "'BEGIN EXECUTE sql; RETURN 1; END'");
    shared_run("CREATE PROCEDURE people_commit() LANGUAGE plpgsql AS 'BEGIN COMMIT; END'");
    return 0;
}

static const char *doing(const char *sql)
{
    static char text[512];
    snprintf(text, sizeof text, "SELECT people_do($$%s$$)", sql);
    return text;
}

/* Of the server's session, whichever it is. */
static const char *state_of(gemel_session *session)
{
    return told_by_sql(
        session, "SELECT current_setting('search_path') AS path, current_setting('role') AS role, session_user, "
                 "coalesce(current_setting('app.name', true), '') AS own, current_setting('TimeZone') AS zone, "
                 "current_setting('client_encoding') AS encoding, current_setting('application_name') AS application, "
                 "current_setting('work_mem') AS memory, current_setting('session_replication_role') AS replication, "
                 "(SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()) AS locks, "
                 "(SELECT count(*) FROM pg_listening_channels()) AS channels, "
                 "(SELECT count(*) FROM pg_class WHERE relnamespace = pg_my_temp_schema()) AS tables, "
                 "(SELECT count(*) FROM pg_cursors WHERE is_holdable) AS cursors");
}

static char state_before[1024];

static void remember_state(void)
{
    gemel_session *other = one_session();
    strcpy(state_before, state_of(other));
    gemel_session_free(other);
}

/* A pooler gives every transaction another server. */
static void expect_same_state(void)
{
    enum { SERVERS = 6 };
    gemel_session *other = one_session();
    int i;
    for (i = 0; i < SERVERS; ++i)
        assert_string_equal(state_of(other), state_before);
    gemel_session_free(other);
}

static const char *const quiet[] = {
    "SELECT pg_advisory_lock(5)",
    "LISTEN x",
    "CREATE TEMP TABLE others (id int)",
    "DECLARE c CURSOR WITH HOLD FOR SELECT 1",
    "SET app.name = 'x'",
    "SET TIME ZONE 'Asia/Tokyo'",
    "SET work_mem = '7MB'",
    "SELECT set_config('app.name', 'y', false)",
    "SET application_name = 'another one'",
};
/* And what statements of gemel's own depend on. */
static const char *const loud[][2] = {
    {"SET search_path = pg_catalog", "search_path"},
    {"SET LOCAL search_path = pg_catalog", "search_path"},
    {"SET client_encoding = 'LATIN1'", "client_encoding"},
    {"SET ROLE pg_monitor", "role"},
    {"SET SESSION AUTHORIZATION pg_monitor", "session_authorization"},
    {"SET LOCAL session_replication_role = replica", "session_replication_role"},
    {"SET TRANSACTION READ ONLY", "transaction_read_only"},
    {"SET synchronous_commit = 'local'", "synchronous_commit"},
    {"SET standard_conforming_strings = off", "standard_conforming_strings"},
};

static void outside_of_a_transaction_nothing_is_left(void **state)
{
    const world *w = *state;
    size_t i;
    remember_state();
    for (i = 0; i < COUNT(quiet); ++i) {
        expect_at(GEMEL_OK, run_sql(w->session, doing(quiet[i])), quiet[i], __FILE__, __LINE__);
        expect_same_state();
    }
    for (i = 0; i < COUNT(loud); ++i) {
        expect_at(GEMEL_OK, run_sql(w->session, doing(loud[i][0])), loud[i][0], __FILE__, __LINE__);
        expect_same_state();
    }
    assert_int_equal(gemel_database_pool_count(one, GEMEL_POOL_OPENED), 1);
    given(w, "Person", "{'name': 'bob'}");
    expect_rows(w, "Person", "1 ann, 2 bob");
}

static void nothing_outlives_a_transaction_however_it_ends(void **state)
{
    const world *w = *state;
    size_t i;
    int keep_it;
    remember_state();
    for (keep_it = 0; keep_it < 2; ++keep_it) {
        expect_ok(gemel_session_begin(w->session, NULL, &err));
        given(w, "Person", "{'name': 'bob'}");
        expect_ok(gemel_session_begin(w->session, NULL, &err));
        for (i = 0; i < COUNT(quiet); ++i)
            expect_at(GEMEL_OK, run_sql(w->session, doing(quiet[i])), quiet[i], __FILE__, __LINE__);
        expect_ok(keep_it ? gemel_session_commit(w->session, &err) : gemel_session_rollback(w->session, &err));
        expect_ok(run_sql(w->session, doing("SELECT pg_advisory_lock(6)")));
        expect_ok(keep_it ? gemel_session_commit(w->session, &err) : gemel_session_rollback(w->session, &err));
        expect_same_state();
    }
    assert_string_equal(shared_ask("SELECT count(*) FROM people"), "2");
}

static void a_call_that_fails_leaves_no_lock(void **state)
{
    const world *w = *state;
    remember_state();
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    expect(GEMEL_DATABASE, run_sql(w->session, "SELECT 1 / (people_do('SELECT pg_advisory_lock(5)') - 1)"));
    expect_ok(gemel_session_rollback(w->session, &err));
    expect_same_state();
    expect(GEMEL_DATABASE, run_sql(w->session, "SELECT 1 / (people_do('SELECT pg_advisory_lock(5)') - 1)"));
    expect_same_state();
}

static void a_session_that_is_freed_in_the_middle_leaves_no_lock(void **state)
{
    world *w = *state;
    remember_state();
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    expect_ok(run_sql(w->session, doing("SELECT pg_advisory_lock(5)")));
    gemel_session_free(w->session);
    w->session = NULL;
    expect_same_state();
}

static void a_transaction_whose_ground_was_changed_must_be_rolled_back(void **state)
{
    const world *w = *state;
    gemel_record *none = NULL;
    size_t i;
    remember_state();
    for (i = 0; i < COUNT(loud); ++i) {
        expect_ok(gemel_session_begin(w->session, NULL, &err));
        given(w, "Person", "{'name': 'bob'}");
        expect_at(GEMEL_USAGE, run_sql(w->session, doing(loud[i][0])), loud[i][0], __FILE__, __LINE__);
        expect_mention(loud[i][1]);
        expect(GEMEL_DATABASE,
               gemel_record_create(w->session, model(w, "Person"), values("{'name': 'cat'}"), NULL, &none, &err));
        expect_ok(gemel_session_rollback(w->session, &err));
        expect_same_state();
        assert_string_equal(shared_ask("SELECT name FROM people"), "ann");
    }
    assert_int_equal(gemel_database_pool_count(one, GEMEL_POOL_OPENED), 1 + (int64_t)COUNT(loud));
}

static void nor_can_it_be_committed(void **state)
{
    const world *w = *state;
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    given(w, "Person", "{'name': 'bob'}");
    expect(GEMEL_USAGE, run_sql(w->session, doing(loud[0][0])));
    expect(GEMEL_DATABASE, gemel_session_commit(w->session, &err));
    expect_rows(w, "Person", "1 ann");
}

static void a_procedure_ends_no_transaction_of_the_session(void **state)
{
    world *w = *state;
    static const char *const ending[] = {"CALL people_commit()", "DO 'BEGIN COMMIT; END'", "DO 'BEGIN ROLLBACK; END'"};
    size_t i;
    for (i = 0; i < COUNT(ending); ++i) {
        expect_ok(gemel_session_begin(w->session, NULL, &err));
        given(w, "Person", "{'name': 'bob'}");
        expect(GEMEL_DATABASE, run_sql(w->session, ending[i]));
        expect_ok(gemel_session_rollback(w->session, &err));
        assert_string_equal(shared_ask("SELECT name FROM people"), "ann");
        expect_at(GEMEL_OK, run_sql(w->session, ending[i]), "outside of one", __FILE__, __LINE__);
    }
    gemel_session_free(w->session);
    expect_ok(gemel_session_open(one, with("{'fixture': true}"), &w->session, &err));
    given(w, "Person", "{'name': 'bob'}");
    expect(GEMEL_DATABASE, run_sql(w->session, ending[0]));
    assert_string_equal(told_by_sql(w->session, "SELECT count(*) AS n FROM people"), "[{\"n\":2}]");
    expect_ok(gemel_session_close(w->session, &err));
    assert_string_equal(shared_ask("SELECT name FROM people"), "ann");
}

static void what_cannot_be_in_a_transaction_works_outside_of_one(void **state)
{
    const world *w = *state;
    expect_ok(run_sql(w->session, "VACUUM people"));
    expect_ok(run_sql(w->session, "CREATE INDEX CONCURRENTLY extra ON people (name)"));
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    expect(GEMEL_DATABASE, run_sql(w->session, "VACUUM people"));
    expect_ok(gemel_session_rollback(w->session, &err));
}

static int world_limited(void **state)
{
    one_opened(state, "{'poolSize': 1, 'poolTimeout': 0, 'statementTimeout': 60000}");
    shared_run("CREATE FUNCTION people_do(sql text) RETURNS int LANGUAGE plpgsql AS "
               "'BEGIN EXECUTE sql; RETURN 1; END'");
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_ONE(world_of_functions, outside_of_a_transaction_nothing_is_left),
        WITH_ONE(world_limited, outside_of_a_transaction_nothing_is_left),
        WITH_ONE(world_of_functions, nothing_outlives_a_transaction_however_it_ends),
        WITH_ONE(world_of_functions, a_call_that_fails_leaves_no_lock),
        WITH_ONE(world_of_functions, a_session_that_is_freed_in_the_middle_leaves_no_lock),
        WITH_ONE(world_of_functions, a_transaction_whose_ground_was_changed_must_be_rolled_back),
        WITH_ONE(world_of_functions, nor_can_it_be_committed),
        WITH_ONE(world_of_functions, a_procedure_ends_no_transaction_of_the_session),
        WITH_ONE(world_of_functions, what_cannot_be_in_a_transaction_works_outside_of_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
