/*
 * gemel_database_open: URLs, options, and files that cannot be opened. It must not test what gemel does with files that
 * it opened (test_files.c).
 */
#define _XOPEN_SOURCE 700
#include "directory.h"
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* Opens and closes again. */
static gemel_status open_url(const char *url, const char *options)
{
    gemel_database *database = NULL;
    gemel_status status = gemel_database_open(url, schema, options ? with(options) : NULL, &database, &err);
    assert_int_equal(database != NULL, status == GEMEL_OK);
    gemel_database_free(database);
    return status;
}

static gemel_status open_file(const char *name, const char *options)
{
    return open_url(temporary_url(name), options);
}

/* ---- URLs ---- */

static void malformed_urls_are_refused(void **state)
{
    static const char *const wrong[] = {"",        "app.db", "/tmp/app.db",          ":memory:",       "sqlite",
                                        "sqlite:", "://",    "sqlite://host/app.db", "sqlite::memry:", "sqlite::x"};
    size_t i;
    (void)state;
    for (i = 0; i < COUNT(wrong); ++i) {
        print_message("# %s\n", wrong[i]);
        expect(GEMEL_USAGE, open_url(wrong[i], NULL));
        expect_mention("sqlite");
    }
}

/* Whatever is wrong with it, and whoever finds that. */
static void no_part_of_a_url_that_may_be_a_password_is_repeated(void **state)
{
    static const char *const wrong[] = {
        "hunter2",
        "hunter2@host",
        "user/hunter2@host",
        "host=h password=hunter2",
        "host=h password=hunter2 options='-c a:b'",
        "password=hunter2:x host=h",
        "sqlite://u:hunter2@h/t",
        "sqlite:////u:hunter2@h/t/none.db",
        "sqlite:u:hunter2@h/t",
        "sqlite:postgresql://u:hunter2@h/t",
        "sqlite:none/none.db?password=hunter2",
        "sqlite::hunter2",
        "mysql://u:hunter2@h/t",
        "user:hunter2@h/t",
#ifdef WITH_POSTGRESQL
        "postgresql:u:hunter2@h/t",
        "postgresql://u:hunter2%@127.0.0.1:1/t",
        "postgresql://u:hunter2@127.0.0.1:1/t",
        "postgresql://u:%68%75nter2@127.0.0.1:1/t?sslmode=hunter",
        "postgresql://u:hunter2/t",
        "postgresql://u:hun\"hunter2%zz@h/t",
        "postgresql://127.0.0.1:1/t?password=hunter2",
        "postgresql://127.0.0.1:1/t?password=a&hunter2=b",
        "postgresql://127.0.0.1:1/t?password=hunter2&passwort=hunter2",
        "postgresql://127.0.0.1:1/t?options=hunter2%00",
        "postgresql://host=127.0.0.1 password=hunter2",
        "postgresql://x=1&password=hunter2",
        "postgresql://127.0.0.1:1/t&password=hunter2",
        "postgresql://password=hunter2@127.0.0.1:1/t",
#endif
    };
    size_t i;
    (void)state;
    for (i = 0; i < COUNT(wrong); ++i) {
        size_t item;
        print_message("# %s\n", wrong[i]);
        assert_true(open_url(wrong[i], "{'create': false}") != GEMEL_OK);
        assert_null(strstr(gemel_error_message(err), "hunter2"));
        for (item = 0; item < gemel_error_item_count(err); ++item)
            assert_null(strstr(gemel_error_item_message(err, item), "hunter2"));
        gemel_error_free(err);
        err = NULL;
    }
}

static void a_scheme_of_no_driver_is_refused(void **state)
{
    (void)state;
    expect(GEMEL_USAGE, open_url("mysql:app", NULL));
    expect_mention("mysql");
}

