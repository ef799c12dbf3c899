/*
 * What association methods do with rows of paranoid models: one that is marked as deleted is nobody's partner and has
 * no place, and one that is to be deleted is marked. It must not test how rows are marked otherwise
 * (test_soft_delete.c).
 */
#define _XOPEN_SOURCE 700
#include "paranoid.h"
#include <pthread.h>

#define DATED "'updatedAt': '" LONG_AGO "'"

static gemel_status link_key(gemel_record *self, const char *name, const char *key, const gemel_options *options)
{
    return gemel_record_set_association_key(self, name, values(key), options, NULL, &err);
}

static gemel_status create(gemel_record *self, const char *name, const char *json, const gemel_options *options)
{
    return gemel_record_create_association(self, name, values(json), options, NULL, &err);
}

/* ---- Who is displaced ---- */

static void set_marks_the_previous_one_where_the_key_may_not_be_null(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    given(w, "Person", "{'id': 2}");
    given(w, "License", "{'id': 10, 'ownerId': 1, " DATED "}");
    expect_ok(gemel_record_set_association(p1, "license", given(w, "License", "{'id': 11, 'ownerId': 2}"), NULL, &err));
    expect_licenses(w, "10 null 1 deleted, 11 null 1");
    expect_ok(gemel_record_set_association(p1, "license", built(w, "License", "{'id': 12}"), NULL, &err));
    expect_licenses(w, "10 null 1 deleted, 11 null 1 deleted, 12 null 1");
    expect_untouched(w, "");
    expect_ok(create(p1, "license", "{'id': 13}", with("{'replace': true}")));
    expect_licenses(w, "10 null 1 deleted, 11 null 1 deleted, 12 null 1 deleted, 13 null 1");
    expect_ok(gemel_record_unset_association(p1, "license", NULL, &err));
    expect_ok(create(p1, "license", "{'id': 14}", NULL));
    expect_licenses(w, "10 null 1 deleted, 11 null 1 deleted, 12 null 1 deleted, 13 null 1 deleted, 14 null 1");
}

static void set_unlinks_the_previous_one_unless_it_is_to_be_destroyed(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    given(w, "License", "{'id': 10, 'ownerId': 1}");
    given(w, "License", "{'id': 11}");
    given(w, "License", "{'id': 12}");
    expect_ok(link_key(p1, "license", "{'id': 11}", NULL));
    expect_licenses(w, "10 null null, 11 null 1, 12 null null");
    expect_ok(link_key(p1, "license", "{'id': 12}", with("{'destroyPrevious': true}")));
    expect_licenses(w, "10 null null, 11 null 1 deleted, 12 null 1");
    expect_ok(gemel_record_unset_association(p1, "license", with("{'destroyPrevious': true}"), &err));
    expect_licenses(w, "10 null null, 11 null 1 deleted, 12 null 1 deleted");
}

static void silent_marks_and_leaves_the_time_of_the_change(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    given(w, "License", "{'id': 10, 'ownerId': 1, " DATED "}");
    expect_ok(gemel_record_unset_association(p1, "license", with("{'silent': true}"), &err));
    expect_licenses(w, "10 null 1 deleted");
    expect_untouched(w, "10");
}

static void a_belongs_to_marks_whom_it_replaces(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}"), *l11;
    given(w, "Person", "{'id': 2}");
    given(w, "License", "{'id': 10, 'ownerId': 1}");
    l11 = given(w, "License", "{'id': 11, 'ownerId': 2}");
    expect(GEMEL_OCCUPIED, gemel_record_set_association(l11, "owner", p1, NULL, &err));
    expect_ok(gemel_record_set_association(l11, "owner", p1, with("{'replace': true}"), &err));
    expect_licenses(w, "10 null 1 deleted, 11 null 1");
}

/* ---- Who is marked already ---- */

static void who_is_marked_is_not_the_previous_one(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    given(w, "License", "{'id': 10, 'ownerId': 1, " DATED ", 'deletedAt': '" LONG_AGO "'}");
    given(w, "License", "{'id': 11}");
    expect_ok(link_key(p1, "license", "{'id': 11}", with("{'destroyPrevious': true}")));
    expect_ok(gemel_record_unset_association(p1, "license", NULL, &err));
    expect_licenses(w, "10 null 1 deleted, 11 null null");
    expect_untouched(w, "10");
}

