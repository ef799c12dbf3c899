/*
 * Writing the rows of a query where more belongs to them than a statement does: hooks, dependents, owners, validators
 * that are functions. It must not test what a filter means, nor the statement that does for all other models
 * (test_query_write.c).
 */
#include "acting.h"
#include "asked.h"
#include "declarations.h"
#include "recorder.h"
#include "written.h"

#include <stdio.h>

/* ---- Hooks ---- */

static int world_recorded(void **state)
{
    gemel_schema *schema = schema_n();
    record_model(schema, "Person");
    record_model(schema, "License");
    return world_of(state, schema);
}

static void three_people(const world *w)
{
    given(w, "Person", "{'id': 1, 'name': 'A'}");
    given(w, "Person", "{'id': 2, 'name': 'B'}");
    given(w, "Person", "{'id': 3, 'name': 'C'}");
    forget_run();
}

static void an_update_runs_the_hooks_of_each_row(void **state)
{
    const world *w = *state;
    three_people(w);
    expect_updated(w, "Person", "{'where': {'id': {'gt': 1}}}", "{'name': 'x'}", "{}", 2);
    expect_run(RUN_UPDATE("Person", "2") ", " RUN_UPDATE("Person", "3"));
    expect_rows(w, "Person", "1 A, 2 x, 3 x");
}

static void a_destroy_runs_the_hooks_of_each_row(void **state)
{
    const world *w = *state;
    three_people(w);
    expect_destroyed(w, "Person", "{'where': {'id': {'gt': 1}}}", "{}", 2);
    expect_run(RUN_DESTROY("Person", "2") ", " RUN_DESTROY("Person", "3"));
    expect_rows(w, "Person", "1 A");
    expect_destroyed(w, "Person", "{'where': {'id': 7}}", "{}", 0);
    expect_run("");
}

static void without_hooks_it_is_one_statement(void **state)
{
    world *w = *state;
    three_people(w);
    forget_statements(w);
    expect_updated(w, "Person", "{'all': true}", "{'name': 'x'}", "{'hooks': false}", 3);
    expect_destroyed(w, "Person", "{'all': true}", "{'hooks': false}", 3);
    expect_statements(w, 0, 2);
    expect_run("");
}

static void a_hook_that_fails_undoes_all_rows(void **state)
{
    const world *w = *state;
    three_people(w);
    refuse_at("afterDestroy");
    expect(GEMEL_CALLBACK, destroy_rows(w, "Person", "{'all': true}", "{}"));
    assert_int_equal(rows_written, 0);
    refuse_at("afterSave");
    expect(GEMEL_CALLBACK, update_rows(w, "Person", "{'all': true}", "{'name': 'x'}", "{}"));
    expect_rows(w, "Person", "1 A, 2 B, 3 C");
    assert_int_equal(gemel_session_depth(w->session), 0);
}

static void in_a_transaction_it_is_part_of_that(void **state)
{
    const world *w = *state;
    three_people(w);
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    expect_destroyed(w, "Person", "{'where': {'id': 1}}", "{}", 1);
    refuse_at("afterDestroy");
    expect(GEMEL_CALLBACK, destroy_rows(w, "Person", "{'where': {'id': 2}}", "{}"));
    expect_own_rows(w, "Person", "2 B, 3 C");
    expect_ok(gemel_session_rollback(w->session, &err));
    expect_rows(w, "Person", "1 A, 2 B, 3 C");
}

static void what_is_refused_is_refused_as_without_hooks(void **state)
{
    const world *w = *state;
    three_people(w);
    expect(GEMEL_USAGE, update_rows(w, "Person", "{}", "{'name': 'x'}", "{}"));
    expect(GEMEL_USAGE, update_rows(w, "Person", "{'all': true, 'limit': 1}", "{'name': 'x'}", "{}"));
    expect(GEMEL_USAGE, update_rows(w, "Person", "{'all': true}", "{'id': 5}", "{}"));
    expect(GEMEL_USAGE, update_rows(w, "Person", "{'all': true}", "{}", "{}"));
    expect(GEMEL_USAGE, destroy_rows(w, "Person", "{}", "{}"));
    expect(GEMEL_VALIDATION, update_rows(w, "Person", "{'all': true}", "{'name': 7}", "{}"));
    expect_rows(w, "Person", "1 A, 2 B, 3 C");
}

