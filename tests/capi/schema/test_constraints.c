/*
 * Tables that others have made: what their constraints and triggers refuse, and what they hold that no attribute takes.
 * It must not test what gemel refuses before it asks the database.
 */
#include "declarations.h"
#include "fixture.h"

static const declaration people[DECLARATIONS_MAX] = {
    MODEL("Person"),
    ATTRIBUTE("Person", "name", "string"),
    ATTRIBUTE("Person", "age", "integer"),
};

static int setup(void **state)
{
    const char *url = shared_make();
    shared_run(
        by_dialect("CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT NOT NULL, age INTEGER,"
                   " CONSTRAINT adult CHECK (typeof(age) <> 'integer' OR age >= 18), UNIQUE (name, age));"
                   "CREATE TRIGGER no BEFORE INSERT ON people WHEN new.name = 'nobody'"
                   " BEGIN SELECT RAISE(ABORT, 'not today'); END;"
                   "CREATE TRIGGER never BEFORE INSERT ON people WHEN new.name = 'never'"
                   " BEGIN SELECT RAISE(ROLLBACK, 'not in this transaction'); END",
                   "CREATE TABLE people (id serial PRIMARY KEY, name text NOT NULL, age integer,"
                   " CONSTRAINT adult CHECK (age >= 18), UNIQUE (name, age));"
                   "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE 'not today'; END$$;"
                   "CREATE TRIGGER no BEFORE INSERT ON people FOR EACH ROW WHEN (new.name = 'nobody')"
                   " EXECUTE FUNCTION refuse()"));
    return world_at(state, declared(people), url);
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
    if (on_sqlite())
        assert_int_not_equal(gemel_error_driver_code(failure()), 0);
    else
        assert_string_equal(gemel_error_sqlstate(failure()), "23514");
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

static void a_unique_pair_is_told_with_all_that_is_known_of_it(void **state)
{
    const world *w = *state;
    expect_ok(create(w, "{'name': 'ann', 'age': 18}"));
    expect(GEMEL_UNIQUE, create(w, "{'name': 'ann', 'age': 18}"));
    if (on_sqlite()) {
        assert_int_equal(gemel_error_item_count(failure()), 2);
        assert_string_equal(gemel_error_item_attribute(failure(), 0), "name");
        assert_string_equal(gemel_error_item_attribute(failure(), 1), "age");
    } else {
        /* The server tells no columns, and the constraint is not of this schema. */
        assert_string_equal(gemel_error_constraint(failure()), "people_name_age_key");
        assert_string_equal(gemel_error_table(failure()), "people");
    }
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
        shared_run(sql);
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
    shared_run("INSERT INTO people VALUES (1, CAST(x'ff' AS TEXT), NULL)");
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
    shared_run("UPDATE people SET name = CAST(x'ff' AS TEXT)");
    expect(GEMEL_DATABASE, gemel_record_find(w->session, person, values("{'id': 1}"), NULL, &none, &err));
    expect(GEMEL_DATABASE, gemel_records_find_all(w->session, person, NULL, NULL, &list, &err));
    expect(GEMEL_DATABASE, gemel_record_reload(ann, NULL, &err));
    expect_attribute(ann, "name", "ann");
    assert_null(none);
    assert_null(list);
}

static void a_missing_table_or_column_is_told(void **state)
{
    const world *w = *state;
    gemel_record *none = NULL;
    shared_run("DROP TABLE people; CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT)");
    expect(GEMEL_DATABASE, gemel_record_find_first(w->session, model(w, "Person"), NULL, NULL, &none, &err));
    expect_mention("age");
    shared_run("DROP TABLE people");
    expect(GEMEL_DATABASE, gemel_record_find_first(w->session, model(w, "Person"), NULL, NULL, &none, &err));
    expect_mention("people");
    assert_null(none);
}

#define HERE(test) cmocka_unit_test_setup_teardown(test, setup, world_shared_free)
/* clang-format off */
#define EVERYWHERE \
    HERE(a_check_is_told_with_its_name), \
    HERE(a_null_that_the_table_refuses_is_told_with_its_attribute), \
    HERE(a_unique_pair_is_told_with_all_that_is_known_of_it), \
    HERE(a_trigger_that_aborts_is_told_in_its_words), \
    HERE(a_missing_table_or_column_is_told)
/* clang-format on */

int main(void)
{
    const struct CMUnitTest everywhere[] = {EVERYWHERE};
    /* PostgreSQL ends no transaction by itself, and its columns hold what their types can. */
    const struct CMUnitTest of_sqlite[] = {
        EVERYWHERE,
        HERE(a_transaction_that_the_database_ended_takes_no_more_work),
        HERE(a_transaction_that_the_database_ended_cannot_be_committed),
        HERE(a_savepoint_goes_with_the_transaction_that_the_database_ended),
        HERE(values_that_no_attribute_takes_are_told_with_their_column),
        HERE(text_that_is_not_utf8_is_told_with_its_column),
        HERE(every_way_of_reading_refuses_what_is_no_value),
    };
    return on_sqlite() ? cmocka_run_group_tests_name("constraints", of_sqlite, NULL, NULL)
                       : cmocka_run_group_tests_name("constraints", everywhere, NULL, NULL);
}
