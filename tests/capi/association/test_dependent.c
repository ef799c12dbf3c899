/*
 * What becomes of dependents when gemel destroys their owner (`dependent` of a has one). It must not test what foreign
 * keys do by themselves (test_constraints.c).
 */
#include "declarations.h"
#include "recorder.h"

/* Person has one License has one Chip; letters say what becomes of each, and keys may be null. */
static int chain(void **state, const char *license, const char *chip)
{
    static declaration declarations[DECLARATIONS_MAX] = {
        MODEL("Person"),
        MODEL("License"),
        ATTRIBUTE("License", "ownerId", "integer"),
        MODEL("Chip"),
        ATTRIBUTE("Chip", "licenseId", "integer"),
        HAS_ONE("Person", "License", NULL),
        HAS_ONE("License", "Chip", NULL),
    };
    gemel_schema *schema;
    declarations[5].words = license;
    declarations[6].words = chip;
    schema = declared(declarations);
    record_model(schema, "Person");
    record_model(schema, "License");
    record_model(schema, "Chip");
    return world_of(state, schema);
}

static int world_destroying(void **state)
{
    return chain(state, "foreign key ownerId inverse owner dependent destroy", "dependent destroy");
}

static int world_nullifying(void **state)
{
    return chain(state, "foreign key ownerId inverse owner on delete restrict dependent nullify", NULL);
}

static int world_restricting(void **state)
{
    return chain(state, "foreign key ownerId inverse owner on delete cascade dependent restrict", NULL);
}

static int world_of_the_database(void **state)
{
    return chain(state, "foreign key ownerId inverse owner on delete cascade dependent database", NULL);
}

static gemel_record *three_in_a_row(const world *w)
{
    gemel_record *ada = given(w, "Person", "{'id': 1}");
    given(w, "Person", "{'id': 2}");
    given(w, "License", "{'id': 10, 'ownerId': 1}");
    given(w, "License", "{'id': 11, 'ownerId': 2}");
    given(w, "Chip", "{'id': 100, 'licenseId': 10}");
    given(w, "Chip", "{'id': 110, 'licenseId': 11}");
    forget_run();
    return ada;
}

static void destroy_takes_dependents_first_and_theirs(void **state)
{
    const world *w = *state;
    gemel_record *ada = three_in_a_row(w);
    expect_ok(gemel_record_destroy(ada, NULL, NULL, &err));
    expect_run("beforeDestroy Person 1, beforeDestroy License 10, " RUN_DESTROY(
        "Chip", "100") ", afterDestroy License 10, afterDestroy Person 1");
    expect_rows(w, "Person", "2");
    expect_rows(w, "License", "11 2");
    expect_rows(w, "Chip", "110 11");
}

static void without_hooks_dependents_are_destroyed_too(void **state)
{
    const world *w = *state;
    gemel_record *ada = three_in_a_row(w);
    expect_ok(gemel_record_destroy(ada, with("{'hooks': false}"), NULL, &err));
    expect_run("");
    expect_rows(w, "License", "11 2");
    expect_rows(w, "Chip", "110 11");
}

static void all_rows_that_hold_the_key_are_dependents(void **state)
{
    const world *w = *state;
    gemel_record *ada = three_in_a_row(w);
    given(w, "License", "{'id': 12, 'ownerId': 1}");
    expect_ok(gemel_record_destroy(ada, NULL, NULL, &err));
    expect_rows(w, "License", "11 2");
}

static void a_hook_of_a_dependent_can_refuse_it_all(void **state)
{
    static const char *const events[] = {"beforeDestroy", "afterDestroy"};
    const world *w = *state;
    gemel_record *ada = three_in_a_row(w);
    size_t i;
    for (i = 0; i < COUNT(events); ++i) {
        refuse_at(events[i]);
        expect(GEMEL_CALLBACK, gemel_record_destroy(ada, NULL, NULL, &err));
        expect_rows(w, "Person", "1, 2");
        expect_rows(w, "License", "10 1, 11 2");
        expect_rows(w, "Chip", "100 10, 110 11");
    }
}

