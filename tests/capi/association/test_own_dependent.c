/*
 * A record that is its own dependent, and gets another one: it took part in the call, so it shows that it was displaced
 * and can be written afterwards. It must not test who is linked (test_set_has_one.c) nor longer rings
 * (test_dependent_chain.c).
 */
#include "declarations.h"
#include "recorder.h"

/* Node(id, prevId) has one next; inverse `prev`. */
static gemel_schema *nodes(const char *options)
{
    static declaration declarations[DECLARATIONS_MAX] = {
        MODEL_WITH("Node", NULL),
        ATTRIBUTE("Node", "prevId", "integer"),
        ATTRIBUTE("Node", "name", "string"),
        HAS_ONE("Node", "Node", "as next foreign key prevId inverse prev unique"),
    };
    declarations[0].options = options;
    return declared(declarations);
}

static int world_plain(void **state)
{
    return world_of(state, nodes("{'version': true}"));
}

static int world_of_marks(void **state)
{
    return world_of(state, nodes("{'version': true, 'paranoid': true, 'timestamps': true}"));
}

static int world_hooked(void **state)
{
    gemel_schema *schema = nodes("{'version': true}");
    record_model(schema, "Node");
    return world_of(state, schema);
}

/* 1, which has itself, and 2. */
static void two(const world *w, gemel_record **out)
{
    out[0] = given(w, "Node", "{'id': 1}");
    out[1] = given(w, "Node", "{'id': 2}");
    expect_ok(gemel_record_set_association(out[0], "next", out[0], NULL, &err));
    expect_rows(w, "Node", "1 1 null 1, 2 null null 0");
}

static void is_let_go(const world *w, gemel_record *record, const char *rows)
{
    expect_rows(w, "Node", rows);
    expect_attribute(record, "prevId", NULL);
    expect_attribute(record, "version", "2");
    expect_ok(gemel_record_update(record, values("{'name': 'x'}"), NULL, &err));
}

static void set_lets_it_go(void **state)
{
    const world *w = *state;
    gemel_record *it[2];
    two(w, it);
    expect_ok(gemel_record_set_association(it[0], "next", it[1], NULL, &err));
    is_let_go(w, it[0], "1 null null 2, 2 1 null 1");
}

static void set_of_a_new_one_lets_it_go(void **state)
{
    const world *w = *state;
    gemel_record *it[2], *made = NULL;
    two(w, it);
    expect_ok(gemel_record_build(w->session, model(w, "Node"), values("{'id': 3}"), &made, &err));
    expect_ok(gemel_record_set_association(it[0], "next", keep(made), NULL, &err));
    is_let_go(w, it[0], "1 null null 2, 2 null null 0, 3 1 null 0");
}

static void set_by_key_lets_it_go(void **state)
{
    const world *w = *state;
    gemel_record *it[2];
    two(w, it);
    expect_ok(gemel_record_set_association_key(it[0], "next", values("{'id': 2}"), NULL, NULL, &err));
    is_let_go(w, it[0], "1 null null 2, 2 1 null 1");
}

static void unset_lets_it_go(void **state)
{
    const world *w = *state;
    gemel_record *it[2];
    two(w, it);
    expect_ok(gemel_record_unset_association(it[0], "next", NULL, &err));
    is_let_go(w, it[0], "1 null null 2, 2 null null 0");
}

static void create_lets_it_go(void **state)
{
    const world *w = *state;
    gemel_record *it[2];
    two(w, it);
    expect_ok(
        gemel_record_create_association(it[0], "next", values("{'id': 3}"), with("{'replace': true}"), NULL, &err));
    is_let_go(w, it[0], "1 null null 2, 2 null null 0, 3 1 null 0");
}

static void set_at_the_other_end_lets_it_go(void **state)
{
    const world *w = *state;
    gemel_record *it[2];
    two(w, it);
    expect_ok(gemel_record_set_association(it[1], "prev", it[0], with("{'replace': true}"), &err));
    is_let_go(w, it[0], "1 null null 2, 2 1 null 1");
}

static void set_of_many_lets_each_go(void **state)
{
    const world *w = *state;
    const gemel_association *next = association(w->schema, "Node", "next");
    gemel_record *it[2], *others[2];
    two(w, it);
    expect_ok(gemel_record_set_association(it[1], "next", it[1], NULL, &err));
    others[0] = given(w, "Node", "{'id': 3}");
    others[1] = given(w, "Node", "{'id': 4}");
    expect_ok(gemel_records_set_association(w->session, next, it, others, 2, NULL, &err));
    is_let_go(w, it[0], "1 null null 2, 2 null null 2, 3 1 null 1, 4 2 null 1");
    is_let_go(w, it[1], "1 null x 3, 2 null null 2, 3 1 null 1, 4 2 null 1");
}

static void a_rollback_gives_it_back(void **state)
{
    const world *w = *state;
    gemel_record *it[2];
    two(w, it);
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    expect_ok(gemel_record_set_association(it[0], "next", it[1], NULL, &err));
    expect_attribute(it[0], "prevId", NULL);
    expect_ok(gemel_session_rollback(w->session, &err));
    expect_attribute(it[0], "prevId", "1");
    expect_attribute(it[0], "version", "1");
    expect_ok(gemel_record_update(it[0], values("{'prevId': null}"), NULL, &err));
}

static void who_is_marked_shows_it(void **state)
{
    const world *w = *state;
    gemel_record *it = given(w, "Node", "{'id': 1}");
    bool is_deleted = false;
    expect_ok(gemel_record_set_association(it, "next", it, NULL, &err));
    expect_ok(gemel_record_unset_association(it, "next", with("{'destroyPrevious': true}"), &err));
    expect_ok(gemel_record_is_deleted(it, &is_deleted, &err));
    assert_true(is_deleted);
    expect_attribute(it, "prevId", "1");
    expect_attribute(it, "version", "2");
}

#define LETS_GO(world)                                                                                                 \
    IN_WORLD(world, set_lets_it_go), IN_WORLD(world, set_of_a_new_one_lets_it_go),                                     \
        IN_WORLD(world, set_by_key_lets_it_go), IN_WORLD(world, unset_lets_it_go), IN_WORLD(world, create_lets_it_go), \
        IN_WORLD(world, set_at_the_other_end_lets_it_go), IN_WORLD(world, a_rollback_gives_it_back)

int main(void)
{
    const struct CMUnitTest tests[] = {
        LETS_GO(world_plain),
        LETS_GO(world_hooked),
        IN_WORLD(world_plain, set_of_many_lets_each_go),
        IN_WORLD(world_of_marks, who_is_marked_shows_it),
    };
    return cmocka_run_group_tests_name("own dependent", tests, NULL, NULL);
}
