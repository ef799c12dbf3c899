/*
 * Hooks around rows that are marked as deleted instead of being deleted, with a version: those of a destroy run, and
 * what fails leaves the row alive. It must not test marks without hooks (test_soft_delete.c).
 */
#include "declarations.h"
#include "recorder.h"
#include <stdio.h>

/* A time that no clock shows any more. */
#define BEFORE "2001-02-03T04:05:06.000000Z"

/* Person(id, name) has one License(id, number, ownerId, updatedAt, version), both paranoid; inverse `owner`. */
static int recorded(void **state, const char *owner_id, const char *words)
{
    const declaration declarations[DECLARATIONS_MAX] = {
        MODEL_IS("Person", "paranoid"),
        ATTRIBUTE("Person", "name", "string"),
        MODEL_WITH("License", "{'paranoid': true, 'version': true, 'timestamps': {'createdAt': false}}"),
        ATTRIBUTE("License", "number", "string"),
        ATTRIBUTE("License", "ownerId", owner_id),
        HAS_ONE("Person", "License", words),
    };
    gemel_schema *schema = declared(declarations);
    record_model(schema, "Person");
    record_model(schema, "License");
    return world_of(state, schema);
}

static int world_nullable(void **state)
{
    return recorded(state, "integer", "foreign key ownerId inverse owner");
}

/* Whoever is displaced is marked. */
static int world_marking(void **state)
{
    return recorded(state, "integer not null unique", "foreign key ownerId inverse owner");
}

static int world_dependent(void **state)
{
    return recorded(state, "integer", "foreign key ownerId inverse owner dependent destroy");
}

static gemel_record *licensed(const world *w, const char *json)
{
    gemel_values *row = values(json);
    gemel_record *license = NULL;
    gemel_values_set_text(row, "updatedAt", BEFORE, GEMEL_NUL, NULL);
    expect_ok(gemel_record_create(w->session, model(w, "License"), row, NULL, &license, &err));
    forget_run();
    return keep(license);
}

/* The row as it is, marked or not: "- v0", "marked v1, touched". */
static void expect_row(const world *w, const char *key, const char *shown)
{
    char text[64];
    const char *version = NULL, *time = NULL;
    gemel_record *row = NULL;
    expect_ok(
        gemel_record_find(w->witness, model(w, "License"), values(key), with("{'withDeleted': true}"), &row, &err));
    assert_non_null(keep(row));
    expect_ok(gemel_record_get_text(row, "version", &version, NULL, &err));
    expect_ok(gemel_record_get_text(row, "updatedAt", &time, NULL, &err));
    snprintf(text, sizeof text, "%s v%s%s", is_deleted(row) ? "marked" : "-", version,
             strcmp(time, BEFORE) ? ", touched" : "");
    assert_string_equal(text, shown);
}

static void expect_alive(const world *w, gemel_record *license, const char *key)
{
    expect_row(w, key, "- v0");
    assert_false(is_deleted(license));
    assert_false(gemel_record_is_changed(license));
    expect_attribute(license, "version", "0");
    expect_attribute(license, "updatedAt", BEFORE);
}

static void a_mark_runs_the_hooks_of_a_destroy_and_of_nothing_else(void **state)
{
    const world *w = *state;
    gemel_record *l10 = licensed(w, "{'id': 10}");
    bool deleted = false;
    expect_ok(gemel_record_destroy(l10, NULL, &deleted, &err));
    assert_true(deleted);
    expect_run(RUN_DESTROY("License", "10"));
    expect_row(w, "{'id': 10}", "marked v1, touched");
    expect_attribute(l10, "version", "1");
    expect_ok(gemel_record_destroy(l10, NULL, &deleted, &err));
    assert_false(deleted);
    expect_run("beforeDestroy License 10");
    expect_row(w, "{'id': 10}", "marked v1, touched");
    expect_ok(gemel_record_destroy(l10, with("{'force': true}"), &deleted, &err));
    assert_true(deleted);
    expect_run(RUN_DESTROY("License", "10"));
}