static void who_is_marked_occupies_no_place(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}"), *l11 = given(w, "License", "{'id': 11}");
    mark(given(w, "License", "{'id': 10, 'ownerId': 1}"));
    expect_ok(gemel_record_set_association(l11, "owner", p1, NULL, &err));
    mark(l11);
    expect_ok(create(p1, "license", "{'id': 12}", NULL));
    expect(GEMEL_OCCUPIED, create(p1, "license", "{'id': 13}", NULL));
    expect_licenses(w, "10 null 1 deleted, 11 null 1 deleted, 12 null 1");
}

static void who_is_marked_cannot_be_linked(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}"), *l10 = given(w, "License", "{'id': 10}");
    given(w, "License", "{'id': 11, 'ownerId': 1}");
    mark(found(w, "License", "{'id': 10}")); /* by another record: l10 does not know */
    expect(GEMEL_NOT_FOUND, gemel_record_set_association(p1, "license", l10, NULL, &err));
    assert_string_equal(gemel_error_message(failure()), "there is no License 10");
    expect(GEMEL_NOT_FOUND, link_key(p1, "license", "{'id': 10}", NULL));
    expect(GEMEL_NOT_FOUND, gemel_record_set_association(l10, "owner", p1, with("{'replace': true}"), &err));
    assert_string_equal(gemel_error_message(failure()), "License 10 is gone");
    expect(GEMEL_NOT_FOUND, create(l10, "owner", "{'id': 2}", NULL));
    expect_attribute(l10, "ownerId", NULL);
    expect_licenses(w, "10 null null deleted, 11 null 1");
    expect_rows(w, "Person", "1 null null");
}

static void an_owner_who_is_marked_gets_no_dependent(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}"), *l11 = given(w, "License", "{'id': 11}");
    given(w, "License", "{'id': 10, 'ownerId': 1}");
    mark(found(w, "Person", "{'id': 1}"));
    expect(GEMEL_NOT_FOUND, gemel_record_set_association(p1, "license", l11, NULL, &err));
    assert_string_equal(gemel_error_message(failure()), "Person 1 is gone");
    expect(GEMEL_NOT_FOUND, gemel_record_unset_association(p1, "license", NULL, &err));
    expect(GEMEL_NOT_FOUND, create(p1, "license", "{'id': 12}", with("{'replace': true}")));
    assert_string_equal(gemel_error_message(failure()), "Person 1 is deleted");
    expect(GEMEL_NOT_FOUND, gemel_record_set_association(l11, "owner", p1, with("{'replace': true}"), &err));
    expect(GEMEL_NOT_FOUND, link_key(l11, "owner", "{'id': 1}", NULL));
    assert_string_equal(gemel_error_message(failure()), "Person 1 is deleted");
    /* Nobody at all is another matter. */
    expect(GEMEL_FOREIGN_KEY, link_key(l11, "owner", "{'id': 9}", NULL));
    expect_licenses(w, "10 null 1, 11 null null");
}

static int without_a_has_one(void **state)
{
    gemel_schema *s = gemel_schema_new();
    gemel_schema_add_model(s, "Person", "paranoid", NULL, NULL);
    gemel_schema_add_model(s, "License", "paranoid timestamps", NULL, NULL);
    gemel_schema_add_attribute(s, "License", "number", "string", NULL, NULL);
    gemel_schema_belongs_to(s, "License", "Person", "as owner", NULL, NULL);
    return world_of(state, s);
}

static void a_belongs_to_alone_looks_for_its_owner_too(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}"), *l10 = given(w, "License", "{'id': 10}");
    gemel_record *l11 = given(w, "License", "{'id': 11}");
    expect_ok(gemel_record_set_association(l10, "owner", p1, NULL, &err));
    mark(p1);
    expect(GEMEL_NOT_FOUND, gemel_record_set_association(l11, "owner", p1, NULL, &err));
    assert_string_equal(gemel_error_message(failure()), "Person 1 is deleted");
    mark(found(w, "License", "{'id': 11}"));
    expect(GEMEL_NOT_FOUND, gemel_record_set_association(l11, "owner", p1, NULL, &err));
    assert_string_equal(gemel_error_message(failure()), "License 11 is gone");
    expect_ok(gemel_record_unset_association(l10, "owner", NULL, &err));
    expect_licenses(w, "10 null null, 11 null null deleted");
}