static void a_server_that_this_build_cannot_reach_is_told_without_the_password(void **state)
{
    (void)state;
#ifdef WITH_POSTGRESQL
    expect(GEMEL_CONNECTION, open_url("postgresql://someone:secret@127.0.0.1:1/db", NULL)); /* where nobody listens */
    expect_mention("PostgreSQL");
#else
    expect(GEMEL_UNSUPPORTED, open_url("postgresql://someone:secret@127.0.0.1:1/db", NULL));
    expect_mention("postgresql");
#endif
    assert_null(strstr(gemel_error_message(failure()), "secret"));
}

static void a_misspelt_scheme_tells_the_nearest(void **state)
{
    (void)state;
    expect(GEMEL_USAGE, open_url("sqllite:app.db", NULL));
    expect_mention("sqllite");
    expect_mention("sqlite");
}

static void a_file_name_is_taken_as_it_is(void **state)
{
    static const char *const names[] = {"plain.db", "with space.db", "50%.db", "a?mode=memory", "a#b", "\xc3\xa4.db"};
    size_t i;
    (void)state;
    for (i = 0; i < COUNT(names); ++i) {
        expect_ok(open_file(names[i], NULL));
        assert_true(file_exists(temporary_path(names[i])));
    }
}

static void a_relative_name_is_relative_to_the_current_directory(void **state)
{
    char before[1024];
    gemel_status status;
    (void)state;
    assert_non_null(getcwd(before, sizeof before));
    assert_int_equal(chdir(temporary_directory()), 0);
    status = open_url("sqlite:relative.db", NULL);
    assert_int_equal(chdir(before), 0);
    expect_ok(status);
    assert_true(file_exists(temporary_path("relative.db")));
}

static void a_file_name_that_looks_like_a_uri_is_a_file_name(void **state)
{
    char before[1024];
    gemel_status status;
    (void)state;
    assert_non_null(getcwd(before, sizeof before));
    assert_int_equal(chdir(temporary_directory()), 0);
    status = open_url("sqlite:file:x?mode=memory", NULL);
    assert_int_equal(chdir(before), 0);
    expect_ok(status);
    assert_true(file_exists(temporary_path("file:x?mode=memory")));
}

static void two_databases_in_memory_are_two(void **state)
{
    gemel_database *one = NULL, *other = NULL;
    gemel_session *session = NULL;
    gemel_records *none = NULL;
    const gemel_model *person = NULL;
    (void)state;
    expect_ok(gemel_schema_find_model(schema, "Person", &person, &err));
    expect_ok(gemel_database_open("sqlite::memory:", schema, NULL, &one, &err));
    expect_ok(gemel_database_open("sqlite::memory:", schema, NULL, &other, &err));
    expect_ok(gemel_database_sync(one, NULL, &err));
    expect_ok(gemel_session_open(other, NULL, &session, &err));
    expect(GEMEL_DATABASE, gemel_records_find_all(session, person, NULL, NULL, &none, &err));
    expect_mention("people");
    gemel_session_free(session);
    gemel_database_free(other);
    gemel_database_free(one);
}

/* ---- Options ---- */

static void options_are_checked(void **state)
{
    static const struct {
        const char *options, *part;
    } wrong[] = {
        {"{'readonly': true}", "readOnly"},
        {"{'readOnly': 1}", "readOnly"},
        {"{'create': 'no'}", "create"},
        {"{'busyTimeout': -1}", "busyTimeout"},
        {"{'busyTimeout': '5'}", "busyTimeout"},
        {"{'poolSize': 0}", "poolSize"},
        {"{'poolSize': -1}", "poolSize"},
        {"{'poolSize': true}", "poolSize"},
        {"{'poolSize': 10001}", "poolSize"},
        {"{'poolTimeout': -1}", "poolTimeout"},
        {"{'poolTimeout': '5'}", "poolTimeout"},
        {"{'poolTimout': 5}", "poolTimeout"},
        {"{'idleTimeout': -1}", "idleTimeout"},
        {"{'idleTimeout': true}", "idleTimeout"},
        {"{'idletimeout': 5}", "idleTimeout"},
        {"{'maxLifetime': 86400001}", "maxLifetime"},
        {"{'maxLifetime': 1.5}", "maxLifetime"},
        {"{'maxLifeTime': 5}", "maxLifetime"},
        {"{'lockTimeout': -1}", "lockTimeout"},
        {"{'lockTimeout': '5'}", "lockTimeout"},
        {"{'locktimeout': 5}", "lockTimeout"},
        {"{'statementTimeout': -1}", "statementTimeout"},
        {"{'statementTimeout': true}", "statementTimeout"},
        {"{'statmentTimeout': 5}", "statementTimeout"},
        {"{'logBinds': 1}", "logBinds"},
        {"{'synchronous': 'fast'}", "synchronous"},
        {"{'synchronous': true}", "synchronous"},
        {"{'timeout': 5}", "timeout"},
        {"{'schema': 'mine'}", "'schema' is for a server, which sqlite has not"},
        {"{'prepare': 'never'}", "'prepare' is for a server, which sqlite has not"},
    };
    size_t i;
    (void)state;
    for (i = 0; i < COUNT(wrong); ++i) {
        print_message("# %s\n", wrong[i].options);
        expect(GEMEL_USAGE, open_file("a.db", wrong[i].options));
        expect_mention(wrong[i].part);
    }
    assert_false(file_exists(temporary_path("a.db")));
}

