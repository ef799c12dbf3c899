/*
 * Which hooks run around which rows, and in which order. It must not test what hooks may do
 * (test_hooks_inside.c), nor what methods do without them.
 */
#include "recorder.h"

static int recorded(void **state, gemel_schema *schema)
{
    record_model(schema, "Person");
    record_model(schema, "License");
    record_association(schema, "Person", "license");
    record_association(schema, "License", "owner");
    return world_of(state, schema);
}

static int world_recorded_n(void **state)
{
    return recorded(state, schema_n());
}

static int world_recorded_r(void **state)
{
    return recorded(state, schema_r());
}

static int world_recorded_u(void **state)
{
    return recorded(state, schema_u());
}

static gemel_record *quietly(const world *w, const char *model_name, const char *json)
{
    gemel_record *record = given(w, model_name, json);
    forget_run();
    return record;
}

/* ---- One row ---- */

static void a_create_runs_its_hooks_in_order(void **state)
{
    const world *w = *state;
    given(w, "Person", "{'id': 1}");
    expect_run(RUN_CREATE("Person", "1", "1"));
}

static void a_key_that_the_database_makes_is_there_after_the_statement(void **state)
{
    const world *w = *state;
    given(w, "Person", "{'name': 'Ada'}");
    expect_run(RUN_CREATE("Person", "-", "1"));
}

static void a_save_runs_hooks_of_an_update(void **state)
{
    const world *w = *state;
    gemel_record *ada = quietly(w, "Person", "{'id': 1}");
    expect_ok(gemel_record_set_text(ada, "name", "Ada", GEMEL_NUL, &err));
    expect_ok(gemel_record_save(ada, NULL, &err));
    expect_run(RUN_UPDATE("Person", "1"));
    expect_ok(gemel_record_update(ada, values("{'name': 'Bob'}"), NULL, &err));
    expect_run(RUN_UPDATE("Person", "1"));
    expect_rows(w, "Person", "1 Bob");
}

#define BEFORE_UPDATE "beforeValidate Person 1, afterValidate Person 1, beforeUpdate Person 1, beforeSave Person 1"

static void without_a_change_only_those_before_run(void **state)
{
    world *w = *state;
    gemel_record *ada = quietly(w, "Person", "{'id': 1, 'name': 'Ada'}");
    forget_statements(w);
    expect_ok(gemel_record_save(ada, NULL, &err));
    expect_run(BEFORE_UPDATE);
    expect_ok(gemel_record_update(ada, values("{'name': 'Ada'}"), NULL, &err));
    expect_run(BEFORE_UPDATE);
    expect_statements(w, 0, 0);
}

static void what_does_not_fit_ends_it_after_before_validate(void **state)
{
    const world *w = *state;
    gemel_record *ada = quietly(w, "Person", "{'id': 1, 'name': 'Ada'}");
    expect(GEMEL_VALIDATION, gemel_record_update(ada, values("{'name': 5}"), NULL, &err));
    expect_run("beforeValidate Person 1");
    expect_attribute(ada, "name", "Ada");
}

static void a_destroy_runs_its_two(void **state)
{
    const world *w = *state;
    gemel_record *ada = quietly(w, "Person", "{'id': 1}");
    bool deleted = false;
    expect_ok(gemel_record_destroy(ada, NULL, &deleted, &err));
    assert_true(deleted);
    expect_run(RUN_DESTROY("Person", "1"));
    expect_ok(gemel_record_destroy(ada, NULL, &deleted, &err));
    assert_false(deleted);
    expect_run("beforeDestroy Person 1");
    expect_rows(w, "Person", "");
}

static void hooks_false_runs_none(void **state)
{
    const world *w = *state;
    const gemel_options *none = with("{'hooks': false}");
    gemel_record *ada = NULL, *bob = NULL, *l10 = quietly(w, "License", "{'id': 10}");
    expect_ok(gemel_record_create(w->session, model(w, "Person"), NULL, none, &ada, &err));
    keep(ada);
    expect_ok(gemel_record_update(ada, values("{'name': 'Ada'}"), none, &err));
    expect_ok(gemel_record_save(ada, none, &err));
    expect_ok(gemel_record_set_association(ada, "license", l10, none, &err));
    expect_ok(gemel_record_unset_association(l10, "owner", none, &err));
    expect_ok(gemel_record_create_association(l10, "owner", NULL, none, &bob, &err));
    keep(bob);
    expect_ok(gemel_record_destroy(l10, none, NULL, &err));
    expect_run("");
}

