/*
 * Touching: a record itself, and owners whose time tells when their dependents were written. It must not test other
 * timestamps. Time passes without being waited for: rows are dated back where a later time must be seen.
 */
#include "declarations.h"
#include "fixture.h"

/* A time that no clock shows any more. */
#define BEFORE "2001-02-03T04:05:06.000000Z"
#define DATED "'createdAt': '" BEFORE "', 'updatedAt': '" BEFORE "'"

/* Person has one License, which touches its owner and, over another key, its office. */
static const declaration touching[DECLARATIONS_MAX] = {
    MODEL_IS("Person", "timestamps"),
    ATTRIBUTE("Person", "name", "string"),
    MODEL_WITH("Office", "{'timestamps': {'createdAt': false}, 'version': true}"),
    MODEL("License"),
    ATTRIBUTE("License", "number", "string"),
    ATTRIBUTE("License", "ownerId", "integer"),
    HAS_ONE_WITH("Person", "License", "{'foreignKey': 'ownerId', 'inverse': {'as': 'owner', 'touch': true}}"),
    BELONGS_TO_WITH("License", "Office", "{'touch': true}"),
};

static int world_of_touching(void **state)
{
    world_of(state, declared(touching));
    given(*state, "Person", "{'id': 1, " DATED "}");
    given(*state, "Person", "{'id': 2, " DATED "}");
    given(*state, "Office", "{'id': 1, 'updatedAt': '" BEFORE "'}");
    return 0;
}

enum { NOBODY = 0, P1 = 1, P2 = 2, OFFICE = 4 };

/* Whose time is not that of the setup any more. */
static int touched(const world *w)
{
    static const struct {
        const char *model, *where;
    } rows[] = {{"Person", "{'id': 1}"}, {"Person", "{'id': 2}"}, {"Office", "{'id': 1}"}};
    int bits = NOBODY;
    size_t i;
    for (i = 0; i < COUNT(rows); ++i) {
        gemel_record *record = NULL;
        const char *time = NULL;
        expect_ok(
            gemel_record_find_first(w->session, model(w, rows[i].model), values(rows[i].where), NULL, &record, &err));
        expect_ok(gemel_record_get_text(keep(record), "updatedAt", &time, NULL, &err));
        bits |= strcmp(time, BEFORE) != 0 ? 1 << i : 0;
    }
    return bits;
}

/* A row that is linked without touching anybody. */
static gemel_record *linked(const world *w, const char *row, const char *keys)
{
    gemel_record *record = given(w, "License", row);
    expect_ok(gemel_record_update(record, values(keys), with("{'silent': true}"), &err));
    assert_int_equal(touched(w), NOBODY);
    return record;
}

static void a_record_is_touched_by_one_update_of_its_time_alone(void **state)
{
    world *w = *state;
    gemel_record *p1 = found(w, "Person", "{'id': 1}"), *office = found(w, "Office", "{'id': 1}");
    const char *time = NULL;
    expect_ok(gemel_record_set_text(p1, "name", "ann", GEMEL_NUL, &err));
    forget_statements(w);
    expect_ok(gemel_record_touch(p1, &err));
    expect_statements(w, 0, 1);
    expect_ok(gemel_record_get_text(p1, "updatedAt", &time, NULL, &err));
    assert_string_not_equal(time, BEFORE);
    expect_attribute(p1, "createdAt", BEFORE);
    expect_attribute(p1, "name", "ann");
    assert_true(gemel_record_is_changed(p1));
    expect_attribute(found(w, "Person", "{'id': 1}"), "updatedAt", time);
    expect_attribute(found(w, "Person", "{'id': 1}"), "name", NULL);
    expect_ok(gemel_record_touch(office, &err));
    expect_attribute(office, "version", "0");
    assert_int_equal(touched(w), P1 | OFFICE);
    assert_non_null(found(w, "Office", "{'version': 0}"));
}

static void who_cannot_be_touched_is_told_why(void **state)
{
    const world *w = *state;
    gemel_record *p2 = found(w, "Person", "{'id': 2}");
    expect(GEMEL_USAGE, gemel_record_touch(built(w, "Person", "{}"), &err));
    expect_mention("this Person was never saved: it cannot be touched");
    expect(GEMEL_USAGE, gemel_record_touch(given(w, "License", "{}"), &err));
    expect_mention("License keeps no updatedAt");
    expect(GEMEL_USAGE, gemel_record_touch(NULL, &err));
    vanish(w, "Person", "{'id': 2}");
    expect(GEMEL_NOT_FOUND, gemel_record_touch(p2, &err));
    expect_mention("Person 2 is gone");
}

