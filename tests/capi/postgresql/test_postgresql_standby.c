/*
 * Servers that only read: a hot standby, and a database whose transactions only read unless they say otherwise. Reading
 * works, every write is refused as a wrong call. Must not test transactions that the program begins with readOnly.
 */
#include "address.h"
#include "fixture.h"
#include <place.h>
#include <stdio.h>
#include <time.h>

enum { SECONDS_TO_FOLLOW = 30 };

static place where;
static gemel_database *reading;
static gemel_session *reader;

/* A world at `writable`, with two rows, and what `readable` shows of it. */
static int read_at(void **state, const char *writable, const char *readable)
{
    const world *w;
    const char *made;
    char url[1024];
    if (!place_open(&where, writable) || !(made = place_make(&where)))
        fail_msg("%s", where.fault);
    world_at(state, schema_n(), made);
    w = *state;
    given(w, "Person", "{'id': 101, 'name': 'ann'}");
    given(w, "Person", "{'id': 102, 'name': 'bob'}");
    given(w, "License", "{'id': 110, 'number': 'A', 'ownerId': 101}");
    snprintf(url, sizeof url, "%s?schema=%s", readable, where.schema);
    expect_ok(gemel_database_open(url, w->schema, NULL, &reading, &err));
    expect_ok(gemel_session_open(reading, NULL, &reader, &err));
    return 0;
}

/* A standby shows what is committed a little later. */
static int at_the_standby(void **state)
{
    const time_t end = time(NULL) + SECONDS_TO_FOLLOW;
    gemel_record *license = NULL;
    read_at(state, required_url("GEMEL_TEST_URL"), required_url("GEMEL_TEST_STANDBY"));
    while (!license && time(NULL) < end) {
        gemel_status status = gemel_record_find_first(reader, model(*state, "License"), NULL, NULL, &license, NULL);
        if (status != GEMEL_OK && status != GEMEL_DATABASE) /* the table is not there yet */
            fail_msg("the standby answers %s", gemel_status_name(status));
    }
    keep(license);
    return 0;
}

static int at_the_database_that_only_reads(void **state)
{
    static char writable[1024];
    const char *readable = required_url("GEMEL_TEST_POSTGRESQL_RO");
    snprintf(writable, sizeof writable, "%s?options=-c%%20default_transaction_read_only%%3Doff", readable);
    return read_at(state, writable, readable);
}

static int stop_reading(void **state)
{
    int status;
    release(state);
    gemel_session_free(reader);
    gemel_database_free(reading);
    reader = NULL;
    reading = NULL;
    status = world_free(state);
    if (!place_drop(&where)) {
        print_error("%s\n", where.fault);
        status = -1;
    }
    place_close(&where);
    return status;
}

static gemel_record *read_one(const world *w, const char *name)
{
    gemel_record *record = NULL;
    expect_ok(gemel_record_find_first(reader, model(w, name), NULL, NULL, &record, &err));
    return keep(record);
}

static void rows_and_associations_are_read(void **state)
{
    const world *w = *state;
    gemel_record *ann = read_one(w, "Person"), *license = NULL, *owner = NULL;
    expect_ok(gemel_record_get_association(ann, "license", NULL, &license, &err));
    expect_attribute(keep(license), "number", "A");
    expect_ok(gemel_session_begin(reader, with("{'readOnly': true}"), &err));
    expect_ok(gemel_record_get_association(license, "owner", NULL, &owner, &err));
    expect_attribute(keep(owner), "name", "ann");
    expect_ok(gemel_record_reload(owner, NULL, &err));
    expect_ok(gemel_session_commit(reader, &err));
}

#define expect_refused(call)                                                                                           \
    do {                                                                                                               \
        expect(GEMEL_USAGE, call);                                                                                     \
        expect_mention("in a read-only transaction");                                                                  \
        assert_string_equal(gemel_error_sqlstate(failure()), "25006");                                                 \
    } while (0)

static void expect_writes_refused(const world *w)
{
    gemel_record *ann = read_one(w, "Person"), *license = read_one(w, "License"), *made = NULL;
    gemel_record *bob = NULL;
    bool deleted = true;
    expect_ok(gemel_record_find(reader, model(w, "Person"), values("{'id': 102}"), NULL, &bob, &err));
    keep(bob);
    expect_refused(gemel_record_create(reader, model(w, "Person"), values("{'id': 1}"), NULL, &made, &err));
    expect_refused(gemel_record_update(ann, values("{'name': 'eve'}"), NULL, &err));
    expect_refused(gemel_record_destroy(license, NULL, &deleted, &err));
    expect_refused(gemel_record_set_association(ann, "license", license, NULL, &err));
    expect_refused(gemel_record_set_association(license, "owner", bob, NULL, &err));
    expect_refused(gemel_record_set_association_key(ann, "license", values("{'id': 110}"), NULL, &made, &err));
    expect_refused(gemel_record_unset_association(ann, "license", NULL, &err));
    expect_refused(gemel_record_unset_association(license, "owner", NULL, &err));
    expect_refused(gemel_record_create_association(ann, "license", NULL, with("{'replace': true}"), &made, &err));
    expect_refused(gemel_record_create_association(license, "owner", NULL, NULL, &made, &err));
    assert_null(made);
    assert_false(deleted);
    expect_attribute(ann, "name", "ann");
    expect_attribute(license, "ownerId", "101");
    assert_false(gemel_record_is_changed(license));
}

static void every_write_is_refused(void **state)
{
    const world *w = *state;
    expect_writes_refused(w);
    expect_refused(gemel_database_sync(reading, NULL, &err));
    expect_refused(gemel_database_drop(reading, NULL, &err));
    expect_rows(w, "Person", "101 ann, 102 bob");
    expect_rows(w, "License", "110 A 101");
}

static void a_transaction_goes_on_after_a_write_that_was_refused(void **state)
{
    const world *w = *state;
    expect_ok(gemel_session_begin(reader, NULL, &err));
    expect_writes_refused(w);
    expect_attribute(read_one(w, "Person"), "name", "ann");
    expect_ok(gemel_session_commit(reader, &err));
    expect_attribute(read_one(w, "Person"), "name", "ann");
}

#define READING(setup, test) cmocka_unit_test_setup_teardown(test, setup, stop_reading)

int main(void)
{
    const struct CMUnitTest tests[] = {
        READING(at_the_standby, rows_and_associations_are_read),
        READING(at_the_standby, every_write_is_refused),
        READING(at_the_standby, a_transaction_goes_on_after_a_write_that_was_refused),
        READING(at_the_database_that_only_reads, rows_and_associations_are_read),
        READING(at_the_database_that_only_reads, every_write_is_refused),
        READING(at_the_database_that_only_reads, a_transaction_goes_on_after_a_write_that_was_refused),
    };
    return cmocka_run_group_tests_name("servers that only read", tests, NULL, NULL);
}