/* ---- Has one ---- */

static void s35_set_runs_update_hooks_for_the_unlinked_and_the_linked(void **state)
{
    const world *w = *state;
    gemel_record *ada = given(w, "Person", "{'id': 1}");
    given(w, "License", "{'id': 10, 'ownerId': 1}");
    gemel_record *l11 = quietly(w, "License", "{'id': 11}");
    expect_ok(gemel_record_set_association(ada, "license", l11, NULL, &err));
    expect_run("beforeSet set 1.license 11, " RUN_UPDATE("License", "10") ", " RUN_UPDATE(
        "License", "11") ", afterSet set 1.license 11");
    expect_rows(w, "License", "10 null null, 11 null 1");
    expect_attribute(l11, "ownerId", "1");
    assert_false(gemel_record_is_changed(l11));
}

static void set_runs_destroy_hooks_for_who_is_deleted(void **state)
{
    const world *w = *state;
    gemel_record *ada = given(w, "Person", "{'id': 1}");
    given(w, "Person", "{'id': 2}");
    given(w, "License", "{'id': 10, 'ownerId': 1}");
    gemel_record *l11 = quietly(w, "License", "{'id': 11, 'ownerId': 2}");
    expect_ok(gemel_record_set_association(ada, "license", l11, NULL, &err));
    expect_run("beforeSet set 1.license 11, " RUN_DESTROY("License", "10") ", " RUN_UPDATE(
        "License", "11") ", afterSet set 1.license 11");
    expect_rows(w, "License", "11 null 1");
}

static void set_of_a_new_one_runs_create_hooks(void **state)
{
    const world *w = *state;
    gemel_record *ada = given(w, "Person", "{'id': 1}");
    gemel_record *spare = built(w, "License", "{'id': 11}");
    quietly(w, "License", "{'id': 10, 'ownerId': 1}");
    expect_ok(gemel_record_set_association(ada, "license", spare, NULL, &err));
    expect_run("beforeSet set 1.license 11, " RUN_UPDATE("License", "10") ", " RUN_CREATE(
        "License", "11", "11") ", afterSet set 1.license 11");
    expect_rows(w, "License", "10 null null, 11 null 1");
}

static void set_of_who_is_linked_already_runs_only_those_before(void **state)
{
    const world *w = *state;
    gemel_record *ada = given(w, "Person", "{'id': 1}");
    gemel_record *l10 = quietly(w, "License", "{'id': 10, 'ownerId': 1}");
    expect_ok(gemel_record_set_association(ada, "license", l10, NULL, &err));
    expect_run("beforeSet set 1.license 10, beforeValidate License 10, afterValidate License 10, "
               "beforeUpdate License 10, beforeSave License 10, afterSet set 1.license 10");
}

static void set_by_key_reads_the_row_for_its_hooks(void **state)
{
    const world *w = *state;
    gemel_record *ada = given(w, "Person", "{'id': 1}"), *linked = NULL;
    given(w, "License", "{'id': 10, 'ownerId': 1}");
    quietly(w, "License", "{'id': 11, 'number': 'B'}");
    expect_ok(gemel_record_set_association_key(ada, "license", values("{'id': 11}"), NULL, &linked, &err));
    keep(linked);
    expect_run("beforeSet setKey 1.license 11, " RUN_UPDATE("License", "10") ", " RUN_UPDATE(
        "License", "11") ", afterSet setKey 1.license 11");
    expect_attribute(linked, "number", "B");
    expect_attribute(linked, "ownerId", "1");
    expect_rows(w, "License", "10 null null, 11 B 1");
}

static void unset_runs_update_hooks(void **state)
{
    const world *w = *state;
    gemel_record *ada = given(w, "Person", "{'id': 1}");
    quietly(w, "License", "{'id': 10, 'ownerId': 1}");
    expect_ok(gemel_record_unset_association(ada, "license", NULL, &err));
    expect_run("beforeSet unset 1.license -, " RUN_UPDATE("License", "10") ", afterSet unset 1.license -");
    expect_rows(w, "License", "10 null null");
    expect_ok(gemel_record_unset_association(ada, "license", NULL, &err));
    expect_run("beforeSet unset 1.license -, afterSet unset 1.license -");
}