static void who_would_be_born_deleted_is_refused(void **state)
{
    const world *w = *state;
    const char *const dead = "{'id': 10, 'deletedAt': '" LONG_AGO "'}";
    gemel_record *p1 = given(w, "Person", "{'id': 1}"), *none = NULL;
    expect(GEMEL_USAGE, create(p1, "license", dead, NULL));
    assert_string_equal(gemel_error_message(failure()),
                        "the new License would be deleted already, by its deletedAt: nobody can be linked to it");
    expect(GEMEL_USAGE, gemel_record_set_association(p1, "license", built(w, "License", dead), NULL, &err));
    expect(GEMEL_USAGE, create(given(w, "License", "{'id': 11}"), "owner", dead, NULL));
    expect(GEMEL_USAGE,
           gemel_record_create(w->session, model(w, "Person"), values("{'license': {'deletedAt': '" LONG_AGO "'}}"),
                               with("{'include': 'license'}"), &none, &err));
    expect_licenses(w, "11 null null");
    expect_rows(w, "Person", "1 null null");
}

static gemel_status create_with(const world *w, const char *name, const char *association_name, gemel_record *other)
{
    gemel_record *none = NULL;
    gemel_values *tree = values("{'id': 20}");
    gemel_status status;
    expect_ok(gemel_values_set_record(tree, association_name, other, &err));
    status = gemel_record_create(w->session, model(w, name), tree,
                                 with(strcmp(name, "Person") == 0 ? "{'include': 'license'}" : "{'include': 'owner'}"),
                                 &none, &err);
    if (status == GEMEL_OK)
        keep(none);
    return status;
}

static void nobody_is_created_together_with_who_is_marked(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}"), *l10 = given(w, "License", "{'id': 10, 'ownerId': 1}");
    mark(found(w, "License", "{'id': 10}"));
    expect(GEMEL_NOT_FOUND, create_with(w, "Person", "license", l10));
    assert_string_equal(gemel_error_message(failure()), "License 10 is gone");
    expect_ok(create_with(w, "License", "owner", p1));
    mark(found(w, "License", "{'ownerId': 1}"));
    mark(p1);
    expect(GEMEL_NOT_FOUND, create_with(w, "License", "owner", p1));
    assert_string_equal(gemel_error_message(failure()), "Person 1 is deleted");
    expect_rows(w, "Person", "");
    expect_rows(w, "License", "");
}

/* ---- What is in memory ---- */

static void the_two_that_took_part_show_it_and_a_rollback_takes_it_back(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}"), *l11 = given(w, "License", "{'id': 11}"), *shown = NULL;
    given(w, "License", "{'id': 10, 'ownerId': 1}");
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    expect_ok(gemel_record_set_association(p1, "license", l11, with("{'destroyPrevious': true}"), &err));
    expect_attribute(l11, "ownerId", "1");
    expect_ok(gemel_record_get_association(p1, "license", NULL, &shown, &err));
    assert_true(same_row(keep(shown), l11));
    expect_ok(gemel_session_rollback(w->session, &err));
    expect_attribute(l11, "ownerId", NULL);
    expect_licenses(w, "10 null 1, 11 null null");
}

/* ---- Two sessions ---- */

typedef struct rival {
    gemel_session *session;
    const gemel_model *person;
    gemel_status found, made;
} rival;

/* Records what it sees: an assertion must not leave its thread. */
static void *create_a_license(void *argument)
{
    rival *self = argument;
    gemel_values *key = gemel_values_new();
    gemel_record *p1 = NULL;
    gemel_values_set_int(key, "id", 1, NULL);
    self->found = gemel_record_find(self->session, self->person, key, NULL, &p1, NULL);
    self->made = gemel_record_create_association(p1, "license", NULL, NULL, NULL, NULL);
    gemel_record_free(p1);
    gemel_values_free(key);
    return NULL;
}

static int shared_and_unique(void **state)
{
    world_shared(state, schema_paranoid("integer unique"));
    /* The fixture's counter of statements is for one thread, its lock timeout for none that waits. */
    gemel_database_free(((world *)*state)->database);
    expect_ok(gemel_database_open(shared_url(), ((world *)*state)->schema, with("{'busyTimeout': 60000}"),
                                  &((world *)*state)->database, &err));
    return 0;
}