static void d37_a_rollback_gives_the_time_of_a_touch_back(void **state)
{
    const world *w = *state;
    gemel_record *p1 = found(w, "Person", "{'id': 1}");
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    expect_ok(gemel_record_touch(p1, &err));
    expect_ok(gemel_session_rollback(w->session, &err));
    expect_attribute(p1, "updatedAt", BEFORE);
    assert_int_equal(touched(w), NOBODY);
}

static void creating_a_dependent_touches_its_owners(void **state)
{
    const world *w = *state;
    given(w, "License", "{}");
    assert_int_equal(touched(w), NOBODY);
    given(w, "License", "{'ownerId': 2, 'officeId': 1}");
    assert_int_equal(touched(w), P2 | OFFICE);
    assert_non_null(found(w, "Office", "{'version': 0}"));
}

static void saving_a_dependent_touches_its_owner(void **state)
{
    const world *w = *state;
    gemel_record *l10 = linked(w, "{'id': 10}", "{'ownerId': 1}");
    expect_ok(gemel_record_save(l10, NULL, &err));
    assert_int_equal(touched(w), NOBODY);
    expect_ok(gemel_record_set_text(l10, "number", "A", GEMEL_NUL, &err));
    expect_ok(gemel_record_save(l10, NULL, &err));
    assert_int_equal(touched(w), P1);
}

static void saving_another_key_touches_the_old_owner_and_the_new(void **state)
{
    const world *w = *state;
    expect_ok(gemel_record_update(linked(w, "{'id': 10}", "{'ownerId': 1}"), values("{'ownerId': 2}"), NULL, &err));
    assert_int_equal(touched(w), P1 | P2);
}

static void the_owner_in_the_database_counts_and_not_the_one_in_memory(void **state)
{
    const world *w = *state;
    gemel_record *l10 = linked(w, "{'id': 10}", "{'ownerId': 1}");
    expect_ok(gemel_record_update(found(w, "License", "{'id': 10}"), values("{'ownerId': 2}"), with("{'silent': true}"),
                                  &err));
    expect_ok(gemel_record_update(l10, values("{'number': 'A'}"), NULL, &err));
    assert_int_equal(touched(w), P2);
}

static void destroying_a_dependent_touches_its_owner(void **state)
{
    const world *w = *state;
    bool deleted = false;
    gemel_record *l10 = linked(w, "{'id': 10}", "{'ownerId': 1, 'officeId': 1}");
    expect_ok(gemel_record_destroy(l10, NULL, &deleted, &err));
    assert_true(deleted);
    assert_int_equal(touched(w), P1 | OFFICE);
    expect_ok(gemel_record_destroy(l10, NULL, &deleted, &err));
    assert_false(deleted);
}

static void silent_writes_touch_nobody(void **state)
{
    const world *w = *state;
    gemel_record *l10 = linked(w, "{'id': 10}", "{'ownerId': 1}"), *p2 = found(w, "Person", "{'id': 2}");
    const gemel_options *silent = with("{'silent': true}");
    expect_ok(gemel_record_set_association(p2, "license", l10, silent, &err));
    expect_ok(gemel_record_unset_association(p2, "license", silent, &err));
    expect_ok(gemel_record_set_association(l10, "owner", p2, silent, &err));
    expect_ok(gemel_record_update(l10, values("{'number': 'A'}"), silent, &err));
    assert_int_equal(touched(w), NOBODY);
    expect_attribute(p2, "updatedAt", BEFORE);
}

static void has_one_set_touches_the_new_owner_the_old_one_and_those_of_who_is_displaced(void **state)
{
    const world *w = *state;
    gemel_record *p2 = found(w, "Person", "{'id': 2}");
    gemel_record *l10 = linked(w, "{'id': 10}", "{'ownerId': 1}");
    const char *time = NULL;
    linked(w, "{'id': 11}", "{'ownerId': 2, 'officeId': 1}");
    expect_ok(gemel_record_set_association(p2, "license", l10, NULL, &err));
    assert_int_equal(touched(w), P1 | P2 | OFFICE);
    expect_ok(gemel_record_get_text(p2, "updatedAt", &time, NULL, &err));
    assert_string_not_equal(time, BEFORE);
    assert_false(gemel_record_is_changed(p2));
    expect_attribute(found(w, "Person", "{'id': 2}"), "updatedAt", time);
}

static void has_one_set_by_key_touches_both_owners(void **state)
{
    const world *w = *state;
    linked(w, "{'id': 10}", "{'ownerId': 1}");
    expect_ok(gemel_record_set_association_key(found(w, "Person", "{'id': 2}"), "license", values("{'id': 10}"), NULL,
                                               NULL, &err));
    assert_int_equal(touched(w), P1 | P2);
}

