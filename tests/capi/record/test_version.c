/*
 * Optimistic locking: who counts the version of a row, who compares it, and what is told of whoever comes too late. It
 * must not test how a version is declared, but for what is refused there.
 */
#define _XOPEN_SOURCE 700
#include "declarations.h"
#include "fixture.h"
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

/* Person(name, version) has one License(number, ownerId, edition); inverse `owner`. */
static int world_of_versions(void **state)
{
    static const declaration declarations[DECLARATIONS_MAX] = {
        MODEL_IS("Person", "version"),
        ATTRIBUTE("Person", "name", "string"),
        MODEL_WITH("License", "{'version': 'edition'}"),
        ATTRIBUTE("License", "number", "string"),
        ATTRIBUTE("License", "ownerId", "integer"),
        HAS_ONE("Person", "License", "foreign key ownerId inverse owner"),
    };
    return world_of(state, declared(declarations));
}

/* Somebody else writes the row. */
static void change(const world *w, const char *name, const char *where, const char *json)
{
    gemel_record *record = NULL;
    expect_ok(gemel_record_find_first(w->witness, model(w, name), values(where), NULL, &record, &err));
    expect_ok(gemel_record_update(keep(record), values(json), NULL, &err));
}

static void expect_stale(const char *row)
{
    expect_mention(row);
    expect_mention(" was changed by somebody else");
}

static void a_new_row_has_version_0_and_every_update_one_more(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1, 'name': 'a'}");
    expect_attribute(p1, "version", "0");
    expect_ok(gemel_record_set_text(p1, "name", "b", GEMEL_NUL, &err));
    expect_ok(gemel_record_save(p1, NULL, &err));
    expect_attribute(p1, "version", "1");
    assert_false(gemel_record_is_changed(p1));
    expect_ok(gemel_record_update(p1, values("{'name': 'c'}"), with("{'silent': true}"), &err));
    expect_attribute(p1, "version", "2");
    expect_ok(gemel_record_update(p1, values("{'name': 'c'}"), NULL, &err));
    expect_rows(w, "Person", "1 c 2");
}

static void a_version_that_is_given_to_a_new_row_is_kept(void **state)
{
    const world *w = *state;
    given(w, "Person", "{'id': 1, 'version': 7}");
    expect_rows(w, "Person", "1 null 7");
}

static void the_version_of_a_stored_row_cannot_be_assigned(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    expect(GEMEL_USAGE, gemel_record_set_int(p1, "version", 5, &err));
    assert_string_equal(gemel_error_message(failure()), "the version 'version' of a stored Person is kept by gemel");
    expect(GEMEL_USAGE, gemel_record_update(p1, values("{'version': 5}"), NULL, &err));
    expect_ok(gemel_record_set_int(p1, "version", 0, &err));
    assert_false(gemel_record_is_changed(p1));
}

static void who_comes_too_late_is_stale_and_nothing_is_written(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1, 'name': 'a'}");
    bool deleted = true;
    change(w, "Person", "{'id': 1}", "{'name': 'other'}");
    expect_ok(gemel_record_set_text(p1, "name", "mine", GEMEL_NUL, &err));
    expect(GEMEL_STALE, gemel_record_save(p1, NULL, &err));
    expect_stale("Person 1");
    expect(GEMEL_STALE, gemel_record_update(p1, values("{'name': 'x'}"), NULL, &err));
    expect(GEMEL_STALE, gemel_record_destroy(p1, NULL, &deleted, &err));
    assert_false(deleted);
    expect_attribute(p1, "name", "mine");
    expect_attribute(p1, "version", "0");
    assert_true(gemel_record_is_changed(p1));
    expect_rows(w, "Person", "1 other 1");
    expect_ok(gemel_record_reload(p1, NULL, &err));
    expect_ok(gemel_record_update(p1, values("{'name': 'x'}"), NULL, &err));
    expect_ok(gemel_record_destroy(p1, NULL, &deleted, &err));
    assert_true(deleted);
    expect_rows(w, "Person", "");
}

static void a_row_that_is_gone_is_not_found_and_not_stale(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}"), *p2 = given(w, "Person", "{'id': 2}");
    gemel_record *l10 = given(w, "License", "{'id': 10}"), *made = NULL;
    bool deleted = true;
    vanish(w, "Person", "{'id': 1}");
    vanish(w, "License", "{'id': 10}");
    expect(GEMEL_NOT_FOUND, gemel_record_update(p1, values("{'name': 'x'}"), NULL, &err));
    expect_ok(gemel_record_destroy(p1, NULL, &deleted, &err));
    assert_false(deleted);
    expect(GEMEL_NOT_FOUND, gemel_record_set_association(p2, "license", l10, NULL, &err));
    expect(GEMEL_NOT_FOUND, gemel_record_set_association(l10, "owner", p2, NULL, &err));
    expect(GEMEL_NOT_FOUND, gemel_record_create_association(l10, "owner", NULL, NULL, &made, &err));
    expect_rows(w, "Person", "2 null 0");
}