static void what_hooks_assign_is_written(void **state)
{
    const world *w = *state;
    given(w, "License", "{'id': 10}");
    given(w, "License", "{'id': 11}");
    given(w, "Person", "{'id': 1}");
    acts[GEMEL_HOOK_BEFORE_SAVE] = name_it;
    expect_updated(w, "License", "{'all': true}", "{'ownerId': 1}", "{}", 2);
    expect_rows(w, "License", "10 made 1, 11 made 1");
}

static gemel_status count_it(const gemel_hook_event *event, void *user_data, gemel_error **error)
{
    (void)event;
    (void)user_data;
    (void)error;
    ++times;
    return GEMEL_OK;
}

static int world_of_seats(void **state)
{
    static const declaration declarations[DECLARATIONS_MAX] = {
        MODEL("Seat"),
        ATTRIBUTE("Seat", "line", "string primary key"),
        ATTRIBUTE("Seat", "number", "integer primary key"),
        ATTRIBUTE("Seat", "note", "string"),
    };
    gemel_schema *schema = declared(declarations);
    gemel_schema_add_hook(schema, "Seat", NULL, GEMEL_HOOK_AFTER_SAVE, count_it, NULL, NULL, NULL);
    gemel_schema_add_hook(schema, "Seat", NULL, GEMEL_HOOK_AFTER_DESTROY, count_it, NULL, NULL, NULL);
    return world_of(state, schema);
}

static void keys_of_several_attributes_are_gone_through(void **state)
{
    const world *w = *state;
    char json[64];
    int i;
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    for (i = 0; i < 1506; ++i) {
        snprintf(json, sizeof json, "{'line': '%c', 'number': %d}", 'a' + i % 3, i);
        expect_ok(gemel_record_save(built(w, "Seat", json), with("{'hooks': false}"), &err));
    }
    expect_ok(gemel_session_commit(w->session, &err));
    times = 0;
    expect_updated(w, "Seat", "{'where': {'line': 'b'}}", "{'note': 'x'}", "{}", 502);
    expect_destroyed(w, "Seat", "{'where': {'note': 'x'}}", "{}", 502);
    expect_destroyed(w, "Seat", "{'all': true}", "{}", 1004);
    expect_rows(w, "Seat", "");
    assert_int_equal(times, 502 + 502 + 1004);
}

/* ---- Dependents ---- */

static int chain(void **state, const char *license)
{
    static declaration declarations[DECLARATIONS_MAX] = {
        MODEL("Person"),
        ATTRIBUTE("Person", "name", "string"),
        MODEL("License"),
        ATTRIBUTE("License", "ownerId", "integer"),
        HAS_ONE("Person", "License", NULL),
    };
    declarations[4].words = license;
    return world_of(state, declared(declarations));
}

static int world_destroying(void **state)
{
    return chain(state, "foreign key ownerId inverse owner dependent destroy");
}

static int world_nullifying(void **state)
{
    return chain(state, "foreign key ownerId inverse owner on delete restrict dependent nullify");
}

static int world_restricting(void **state)
{
    return chain(state, "foreign key ownerId inverse owner on delete cascade dependent restrict");
}

static int world_of_the_database(void **state)
{
    return chain(state, "foreign key ownerId inverse owner on delete cascade");
}

static void two_owners(const world *w)
{
    given(w, "Person", "{'id': 1, 'name': 'A'}");
    given(w, "Person", "{'id': 2, 'name': 'B'}");
    given(w, "License", "{'id': 20, 'ownerId': 2}");
}

static void dependents_are_destroyed_with_their_owners(void **state)
{
    const world *w = *state;
    two_owners(w);
    expect_destroyed(w, "Person", "{'where': {'id': 2}}", "{}", 1);
    expect_rows(w, "License", "");
    given(w, "License", "{'id': 10, 'ownerId': 1}");
    expect_destroyed(w, "Person", "{'all': true}", "{'hooks': false}", 1);
    expect_rows(w, "License", "");
}

static void dependents_lose_their_key(void **state)
{
    const world *w = *state;
    two_owners(w);
    expect_destroyed(w, "Person", "{'all': true}", "{}", 2);
    expect_rows(w, "License", "20 null");
}