static void has_one_unset_touches_the_owner_if_there_is_anybody(void **state)
{
    const world *w = *state;
    gemel_record *p1 = found(w, "Person", "{'id': 1}");
    expect_ok(gemel_record_unset_association(p1, "license", NULL, &err));
    assert_int_equal(touched(w), NOBODY);
    linked(w, "{'id': 10}", "{'ownerId': 1}");
    expect_ok(gemel_record_unset_association(p1, "license", with("{'destroyPrevious': true}"), &err));
    assert_int_equal(touched(w), P1);
}

static void has_one_create_and_set_of_a_new_one_touch_the_owner(void **state)
{
    const world *w = *state;
    gemel_record *p1 = found(w, "Person", "{'id': 1}"), *p2 = found(w, "Person", "{'id': 2}"), *made = NULL;
    expect_ok(gemel_record_create_association(p1, "license", NULL, NULL, &made, &err));
    keep(made);
    assert_int_equal(touched(w), P1);
    expect(GEMEL_OCCUPIED, gemel_record_create_association(p1, "license", NULL, NULL, &made, &err));
    expect_ok(gemel_record_set_association(p2, "license", built(w, "License", "{'officeId': 1}"), NULL, &err));
    assert_int_equal(touched(w), P1 | P2 | OFFICE);
}

static void belongs_to_set_touches_the_old_owner_and_the_new(void **state)
{
    const world *w = *state;
    gemel_record *l10 = linked(w, "{'id': 10}", "{'ownerId': 1}"), *p2 = found(w, "Person", "{'id': 2}");
    expect_ok(gemel_record_set_association(l10, "owner", p2, with("{'save': false}"), &err));
    expect_ok(gemel_record_reload(l10, NULL, &err));
    assert_int_equal(touched(w), NOBODY);
    expect_ok(gemel_record_set_association(l10, "owner", p2, NULL, &err));
    assert_int_equal(touched(w), P1 | P2);
    expect_attribute(found(w, "License", "{'id': 10}"), "ownerId", "2");
}

static void belongs_to_unset_touches_the_old_owner(void **state)
{
    const world *w = *state;
    expect_ok(
        gemel_record_unset_association(linked(w, "{'id': 10}", "{'ownerId': 1, 'officeId': 1}"), "owner", NULL, &err));
    assert_int_equal(touched(w), P1 | OFFICE);
}

static void belongs_to_replace_touches_the_owners_of_who_is_displaced(void **state)
{
    const world *w = *state;
    gemel_record *l11 = given(w, "License", "{'id': 11}");
    linked(w, "{'id': 10}", "{'ownerId': 1, 'officeId': 1}");
    expect_ok(
        gemel_record_set_association(l11, "owner", found(w, "Person", "{'id': 1}"), with("{'replace': true}"), &err));
    assert_int_equal(touched(w), P1 | OFFICE);
}

static void belongs_to_create_touches_the_old_owner(void **state)
{
    const world *w = *state;
    gemel_record *l10 = linked(w, "{'id': 10}", "{'ownerId': 1}"), *made = NULL;
    expect_ok(gemel_record_create_association(l10, "owner", values("{'id': 3}"), NULL, &made, &err));
    keep(made);
    assert_int_equal(touched(w), P1);
}

static void a_tree_touches_owners_that_are_there(void **state)
{
    const world *w = *state;
    gemel_record *l10 = linked(w, "{'id': 10}", "{'ownerId': 1}"), *made = NULL;
    gemel_values *tree = values("{'id': 3}");
    expect_ok(gemel_values_set_record(tree, "license", l10, &err));
    expect_ok(gemel_record_create(w->session, model(w, "Person"), tree, with("{'include': 'license'}"), &made, &err));
    keep(made);
    assert_int_equal(touched(w), P1);
    tree = values("{'id': 12}");
    expect_ok(gemel_values_set_record(tree, "owner", found(w, "Person", "{'id': 2}"), &err));
    expect_ok(gemel_record_create(w->session, model(w, "License"), tree, with("{'include': 'owner'}"), &made, &err));
    keep(made);
    assert_int_equal(touched(w), P1 | P2);
}

static void a_failure_touches_nobody(void **state)
{
    const world *w = *state;
    gemel_record *l10 = linked(w, "{'id': 10}", "{'ownerId': 1}"), *p2 = found(w, "Person", "{'id': 2}");
    expect(GEMEL_FOREIGN_KEY, gemel_record_update(l10, values("{'ownerId': 99}"), NULL, &err));
    vanish(w, "License", "{'id': 10}");
    expect(GEMEL_NOT_FOUND, gemel_record_set_association(p2, "license", l10, NULL, &err));
    expect_attribute(p2, "updatedAt", BEFORE);
    assert_int_equal(touched(w), P1); /* by the one who destroyed it */
}