static void has_one_set_counts_and_compares_the_linked_one_and_counts_the_displaced(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}"), *l10 = given(w, "License", "{'id': 10, 'ownerId': 1}");
    gemel_record *l11 = given(w, "License", "{'id': 11}");
    expect_ok(gemel_record_set_association(p1, "license", l11, NULL, &err));
    expect_attribute(l11, "edition", "1");
    assert_false(gemel_record_is_changed(l11));
    expect_rows(w, "License", "10 null null 1, 11 null 1 1");
    expect_rows(w, "Person", "1 null 0");
    expect(GEMEL_STALE, gemel_record_set_association(p1, "license", l10, NULL, &err));
    expect_stale("License 10");
    expect_attribute(l10, "edition", "0");
    expect_rows(w, "License", "10 null null 1, 11 null 1 1");
    expect_ok(gemel_record_set_association(p1, "license", l11, NULL, &err));
    expect_attribute(l11, "edition", "1");
}

static void who_is_linked_already_is_compared_so_that_no_change_is_overlooked(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}"), *l10 = given(w, "License", "{'id': 10, 'ownerId': 1}");
    change(w, "License", "{'id': 10}", "{'number': 'other'}");
    expect(GEMEL_STALE, gemel_record_set_association(p1, "license", l10, NULL, &err));
    expect_attribute(l10, "edition", "0");
}

static void by_key_alone_rows_are_counted_and_not_compared(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}"), *got = NULL;
    given(w, "License", "{'id': 10}");
    change(w, "License", "{'id': 10}", "{'number': 'other'}");
    expect_ok(gemel_record_set_association_key(p1, "license", values("{'id': 10}"), NULL, &got, &err));
    expect_attribute(keep(got), "edition", "2");
    expect_ok(gemel_record_unset_association(p1, "license", NULL, &err));
    expect_rows(w, "License", "10 other null 3");
}

static void an_insert_by_a_method_begins_at_0(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}"), *made = NULL;
    expect_ok(gemel_record_create_association(p1, "license", NULL, NULL, &made, &err));
    expect_attribute(keep(made), "edition", "0");
    expect_ok(gemel_record_set_association(p1, "license", built(w, "License", "{'id': 20}"), NULL, &err));
    assert_non_null(found(w, "License", "{'id': 20, 'edition': 0}"));
    expect(GEMEL_STALE, gemel_record_update(made, values("{'number': 'x'}"), NULL, &err));
}

static void belongs_to_methods_count_and_compare_the_source(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 101}"), *l10 = given(w, "License", "{'id': 10}"), *made = NULL;
    expect_ok(gemel_record_set_association(l10, "owner", p1, NULL, &err));
    expect_attribute(l10, "edition", "1");
    expect_ok(gemel_record_set_association(l10, "owner", p1, NULL, &err));
    expect_attribute(l10, "edition", "1");
    expect_ok(gemel_record_create_association(l10, "owner", NULL, NULL, &made, &err));
    expect_attribute(keep(made), "version", "0");
    expect_attribute(l10, "edition", "2");
    expect_ok(gemel_record_unset_association(l10, "owner", NULL, &err));
    expect_attribute(l10, "edition", "3");
    expect_rows(w, "License", "10 null null 3");
    assert_false(gemel_record_is_changed(l10));
    change(w, "License", "{'id': 10}", "{'number': 'other'}");
    expect(GEMEL_STALE, gemel_record_set_association(l10, "owner", p1, NULL, &err));
    expect_stale("License 10");
    expect(GEMEL_STALE, gemel_record_set_association_key(l10, "owner", values("{'id': 101}"), NULL, NULL, &err));
    made = NULL;
    expect(GEMEL_STALE, gemel_record_create_association(l10, "owner", values("{'id': 200}"), NULL, &made, &err));
    expect_attribute(l10, "ownerId", NULL);
    expect_attribute(l10, "edition", "3");
    expect_rows(w, "License", "10 other null 4");
    expect_ok(gemel_record_find_first(w->session, model(w, "Person"), values("{'id': 200}"), NULL, &made, &err));
    assert_null(made);
}