static void every_documented_option_is_taken(void **state)
{
    (void)state;
    expect_ok(open_file("a.db",
                        "{'readOnly': false, 'create': true, 'busyTimeout': 0, 'poolSize': 1, 'logBinds': false,"
                        " 'synchronous': 'full', 'poolTimeout': 5, 'idleTimeout': 0, 'maxLifetime': 86400000,"
                        " 'lockTimeout': 0, 'statementTimeout': 1000}"));
    expect_ok(open_file("a.db", "{'synchronous': 'normal'}"));
    expect_ok(open_file("a.db", "{'synchronous': 'off'}"));
}

static void options_that_failed_fail_the_open(void **state)
{
    gemel_database *none = NULL;
    gemel_options *o = with("{}");
    (void)state;
    gemel_options_set_text(o, "synchronous", "\xff", GEMEL_NUL, NULL);
    expect(GEMEL_VALIDATION, gemel_database_open("sqlite::memory:", schema, o, &none, &err));
    assert_null(none);
}

static void a_full_pool_is_busy(void **state)
{
    gemel_database *database = NULL;
    gemel_session *first = NULL, *second = NULL;
    (void)state;
    expect_ok(gemel_database_open(temporary_url("a.db"), schema, with("{'poolSize': 1, 'busyTimeout': 20}"), &database,
                                  &err));
    expect_ok(gemel_session_open(database, NULL, &first, &err));
    expect_ok(gemel_session_open(database, NULL, &second, &err));
    expect_ok(gemel_session_begin(first, with("{'readOnly': true}"), &err));
    expect(GEMEL_BUSY, gemel_session_begin(second, with("{'readOnly': true}"), &err));
    expect_mention("poolSize");
    expect_ok(gemel_session_commit(first, &err));
    expect_ok(gemel_session_begin(second, with("{'readOnly': true}"), &err));
    expect_ok(gemel_session_commit(second, &err));
    gemel_session_free(second);
    gemel_session_free(first);
    gemel_database_free(database);
}

/* ---- Files ---- */

static void a_missing_file_is_made_unless_told_otherwise(void **state)
{
    (void)state;
    expect(GEMEL_CONNECTION, open_file("a.db", "{'create': false}"));
    expect_mention("a.db");
    assert_false(file_exists(temporary_path("a.db")));
    expect(GEMEL_CONNECTION, open_file("a.db", "{'readOnly': true}"));
    assert_false(file_exists(temporary_path("a.db")));
    expect_ok(open_file("a.db", NULL));
    assert_true(file_exists(temporary_path("a.db")));
    expect_ok(open_file("a.db", "{'create': false}"));
}

static void a_directory_is_no_database(void **state)
{
    (void)state;
    expect(GEMEL_CONNECTION, open_url(temporary_url(""), NULL));
    expect(GEMEL_CONNECTION, open_url(temporary_url("."), NULL));
}