static void a_dependent_that_forbids_it_keeps_all_rows(void **state)
{
    const world *w = *state;
    two_owners(w);
    expect(GEMEL_FOREIGN_KEY, destroy_rows(w, "Person", "{'all': true}", "{}"));
    expect_mention("License 20");
    expect_rows(w, "Person", "1 A, 2 B");
    expect_rows(w, "License", "20 2");
}

static void what_is_left_to_the_database_is_one_statement(void **state)
{
    world *w = *state;
    two_owners(w);
    forget_statements(w);
    expect_destroyed(w, "Person", "{'all': true}", "{}", 2);
    expect_statements(w, 0, 1);
    expect_rows(w, "License", "");
}

/* ---- Paranoid, mandatory, touch ---- */

static int world_marking(void **state)
{
    static const declaration declarations[DECLARATIONS_MAX] = {
        MODEL_IS("Person", "paranoid"),
        MODEL_IS("License", "paranoid"),
        ATTRIBUTE("License", "ownerId", "integer"),
        HAS_ONE("Person", "License", "foreign key ownerId inverse owner dependent destroy"),
    };
    return world_of(state, declared(declarations));
}

static void what_is_marked_already_does_not_count(void **state)
{
    const world *w = *state;
    given(w, "Person", "{'id': 1}");
    given(w, "Person", "{'id': 2}");
    given(w, "License", "{'id': 20, 'ownerId': 2}");
    expect_destroyed(w, "Person", "{'where': {'id': 2}}", "{}", 1);
    expect_asked(w, "License", "{}", "");
    expect_asked(w, "License", "{'withDeleted': true}", "20");
    expect_destroyed(w, "Person", "{'all': true}", "{}", 1);
    expect_destroyed(w, "Person", "{'all': true, 'withDeleted': true}", "{'force': true}", 2);
    expect_asked(w, "Person", "{'withDeleted': true}", "");
}

static int world_binding(void **state)
{
    return chain(state, "foreign key ownerId inverse owner mandatory");
}

static void nobody_who_must_have_a_row_loses_it(void **state)
{
    const world *w = *state;
    gemel_record *made = NULL;
    expect_ok(gemel_record_create(w->session, model(w, "Person"), values("{'id': 1, 'license': {'id': 10}}"),
                                  with("{'include': 'license'}"), &made, &err));
    keep(made);
    expect(GEMEL_VALIDATION, destroy_rows(w, "License", "{'all': true}", "{}"));
    expect(GEMEL_VALIDATION, update_rows(w, "License", "{'all': true}", "{'ownerId': null}", "{}"));
    expect_rows(w, "License", "10 1");
    expect_destroyed(w, "Person", "{'all': true}", "{}", 1);
    expect_rows(w, "License", "");
}

static int world_touching(void **state)
{
    static const declaration declarations[DECLARATIONS_MAX] = {
        MODEL_IS("Person", "timestamps"),
        MODEL("License"),
        ATTRIBUTE("License", "ownerId", "integer"),
        ATTRIBUTE("License", "number", "string"),
        HAS_ONE_WITH("Person", "License", "{'foreignKey': 'ownerId', 'inverse': {'as': 'owner', 'touch': true}}"),
    };
    return world_of(state, declared(declarations));
}

/* Which of them were touched since their time was set back. */
static void expect_touched(const world *w, const char *ids)
{
    expect_asked(w, "Person", "{'where': {'updatedAt': {'gt': '2001-01-01T00:00:00Z'}}}", ids);
    expect_asked(w, "Person", "{'where': {'id': {'gt': 0}}}", "1 2 3");
}

/* Three people who were last touched long ago, the first with a license. */
static void long_ago(const world *w)
{
    static const char *const people[] = {"{'id': 1, 'updatedAt': '2000-01-01T00:00:00Z'}",
                                         "{'id': 2, 'updatedAt': '2000-01-01T00:00:00Z'}",
                                         "{'id': 3, 'updatedAt': '2000-01-01T00:00:00Z'}"};
    size_t i;
    expect_ok(destroy_rows(w, "License", "{'all': true}", "{}"));
    expect_ok(destroy_rows(w, "Person", "{'all': true}", "{}"));
    for (i = 0; i < COUNT(people); ++i)
        given(w, "Person", people[i]);
    expect_ok(gemel_record_save(built(w, "License", "{'id': 10, 'ownerId': 1}"), with("{'silent': true}"), &err));
    expect_touched(w, "");
}