static void who_is_displaced_and_deleted_takes_its_own(void **state)
{
    const world *w = *state;
    gemel_record *ada = three_in_a_row(w);
    gemel_record *l12 = given(w, "License", "{'id': 12}");
    forget_run();
    expect_ok(gemel_record_set_association(ada, "license", l12, with("{'destroyPrevious': true}"), &err));
    expect_run("beforeDestroy License 10, " RUN_DESTROY("Chip", "100") ", afterDestroy License 10, " RUN_UPDATE(
        "License", "12"));
    expect_rows(w, "License", "11 2, 12 1");
    expect_rows(w, "Chip", "110 11");
    expect_ok(gemel_record_unset_association(ada, "license", with("{'destroyPrevious': true, 'hooks': false}"), &err));
    expect_rows(w, "License", "11 2");
}

static void nullify_unlinks_with_hooks(void **state)
{
    const world *w = *state;
    gemel_record *ada = three_in_a_row(w);
    expect_ok(gemel_record_destroy(ada, NULL, NULL, &err));
    expect_run("beforeDestroy Person 1, " RUN_UPDATE("License", "10") ", afterDestroy Person 1");
    expect_rows(w, "License", "10 null, 11 2");
    expect_rows(w, "Person", "2");
}

static void restrict_refuses_while_there_is_one(void **state)
{
    const world *w = *state;
    gemel_record *ada = three_in_a_row(w);
    expect(GEMEL_FOREIGN_KEY, gemel_record_destroy(ada, NULL, NULL, &err));
    expect_mention("Person 1 has a license, License 10");
    expect_rows(w, "Person", "1, 2");
    expect_ok(gemel_record_unset_association(ada, "license", NULL, &err));
    expect_ok(gemel_record_destroy(ada, NULL, NULL, &err));
    expect_rows(w, "Person", "2");
}

static void left_to_the_database_no_hooks_of_dependents_run(void **state)
{
    const world *w = *state;
    gemel_record *ada = three_in_a_row(w);
    expect_ok(gemel_record_destroy(ada, NULL, NULL, &err));
    expect_run(RUN_DESTROY("Person", "1"));
    expect_rows(w, "License", "11 2");
}

static int world_in_a_circle(void **state)
{
    static const declaration declarations[DECLARATIONS_MAX] = {
        MODEL("Person"),
        HAS_ONE("Person", "Person", "as follower inverse leader dependent destroy"),
    };
    return world_of(state, declared(declarations));
}

static void who_leads_back_to_itself_is_destroyed_once(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    given(w, "Person", "{'id': 2, 'leaderId': 1}");
    given(w, "Person", "{'id': 3, 'leaderId': 2}");
    expect_ok(gemel_record_update(p1, values("{'leaderId': 3}"), NULL, &err));
    expect_ok(gemel_record_destroy(p1, NULL, NULL, &err));
    expect_rows(w, "Person", "");
}

static void a_transaction_can_take_it_back(void **state)
{
    const world *w = *state;
    gemel_record *ada = three_in_a_row(w);
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    expect_ok(gemel_record_destroy(ada, NULL, NULL, &err));
    expect_own_rows(w, "License", "11 2");
    expect_ok(gemel_session_rollback(w->session, &err));
    expect_rows(w, "License", "10 1, 11 2");
    expect_rows(w, "Chip", "100 10, 110 11");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(world_destroying, destroy_takes_dependents_first_and_theirs),
        IN_WORLD(world_destroying, without_hooks_dependents_are_destroyed_too),
        IN_WORLD(world_destroying, all_rows_that_hold_the_key_are_dependents),
        IN_WORLD(world_destroying, a_hook_of_a_dependent_can_refuse_it_all),
        IN_WORLD(world_destroying, who_is_displaced_and_deleted_takes_its_own),
        IN_WORLD(world_nullifying, nullify_unlinks_with_hooks),
        IN_WORLD(world_restricting, restrict_refuses_while_there_is_one),
        IN_WORLD(world_of_the_database, left_to_the_database_no_hooks_of_dependents_run),
        IN_WORLD(world_in_a_circle, who_leads_back_to_itself_is_destroyed_once),
        IN_WORLD(world_destroying, a_transaction_can_take_it_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
