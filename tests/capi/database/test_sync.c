/*
 * gemel_database_sync and _drop: which tables, constraints and indexes a database then has, read past gemel. It
 * must not test rows.
 */
#include "catalog.h"
#include "declarations.h"
#include "fixture.h"
#include "temporary.h"
#include <stdio.h>

static gemel_schema *schema;
static gemel_database *database;

static int setup(void **state)
{
    (void)state;
    shared_make();
    return 0;
}

static void close_all(void)
{
    gemel_database_free(database);
    gemel_schema_free(schema);
    database = NULL;
    schema = NULL;
}

static int teardown(void **state)
{
    close_all();
    release(state);
    return shared_drop() ? 0 : -1;
}

/* Opens the test's database with this schema, in place of what was open. */
static void open_with(const declaration *declarations)
{
    close_all();
    schema = resolved(declarations);
    expect_ok(gemel_database_open(shared_url(), schema, with("{'busyTimeout': 50}"), &database, &err));
}

static void synced(const declaration *declarations)
{
    open_with(declarations);
    expect_ok(gemel_database_sync(database, NULL, &err));
}

static const declaration pair[DECLARATIONS_MAX] = {
    MODEL("License"),
    ATTRIBUTE("License", "number", "string(20) not null"),
    MODEL("Person"),
    ATTRIBUTE("Person", "name", "text"),
    HAS_ONE("Person", "License", "foreign key ownerId inverse owner"),
};

static void m15_dependents_may_be_declared_before_their_owners(void **state)
{
    (void)state;
    synced(pair);
    assert_string_equal(catalog_tables(), "licenses, people");
    assert_string_equal(catalog_foreign_keys("licenses"), "ownerId people id SET NULL CASCADE");
}

static void m15_a_second_sync_is_harmless(void **state)
{
    const char *definitions = by_dialect("SELECT sql FROM sqlite_master ORDER BY name",
                                         "SELECT relname, oid FROM pg_class WHERE relnamespace ="
                                         " current_schema()::regnamespace ORDER BY 1");
    char before[4096];
    (void)state;
    synced(pair);
    shared_run("INSERT INTO people (name) VALUES ('ann')");
    strcpy(before, shared_ask(definitions));
    expect_ok(gemel_database_sync(database, NULL, &err));
    synced(pair);
    assert_string_equal(shared_ask(definitions), before);
    assert_string_equal(shared_ask("SELECT id, name FROM people"), "1 ann");
}

static void columns_have_the_types_that_keep_values_as_they_are(void **state)
{
    static const declaration declarations[DECLARATIONS_MAX] = {
        MODEL("Thing"),
        ATTRIBUTE("Thing", "whole", "integer not null"),
        ATTRIBUTE("Thing", "big", "bigint"),
        ATTRIBUTE("Thing", "real", "double"),
        ATTRIBUTE("Thing", "flag", "boolean"),
        ATTRIBUTE("Thing", "brief", "string(20) column short"),
        ATTRIBUTE("Thing", "body", "text"),
    };
    (void)state;
    synced(declarations);
    assert_string_equal(
        shared_ask(by_dialect("SELECT name, type, \"notnull\", pk FROM pragma_table_info('things')",
                              "SELECT attname, format_type(atttypid, atttypmod), attnotnull FROM pg_attribute WHERE"
                              " attrelid = 'things'::regclass AND attnum > 0 ORDER BY attnum")),
        by_dialect("id INTEGER 0 1, whole INTEGER 1 0, big INTEGER 0 0, real  0 0, flag INTEGER 0 0,"
                   " short VARCHAR(20) 0 0, body TEXT 0 0",
                   "id integer t, whole integer t, big bigint f, real double precision f, flag boolean f,"
                   " short character varying(20) f, body text f"));
}