static void a_hook_that_fails_leaves_the_row_alive(void **state)
{
    static const char *const events[] = {"beforeDestroy", "afterDestroy"};
    const world *w = *state;
    gemel_record *l10 = licensed(w, "{'id': 10}");
    bool deleted = false;
    size_t i;
    for (i = 0; i < COUNT(events); ++i) {
        refuse_at(events[i]);
        expect(GEMEL_CALLBACK, gemel_record_destroy(l10, NULL, &deleted, &err));
        assert_false(deleted);
        expect_alive(w, l10, "{'id': 10}");
        expect(GEMEL_CALLBACK, gemel_record_destroy(l10, with("{'force': true}"), &deleted, &err));
        assert_false(deleted);
        expect_alive(w, l10, "{'id': 10}");
    }
    refuse_at(NULL);
    expect_ok(gemel_record_destroy(l10, NULL, NULL, &err));
    expect_row(w, "{'id': 10}", "marked v1, touched");
}

static void a_stale_mark_runs_the_hook_before_and_leaves_the_row_alive(void **state)
{
    const world *w = *state;
    gemel_record *l10 = licensed(w, "{'id': 10}"), *other = NULL;
    bool deleted = false;
    expect_ok(gemel_record_find(w->witness, model(w, "License"), values("{'id': 10}"), NULL, &other, &err));
    expect_ok(gemel_record_update(keep(other), values("{'number': 'x'}"), with("{'silent': true}"), &err));
    forget_run();
    expect(GEMEL_STALE, gemel_record_destroy(l10, NULL, &deleted, &err));
    expect_run("beforeDestroy License 10");
    assert_false(deleted);
    assert_false(is_deleted(l10));
    expect_attribute(l10, "version", "0");
    expect_row(w, "{'id': 10}", "- v1");
}

static void restoring_runs_no_hooks(void **state)
{
    const world *w = *state;
    gemel_record *l10 = licensed(w, "{'id': 10}");
    expect_ok(gemel_record_destroy(l10, NULL, NULL, &err));
    forget_run();
    refuse_at("beforeSave");
    expect_ok(gemel_record_restore(l10, &err));
    expect_run("");
    assert_false(is_deleted(l10));
    expect_attribute(l10, "version", "2");
    expect_row(w, "{'id': 10}", "- v2, touched");
}

static void who_is_displaced_is_marked_with_the_hooks_of_a_destroy(void **state)
{
    const world *w = *state;
    gemel_record *ada = given(w, "Person", "{'id': 1}"), *l11, *made = NULL;
    given(w, "Person", "{'id': 2}");
    licensed(w, "{'id': 10, 'ownerId': 1}");
    l11 = licensed(w, "{'id': 11, 'ownerId': 2}");
    expect_ok(gemel_record_set_association(ada, "license", l11, NULL, &err));
    expect_run(RUN_DESTROY("License", "10") ", " RUN_UPDATE("License", "11"));
    expect_row(w, "{'id': 10}", "marked v1, touched");
    expect_ok(
        gemel_record_create_association(ada, "license", values("{'id': 12}"), with("{'replace': true}"), &made, &err));
    keep(made);
    expect_run(RUN_DESTROY("License", "11") ", " RUN_CREATE("License", "12", "12"));
    expect_row(w, "{'id': 11}", "marked v2, touched");
    expect_ok(gemel_record_unset_association(ada, "license", NULL, &err));
    expect_run(RUN_DESTROY("License", "12"));
    expect_row(w, "{'id': 12}", "marked v1, touched");
    expect_ok(gemel_record_unset_association(ada, "license", NULL, &err));
    expect_run("");
    expect_row(w, "{'id': 10}", "marked v1, touched");
}

