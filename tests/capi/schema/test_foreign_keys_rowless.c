/*
 * Tables of SQLite that others made WITHOUT ROWID: a foreign key that refuses is told as for any table, at either end.
 * It must not test tables with a rowid (test_foreign_keys.c).
 */
#include "declarations.h"
#include "fixture.h"
#include <stdio.h>

static const declaration chained[DECLARATIONS_MAX] = {
    MODEL("Person"),
    ATTRIBUTE("Person", "id", "integer primary key"),
    ATTRIBUTE("Person", "code", "string unique"),
    MODEL("License"),
    ATTRIBUTE("License", "id", "integer primary key"),
    HAS_ONE("Person", "License", "foreign key ownerCode source key code inverse owner"),
    MODEL("Chip"),
    ATTRIBUTE("Chip", "id", "integer primary key"),
    HAS_ONE("License", "Chip", "foreign key licenseId inverse license"),
};

/* Which of the tables have no rowid, and what the keys do to who refers. */
static int open_tables(void **state, const char *people, const char *licenses, const char *action)
{
    const char *url = shared_make();
    char sql[1024];
    snprintf(sql, sizeof sql,
             "CREATE TABLE people (id INTEGER NOT NULL PRIMARY KEY, code TEXT UNIQUE) %s;"
             "CREATE TABLE licenses (id INTEGER NOT NULL PRIMARY KEY,"
             " ownerCode TEXT REFERENCES people (code) ON DELETE %s ON UPDATE %s) %s;"
             "CREATE TABLE chips (id INTEGER NOT NULL PRIMARY KEY,"
             " licenseId INTEGER REFERENCES licenses (id) ON DELETE %s) %s",
             people, action, action, licenses, action, licenses);
    shared_run(sql);
    return world_at(state, declared(chained), url);
}

#define WITHOUT "WITHOUT ROWID"

static int neither_has_a_rowid(void **state)
{
    return open_tables(state, WITHOUT, WITHOUT, "NO ACTION");
}

static int owners_have_no_rowid(void **state)
{
    return open_tables(state, WITHOUT, "", "NO ACTION");
}

static int dependents_have_no_rowid(void **state)
{
    return open_tables(state, "", WITHOUT, "NO ACTION");
}

static int neither_has_a_rowid_and_all_restrict(void **state)
{
    return open_tables(state, WITHOUT, WITHOUT, "RESTRICT");
}

static int owners_have_no_rowid_and_all_restrict(void **state)
{
    return open_tables(state, WITHOUT, "", "RESTRICT");
}

static int dependents_have_no_rowid_and_all_restrict(void **state)
{
    return open_tables(state, "", WITHOUT, "RESTRICT");
}

static void expect_told(const char *model_name, const char *attribute, const char *message)
{
    assert_int_equal(gemel_error_item_count(failure()), 1);
    assert_string_equal(gemel_error_item_model(failure(), 0), model_name);
    assert_string_equal(gemel_error_item_attribute(failure(), 0), attribute);
    expect_mention(message);
}

#define NO_OWNER "License.ownerCode, the foreign key of License.owner: the Person that it refers to is not there ("
#define OWNER_STAYS                                                                                                    \
    "License.ownerCode, the foreign key of Person.license: the Person that it refers to is to go, or to get another "  \
    "key ("
#define LICENSE_STAYS "Chip.licenseId, the foreign key of License.chip: the License that it refers to is to go"

static gemel_status create_license(const world *w, const char *json)
{
    gemel_record *none = NULL;
    gemel_status status = gemel_record_create(w->session, model(w, "License"), values(json), NULL, &none, &err);
    gemel_record_free(none);
    return status;
}

