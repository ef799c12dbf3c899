/*
 * Out of memory at every allocation of calls that do more than write one row (hooks, versions, touched owners), one
 * after the other: each has changed nothing, in the database or in memory, and works once there is memory. Must not
 * know how much a call allocates.
 */
#include "allocation.h"
#include "declarations.h"
#include "fixture.h"

enum { STATE_MAX = 4096 };

#define LONG "that is too long for any small string"

static gemel_status number_it(const gemel_hook_event *event, void *user_data, gemel_error **error)
{
    (void)user_data;
    return gemel_record_set_text(gemel_hook_event_record(event), "number", "a number " LONG, GEMEL_NUL, error);
}

static gemel_status look_around(const gemel_hook_event *event, void *user_data, gemel_error **error)
{
    gemel_record *record = gemel_hook_event_record(event), *found_one = NULL;
    const gemel_status status = gemel_record_find_first(gemel_hook_event_session(event), gemel_record_model(record),
                                                        NULL, NULL, &found_one, error);
    (void)user_data;
    gemel_record_free(found_one);
    return status;
}

static int hooked(void **state, gemel_schema *schema)
{
    gemel_schema_add_hook(schema, "License", NULL, GEMEL_HOOK_BEFORE_SAVE, number_it, NULL, NULL, NULL);
    gemel_schema_add_hook(schema, "License", NULL, GEMEL_HOOK_AFTER_SAVE, look_around, NULL, NULL, NULL);
    gemel_schema_add_hook(schema, "Person", "license", GEMEL_HOOK_AFTER_SET, look_around, NULL, NULL, NULL);
    return world_of(state, schema);
}

static int world_hooked(void **state)
{
    return hooked(state, schema_u());
}

/* Both keep a version, and a License touches its owner. */
static gemel_schema *schema_of_versions(void)
{
    static const declaration declarations[DECLARATIONS_MAX] = {
        MODEL_IS("Person", "version timestamps"),
        ATTRIBUTE("Person", "name", "string"),
        MODEL_IS("License", "version"),
        ATTRIBUTE("License", "number", "string"),
        ATTRIBUTE("License", "note", "string"),
        ATTRIBUTE("License", "ownerId", "integer unique"),
        HAS_ONE_WITH("Person", "License", "{'foreignKey': 'ownerId', 'inverse': {'as': 'owner', 'touch': true}}"),
    };
    return declared(declarations);
}

static int world_of_versions(void **state)
{
    return world_of(state, schema_of_versions());
}

static int world_of_versions_hooked(void **state)
{
    return hooked(state, schema_of_versions());
}

typedef struct scene {
    const world *w;
    gemel_record *ada, *l10, *l11, *made;
} scene;

static void append(char *text, gemel_record *record)
{
    const char *json = NULL;
    expect_ok(gemel_record_to_json(record, &json, NULL, &err));
    assert_true(strlen(text) + strlen(json) + 3 < STATE_MAX);
    strcat(text, json);
    strcat(text, gemel_record_is_changed(record) ? "*\n" : "\n");
}

static void append_rows(char *text, const scene *s, const char *model_name)
{
    gemel_records *rows = NULL;
    size_t row;
    expect_ok(gemel_records_find_all(s->w->session, model(s->w, model_name), NULL, NULL, &rows, &err));
    for (row = 0; row < gemel_records_count(rows); ++row)
        append(text, gemel_records_at(rows, row));
    gemel_records_free(rows);
}

static void describe(char *text, const scene *s)
{
    text[0] = '\0';
    append(text, s->ada);
    append(text, s->l10);
    append(text, s->l11);
    append_rows(text, s, "Person");
    append_rows(text, s, "License");
    assert_int_equal(gemel_session_depth(s->w->session), 0);
}

static gemel_status set(scene *s, gemel_error **error)
{
    return gemel_record_set_association(s->ada, "license", s->l11, NULL, error);
}

static gemel_status replace(scene *s, gemel_error **error)
{
    gemel_options *how = gemel_options_new();
    gemel_status status;
    gemel_options_set_bool(how, "replace", true, NULL);
    status = gemel_record_create_association(s->ada, "license", NULL, how, &s->made, error);
    gemel_options_free(how);
    return status;
}