static void d35_a_unique_constraint_has_its_promised_name(void **state)
{
    static const declaration declarations[DECLARATIONS_MAX] = {
        MODEL("Person"),
        MODEL("DrivingLicense"),
        HAS_ONE("Person", "DrivingLicense", "foreign key ownerId inverse owner unique"),
    };
    (void)state;
    synced(declarations);
    assert_string_equal(
        shared_ask(by_dialect("SELECT count(*) FROM sqlite_master WHERE name = 'driving_licenses_owner_id_unique'"
                              " OR sql LIKE '%driving_licenses_owner_id_unique%'",
                              "SELECT count(*) FROM pg_constraint WHERE conrelid = 'driving_licenses'::regclass"
                              " AND conname = 'driving_licenses_owner_id_unique' AND contype = 'u'")),
        "1");
    assert_string_equal(catalog_unique_columns("driving_licenses"), "ownerId");
    assert_string_equal(catalog_index_columns("driving_licenses"), "");
}

static void a_foreign_key_that_is_not_unique_gets_a_plain_index(void **state)
{
    (void)state;
    synced(pair);
    assert_string_equal(catalog_index_columns("licenses"), "ownerId");
    assert_string_equal(catalog_unique_columns("licenses"), "");
}

static void what_is_unique_in_a_paranoid_model_is_so_among_some_rows(void **state)
{
    static const declaration declarations[DECLARATIONS_MAX] = {
        MODEL("Person"),
        MODEL_IS("DrivingLicense", "paranoid underscored"),
        HAS_ONE("Person", "DrivingLicense", "foreign key ownerId inverse owner unique"),
    };
    (void)state;
    synced(declarations);
    assert_string_equal(catalog_unique_columns("driving_licenses"), "owner_id");
    assert_string_equal(catalog_index_columns("driving_licenses"), "owner_id");
    assert_string_equal(catalog_indexes("driving_licenses"),
                        "driving_licenses_owner_id_index, driving_licenses_owner_id_unique");
    assert_string_equal(
        shared_ask(by_dialect("SELECT count(*) FROM sqlite_master WHERE name = 'driving_licenses_owner_id_unique'"
                              " AND sql LIKE '% WHERE \"deleted_at\" IS NULL'",
                              "SELECT count(*) FROM pg_index WHERE indexrelid ="
                              " 'driving_licenses_owner_id_unique'::regclass AND indisunique"
                              " AND pg_get_expr(indpred, indrelid) = '(deleted_at IS NULL)'")),
        "1");
    expect_ok(gemel_database_sync(database, NULL, &err));
}

static void without_constraint_a_foreign_key_refers_to_nothing(void **state)
{
    static const declaration declarations[DECLARATIONS_MAX] = {
        MODEL("Person"),
        MODEL("License"),
        HAS_ONE("Person", "License", "no constraint"),
    };
    (void)state;
    synced(declarations);
    assert_string_equal(catalog_foreign_keys("licenses"), "");
}

static void constraints_say_what_was_declared(void **state)
{
    static const declaration declarations[DECLARATIONS_MAX] = {
        MODEL("Person"),
        ATTRIBUTE("Person", "email", "string unique column e_mail"),
        MODEL("License"),
        HAS_ONE("Person", "License", "source key email column p_email on delete restrict on update no action"),
    };
    (void)state;
    synced(declarations);
    assert_string_equal(catalog_foreign_keys("licenses"), "p_email people e_mail RESTRICT NO ACTION");
}