static void both_ends_are_told(void **state)
{
    const world *w = *state;
    gemel_record *ann = given(w, "Person", "{'id': 1, 'code': 'a'}"), *licence;
    given(w, "Person", "{'id': 2, 'code': 'b'}");
    licence = given(w, "License", "{'id': 10, 'ownerCode': 'a'}");
    given(w, "License", "{'id': 11}");
    given(w, "Chip", "{'id': 100, 'licenseId': 10}");
    expect(GEMEL_FOREIGN_KEY, create_license(w, "{'id': 12, 'ownerCode': 'x'}"));
    expect_told("License", "ownerCode", NO_OWNER);
    assert_string_equal(gemel_error_table(failure()), "licenses");
    expect(GEMEL_FOREIGN_KEY, gemel_record_update(licence, values("{'ownerCode': 'y'}"), NULL, &err));
    expect_told("License", "ownerCode", NO_OWNER);
    expect(GEMEL_FOREIGN_KEY, gemel_record_destroy(ann, NULL, NULL, &err));
    expect_told("License", "ownerCode", OWNER_STAYS);
    expect(GEMEL_FOREIGN_KEY, gemel_record_update(ann, values("{'code': 'c'}"), NULL, &err));
    expect_told("License", "ownerCode", OWNER_STAYS);
    expect(GEMEL_FOREIGN_KEY, gemel_record_destroy(licence, NULL, NULL, &err));
    expect_told("Chip", "licenseId", LICENSE_STAYS);
    expect_rows(w, "Person", "1 a, 2 b");
    expect_rows(w, "License", "10 a, 11 null");
    expect_rows(w, "Chip", "100 10");
}

/* Rows that refer to nobody, which were there before: they are not why. */
static void who_referred_to_nobody_before_is_not_to_blame(void **state)
{
    const world *w = *state;
    gemel_record *ann;
    shared_run("PRAGMA foreign_keys = OFF; INSERT INTO chips VALUES (1, 77), (2, 78);"
               "INSERT INTO licenses VALUES (1, 'x')");
    ann = given(w, "Person", "{'id': 1, 'code': 'a'}");
    given(w, "License", "{'id': 10, 'ownerCode': 'a'}");
    expect(GEMEL_FOREIGN_KEY, create_license(w, "{'id': 12, 'ownerCode': 'x'}"));
    expect_told("License", "ownerCode", NO_OWNER);
    expect(GEMEL_FOREIGN_KEY, gemel_record_destroy(ann, NULL, NULL, &err));
    expect_told("License", "ownerCode", OWNER_STAYS);
    expect_rows(w, "License", "1 x, 10 a");
}

static void in_a_transaction_finding_out_leaves_nothing_behind(void **state)
{
    const world *w = *state;
    gemel_record *ann = given(w, "Person", "{'id': 1, 'code': 'a'}");
    given(w, "License", "{'id': 10, 'ownerCode': 'a'}");
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    given(w, "Person", "{'id': 2, 'code': 'b'}");
    expect(GEMEL_FOREIGN_KEY, create_license(w, "{'id': 12, 'ownerCode': 'x'}"));
    expect_told("License", "ownerCode", NO_OWNER);
    expect(GEMEL_FOREIGN_KEY, gemel_record_destroy(ann, NULL, NULL, &err));
    expect_told("License", "ownerCode", OWNER_STAYS);
    expect_ok(gemel_session_commit(w->session, &err));
    expect_rows(w, "Person", "1 a, 2 b");
    expect_rows(w, "License", "10 a");
}

#define AT_EACH(test)                                                                                                  \
    IN_SHARED_WORLD(neither_has_a_rowid, test), IN_SHARED_WORLD(owners_have_no_rowid, test),                           \
        IN_SHARED_WORLD(dependents_have_no_rowid, test), IN_SHARED_WORLD(neither_has_a_rowid_and_all_restrict, test),  \
        IN_SHARED_WORLD(owners_have_no_rowid_and_all_restrict, test),                                                  \
        IN_SHARED_WORLD(dependents_have_no_rowid_and_all_restrict, test)

int main(void)
{
    const struct CMUnitTest tests[] = {
        AT_EACH(both_ends_are_told),
        AT_EACH(who_referred_to_nobody_before_is_not_to_blame),
        AT_EACH(in_a_transaction_finding_out_leaves_nothing_behind),
    };
    return cmocka_run_group_tests_name("foreign_keys_rowless", tests, NULL, NULL);
}
