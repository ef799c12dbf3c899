/*
 * SQL of one's own leaves the transaction and the connection as they were: what its words tell is refused before
 * anything is sent. There is one connection, so that whoever comes next has the same. What functions of a server do is
 * in test_postgresql_own_sql.c; it must not know it.
 */
#include "one.h"

static int world_reading(void **state)
{
    return one_opened(state, "{'poolSize': 1, 'poolTimeout': 0, 'readOnly': true}");
}

static const char *const transactions[] = {
    "begin",
    "BEGIN IMMEDIATE",
    "  \n\t-- a comment ; \n /* another */ Commit ;",
    "commit;",
    "end",
    "rollback",
    "ROLLBACK TO SAVEPOINT gemel_1",
    "rollback to \"gemel_1\"",
    "savepoint gemel_1",
    "release gemel_1",
    "release savepoint \"gemel_1\"",
    NULL,
};

static const char *const of_sqlite[] = {
    "pragma foreign_keys=off",
    "PRAGMA foreign_keys(0)",
    "pragma main.foreign_keys = 'off'",
    "pragma journal_mode = memory",
    "pragma synchronous=off",
    "pragma defer_foreign_keys = on",
    "pragma query_only=1",
    "pragma writable_schema=1",
    "pragma recursive_triggers=1",
    "pragma case_sensitive_like = true",
    "pragma read_uncommitted=1",
    "pragma ignore_check_constraints=1",
    "pragma busy_timeout=0",
    "pragma locking_mode=exclusive",
    "pragma schema_version=7",
    "pragma temp_store=memory",
    "/**/ attach ':memory:' as other",
    "detach main",
    "create temp table people (id)",
    "create temporary view people as select 1 as id",
    "create table temp.people (id)",
    "create view temp.people as select 1 as id",
    "create virtual table temp.people using fts5(id)",
    "create temp trigger t after insert on people begin select 1; end",
    "explain commit",
    NULL,
};

static const char *const of_postgresql[] = {
    "start transaction",
    "abort",
    "commit and chain",
    "prepare transaction 'x'",
    "commit prepared 'x'",
    "prepare p as select 1",
    "execute gemel_1",
    "deallocate all",
    "set search_path = pg_catalog",
    "set local search_path = pg_catalog",
    "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY",
    "set transaction isolation level serializable",
    "set constraints all deferred",
    "set role postgres",
    "/* /* */ ; */ set local role postgres",
    "set session authorization default",
    "set app.name = 'x'",
    "set time zone 'UTC'",
    "reset all",
    "discard all",
    "listen x",
    "unlisten *",
    "load 'x'",
    "declare c cursor with hold for select 1",
    "fetch all from gemel_cursor_1",
    "move gemel_cursor_1",
    "close all",
    "copy people from stdin",
    "copy (select 1) to stdout",
    "create temp table people (id int)",
    "create local temporary table t as select 1 as id",
    "create or replace temp view people as select 1 as id",
    "select 1 as id into temp t",
    "select set_config('search_path', 'pg_catalog', false)",
    "select set_config('search_path', 'pg_catalog', true)",
    "select pg_catalog.set_config('app.name', 'x', false)",
    "select \"set_config\"('app.name', 'x', 1 > 0)",
    "select Set_Config ('app.name', 'x' || (',true'), false)",
    "with a as (select pg_advisory_lock(1)) select 1 from a",
    "select pg_catalog.pg_try_advisory_lock(1, 2)",
    "select pg_try_advisory_lock_shared(1)",
    NULL,
};

static void expect_all_refused_by(gemel_session *s, const char *const *statements)
{
    for (; *statements; ++statements)
        expect_at(GEMEL_USAGE, run_sql(s, *statements), *statements, __FILE__, __LINE__);
}

static void expect_all_refused(gemel_session *s)
{
    expect_all_refused_by(s, transactions);
    expect_all_refused_by(s, on_sqlite() ? of_sqlite : of_postgresql);
}

/* Somebody else finds what gemel promises of every connection. */
static void expect_settled(const world *w)
{
    gemel_session *other = one_session();
    gemel_record *none = NULL;
    expect_ok(gemel_session_begin(other, NULL, &err));
    expect(GEMEL_FOREIGN_KEY,
           gemel_record_create(other, model(w, "License"), values("{'ownerId': 99}"), NULL, &none, &err));
    expect_ok(gemel_session_rollback(other, &err));
    expect_ok(gemel_record_create(other, model(w, "Person"), values("{'name': 'eve'}"), NULL, &none, &err));
    gemel_record_free(none);
    expect_ok(gemel_session_close(other, &err));
    gemel_session_free(other);
    assert_int_equal(gemel_database_pool_count(one, GEMEL_POOL_OPENED), 1);
}

