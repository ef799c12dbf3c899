/*
 * Tables that others have made: what their constraints and triggers refuse, and what they hold that no attribute takes.
 * It must not test what gemel refuses before it asks the database.
 */
#include "declarations.h"
#include "fixture.h"
#include "temporary.h"

static const declaration people[DECLARATIONS_MAX] = {
    MODEL("Person"),
    ATTRIBUTE("Person", "name", "string"),
    ATTRIBUTE("Person", "age", "integer"),
};

static int setup(void **state)
{
    temporary_make();
    sqlite_run(temporary_path("theirs.db"),
               "CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT NOT NULL, age INTEGER,"
               " CONSTRAINT adult CHECK (typeof(age) <> 'integer' OR age >= 18), UNIQUE (name, age));"
               "CREATE TRIGGER no BEFORE INSERT ON people WHEN new.name = 'nobody'"
               " BEGIN SELECT RAISE(ABORT, 'not today'); END;"
               "CREATE TRIGGER never BEFORE INSERT ON people WHEN new.name = 'never'"
               " BEGIN SELECT RAISE(ROLLBACK, 'not in this transaction'); END");
    return world_at(state, declared(people), temporary_url("theirs.db"));
}

static int teardown(void **state)
{
    world_free(state);
    temporary_remove();
    return 0;
}

static gemel_status create(const world *w, const char *json)
{
    gemel_record *none = NULL;
    gemel_status status = gemel_record_create(w->session, model(w, "Person"), values(json), NULL, &none, &err);
    gemel_record_free(none);
    return status;
}

static void a_check_is_told_with_its_name(void **state)
{
    const world *w = *state;
    expect(GEMEL_CHECK, create(w, "{'name': 'ann', 'age': 17}"));
    assert_string_equal(gemel_error_constraint(failure()), "adult");
    assert_int_not_equal(gemel_error_driver_code(failure()), 0);
    expect_rows(w, "Person", "");
}

static void a_null_that_the_table_refuses_is_told_with_its_attribute(void **state)
{
    const world *w = *state;
    expect(GEMEL_NOT_NULL, create(w, "{'age': 18}"));
    assert_string_equal(gemel_error_table(failure()), "people");
    assert_int_equal(gemel_error_item_count(failure()), 1);
    assert_string_equal(gemel_error_item_model(failure(), 0), "Person");
    assert_string_equal(gemel_error_item_attribute(failure(), 0), "name");
    assert_int_equal(gemel_error_item_status(failure(), 0), GEMEL_NOT_NULL);
    expect_rows(w, "Person", "");
}

static void a_unique_pair_is_told_with_both_attributes(void **state)
{
    const world *w = *state;
    expect_ok(create(w, "{'name': 'ann', 'age': 18}"));
    expect(GEMEL_UNIQUE, create(w, "{'name': 'ann', 'age': 18}"));
    assert_int_equal(gemel_error_item_count(failure()), 2);
    assert_string_equal(gemel_error_item_attribute(failure(), 0), "name");
    assert_string_equal(gemel_error_item_attribute(failure(), 1), "age");
    expect_rows(w, "Person", "1 ann 18");
}

static void a_trigger_that_aborts_is_told_in_its_words(void **state)
{
    const world *w = *state;
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    expect_ok(create(w, "{'name': 'ann'}"));
    expect(GEMEL_DATABASE, create(w, "{'name': 'nobody'}"));
    expect_mention("not today");
    expect_ok(gemel_session_commit(w->session, &err));
    expect_rows(w, "Person", "1 ann null");
}

/* The transaction is gone in the database, but not yet in the session. */
static gemel_record *lose_the_transaction(const world *w)
{
    gemel_record *ann;
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    ann = given(w, "Person", "{'name': 'ann'}");
    expect(GEMEL_DATABASE, create(w, "{'name': 'never'}"));
    expect_mention("not in this transaction");
    return ann;
}

static void a_transaction_that_the_database_ended_takes_no_more_work(void **state)
{
    const world *w = *state;
    gemel_record *ann = lose_the_transaction(w);
    assert_int_equal(gemel_session_depth(w->session), 1);
    expect(GEMEL_DATABASE, create(w, "{'name': 'bob'}"));
    expect_ok(gemel_session_rollback(w->session, &err));
    assert_int_equal(gemel_session_depth(w->session), 0);
    assert_true(gemel_record_is_new(ann));
    expect_attribute(ann, "id", NULL);
    expect_rows(w, "Person", "");
    expect_ok(gemel_record_save(ann, NULL, &err));
    expect_rows(w, "Person", "1 ann null");
}