static void a_refusal_of_the_database_stays_what_it_is(void **state)
{
    const world *w = *state;
    gemel_record *l10 = given(w, "License", "{'id': 10}");
    expect(GEMEL_FOREIGN_KEY, gemel_record_set_association_key(l10, "owner", values("{'id': 99}"), NULL, NULL, &err));
    expect(GEMEL_FOREIGN_KEY, gemel_record_update(l10, values("{'ownerId': 99}"), NULL, &err));
    expect_attribute(l10, "edition", "0");
}

static void a_tree_compares_whom_it_moves(void **state)
{
    const world *w = *state;
    gemel_record *l10 = given(w, "License", "{'id': 10}"), *made = NULL;
    gemel_values *tree = values("{'id': 101}");
    gemel_options *including = with("{'include': 'license'}");
    expect_ok(gemel_values_set_record(tree, "license", l10, &err));
    change(w, "License", "{'id': 10}", "{'number': 'other'}");
    expect(GEMEL_STALE, gemel_record_create(w->session, model(w, "Person"), tree, including, &made, &err));
    expect_stale("License 10");
    expect_rows(w, "Person", "");
    expect_ok(gemel_record_reload(l10, NULL, &err));
    expect_ok(gemel_record_create(w->session, model(w, "Person"), tree, including, &made, &err));
    expect_attribute(keep(made), "version", "0");
    expect_attribute(l10, "edition", "2");
    expect_rows(w, "License", "10 other 101 2");
    tree = values("{'id': 102}");
    expect_ok(gemel_values_set_record(tree, "license", l10, &err));
    vanish(w, "License", "{'id': 10}");
    expect(GEMEL_NOT_FOUND, gemel_record_create(w->session, model(w, "Person"), tree, including, &made, &err));
}

static void d37_a_rollback_gives_the_version_back(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1, 'name': 'a'}");
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    expect_ok(gemel_record_update(p1, values("{'name': 'b'}"), NULL, &err));
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    expect_ok(gemel_record_update(p1, values("{'name': 'c'}"), NULL, &err));
    expect_attribute(p1, "version", "2");
    expect_ok(gemel_session_rollback(w->session, &err));
    expect_attribute(p1, "version", "1");
    expect_ok(gemel_session_rollback(w->session, &err));
    expect_attribute(p1, "version", "0");
    expect_ok(gemel_record_save(p1, NULL, &err));
    expect_rows(w, "Person", "1 c 1");
}

static void staleness_inside_a_transaction_leaves_it_usable(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}"), *p2 = given(w, "Person", "{'id': 2}");
    change(w, "Person", "{'id': 1}", "{'name': 'other'}");
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    expect_ok(gemel_record_update(p2, values("{'name': 'b'}"), NULL, &err));
    expect(GEMEL_STALE, gemel_record_update(p1, values("{'name': 'a'}"), NULL, &err));
    expect_ok(gemel_session_commit(w->session, &err));
    expect_rows(w, "Person", "1 other 1, 2 b 1");
}

/* ---- Many at once ---- */

enum { WRITERS = 4, ROUNDS = 15 };

/* Adds one to the number in the name, so often; who is stale reads again. */
static void *count_up(void *argument)
{
    const world *w = argument;
    gemel_session *session = NULL;
    gemel_record *record = NULL;
    const char *failed = NULL;
    int round = 0;
    if (gemel_session_open(w->database, NULL, &session, NULL) != GEMEL_OK ||
        gemel_record_find_first(session, gemel_schema_model_at(w->schema, 0), NULL, NULL, &record, NULL) != GEMEL_OK)
        failed = "a writer did not begin";
    while (!failed && round < ROUNDS) {
        const char *name = NULL;
        char next[24];
        gemel_status status = gemel_record_get_text(record, "name", &name, NULL, NULL);
        if (status == GEMEL_OK) {
            (void)snprintf(next, sizeof next, "%ld", strtol(name, NULL, 10) + 1);
            (void)gemel_record_set_text(record, "name", next, GEMEL_NUL, NULL);
            status = gemel_record_save(record, NULL, NULL);
        }
        if (status == GEMEL_OK)
            ++round;
        else if ((status != GEMEL_STALE && status != GEMEL_BUSY && status != GEMEL_RETRY) ||
                 gemel_record_reload(record, NULL, NULL) != GEMEL_OK)
            failed = "a writer failed";
    }
    gemel_record_free(record);
    gemel_session_free(session);
    return (void *)(uintptr_t)failed;
}