static void create_runs_create_hooks(void **state)
{
    const world *w = *state;
    gemel_record *ada = quietly(w, "Person", "{'id': 1}");
    expect_ok(gemel_record_create_association(ada, "license", values("{'id': 10}"), NULL, NULL, &err));
    expect_run("beforeSet create 1.license 10, " RUN_CREATE("License", "10", "10") ", afterSet create 1.license 10");
    expect(GEMEL_OCCUPIED, gemel_record_create_association(ada, "license", NULL, NULL, NULL, &err));
    expect_run("beforeSet create 1.license -");
    expect_ok(gemel_record_create_association(ada, "license", values("{'id': 11}"),
                                              with("{'replace': true, 'destroyPrevious': true}"), NULL, &err));
    expect_run("beforeSet create 1.license 11, " RUN_DESTROY("License", "10") ", " RUN_CREATE(
        "License", "11", "11") ", afterSet create 1.license 11");
    expect_rows(w, "License", "11 null 1");
}

static void a_row_that_is_gone_is_told_before_any_row_hook(void **state)
{
    const world *w = *state;
    gemel_record *ada = given(w, "Person", "{'id': 1}");
    gemel_record *l10 = quietly(w, "License", "{'id': 10}");
    vanish(w, "License", "{'id': 10}");
    forget_run();
    expect(GEMEL_NOT_FOUND, gemel_record_set_association(ada, "license", l10, NULL, &err));
    expect_run("beforeSet set 1.license 10");
    expect_attribute(l10, "ownerId", NULL);
}

/* ---- Belongs to ---- */

static void belongs_to_set_runs_hooks_of_the_source(void **state)
{
    const world *w = *state;
    gemel_record *ada = given(w, "Person", "{'id': 1}");
    given(w, "License", "{'id': 10, 'ownerId': 1}");
    gemel_record *l11 = quietly(w, "License", "{'id': 11}");
    expect(GEMEL_OCCUPIED, gemel_record_set_association(l11, "owner", ada, NULL, &err));
    expect_run("beforeSet set 11.owner 1");
    expect_ok(gemel_record_set_association(l11, "owner", ada, with("{'replace': true}"), &err));
    expect_run("beforeSet set 11.owner 1, " RUN_UPDATE("License", "10") ", " RUN_UPDATE(
        "License", "11") ", afterSet set 11.owner 1");
    expect_rows(w, "License", "10 null null, 11 null 1");
    expect_ok(gemel_record_unset_association(l11, "owner", NULL, &err));
    expect_run("beforeSet unset 11.owner -, " RUN_UPDATE("License", "11") ", afterSet unset 11.owner -");
    expect_ok(gemel_record_set_association_key(l11, "owner", values("{'id': 1}"), NULL, NULL, &err));
    expect_run("beforeSet setKey 11.owner -, " RUN_UPDATE("License", "11") ", afterSet setKey 11.owner -");
    expect_rows(w, "License", "10 null null, 11 null 1");
}

static void belongs_to_create_runs_hooks_of_the_target_first(void **state)
{
    const world *w = *state;
    gemel_record *ada = NULL, *l10 = quietly(w, "License", "{'id': 10}");
    expect_ok(gemel_record_create_association(l10, "owner", values("{'name': 'Ada'}"), NULL, &ada, &err));
    keep(ada);
    expect_run("beforeSet create 10.owner -, " RUN_CREATE("Person", "-", "1") ", " RUN_UPDATE(
        "License", "10") ", afterSet create 10.owner 1");
    expect_attribute(l10, "ownerId", "1");
    expect_rows(w, "License", "10 null 1");
}

static void in_memory_only_hooks_of_the_association_run(void **state)
{
    const world *w = *state;
    gemel_record *ada = quietly(w, "Person", "{'id': 1}");
    gemel_record *spare = built(w, "License", "{'id': 10}");
    expect_ok(gemel_record_set_association(spare, "owner", ada, NULL, &err));
    expect_run("beforeSet set 10.owner 1, afterSet set 10.owner 1");
    expect_attribute(spare, "ownerId", "1");
    assert_true(gemel_record_is_new(spare));
}