static void outside_of_a_transaction_it_begins_and_changes_none(void **state)
{
    const world *w = *state;
    expect_all_refused(w->session);
    expect_settled(w);
    expect_rows(w, "Person", "1 ann, 2 eve");
}

static void inside_of_one_it_does_no_harm_and_all_can_be_kept(void **state)
{
    const world *w = *state;
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    given(w, "Person", "{'name': 'bob'}");
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    expect_all_refused(w->session);
    given(w, "Person", "{'name': 'cat'}");
    expect_ok(gemel_session_rollback(w->session, &err));
    given(w, "Person", "{'name': 'dan'}");
    expect_ok(gemel_session_commit(w->session, &err));
    assert_string_equal(shared_ask("SELECT name FROM people ORDER BY id"), "ann, bob, dan");
    expect_settled(w);
}

static void inside_of_one_all_can_be_rolled_back(void **state)
{
    const world *w = *state;
    gemel_record *bob;
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    bob = given(w, "Person", "{'name': 'bob'}");
    expect_all_refused(w->session);
    expect_ok(gemel_session_rollback(w->session, &err));
    assert_true(gemel_record_is_new(bob));
    expect_rows(w, "Person", "1 ann");
    expect_settled(w);
}

static void a_fixture_is_not_left(void **state)
{
    world *w = *state;
    gemel_session_close(w->session, NULL);
    gemel_session_free(w->session);
    expect_ok(gemel_session_open(one, with("{'fixture': true}"), &w->session, &err));
    given(w, "Person", "{'name': 'bob'}");
    expect_all_refused(w->session);
    expect_ok(gemel_session_close(w->session, &err));
    expect_rows(w, "Person", "1 ann");
    expect_settled(w);
}

static void what_only_reads_goes_on_reading_only(void **state)
{
    const world *w = *state;
    expect_all_refused(w->session);
    expect(GEMEL_USAGE, run_sql(w->session, "INSERT INTO people (name) VALUES ('eve')"));
    expect(GEMEL_USAGE, run_sql(w->session, "WITH a AS (SELECT 1) DELETE FROM people"));
    expect(GEMEL_USAGE, run_sql(w->session, "DROP TABLE people"));
    expect_ok(run_sql(w->session, "SELECT replace('a', 'a', 'b') AS b"));
    expect_rows(w, "Person", "1 ann");
}

static void a_transaction_that_only_reads_stays_one(void **state)
{
    const world *w = *state;
    expect_ok(gemel_session_begin(w->session, with("{'readOnly': true}"), &err));
    expect(GEMEL_USAGE, run_sql(w->session, "INSERT INTO people (name) VALUES ('eve')"));
    expect_ok(run_sql(w->session, "WITH a AS (SELECT replace('a', 'a', 'b') AS b) SELECT b FROM a"));
    expect(GEMEL_USAGE, run_sql(w->session, "CREATE TABLE other (id integer)"));
    expect_ok(gemel_session_rollback(w->session, &err));
    expect_rows(w, "Person", "1 ann");
}

static void nothing_is_sent_of_what_is_refused(void **state)
{
    world *w = *state;
    expect_ok(gemel_session_expect_statements(w->session, 0, &err));
    expect_all_refused(w->session);
    expect_ok(gemel_session_verify_statements(w->session, &err));
}

static void the_refusal_names_what_it_is_about(void **state)
{
    const world *w = *state;
    expect(GEMEL_USAGE, run_sql(w->session, "commit"));
    assert_string_equal(gemel_error_message(failure()),
                        "the statement says 'COMMIT': the session begins and ends transactions and savepoints, not "
                        "SQL");
    expect(GEMEL_USAGE, run_sql(w->session, by_dialect("pragma synchronous=off", "set synchronous_commit=off")));
    assert_string_equal(gemel_error_message(failure()),
                        by_dialect("the statement says 'PRAGMA synchronous = ...': the connection would be another one "
                                   "for whoever has it next",
                                   "the statement says 'SET': the connection would be another one for whoever has it "
                                   "next"));
}