static void tables_may_refer_to_each_other_and_to_themselves(void **state)
{
    static const declaration declarations[DECLARATIONS_MAX] = {
        MODEL("License"),
        MODEL("Person"),
        HAS_ONE("Person", "License", "foreign key ownerId inverse owner"),
        HAS_ONE("License", "Person", "as signer foreign key signedId inverse signed"),
        HAS_ONE("Person", "Person", "as successor inverse predecessor"),
    };
    (void)state;
    synced(declarations);
    assert_string_equal(catalog_foreign_keys("licenses"), "ownerId people id SET NULL CASCADE");
    assert_string_equal(catalog_foreign_keys("people"),
                        "predecessorId people id SET NULL CASCADE, signedId licenses id SET NULL CASCADE");
    expect_ok(gemel_database_sync(database, NULL, &err));
#define CIRCLE                                                                                                         \
    "INSERT INTO people (id) VALUES (1);"                                                                              \
    "INSERT INTO licenses (id, \"ownerId\") VALUES (10, 1);"                                                           \
    "UPDATE people SET \"signedId\" = 10, \"predecessorId\" = 1"
    shared_run(by_dialect("PRAGMA foreign_keys = ON; BEGIN;" CIRCLE "; COMMIT", CIRCLE));
    expect_ok(gemel_database_drop(database, NULL, &err));
    assert_string_equal(catalog_tables(), "");
}

static void a_table_that_is_missing_is_added_and_the_others_stay(void **state)
{
    static const declaration person_only[DECLARATIONS_MAX] = {MODEL("Person"), ATTRIBUTE("Person", "name", "text")};
    (void)state;
    synced(person_only);
    shared_run("INSERT INTO people (name) VALUES ('ann')");
    synced(pair);
    assert_string_equal(catalog_tables(), "licenses, people");
    assert_string_equal(shared_ask("SELECT name FROM people"), "ann");
}

static void an_index_that_is_missing_is_added(void **state)
{
    (void)state;
    synced(pair);
    shared_run("DROP TABLE licenses;"
               "CREATE TABLE licenses (id INTEGER PRIMARY KEY, number TEXT, \"ownerId\" INTEGER)");
    expect_ok(gemel_database_sync(database, NULL, &err));
    assert_string_equal(catalog_index_columns("licenses"), "ownerId");
}

static void force_drops_first(void **state)
{
    (void)state;
    synced(pair);
    shared_run("INSERT INTO people (name) VALUES ('ann');"
               "INSERT INTO licenses (number, \"ownerId\") VALUES ('A', 1)");
    expect_ok(gemel_database_sync(database, with("{'force': false}"), &err));
    assert_string_equal(shared_ask("SELECT count(*) FROM licenses"), "1");
    expect_ok(gemel_database_sync(database, with("{'force': true}"), &err));
    assert_string_equal(catalog_tables(), "licenses, people");
    assert_string_equal(shared_ask("SELECT count(*) FROM people"), "0");
    assert_string_equal(shared_ask("SELECT count(*) FROM licenses"), "0");
}

static void drop_takes_the_tables_of_the_schema_only(void **state)
{
    (void)state;
    synced(pair);
    shared_run("CREATE TABLE notes (text TEXT); INSERT INTO notes VALUES ('kept');"
               "INSERT INTO people (name) VALUES ('ann');"
               "INSERT INTO licenses (number, \"ownerId\") VALUES ('A', 1)");
    expect_ok(gemel_database_drop(database, NULL, &err));
    assert_string_equal(catalog_tables(), "notes");
    assert_string_equal(shared_ask("SELECT text FROM notes"), "kept");
    expect_ok(gemel_database_drop(database, NULL, &err));
}

static void a_sync_that_fails_leaves_nothing_behind(void **state)
{
    (void)state;
    open_with(pair);
    /* A view takes the name that the last table of the order needs. */
    shared_run("CREATE VIEW licenses AS SELECT 1 AS id");
    expect(GEMEL_DATABASE, gemel_database_sync(database, NULL, &err));
    assert_string_equal(catalog_tables(), "");
}