static void a_hook_that_fails_leaves_who_would_be_displaced_alive_and_linked(void **state)
{
    static const char *const events[] = {"beforeDestroy", "afterDestroy", "afterSave"};
    const world *w = *state;
    gemel_record *ada = given(w, "Person", "{'id': 1}"), *l10, *l11;
    size_t i;
    given(w, "Person", "{'id': 2}");
    l10 = licensed(w, "{'id': 10, 'ownerId': 1}");
    l11 = licensed(w, "{'id': 11, 'ownerId': 2}");
    for (i = 0; i < COUNT(events); ++i) {
        const bool of_destroy = strcmp(events[i], "afterSave") != 0;
        refuse_at(events[i]);
        expect(GEMEL_CALLBACK, gemel_record_set_association(ada, "license", l11, NULL, &err));
        expect(GEMEL_CALLBACK, gemel_record_set_association(l11, "owner", ada, with("{'replace': true}"), &err));
        expect(GEMEL_CALLBACK,
               gemel_record_create_association(ada, "license", NULL, with("{'replace': true}"), NULL, &err));
        if (of_destroy)
            expect(GEMEL_CALLBACK, gemel_record_unset_association(ada, "license", NULL, &err));
        expect_alive(w, l10, "{'id': 10}");
        expect_alive(w, l11, "{'id': 11}");
        expect_attribute(found(w, "License", "{'id': 10}"), "ownerId", "1");
        expect_attribute(found(w, "License", "{'id': 11}"), "ownerId", "2");
        expect_attribute(l11, "ownerId", "2");
    }
}

static void who_is_marked_has_no_hooks_run_for_him_by_a_method(void **state)
{
    const world *w = *state;
    gemel_record *ada = given(w, "Person", "{'id': 1}");
    gemel_record *l10 = licensed(w, "{'id': 10, 'ownerId': 1}"), *l11 = licensed(w, "{'id': 11}");
    expect_ok(gemel_record_destroy(l10, NULL, NULL, &err));
    forget_run();
    expect_ok(gemel_record_set_association(ada, "license", l11, NULL, &err));
    expect_run(RUN_UPDATE("License", "11"));
    expect(GEMEL_NOT_FOUND, gemel_record_set_association(ada, "license", l10, NULL, &err));
    expect_run("");
    expect_row(w, "{'id': 10}", "marked v1, touched");
    expect_attribute(found(w, "License", "{'id': 11}"), "ownerId", "1");
}

static void marking_an_owner_marks_dependents_first_and_all_or_nobody(void **state)
{
    const world *w = *state;
    gemel_record *ada = given(w, "Person", "{'id': 1}"), *l10 = licensed(w, "{'id': 10, 'ownerId': 1}");
    refuse_at("afterDestroy");
    expect(GEMEL_CALLBACK, gemel_record_destroy(ada, NULL, NULL, &err));
    expect_run("beforeDestroy Person 1, " RUN_DESTROY("License", "10"));
    expect_alive(w, l10, "{'id': 10}");
    assert_false(is_deleted(ada));
    refuse_at(NULL);
    expect_ok(gemel_record_destroy(ada, NULL, NULL, &err));
    expect_run("beforeDestroy Person 1, " RUN_DESTROY("License", "10") ", afterDestroy Person 1");
    expect_row(w, "{'id': 10}", "marked v1, touched");
    expect_rows(w, "Person", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(world_nullable, a_mark_runs_the_hooks_of_a_destroy_and_of_nothing_else),
        IN_WORLD(world_nullable, a_hook_that_fails_leaves_the_row_alive),
        IN_WORLD(world_nullable, a_stale_mark_runs_the_hook_before_and_leaves_the_row_alive),
        IN_WORLD(world_nullable, restoring_runs_no_hooks),
        IN_WORLD(world_marking, who_is_displaced_is_marked_with_the_hooks_of_a_destroy),
        IN_WORLD(world_marking, a_hook_that_fails_leaves_who_would_be_displaced_alive_and_linked),
        IN_WORLD(world_nullable, who_is_marked_has_no_hooks_run_for_him_by_a_method),
        IN_WORLD(world_dependent, marking_an_owner_marks_dependents_first_and_all_or_nobody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