/* ---- Nested create ---- */

static void nested_create_runs_owners_first(void **state)
{
    const world *w = *state;
    gemel_record *ada = NULL, *l20 = NULL;
    expect_ok(gemel_record_create(w->session, model(w, "Person"), values("{'name': 'Ada', 'license': {'id': 10}}"),
                                  with("{'include': 'license'}"), &ada, &err));
    keep(ada);
    expect_run(RUN_CREATE("Person", "-", "1") ", " RUN_CREATE("License", "10", "10"));
    expect_ok(gemel_record_create(w->session, model(w, "License"), values("{'id': 20, 'owner': {'name': 'Bob'}}"),
                                  with("{'include': 'owner'}"), &l20, &err));
    keep(l20);
    expect_run(RUN_CREATE("Person", "-", "2") ", " RUN_CREATE("License", "20", "20"));
    expect_rows(w, "Person", "1 Ada, 2 Bob");
    expect_rows(w, "License", "10 null 1, 20 null 2");
}

static void nested_create_runs_update_hooks_for_who_is_moved(void **state)
{
    const world *w = *state;
    gemel_record *ada = NULL, *l10 = quietly(w, "License", "{'id': 10}");
    gemel_values *given_values = values("{'id': 1}");
    expect_ok(gemel_values_set_record(given_values, "license", l10, &err));
    expect_ok(
        gemel_record_create(w->session, model(w, "Person"), given_values, with("{'include': 'license'}"), &ada, &err));
    keep(ada);
    expect_run(RUN_CREATE("Person", "1", "1") ", " RUN_UPDATE("License", "10"));
    expect_rows(w, "License", "10 null 1");
}

static void a_plan_runs_none(void **state)
{
    const world *w = *state;
    gemel_plan *plan = NULL;
    gemel_record *ada = given(w, "Person", "{'id': 1}");
    gemel_record *l10 = quietly(w, "License", "{'id': 10}");
    expect_ok(gemel_plan_explain_set(ada, "license", l10, NULL, &plan, &err));
    gemel_plan_free(plan);
    expect_run("");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(world_recorded_n, a_create_runs_its_hooks_in_order),
        IN_WORLD(world_recorded_n, a_key_that_the_database_makes_is_there_after_the_statement),
        IN_WORLD(world_recorded_n, a_save_runs_hooks_of_an_update),
        IN_WORLD(world_recorded_n, without_a_change_only_those_before_run),
        IN_WORLD(world_recorded_n, what_does_not_fit_ends_it_after_before_validate),
        IN_WORLD(world_recorded_n, a_destroy_runs_its_two),
        IN_WORLD(world_recorded_n, hooks_false_runs_none),
        IN_WORLD(world_recorded_n, s35_set_runs_update_hooks_for_the_unlinked_and_the_linked),
        IN_WORLD(world_recorded_u, s35_set_runs_update_hooks_for_the_unlinked_and_the_linked),
        IN_WORLD(world_recorded_r, set_runs_destroy_hooks_for_who_is_deleted),
        IN_WORLD(world_recorded_n, set_of_a_new_one_runs_create_hooks),
        IN_WORLD(world_recorded_n, set_of_who_is_linked_already_runs_only_those_before),
        IN_WORLD(world_recorded_u, set_by_key_reads_the_row_for_its_hooks),
        IN_WORLD(world_recorded_n, unset_runs_update_hooks),
        IN_WORLD(world_recorded_n, create_runs_create_hooks),
        IN_WORLD(world_recorded_n, a_row_that_is_gone_is_told_before_any_row_hook),
        IN_WORLD(world_recorded_u, belongs_to_set_runs_hooks_of_the_source),
        IN_WORLD(world_recorded_n, belongs_to_create_runs_hooks_of_the_target_first),
        IN_WORLD(world_recorded_n, in_memory_only_hooks_of_the_association_run),
        IN_WORLD(world_recorded_n, nested_create_runs_owners_first),
        IN_WORLD(world_recorded_n, nested_create_runs_update_hooks_for_who_is_moved),
        IN_WORLD(world_recorded_n, a_plan_runs_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
