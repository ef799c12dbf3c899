/*
 * Records of one model in a chain or a ring, of which one is taken out: who goes with it, and what is said of those who
 * stay. It must not test dependents of other models (test_dependent.c).
 */
#include "declarations.h"
#include "recorder.h"

/* Node(id, prevId) has one next; inverse `prev`. */
static int nodes(void **state, const char *words, const char *options)
{
    static declaration declarations[DECLARATIONS_MAX] = {
        MODEL_WITH("Node", NULL),
        ATTRIBUTE("Node", "prevId", "integer"),
        HAS_ONE("Node", "Node", NULL),
    };
    gemel_schema *schema;
    declarations[0].options = options;
    declarations[2].words = words;
    schema = declared(declarations);
    record_model(schema, "Node");
    return world_of(state, schema);
}

#define CHAINED "as next foreign key prevId inverse prev "

static int world_going_together(void **state)
{
    return nodes(state, CHAINED "unique on delete cascade dependent destroy", NULL);
}

static int world_of_cascades(void **state)
{
    return nodes(state, CHAINED "unique on delete cascade", NULL);
}

static int world_letting_go(void **state)
{
    return nodes(state, CHAINED "unique dependent nullify", "{'version': true}");
}

/* 1, which has 2, which has 3. */
static void three(const world *w, gemel_record **out)
{
    out[0] = given(w, "Node", "{'id': 1}");
    out[1] = given(w, "Node", "{'id': 2, 'prevId': 1}");
    out[2] = given(w, "Node", "{'id': 3, 'prevId': 2}");
    forget_run();
}

/* 1, 2 and 3, which has 1. */
static void ring(const world *w, gemel_record **out)
{
    three(w, out);
    expect_ok(gemel_record_set_association(out[2], "next", out[0], NULL, &err));
    forget_run();
}

static void of_a_ring_each_row_is_told_to_have_been_there(void **state)
{
    const world *w = *state;
    gemel_record *it[3];
    bool deleted = false;
    ring(w, it);
    expect_ok(gemel_record_destroy(it[1], NULL, &deleted, &err));
    assert_true(deleted);
    expect_rows(w, "Node", "");
    expect_run("beforeDestroy Node 2, beforeDestroy Node 3, " RUN_DESTROY("Node", "1") ", afterDestroy Node 3, "
                                                                                       "afterDestroy Node 2");
    expect_ok(gemel_record_destroy(it[1], NULL, &deleted, &err));
    assert_false(deleted);
}

static void in_a_transaction_a_ring_can_be_taken_back(void **state)
{
    const world *w = *state;
    gemel_record *it[3];
    bool deleted = false;
    ring(w, it);
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    expect_ok(gemel_record_destroy(it[0], NULL, &deleted, &err));
    assert_true(deleted);
    expect_ok(gemel_session_rollback(w->session, &err));
    expect_rows(w, "Node", "1 3, 2 1, 3 2");
}

static void refuses_and_stays(const world *w, gemel_status status, const char *rows)
{
    expect(GEMEL_NOT_FOUND, status);
    expect_mention("Node 3 is deleted together with the one that is displaced");
    expect_rows(w, "Node", rows);
}

static void who_goes_with_the_displaced_one_is_told_to_and_not_to_be_gone(void **state)
{
    const world *w = *state;
    gemel_record *it[3];
    three(w, it);
    refuses_and_stays(w, gemel_record_set_association(it[0], "next", it[2], with("{'destroyPrevious': true}"), &err),
                      "1 null, 2 1, 3 2");
    refuses_and_stays(
        w, gemel_record_set_association(it[2], "prev", it[0], with("{'replace': true, 'destroyPrevious': true}"), &err),
        "1 null, 2 1, 3 2");
    refuses_and_stays(w,
                      gemel_record_set_association_key(it[2], "prev", values("{'id': 1}"),
                                                       with("{'replace': true, 'destroyPrevious': true}"), NULL, &err),
                      "1 null, 2 1, 3 2");
    expect_attribute(it[2], "prevId", "2");
    expect_ok(gemel_record_set_association(it[0], "next", it[2], NULL, &err));
    expect_rows(w, "Node", "1 null, 2 null, 3 1");
}

static void who_is_let_go_takes_the_place_of_the_destroyed_one(void **state)
{
    const world *w = *state;
    gemel_record *it[3];
    three(w, it);
    expect_ok(gemel_record_set_association(it[0], "next", it[2], with("{'destroyPrevious': true}"), &err));
    expect_rows(w, "Node", "1 null 0, 3 1 2");
    expect_attribute(it[2], "version", "2");
    expect_ok(gemel_record_update(it[2], values("{'prevId': null}"), NULL, &err));
}

static void who_is_let_go_takes_its_place_from_the_other_end_too(void **state)
{
    const world *w = *state;
    gemel_record *it[3];
    three(w, it);
    expect_ok(
        gemel_record_set_association(it[2], "prev", it[0], with("{'replace': true, 'destroyPrevious': true}"), &err));
    expect_rows(w, "Node", "1 null 0, 3 1 2");
    expect_attribute(it[2], "version", "2");
}

static void an_owner_may_go_with_whom_it_no_longer_has(void **state)
{
    const world *w = *state;
    gemel_record *it[3];
    ring(w, it);
    expect_ok(gemel_record_unset_association(it[0], "next", with("{'destroyPrevious': true}"), &err));
    expect_rows(w, "Node", "");
}

static int world_with_codes(void **state)
{
    static const declaration declarations[DECLARATIONS_MAX] = {
        MODEL("Person"),
        ATTRIBUTE("Person", "code", "string unique"),
        MODEL("License"),
        ATTRIBUTE("License", "ownerCode", "string"),
        HAS_ONE("Person", "License", "foreign key ownerCode source key code inverse owner dependent destroy"),
    };
    gemel_schema *schema = declared(declarations);
    record_model(schema, "License");
    return world_of(state, schema);
}

static void who_holds_the_key_that_the_row_has_now_is_a_dependent(void **state)
{
    const world *w = *state;
    gemel_record *ada = given(w, "Person", "{'id': 1, 'code': 'a'}");
    given(w, "License", "{'id': 10, 'ownerCode': 'a'}");
    expect_ok(gemel_record_update(found(w, "Person", "{'id': 1}"), values("{'code': 'b'}"), NULL, &err));
    expect_rows(w, "License", "10 b");
    forget_run();
    expect_ok(gemel_record_destroy(ada, NULL, NULL, &err));
    expect_run(RUN_DESTROY("License", "10"));
    expect_rows(w, "License", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(world_going_together, of_a_ring_each_row_is_told_to_have_been_there),
        IN_WORLD(world_going_together, in_a_transaction_a_ring_can_be_taken_back),
        IN_WORLD(world_going_together, who_goes_with_the_displaced_one_is_told_to_and_not_to_be_gone),
        IN_WORLD(world_of_cascades, who_goes_with_the_displaced_one_is_told_to_and_not_to_be_gone),
        IN_WORLD(world_letting_go, who_is_let_go_takes_the_place_of_the_destroyed_one),
        IN_WORLD(world_letting_go, who_is_let_go_takes_its_place_from_the_other_end_too),
        IN_WORLD(world_going_together, an_owner_may_go_with_whom_it_no_longer_has),
        IN_WORLD(world_of_cascades, an_owner_may_go_with_whom_it_no_longer_has),
        IN_WORLD(world_with_codes, who_holds_the_key_that_the_row_has_now_is_a_dependent),
    };
    return cmocka_run_group_tests_name("dependent chain", tests, NULL, NULL);
}
