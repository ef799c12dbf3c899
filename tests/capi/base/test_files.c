/*
 * What gemel does to database files: journal mode, foreign keys, data that stay. It must not test files that it refuses
 * (test_open.c).
 */
#include "fixture.h"
#include "temporary.h"

static int setup(void **state)
{
    (void)state;
    temporary_make();
    return 0;
}

static int world_in(void **state, const char *name)
{
    return world_at(state, schema_n(), temporary_url(name));
}

static int new_file(void **state)
{
    setup(state);
    return world_in(state, "new.db");
}

static int existing_file(void **state)
{
    setup(state);
    sqlite_run(temporary_path("old.db"), "CREATE TABLE notes (text TEXT); INSERT INTO notes VALUES ('kept')");
    return world_in(state, "old.db");
}

static int existing_wal_file(void **state)
{
    setup(state);
    sqlite_run(temporary_path("wal.db"), "PRAGMA journal_mode = WAL; CREATE TABLE notes (text TEXT)");
    return world_in(state, "wal.db");
}

static int teardown(void **state)
{
    world_free(state);
    temporary_remove();
    return 0;
}

static void a_file_that_gemel_makes_has_a_write_ahead_log(void **state)
{
    const world *w = *state;
    given(w, "Person", "{'name': 'ann'}");
    assert_string_equal(sqlite_ask(temporary_path("new.db"), "PRAGMA journal_mode"), "wal");
}

static void an_existing_file_keeps_its_journal(void **state)
{
    const world *w = *state;
    given(w, "Person", "{'name': 'ann'}");
    assert_string_equal(sqlite_ask(temporary_path("old.db"), "PRAGMA journal_mode"), "delete");
    assert_string_equal(sqlite_ask(temporary_path("old.db"), "SELECT text FROM notes"), "kept");
}

static void an_existing_write_ahead_log_is_kept_too(void **state)
{
    const world *w = *state;
    given(w, "Person", "{'name': 'ann'}");
    assert_string_equal(sqlite_ask(temporary_path("wal.db"), "PRAGMA journal_mode"), "wal");
}

static void foreign_keys_hold_on_every_connection(void **state)
{
    const world *w = *state;
    gemel_record *none = NULL;
    const gemel_model *license = model(w, "License");
    /* A transaction holds its connection, so that the other session gets one of its own. */
    expect_ok(gemel_session_begin(w->session, with("{'readOnly': true}"), &err));
    found(w, "Person", "{}");
    expect(GEMEL_FOREIGN_KEY, gemel_record_create(w->witness, license, values("{'ownerId': 99}"), NULL, &none, &err));
    expect_ok(gemel_session_commit(w->session, &err));
    expect(GEMEL_FOREIGN_KEY, gemel_record_create(w->session, license, values("{'ownerId': 99}"), NULL, &none, &err));
    expect_rows(w, "License", "");
}

static int with_a_person(void **state)
{
    new_file(state);
    given(*state, "Person", "{'name': 'ann'}");
    return 0;
}

static void a_transaction_is_invisible_to_others_until_its_commit(void **state)
{
    const world *w = *state;
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    given(w, "Person", "{'name': 'bob'}");
    expect_own_rows(w, "Person", "1 ann, 2 bob");
    expect_rows(w, "Person", "1 ann");
    expect_ok(gemel_session_commit(w->session, &err));
    expect_rows(w, "Person", "1 ann, 2 bob");
}

static void rows_outlive_their_database(void **state)
{
    world *w = *state;
    release(state);
    expect_ok(gemel_session_close(w->session, &err));
    expect_ok(gemel_session_close(w->witness, &err));
    expect_ok(gemel_database_close(w->database, &err));
    gemel_session_free(w->witness);
    gemel_session_free(w->session);
    gemel_database_free(w->database);
    expect_ok(gemel_database_open(temporary_url("new.db"), w->schema, with("{'create': false}"), &w->database, &err));
    expect_ok(gemel_session_open(w->database, NULL, &w->session, &err));
    expect_ok(gemel_session_open(w->database, NULL, &w->witness, &err));
    expect_rows(w, "Person", "1 ann");
}

static void closing_leaves_one_file(void **state)
{
    world *w = *state;
    release(state);
    gemel_session_free(w->witness);
    gemel_session_free(w->session);
    gemel_database_free(w->database);
    w->witness = NULL;
    w->session = NULL;
    w->database = NULL;
    assert_true(file_exists(temporary_path("new.db")));
    assert_false(file_exists(temporary_path("new.db-wal")));
    assert_false(file_exists(temporary_path("new.db-shm")));
}

static void what_a_freed_session_left_open_is_rolled_back_by_the_next_call(void **state)
{
    world *w = *state;
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    given(w, "Person", "{'name': 'lost'}");
    release(state);
    gemel_session_free(w->session);
    w->session = NULL;
    expect_ok(gemel_session_begin(w->witness, NULL, &err));
    expect_ok(gemel_session_commit(w->witness, &err));
    expect_rows(w, "Person", "1 ann");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_file_that_gemel_makes_has_a_write_ahead_log, new_file, teardown),
        cmocka_unit_test_setup_teardown(an_existing_file_keeps_its_journal, existing_file, teardown),
        cmocka_unit_test_setup_teardown(an_existing_write_ahead_log_is_kept_too, existing_wal_file, teardown),
        cmocka_unit_test_setup_teardown(foreign_keys_hold_on_every_connection, with_a_person, teardown),
        cmocka_unit_test_setup_teardown(a_transaction_is_invisible_to_others_until_its_commit, with_a_person, teardown),
        cmocka_unit_test_setup_teardown(rows_outlive_their_database, with_a_person, teardown),
        cmocka_unit_test_setup_teardown(closing_leaves_one_file, with_a_person, teardown),
        cmocka_unit_test_setup_teardown(what_a_freed_session_left_open_is_rolled_back_by_the_next_call, with_a_person,
                                        teardown),
    };
    return cmocka_run_group_tests_name("files", tests, NULL, NULL);
}