/* SQLite looks for functions only when a row is to be inserted. */
static void wrong_sql_in_a_default_is_told_with_its_attribute(void **state)
{
    static const char *const wrong[] = {"nonsense(1)", "nobody", "1 +", "(SELECT 1 FROM nowhere)"};
    (void)state;
    for (size_t i = 0; i < COUNT(wrong); ++i) {
        char words[128];
        const declaration declarations[DECLARATIONS_MAX] = {
            MODEL("License"),
            MODEL("Person"),
            ATTRIBUTE("Person", "name", "string default (upper('ann'))"),
            ATTRIBUTE("Person", "joined", words),
            ATTRIBUTE("Person", "left", "integer default (1 + 1)"),
        };
        snprintf(words, sizeof words, "integer column joined_at default (%s)", wrong[i]);
        open_with(declarations);
        expect(GEMEL_DATABASE, gemel_database_sync(database, NULL, &err));
        expect_mention("Person.joined: its default, '");
        expect_mention(wrong[i]);
        assert_int_equal(gemel_error_item_count(failure()), 1);
        assert_string_equal(gemel_error_item_model(failure(), 0), "Person");
        assert_string_equal(gemel_error_item_attribute(failure(), 0), "joined");
        assert_string_equal(catalog_tables(), "");
    }
}

static void a_locked_database_is_busy(void **state)
{
    (void)state;
    open_with(pair);
    sqlite_hold(temporary_path("shared.db"), "BEGIN IMMEDIATE");
    expect(GEMEL_BUSY, gemel_database_sync(database, NULL, &err));
    sqlite_let_go();
    expect_ok(gemel_database_sync(database, NULL, &err));
    sqlite_hold(temporary_path("shared.db"), "BEGIN IMMEDIATE");
    expect(GEMEL_BUSY, gemel_database_drop(database, NULL, &err));
    sqlite_let_go();
    assert_string_equal(catalog_tables(), "licenses, people");
}

static void options_are_refused_that_are_not_known(void **state)
{
    (void)state;
    open_with(pair);
    expect(GEMEL_USAGE, gemel_database_sync(database, with("{'forse': true}"), &err));
    expect_mention("force");
    expect(GEMEL_USAGE, gemel_database_sync(database, with("{'force': 'yes'}"), &err));
    expect(GEMEL_USAGE, gemel_database_drop(database, with("{'force': true}"), &err));
    assert_string_equal(catalog_tables(), "");
}

#define IN_DATABASE(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
/* clang-format off */
#define EVERYWHERE \
    IN_DATABASE(m15_dependents_may_be_declared_before_their_owners), \
    IN_DATABASE(m15_a_second_sync_is_harmless), \
    IN_DATABASE(columns_have_the_types_that_keep_values_as_they_are), \
    IN_DATABASE(d35_a_unique_constraint_has_its_promised_name), \
    IN_DATABASE(a_foreign_key_that_is_not_unique_gets_a_plain_index), \
    IN_DATABASE(what_is_unique_in_a_paranoid_model_is_so_among_some_rows), \
    IN_DATABASE(without_constraint_a_foreign_key_refers_to_nothing), \
    IN_DATABASE(constraints_say_what_was_declared), \
    IN_DATABASE(tables_may_refer_to_each_other_and_to_themselves), \
    IN_DATABASE(a_table_that_is_missing_is_added_and_the_others_stay), \
    IN_DATABASE(an_index_that_is_missing_is_added), \
    IN_DATABASE(force_drops_first), \
    IN_DATABASE(drop_takes_the_tables_of_the_schema_only), \
    IN_DATABASE(a_sync_that_fails_leaves_nothing_behind), \
    IN_DATABASE(wrong_sql_in_a_default_is_told_with_its_attribute), \
    IN_DATABASE(options_are_refused_that_are_not_known)
/* clang-format on */

int main(void)
{
    const struct CMUnitTest everywhere[] = {EVERYWHERE};
    /* How long PostgreSQL waits for a lock is not gemel's to say. */
    const struct CMUnitTest of_sqlite[] = {EVERYWHERE, IN_DATABASE(a_locked_database_is_busy)};
    return on_sqlite() ? cmocka_run_group_tests_name("sync", of_sqlite, NULL, NULL)
                       : cmocka_run_group_tests_name("sync", everywhere, NULL, NULL);
}