static void of_many_who_read_change_and_write_nobody_overwrites_another(void **state)
{
    world *w = *state;
    pthread_t writers[WRITERS];
    size_t i;
    given(w, "Person", "{'id': 1, 'name': '0'}");
    expect_ok(gemel_database_set_log(w->database, NULL, NULL, NULL, &err)); /* which counts for one thread */
    for (i = 0; i < WRITERS; ++i)
        assert_int_equal(pthread_create(&writers[i], NULL, count_up, w), 0);
    for (i = 0; i < WRITERS; ++i) {
        void *failed = NULL;
        assert_int_equal(pthread_join(writers[i], &failed), 0);
        if (failed)
            print_error("%s\n", (const char *)failed);
        assert_null(failed);
    }
    expect_rows(w, "Person", "1 60 60");
}

/* ---- Declaring ---- */

static void a_version_that_cannot_be_counted_in_is_refused(void **state)
{
    static const char *const wrong[] = {"text not null", "integer", "integer primary key", "integer not null unique"};
    size_t i;
    (void)state;
    for (i = 0; i < COUNT(wrong); ++i) {
        const declaration declarations[DECLARATIONS_MAX] = {MODEL_IS("A", "version"),
                                                            ATTRIBUTE("A", "version", wrong[i])};
        gemel_schema *schema = declared(declarations);
        expect(GEMEL_DEFINITION, gemel_schema_resolve(schema, &err));
        expect_mention("A.version: the changes of each A are counted there");
        gemel_schema_free(schema);
    }
}

static void a_declared_version_is_taken_with_its_type_and_place(void **state)
{
    static const declaration declarations[DECLARATIONS_MAX] = {
        MODEL_WITH("A", "{'version': 'n'}"),
        ATTRIBUTE("A", "n", "bigint not null column N"),
        ATTRIBUTE("A", "name", "string"),
    };
    const world *w;
    world_of(state, declared(declarations));
    w = *state;
    expect_ok(gemel_record_update(given(w, "A", "{'id': 1}"), values("{'name': 'x'}"), NULL, &err));
    expect_rows(w, "A", "1 1 x");
    world_free(state);
}

static void a_version_is_in_no_scope_and_has_a_form(void **state)
{
    const declaration declarations[DECLARATIONS_MAX] = {MODEL("A"), MODEL_IS("B", "version"),
                                                        HAS_ONE("A", "B", "scope (version = 1)")};
    gemel_schema *schema = declared(declarations);
    (void)state;
    expect(GEMEL_DEFINITION, gemel_schema_resolve(schema, &err));
    expect_mention("B.version is the version that the library counts");
    gemel_schema_free(schema);
    schema = gemel_schema_new();
    expect(GEMEL_DEFINITION, gemel_schema_add_model(schema, "A", NULL, with("{'version': 1}"), &err));
    expect_mention("option 'version' must be true, false or a name");
    gemel_schema_free(schema);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(world_of_versions, a_new_row_has_version_0_and_every_update_one_more),
        IN_WORLD(world_of_versions, a_version_that_is_given_to_a_new_row_is_kept),
        IN_WORLD(world_of_versions, the_version_of_a_stored_row_cannot_be_assigned),
        IN_WORLD(world_of_versions, who_comes_too_late_is_stale_and_nothing_is_written),
        IN_WORLD(world_of_versions, a_row_that_is_gone_is_not_found_and_not_stale),
        IN_WORLD(world_of_versions, has_one_set_counts_and_compares_the_linked_one_and_counts_the_displaced),
        IN_WORLD(world_of_versions, who_is_linked_already_is_compared_so_that_no_change_is_overlooked),
        IN_WORLD(world_of_versions, by_key_alone_rows_are_counted_and_not_compared),
        IN_WORLD(world_of_versions, an_insert_by_a_method_begins_at_0),
        IN_WORLD(world_of_versions, belongs_to_methods_count_and_compare_the_source),
        IN_WORLD(world_of_versions, a_refusal_of_the_database_stays_what_it_is),
        IN_WORLD(world_of_versions, a_tree_compares_whom_it_moves),
        IN_WORLD(world_of_versions, d37_a_rollback_gives_the_version_back),
        IN_WORLD(world_of_versions, staleness_inside_a_transaction_leaves_it_usable),
        IN_WORLD(world_of_versions, of_many_who_read_change_and_write_nobody_overwrites_another),
        ALONE(a_version_that_cannot_be_counted_in_is_refused),
        ALONE(a_declared_version_is_taken_with_its_type_and_place),
        ALONE(a_version_is_in_no_scope_and_has_a_form),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