static gemel_status destroy(scene *s, gemel_error **error)
{
    return gemel_record_destroy(s->made, NULL, NULL, error);
}

static gemel_status save(scene *s, gemel_error **error)
{
    return gemel_record_save(s->l11, NULL, error);
}

static gemel_status touch(scene *s, gemel_error **error)
{
    return gemel_record_touch(s->ada, error);
}

static gemel_status unset_owner(scene *s, gemel_error **error)
{
    return gemel_record_unset_association(s->l11, "owner", NULL, error);
}

static gemel_status set_owner(scene *s, gemel_error **error)
{
    return gemel_record_set_association(s->l11, "owner", s->ada, NULL, error);
}

/* The call fails for want of each allocation, then works. */
static void survive(scene *s, gemel_status (*call)(scene *, gemel_error **), bool from_then_on)
{
    char before[STATE_MAX], after[STATE_MAX];
    long successes = 0, failed = 1;
    describe(before, s);
    while (failed) {
        gemel_error *error = NULL;
        gemel_status status;
        allocation_arm(successes, from_then_on);
        successes += allocation_step();
        status = call(s, &error);
        failed = allocation_disarm();
        if (status == GEMEL_OK) {
            assert_true(successes > 10);
            return;
        }
        if (status != GEMEL_OUT_OF_MEMORY)
            print_error("after %ld allocations: %s\n", successes, gemel_error_message(error));
        assert_int_equal(status, GEMEL_OUT_OF_MEMORY);
        assert_null(error);
        describe(after, s);
        assert_string_equal(after, before);
    }
    fail();
}

/* The numbers of the first are far from what calls that fail use up. */
static scene set_up(const world *w)
{
    scene s = {w, NULL, NULL, NULL, NULL};
    s.ada = given(w, "Person", "{'id': 1}");
    s.l10 = given(w, "License", "{'id': 90010, 'ownerId': 1}");
    s.l11 = given(w, "License", "{'id': 90011}");
    expect_ok(gemel_record_set_text(s.l11, "number", "an unsaved number " LONG, GEMEL_NUL, &err));
    return s;
}

static void survive_all(const world *w, bool from_then_on)
{
    scene s = set_up(w);
    survive(&s, set, from_then_on);
    survive(&s, replace, from_then_on);
    survive(&s, destroy, from_then_on);
    gemel_record_free(s.made);
}

static void one_allocation_that_fails_changes_nothing(void **state)
{
    survive_all(*state, false);
}

static void no_allocation_that_succeeds_any_more_changes_nothing(void **state)
{
    survive_all(*state, true);
}

static void expect_version(gemel_record *record, const char *version)
{
    expect_ok(gemel_record_reload(record, NULL, &err));
    expect_attribute(record, "version", version);
}

static void survive_versions(const world *w, bool from_then_on)
{
    scene s = set_up(w);
    survive(&s, set, from_then_on);
    expect_ok(gemel_record_set_text(s.l11, "note", "a note " LONG, GEMEL_NUL, &err));
    survive(&s, save, from_then_on);
    survive(&s, touch, from_then_on);
    survive(&s, unset_owner, from_then_on);
    survive(&s, set_owner, from_then_on);
    survive(&s, replace, from_then_on);
    survive(&s, destroy, from_then_on);
    gemel_record_free(s.made);
    expect_version(s.ada, "0");
    expect_version(s.l10, "1");
    expect_version(s.l11, "5");
}

static void one_allocation_that_fails_counts_and_touches_nothing(void **state)
{
    survive_versions(*state, false);
}

static void no_allocation_that_succeeds_any_more_counts_and_touches_nothing(void **state)
{
    survive_versions(*state, true);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(world_hooked, one_allocation_that_fails_changes_nothing),
        IN_WORLD(world_hooked, no_allocation_that_succeeds_any_more_changes_nothing),
        IN_WORLD(world_of_versions, one_allocation_that_fails_counts_and_touches_nothing),
        IN_WORLD(world_of_versions, no_allocation_that_succeeds_any_more_counts_and_touches_nothing),
        IN_WORLD(world_of_versions_hooked, one_allocation_that_fails_counts_and_touches_nothing),
        IN_WORLD(world_of_versions_hooked, no_allocation_that_succeeds_any_more_counts_and_touches_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