/* Until somebody waits for another transaction's row; SQLite cannot tell who waits, but lets no second writer in. */
static void wait_for_the_rival(void)
{
    int tries;
    for (tries = 0; tries < 20000 && !on_sqlite(); ++tries)
        if (strcmp(shared_ask("SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype = 'transactionid'"), "0") !=
            0)
            return;
    assert_true(on_sqlite());
}

static void of_two_that_take_the_place_of_who_was_marked_one_is_told(void **state)
{
    const world *w = *state;
    pthread_t thread;
    gemel_session *theirs = NULL, *mine = NULL;
    gemel_record *record = NULL;
    rival other = {NULL, model(w, "Person"), GEMEL_INTERNAL, GEMEL_INTERNAL};
    expect_ok(gemel_session_open(w->database, NULL, &theirs, &err));
    expect_ok(gemel_session_open(w->database, NULL, &mine, &err));
    other.session = theirs;
    given(w, "Person", "{'id': 1}");
    mark(given(w, "License", "{'id': 10, 'ownerId': 1}"));
    expect_ok(gemel_session_begin(mine, NULL, &err));
    expect_ok(gemel_record_create(mine, model(w, "License"), values("{'id': 11, 'ownerId': 1}"), NULL, &record, &err));
    assert_int_equal(pthread_create(&thread, NULL, create_a_license, &other), 0);
    wait_for_the_rival();
    expect_ok(gemel_session_commit(mine, &err));
    assert_int_equal(pthread_join(thread, NULL), 0);
    gemel_record_free(record);
    gemel_session_free(theirs);
    gemel_session_free(mine);
    assert_string_equal(gemel_status_name(other.found), "ok");
    assert_string_equal(gemel_status_name(other.made), "occupied");
    expect_licenses(w, "10 null 1 deleted, 11 null 1");
}

static void who_cannot_be_seen_in_a_snapshot_is_met_by_the_key(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}"), *theirs = NULL;
    const gemel_values *license = values("{'id': 11, 'ownerId': 1}");
    mark(given(w, "License", "{'id': 10, 'ownerId': 1}"));
    expect_ok(gemel_session_begin(w->session, with("{'isolation': 'repeatable read'}"), &err));
    found(w, "Person", "{'id': 1}");
    /* SQLite lets nobody else write meanwhile. */
    expect(on_sqlite() ? GEMEL_BUSY : GEMEL_OK,
           gemel_record_create(w->witness, model(w, "License"), license, NULL, &theirs, &err));
    if (theirs)
        keep(theirs);
    expect(on_sqlite() ? GEMEL_OK : GEMEL_RETRY, create(p1, "license", "{'id': 12}", with("{'replace': true}")));
    if (!on_sqlite())
        expect_mention("repeat it");
    expect_ok(gemel_session_rollback(w->session, &err));
    expect_licenses(w, by_dialect("10 null 1 deleted", "10 null 1 deleted, 11 null 1"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(paranoid_ru, set_marks_the_previous_one_where_the_key_may_not_be_null),
        IN_WORLD(paranoid_u, set_unlinks_the_previous_one_unless_it_is_to_be_destroyed),
        IN_WORLD(paranoid_r, silent_marks_and_leaves_the_time_of_the_change),
        IN_WORLD(paranoid_ru, a_belongs_to_marks_whom_it_replaces),
        IN_WORLD(paranoid_n, who_is_marked_is_not_the_previous_one),
        IN_WORLD(paranoid_n, who_is_marked_occupies_no_place),
        IN_WORLD(paranoid_u, who_is_marked_cannot_be_linked),
        IN_WORLD(paranoid_n, an_owner_who_is_marked_gets_no_dependent),
        IN_WORLD(without_a_has_one, a_belongs_to_alone_looks_for_its_owner_too),
        IN_WORLD(paranoid_n, who_would_be_born_deleted_is_refused),
        IN_WORLD(paranoid_n, nobody_is_created_together_with_who_is_marked),
        IN_WORLD(paranoid_n, the_two_that_took_part_show_it_and_a_rollback_takes_it_back),
        IN_SHARED_WORLD(shared_and_unique, of_two_that_take_the_place_of_who_was_marked_one_is_told),
        IN_WORLD(paranoid_u, who_cannot_be_seen_in_a_snapshot_is_met_by_the_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