static void a_missing_directory_is_not_made(void **state)
{
    (void)state;
    expect(GEMEL_CONNECTION, open_file("missing/a.db", NULL));
    expect_mention("missing/a.db");
    assert_false(file_exists(temporary_path("missing")));
}

static void a_file_that_is_no_database_stays_as_it_is(void **state)
{
    static const char text[] =
        "This is a shopping list, and no database at all.\nMilk, bread, two rings joined as one.\n";
    (void)state;
    file_write(temporary_path("list.txt"), text);
    expect(GEMEL_DATABASE, open_file("list.txt", NULL));
    expect_mention("list.txt");
    assert_string_equal(file_read(temporary_path("list.txt")), text);
}

static void a_database_that_is_cut_off_is_refused(void **state)
{
    (void)state;
    sqlite_run(temporary_path("a.db"), "CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT)");
    assert_int_equal(truncate(temporary_path("a.db"), 50), 0);
    expect(GEMEL_DATABASE, open_file("a.db", NULL));
}

static void an_empty_file_is_an_empty_database(void **state)
{
    (void)state;
    file_write(temporary_path("empty.db"), "");
    expect_ok(open_file("empty.db", "{'create': false}"));
}

static void a_locked_file_is_busy(void **state)
{
    (void)state;
    sqlite_run(temporary_path("a.db"), "CREATE TABLE t (x)");
    sqlite_hold(temporary_path("a.db"), "BEGIN EXCLUSIVE");
    expect(GEMEL_BUSY, open_file("a.db", "{'busyTimeout': 20}"));
    expect_mention("a.db");
    sqlite_let_go();
    expect_ok(open_file("a.db", "{'busyTimeout': 20}"));
}

static void a_lock_that_comes_later_is_busy_and_loses_nothing(void **state)
{
    gemel_database *database = NULL;
    gemel_session *session = NULL;
    gemel_record *ann = NULL;
    const gemel_model *person = NULL;
    (void)state;
    expect_ok(gemel_schema_find_model(schema, "Person", &person, &err));
    expect_ok(gemel_database_open(temporary_url("a.db"), schema, with("{'busyTimeout': 20}"), &database, &err));
    expect_ok(gemel_database_sync(database, NULL, &err));
    expect_ok(gemel_session_open(database, NULL, &session, &err));
    expect_ok(gemel_record_build(session, person, values("{'name': 'ann'}"), &ann, &err));
    sqlite_hold(temporary_path("a.db"), "BEGIN IMMEDIATE");
    expect(GEMEL_BUSY, gemel_session_begin(session, NULL, &err));
    assert_int_equal(gemel_session_depth(session), 0);
    expect(GEMEL_BUSY, gemel_record_save(ann, NULL, &err));
    assert_true(gemel_record_is_new(ann));
    sqlite_let_go();
    expect_ok(gemel_record_save(ann, NULL, &err));
    assert_string_equal(sqlite_ask(temporary_path("a.db"), "SELECT name FROM people"), "ann");
    gemel_record_free(ann);
    gemel_session_free(session);
    gemel_database_free(database);
}

/* A file mode binds everybody but root, so root becomes somebody else meanwhile. */
static bool somebody_else(void)
{
    enum { NOBODY = 65534 };
    return geteuid() != 0 || (chmod(temporary_directory(), 0755) == 0 && seteuid(NOBODY) == 0);
}

static void a_file_that_may_only_be_read_is_refused_for_writing(void **state)
{
    gemel_status for_writing, for_reading;
    gemel_error *error = NULL;
    gemel_database *database = NULL;
    const char *const url = temporary_url("a.db");
    const gemel_options *const read_only = with("{'readOnly': true}");
    bool was_root = geteuid() == 0;
    (void)state;
    sqlite_run(temporary_path("a.db"), "CREATE TABLE t (x)");
    assert_int_equal(chmod(temporary_path("a.db"), 0444), 0);

    assert_true(somebody_else());
    for_writing = gemel_database_open(url, schema, NULL, &database, &error);
    gemel_database_free(database);
    for_reading = gemel_database_open(url, schema, read_only, &database, NULL);
    gemel_database_free(database);
    assert_true(!was_root || seteuid(0) == 0);

    assert_int_equal(for_writing, GEMEL_CONNECTION);
    assert_non_null(strstr(gemel_error_message(error), "a.db"));
    assert_int_equal(for_reading, GEMEL_OK);
    gemel_error_free(error);
}