static void d37_a_rollback_gives_the_owner_its_time_back(void **state)
{
    const world *w = *state;
    gemel_record *p1 = found(w, "Person", "{'id': 1}");
    gemel_record *l10 = given(w, "License", "{'id': 10}");
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    expect_ok(gemel_record_set_association(p1, "license", l10, NULL, &err));
    expect_ok(gemel_session_rollback(w->session, &err));
    expect_attribute(p1, "updatedAt", BEFORE);
    assert_int_equal(touched(w), NOBODY);
}

/* ---- What is declared wrong ---- */

/* clang-format off */
static const struct {
    declaration association[2];
    const char *part;
} wrong[] = {
    {{BELONGS_TO_WITH("B", "A", "{'touch': 1}")}, "option 'touch' must be true or false"},
    {{BELONGS_TO_WITH("B", "A", "{'touch': true}")}, "B.a: touch writes the updatedAt of A, which keeps none"},
    {{HAS_ONE_WITH("A", "B", "{'inverse': {'touch': true}}")}, "B.a: touch writes the updatedAt of A"},
    {{HAS_ONE_WITH("A", "B", "{'touch': true}")}, "write inverse: {touch: true}"},
    {{BELONGS_TO_WITH("B", "A", "{'inverse': {'type': 'hasOne', 'touch': true}}")}, "write it beside inverse"},
    {{HAS_ONE_WITH("T", "B", "{'inverse': {'touch': true}}"), BELONGS_TO_WITH("B", "T", "{'touch': false}")},
     "B.t: touch is true where the association is declared from one side, and false from the other"},
    {{BELONGS_TO_WITH("B", "T", "{'touch': true, 'foreignKey': {'type': 'text'}, 'foreignKeyConstraints': false}")},
     "B.t: touch needs a foreign key that the database can compare with T.id, not text"},
};
/* clang-format on */

static void what_cannot_be_touched_is_refused_when_it_is_declared(void **state)
{
    size_t i;
    (void)state;
    for (i = 0; i < COUNT(wrong); ++i) {
        const declaration declarations[DECLARATIONS_MAX] = {MODEL("A"), MODEL("B"), MODEL_IS("T", "timestamps"),
                                                            wrong[i].association[0], wrong[i].association[1]};
        gemel_schema *schema = declared(declarations);
        expect(GEMEL_DEFINITION, gemel_schema_resolve(schema, &err));
        expect_mention(wrong[i].part);
        gemel_schema_free(schema);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(world_of_touching, a_record_is_touched_by_one_update_of_its_time_alone),
        IN_WORLD(world_of_touching, who_cannot_be_touched_is_told_why),
        IN_WORLD(world_of_touching, d37_a_rollback_gives_the_time_of_a_touch_back),
        IN_WORLD(world_of_touching, creating_a_dependent_touches_its_owners),
        IN_WORLD(world_of_touching, saving_a_dependent_touches_its_owner),
        IN_WORLD(world_of_touching, saving_another_key_touches_the_old_owner_and_the_new),
        IN_WORLD(world_of_touching, the_owner_in_the_database_counts_and_not_the_one_in_memory),
        IN_WORLD(world_of_touching, destroying_a_dependent_touches_its_owner),
        IN_WORLD(world_of_touching, silent_writes_touch_nobody),
        IN_WORLD(world_of_touching, has_one_set_touches_the_new_owner_the_old_one_and_those_of_who_is_displaced),
        IN_WORLD(world_of_touching, has_one_set_by_key_touches_both_owners),
        IN_WORLD(world_of_touching, has_one_unset_touches_the_owner_if_there_is_anybody),
        IN_WORLD(world_of_touching, has_one_create_and_set_of_a_new_one_touch_the_owner),
        IN_WORLD(world_of_touching, belongs_to_set_touches_the_old_owner_and_the_new),
        IN_WORLD(world_of_touching, belongs_to_unset_touches_the_old_owner),
        IN_WORLD(world_of_touching, belongs_to_replace_touches_the_owners_of_who_is_displaced),
        IN_WORLD(world_of_touching, belongs_to_create_touches_the_old_owner),
        IN_WORLD(world_of_touching, a_tree_touches_owners_that_are_there),
        IN_WORLD(world_of_touching, a_failure_touches_nobody),
        IN_WORLD(world_of_touching, d37_a_rollback_gives_the_owner_its_time_back),
        ALONE(what_cannot_be_touched_is_refused_when_it_is_declared),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