static void a_transaction_that_the_database_ended_cannot_be_committed(void **state)
{
    const world *w = *state;
    gemel_record *ann = lose_the_transaction(w);
    expect(GEMEL_DATABASE, gemel_session_commit(w->session, &err));
    assert_int_equal(gemel_session_depth(w->session), 0);
    assert_true(gemel_record_is_new(ann));
    expect_rows(w, "Person", "");
}

static void a_savepoint_goes_with_the_transaction_that_the_database_ended(void **state)
{
    const world *w = *state;
    gemel_record *outer;
    gemel_record *inner;
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    outer = given(w, "Person", "{'name': 'outer'}");
    inner = lose_the_transaction(w);
    expect_ok(gemel_session_rollback(w->session, &err));
    assert_int_equal(gemel_session_depth(w->session), 1);
    expect(GEMEL_DATABASE, create(w, "{'name': 'bob'}"));
    expect(GEMEL_DATABASE, gemel_session_commit(w->session, &err));
    assert_int_equal(gemel_session_depth(w->session), 0);
    assert_true(gemel_record_is_new(outer));
    assert_true(gemel_record_is_new(inner));
    expect_rows(w, "Person", "");
}

static void values_that_no_attribute_takes_are_told_with_their_column(void **state)
{
    static const char *const values_of_theirs[] = {"'abc'", "1.5", "x'00'"};
    const world *w = *state;
    size_t i;
    for (i = 0; i < COUNT(values_of_theirs); ++i) {
        gemel_record *none = NULL;
        char sql[128] = "INSERT OR REPLACE INTO people VALUES (1, 'ann', ";
        print_message("# %s\n", values_of_theirs[i]);
        strcat(strcat(sql, values_of_theirs[i]), ")");
        sqlite_run(temporary_path("theirs.db"), sql);
        expect(GEMEL_DATABASE, gemel_record_find_first(w->session, model(w, "Person"), NULL, NULL, &none, &err));
        expect_mention("people");
        expect_mention("age");
        assert_null(none);
    }
}

static void text_that_is_not_utf8_is_told_with_its_column(void **state)
{
    const world *w = *state;
    gemel_record *none = NULL;
    sqlite_run(temporary_path("theirs.db"), "INSERT INTO people VALUES (1, CAST(x'ff' AS TEXT), NULL)");
    expect(GEMEL_DATABASE, gemel_record_find_first(w->session, model(w, "Person"), NULL, NULL, &none, &err));
    expect_mention("name");
    assert_null(none);
}

static void every_way_of_reading_refuses_what_is_no_value(void **state)
{
    const world *w = *state;
    const gemel_model *person = model(w, "Person");
    gemel_record *ann = given(w, "Person", "{'name': 'ann'}");
    gemel_record *none = NULL;
    gemel_records *list = NULL;
    sqlite_run(temporary_path("theirs.db"), "UPDATE people SET name = CAST(x'ff' AS TEXT)");
    expect(GEMEL_DATABASE, gemel_record_find(w->session, person, values("{'id': 1}"), NULL, &none, &err));
    expect(GEMEL_DATABASE, gemel_records_find(w->session, person, NULL, NULL, &list, &err));
    expect(GEMEL_DATABASE, gemel_record_reload(ann, NULL, &err));
    expect_attribute(ann, "name", "ann");
    assert_null(none);
    assert_null(list);
}

static void a_missing_table_or_column_is_told(void **state)
{
    const world *w = *state;
    gemel_record *none = NULL;
    sqlite_run(temporary_path("theirs.db"),
               "DROP TABLE people; CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT)");
    expect(GEMEL_DATABASE, gemel_record_find_first(w->session, model(w, "Person"), NULL, NULL, &none, &err));
    expect_mention("age");
    sqlite_run(temporary_path("theirs.db"), "DROP TABLE people");
    expect(GEMEL_DATABASE, gemel_record_find_first(w->session, model(w, "Person"), NULL, NULL, &none, &err));
    expect_mention("people");
    assert_null(none);
}

#define IN_FILE(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FILE(a_check_is_told_with_its_name),
        IN_FILE(a_null_that_the_table_refuses_is_told_with_its_attribute),
        IN_FILE(a_unique_pair_is_told_with_both_attributes),
        IN_FILE(a_trigger_that_aborts_is_told_in_its_words),
        IN_FILE(a_transaction_that_the_database_ended_takes_no_more_work),
        IN_FILE(a_transaction_that_the_database_ended_cannot_be_committed),
        IN_FILE(a_savepoint_goes_with_the_transaction_that_the_database_ended),
        IN_FILE(values_that_no_attribute_takes_are_told_with_their_column),
        IN_FILE(text_that_is_not_utf8_is_told_with_its_column),
        IN_FILE(every_way_of_reading_refuses_what_is_no_value),
        IN_FILE(a_missing_table_or_column_is_told),
    };
    return cmocka_run_group_tests_name("constraints", tests, NULL, NULL);
}