static void a_read_only_database_reads_and_refuses_to_write(void **state)
{
    gemel_database *database = NULL;
    gemel_session *session = NULL;
    gemel_record *ann = NULL, *none = NULL;
    const gemel_model *person = NULL;
    (void)state;
    expect_ok(gemel_database_open(temporary_url("a.db"), schema, NULL, &database, &err));
    expect_ok(gemel_database_sync(database, NULL, &err));
    gemel_database_free(database);
    sqlite_run(temporary_path("a.db"), "INSERT INTO people (name) VALUES ('ann')");

    expect_ok(gemel_schema_find_model(schema, "Person", &person, &err));
    expect_ok(gemel_database_open(temporary_url("a.db"), schema, with("{'readOnly': true}"), &database, &err));
    expect_ok(gemel_session_open(database, NULL, &session, &err));
    expect_ok(gemel_record_find_first(session, person, NULL, NULL, &ann, &err));
    expect_attribute(keep(ann), "name", "ann");
    expect(GEMEL_USAGE, gemel_record_create(session, person, NULL, NULL, &none, &err));
    expect(GEMEL_USAGE, gemel_record_update(ann, values("{'name': 'eve'}"), NULL, &err));
    expect(GEMEL_USAGE, gemel_record_destroy(ann, NULL, NULL, &err));
    expect(GEMEL_USAGE, gemel_database_sync(database, NULL, &err));
    expect(GEMEL_USAGE, gemel_database_drop(database, NULL, &err));
    expect_attribute(ann, "name", "ann");
    assert_null(none);
    gemel_session_free(session);
    gemel_database_free(database);
    assert_string_equal(sqlite_ask(temporary_path("a.db"), "SELECT id, name FROM people"), "1 ann");
}

#define IN_DIRECTORY(test) cmocka_unit_test_setup_teardown(test, directory_make, directory_free)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_DIRECTORY(malformed_urls_are_refused),
        IN_DIRECTORY(no_part_of_a_url_that_may_be_a_password_is_repeated),
        IN_DIRECTORY(a_scheme_of_no_driver_is_refused),
        IN_DIRECTORY(a_server_that_this_build_cannot_reach_is_told_without_the_password),
        IN_DIRECTORY(a_misspelt_scheme_tells_the_nearest),
        IN_DIRECTORY(a_file_name_is_taken_as_it_is),
        IN_DIRECTORY(a_relative_name_is_relative_to_the_current_directory),
        IN_DIRECTORY(a_file_name_that_looks_like_a_uri_is_a_file_name),
        IN_DIRECTORY(two_databases_in_memory_are_two),
        IN_DIRECTORY(options_are_checked),
        IN_DIRECTORY(every_documented_option_is_taken),
        IN_DIRECTORY(options_that_failed_fail_the_open),
        IN_DIRECTORY(a_full_pool_is_busy),
        IN_DIRECTORY(a_missing_file_is_made_unless_told_otherwise),
        IN_DIRECTORY(a_directory_is_no_database),
        IN_DIRECTORY(a_missing_directory_is_not_made),
        IN_DIRECTORY(a_file_that_is_no_database_stays_as_it_is),
        IN_DIRECTORY(a_database_that_is_cut_off_is_refused),
        IN_DIRECTORY(an_empty_file_is_an_empty_database),
        IN_DIRECTORY(a_locked_file_is_busy),
        IN_DIRECTORY(a_lock_that_comes_later_is_busy_and_loses_nothing),
        IN_DIRECTORY(a_file_that_may_only_be_read_is_refused_for_writing),
        IN_DIRECTORY(a_read_only_database_reads_and_refuses_to_write),
    };
    return cmocka_run_group_tests_name("open", tests, NULL, NULL);
}