static void what_does_no_harm_works(void **state)
{
    const world *w = *state;
    static const char *const sqlite[] = {"pragma table_info(people)",
                                         "pragma user_version",
                                         "pragma user_version = 7",
                                         "pragma foreign_keys",
                                         "pragma journal_mode",
                                         "pragma foreign_key_check(people)",
                                         "select name from pragma_table_info('people')",
                                         "pragma integrity_check(1)",
                                         "analyze",
                                         "alter table people rename column name to called",
                                         "alter table people rename column called to name",
                                         "select [commit], `set` from (select 1 as [commit], 2 as "
                                         "`set`)",
                                         "create index extra on people (name)",
                                         "drop index extra",
                                         "vacuum",
                                         "explain query plan select 1",
                                         "replace into people (id, name) values (1, 'ann')",
                                         NULL};
    static const char *const postgresql[] = {"show search_path",
                                             "with a as (select 1) table a",
                                             "values (1)",
                                             "select 'commit' as set",
                                             "select 1 as set_config, 2 as pg_advisory_lock",
                                             "explain select 1",
                                             "(select 1) union select 2",
                                             "do $$ begin null; end $$",
                                             "select pg_advisory_xact_lock(7)",
                                             "notify x",
                                             "create temp table t on commit drop as select 1 as id",
                                             "select set_config('app.name', coalesce('x', (array['a', 'b'])[1]), true)",
                                             "select current_setting('search_path')",
                                             NULL};
    const char *const *statements;
    int inside;
    for (inside = 0; inside < 2; ++inside) {
        if (inside)
            expect_ok(gemel_session_begin(w->session, NULL, &err));
        for (statements = on_sqlite() ? sqlite : postgresql; *statements; ++statements)
            if (!inside || strcmp(*statements, "vacuum") != 0)
                expect_at(GEMEL_OK, run_sql(w->session, *statements), *statements, __FILE__, __LINE__);
        if (inside)
            expect_ok(gemel_session_commit(w->session, &err));
    }
    expect_settled(w);
}

static void a_setting_of_the_application_lasts_as_long_as_the_transaction(void **state)
{
    const world *w = *state;
    if (on_sqlite())
        return;
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    expect_ok(run_sql(w->session, "SET LOCAL app.tenant = '7'"));
    expect_ok(run_sql(w->session, "SELECT set_config('app.user', 'eve', true)"));
    expect_ok(run_sql(w->session, "SELECT 1 / (current_setting('app.tenant') = '7' and current_setting('app.user') = "
                                  "'eve')::int"));
    expect_ok(gemel_session_commit(w->session, &err));
    expect_ok(run_sql(w->session, "SELECT 1 / (coalesce(current_setting('app.tenant', true), '') = '')::int"));
}

/* A statement that SQLite ends a transaction with is a failure, and not the end of gemel's. */
static void a_transaction_that_a_failure_ends_is_known_to_be_over(void **state)
{
    const world *w = *state;
    if (!on_sqlite())
        return;
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    given(w, "Person", "{'name': 'bob'}");
    expect(GEMEL_UNIQUE, run_sql(w->session, "INSERT OR ROLLBACK INTO people (id) VALUES (1)"));
    expect(GEMEL_DATABASE, run_sql(w->session, "SELECT 1 AS one"));
    expect_ok(gemel_session_rollback(w->session, &err));
    expect_rows(w, "Person", "1 ann");
    expect_settled(w);
}

static void a_call_that_cannot_read_what_was_written_has_written_nothing(void **state)
{
    const world *w = *state;
    gemel_records *list = NULL;
    int inside;
    for (inside = 0; inside < 2; ++inside) {
        if (inside)
            expect_ok(gemel_session_begin(w->session, NULL, &err));
        expect(GEMEL_USAGE,
               gemel_records_query_sql(w->session, model(w, "Person"), placed("DELETE FROM people RETURNING name"),
                                       GEMEL_NUL, NULL, &list, &err));
        expect_mention("'id'");
        expect(GEMEL_USAGE, gemel_records_query_sql(w->session, model(w, "Person"), placed("DELETE FROM people"),
                                                    GEMEL_NUL, NULL, &list, &err));
        expect_mention("'id'");
        if (inside)
            expect_ok(gemel_session_commit(w->session, &err));
        expect_rows(w, "Person", "1 ann");
    }
    if (!on_sqlite()) {
        expect(GEMEL_UNSUPPORTED, run_sql(w->session, "DELETE FROM people RETURNING interval '1 day' AS day"));
        expect_rows(w, "Person", "1 ann");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_ONE(world_one, outside_of_a_transaction_it_begins_and_changes_none),
        WITH_ONE(world_one, inside_of_one_it_does_no_harm_and_all_can_be_kept),
        WITH_ONE(world_one, inside_of_one_all_can_be_rolled_back),
        WITH_ONE(world_one, a_fixture_is_not_left),
        WITH_ONE(world_reading, what_only_reads_goes_on_reading_only),
        WITH_ONE(world_one, a_transaction_that_only_reads_stays_one),
        WITH_ONE(world_one, nothing_is_sent_of_what_is_refused),
        WITH_ONE(world_one, the_refusal_names_what_it_is_about),
        WITH_ONE(world_one, what_does_no_harm_works),
        WITH_ONE(world_one, a_setting_of_the_application_lasts_as_long_as_the_transaction),
        WITH_ONE(world_one, a_transaction_that_a_failure_ends_is_known_to_be_over),
        WITH_ONE(world_one, a_call_that_cannot_read_what_was_written_has_written_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