static void owners_are_touched(void **state)
{
    const world *w = *state;
    long_ago(w);
    expect_updated(w, "License", "{'all': true}", "{'number': 'x'}", "{}", 1);
    expect_touched(w, "1");
    long_ago(w);
    expect_updated(w, "License", "{'where': {'ownerId': 1}}", "{'ownerId': 3}", "{}", 1);
    expect_touched(w, "1 3");
    long_ago(w);
    expect_updated(w, "License", "{'all': true}", "{'ownerId': 2}", "{'silent': true}", 1);
    expect_touched(w, "");
    expect_destroyed(w, "License", "{'where': {'owner.id': 2}}", "{}", 1);
    expect_touched(w, "2");
}

/* ---- Validators ---- */

static gemel_status judge(gemel_record *row, const gemel_attribute *attribute, void *user_data, gemel_error **error)
{
    const char *name = NULL;
    (void)attribute;
    (void)user_data;
    ++times;
    if (gemel_record_get_text(row, "name", &name, NULL, NULL) == GEMEL_OK && name && !strcmp(name, "B"))
        return gemel_error_raise(GEMEL_VALIDATION, "nobody is changed who is B", error);
    return GEMEL_OK;
}

static int world_judged(void **state)
{
    static const declaration declarations[DECLARATIONS_MAX] = {
        MODEL("Person"),
        ATTRIBUTE("Person", "name", "string"),
        ATTRIBUTE("Person", "age", "integer"),
    };
    gemel_schema *schema = declared(declarations);
    gemel_schema_add_validator(schema, "Person", NULL, judge, NULL, NULL, NULL);
    return world_of(state, schema);
}

static void validators_are_asked_of_each_row(void **state)
{
    world *w = *state;
    given(w, "Person", "{'id': 1, 'name': 'A'}");
    expect_ok(gemel_record_save(built(w, "Person", "{'id': 2, 'name': 'B'}"), with("{'validate': false}"), &err));
    expect(GEMEL_VALIDATION, update_rows(w, "Person", "{'all': true}", "{'age': 7}", "{}"));
    expect_mention("nobody is changed who is B");
    expect_rows(w, "Person", "1 A null, 2 B null");
    times = 0;
    expect_updated(w, "Person", "{'where': {'id': 1}}", "{'age': 7}", "{}", 1);
    assert_true(times > 0);
    times = 0;
    forget_statements(w);
    expect_updated(w, "Person", "{'all': true}", "{'age': 8}", "{'validate': false}", 2);
    expect_statements(w, 0, 1);
    assert_int_equal(times, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(world_recorded, an_update_runs_the_hooks_of_each_row),
        IN_WORLD(world_recorded, a_destroy_runs_the_hooks_of_each_row),
        IN_WORLD(world_recorded, without_hooks_it_is_one_statement),
        IN_WORLD(world_recorded, a_hook_that_fails_undoes_all_rows),
        IN_WORLD(world_recorded, in_a_transaction_it_is_part_of_that),
        IN_WORLD(world_recorded, what_is_refused_is_refused_as_without_hooks),
        IN_WORLD(world_acting_n, what_hooks_assign_is_written),
        IN_WORLD(world_of_seats, keys_of_several_attributes_are_gone_through),
        IN_WORLD(world_destroying, dependents_are_destroyed_with_their_owners),
        IN_WORLD(world_nullifying, dependents_lose_their_key),
        IN_WORLD(world_restricting, a_dependent_that_forbids_it_keeps_all_rows),
        IN_WORLD(world_of_the_database, what_is_left_to_the_database_is_one_statement),
        IN_WORLD(world_marking, what_is_marked_already_does_not_count),
        IN_WORLD(world_binding, nobody_who_must_have_a_row_loses_it),
        IN_WORLD(world_touching, owners_are_touched),
        IN_WORLD(world_judged, validators_are_asked_of_each_row),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
