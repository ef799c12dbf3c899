/*
 * A has one that is mandatory: whatever gemel writes, no owner is, or stays, without a dependent. It must not test what
 * the database checks by itself (test_mandatory_deferred.c).
 */
#include "declarations.h"
#include "recorder.h"

static const declaration nullable[DECLARATIONS_MAX] = {
    MODEL("Person"),
    ATTRIBUTE("Person", "name", "string"),
    MODEL("License"),
    ATTRIBUTE("License", "number", "string"),
    ATTRIBUTE("License", "ownerId", "integer"),
    HAS_ONE("Person", "License", "foreign key ownerId inverse owner mandatory"),
};

/* Mandatory on both sides: no licence without an owner either. */
static const declaration both_sides[DECLARATIONS_MAX] = {
    MODEL("Person"),
    ATTRIBUTE("Person", "name", "string"),
    MODEL("License"),
    ATTRIBUTE("License", "number", "string"),
    ATTRIBUTE("License", "ownerId", "integer not null unique"),
    HAS_ONE("Person", "License", "foreign key ownerId inverse owner mandatory"),
};

static int world_mandatory(void **state)
{
    return world_of(state, declared(nullable));
}

static int world_both_sides(void **state)
{
    return world_of(state, declared(both_sides));
}

static int world_mandatory_hooked(void **state)
{
    gemel_schema *schema = declared(nullable);
    record_model(schema, "Person");
    record_model(schema, "License");
    return world_of(state, schema);
}

/* Person 1 with License 10, Person 2 with License 20; License 30 is nobody's, where that can be. */
typedef struct people {
    gemel_record *ada, *bob, *l10, *l20, *l30;
} people;

static void make_pair(const world *w, const char *owner, const char *dependent, gemel_record **ada, gemel_record **l10)
{
    expect_ok(gemel_record_create_pair(w->session, association(w->schema, "Person", "license"), values(owner),
                                       values(dependent), NULL, ada, l10, &err));
    keep(*ada);
    keep(*l10);
}

static people two_pairs(const world *w, bool and_a_spare)
{
    people p;
    memset(&p, 0, sizeof p);
    make_pair(w, "{'id': 1}", "{'id': 10}", &p.ada, &p.l10);
    make_pair(w, "{'id': 2}", "{'id': 20}", &p.bob, &p.l20);
    if (and_a_spare)
        p.l30 = given(w, "License", "{'id': 30}");
    return p;
}

#define PEOPLE "1 null, 2 null"
#define LICENSES "10 null 1, 20 null 2, 30 null null"

static void expect_all_as_before(const world *w)
{
    expect_rows(w, "Person", PEOPLE);
    expect_rows(w, "License", LICENSES);
}

static void an_owner_alone_is_not_created(void **state)
{
    world *w = *state;
    gemel_record *none = NULL, *spare = built(w, "License", "{}");
    forget_statements(w);
    expect(GEMEL_VALIDATION, gemel_record_create(w->session, model(w, "Person"), NULL, NULL, &none, &err));
    expect_mention("Person.license is mandatory");
    assert_string_equal(gemel_error_item_model(failure(), 0), "Person");
    assert_string_equal(gemel_error_item_attribute(failure(), 0), "license");
    expect(GEMEL_VALIDATION, gemel_record_save(built(w, "Person", "{}"), NULL, &err));
    expect(GEMEL_VALIDATION, gemel_record_create(w->session, model(w, "Person"), values("{'license': null}"),
                                                 with("{'include': 'license'}"), &none, &err));
    expect(GEMEL_VALIDATION, gemel_record_create(w->session, model(w, "Person"), values("{'name': 'Ada'}"),
                                                 with("{'include': 'license'}"), &none, &err));
    expect(GEMEL_VALIDATION, gemel_record_create_association(spare, "owner", NULL, NULL, NULL, &err));
    expect_statements(w, 0, 0);
    expect_rows(w, "Person", "");
}

static void an_owner_is_created_with_its_dependent(void **state)
{
    const world *w = *state;
    gemel_record *ada = NULL, *l20 = NULL;
    expect_ok(gemel_record_create(w->session, model(w, "Person"), values("{'id': 1, 'license': {'id': 10}}"),
                                  with("{'include': 'license'}"), &ada, &err));
    keep(ada);
    expect_ok(gemel_record_create(w->session, model(w, "License"), values("{'id': 20, 'owner': {'id': 2}}"),
                                  with("{'include': 'owner'}"), &l20, &err));
    keep(l20);
    expect_rows(w, "License", "10 null 1, 20 null 2");
}

static void a_dependent_that_is_free_gets_an_owner(void **state)
{
    const world *w = *state;
    gemel_record *ada = NULL, *bob = NULL;
    gemel_values *with_l11 = values("{'id': 2}");
    expect_ok(gemel_record_create_association(given(w, "License", "{'id': 10}"), "owner", values("{'id': 1}"), NULL,
                                              &ada, &err));
    keep(ada);
    expect_ok(gemel_values_set_record(with_l11, "license", given(w, "License", "{'id': 11}"), &err));
    expect_ok(
        gemel_record_create(w->session, model(w, "Person"), with_l11, with("{'include': 'license'}"), &bob, &err));
    keep(bob);
    expect_rows(w, "License", "10 null 1, 11 null 2");
}

static void it_is_not_unset(void **state)
{
    const world *w = *state;
    const people p = two_pairs(w, true);
    expect(GEMEL_VALIDATION, gemel_record_unset_association(p.ada, "license", NULL, &err));
    expect_mention("Person.license is mandatory");
    expect(GEMEL_VALIDATION, gemel_record_unset_association(p.ada, "license", with("{'destroyPrevious': true}"), &err));
    expect(GEMEL_VALIDATION, gemel_record_unset_association(p.l10, "owner", NULL, &err));
    expect_mention("License 10 is the license of a Person");
    expect_all_as_before(w);
    expect_attribute(p.l10, "ownerId", "1");
    expect_ok(gemel_record_unset_association(p.l30, "owner", NULL, &err));
}

static void nobody_takes_it_from_another_owner(void **state)
{
    const world *w = *state;
    const people p = two_pairs(w, true);
    const gemel_options *replace = with("{'replace': true}");
    gemel_record *none = NULL;
    gemel_values *with_l10 = values("{'id': 3}");
    expect_ok(gemel_values_set_record(with_l10, "license", p.l10, &err));
    expect(GEMEL_VALIDATION, gemel_record_set_association(p.bob, "license", p.l10, NULL, &err));
    expect_mention("License 10 is the license of a Person that must have one");
    expect(GEMEL_VALIDATION,
           gemel_record_set_association_key(p.bob, "license", values("{'id': 10}"), NULL, NULL, &err));
    expect(GEMEL_VALIDATION, gemel_record_set_association(p.l10, "owner", p.bob, replace, &err));
    expect(GEMEL_VALIDATION,
           gemel_record_set_association_key(p.l10, "owner", values("{'id': 2}"), replace, NULL, &err));
    expect(GEMEL_VALIDATION, gemel_record_create_association(p.l10, "owner", values("{'id': 3}"), NULL, NULL, &err));
    expect(GEMEL_VALIDATION,
           gemel_record_create(w->session, model(w, "Person"), with_l10, with("{'include': 'license'}"), &none, &err));
    expect_all_as_before(w);
    expect_attribute(p.l10, "ownerId", "1");
}

static void it_is_not_taken_away_by_its_key(void **state)
{
    const world *w = *state;
    const people p = two_pairs(w, true);
    expect(GEMEL_VALIDATION, gemel_record_update(p.l10, values("{'ownerId': null}"), NULL, &err));
    expect_mention("License.ownerId");
    expect(GEMEL_VALIDATION, gemel_record_update(p.l10, values("{'ownerId': 2}"), NULL, &err));
    expect_ok(gemel_record_set_int(p.l10, "ownerId", 2, &err));
    expect(GEMEL_VALIDATION, gemel_record_save(p.l10, NULL, &err));
    expect_all_as_before(w);
    expect_ok(gemel_record_update(p.l10, values("{'ownerId': 1, 'number': 'A'}"), NULL, &err));
    expect_rows(w, "License", "10 A 1, 20 null 2, 30 null null");
}

static void it_can_be_replaced(void **state)
{
    const world *w = *state;
    const people p = two_pairs(w, true);
    expect_ok(gemel_record_set_association(p.ada, "license", p.l30, NULL, &err));
    expect_rows(w, "License", "10 null null, 20 null 2, 30 null 1");
    expect_ok(gemel_record_reload(p.l10, NULL, &err));
    expect_ok(gemel_record_set_association(p.l10, "owner", p.ada, with("{'replace': true}"), &err));
    expect_rows(w, "License", "10 null 1, 20 null 2, 30 null null");
    expect_ok(gemel_record_create_association(p.ada, "license", values("{'id': 40}"),
                                              with("{'replace': true, 'destroyPrevious': true}"), NULL, &err));
    expect_rows(w, "License", "20 null 2, 30 null null, 40 null 1");
}

static void the_dependent_is_not_destroyed_alone(void **state)
{
    const world *w = *state;
    const people p = two_pairs(w, true);
    expect(GEMEL_VALIDATION, gemel_record_destroy(p.l10, NULL, NULL, &err));
    expect_mention("License 10 is the license of a Person");
    expect_all_as_before(w);
    expect_ok(gemel_record_destroy(p.l30, NULL, NULL, &err));
    expect_rows(w, "License", "10 null 1, 20 null 2");
}

static void the_dependent_goes_with_its_owner(void **state)
{
    const world *w = *state;
    const people p = two_pairs(w, true);
    expect_ok(gemel_record_destroy(p.ada, NULL, NULL, &err));
    expect_rows(w, "Person", "2 null");
    expect_rows(w, "License", "20 null 2, 30 null null");
}

static void with_both_keys_required_pairs_come_and_go(void **state)
{
    const world *w = *state;
    const people p = two_pairs(w, false);
    expect_ok(gemel_record_set_association(p.ada, "license", built(w, "License", "{'id': 11}"), NULL, &err));
    expect_rows(w, "License", "11 null 1, 20 null 2");
    expect(GEMEL_VALIDATION, gemel_record_set_association(p.ada, "license", p.l20, NULL, &err));
    expect(GEMEL_VALIDATION, gemel_record_unset_association(p.bob, "license", NULL, &err));
    expect_ok(gemel_record_destroy(p.ada, NULL, NULL, &err));
    expect_rows(w, "License", "20 null 2");
}

/* A License must have a Chip, too: whoever makes one makes both. */
static int world_of_three(void **state)
{
    static const declaration declarations[DECLARATIONS_MAX] = {
        MODEL("Person"),
        MODEL("License"),
        MODEL("Chip"),
        HAS_ONE("Person", "License", "mandatory"),
        HAS_ONE("License", "Chip", "mandatory"),
    };
    return world_of(state, declared(declarations));
}

static void every_level_of_a_tree_must_be_complete(void **state)
{
    const world *w = *state;
    const gemel_options *deep = with("{'include': {'association': 'license', 'include': 'chip'}}");
    gemel_record *ada = NULL;
    expect(GEMEL_VALIDATION, gemel_record_create_pair(w->session, association(w->schema, "Person", "license"), NULL,
                                                      NULL, NULL, NULL, NULL, &err));
    expect_mention("License.chip is mandatory");
    expect(GEMEL_VALIDATION,
           gemel_record_create(w->session, model(w, "Person"), values("{'license': {}}"), deep, &ada, &err));
    expect_ok(
        gemel_record_create(w->session, model(w, "Person"), values("{'license': {'chip': {}}}"), deep, &ada, &err));
    keep(ada);
    expect(GEMEL_VALIDATION,
           gemel_record_create_association(ada, "license", NULL, with("{'replace': true}"), NULL, &err));
    expect(GEMEL_VALIDATION, gemel_record_set_association(ada, "license", built(w, "License", "{}"), NULL, &err));
    expect_ok(gemel_record_destroy(ada, NULL, NULL, &err));
    expect_rows(w, "License", "");
    expect_rows(w, "Chip", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(world_mandatory, an_owner_alone_is_not_created),
        IN_WORLD(world_mandatory_hooked, an_owner_alone_is_not_created),
        IN_WORLD(world_mandatory, an_owner_is_created_with_its_dependent),
        IN_WORLD(world_both_sides, an_owner_is_created_with_its_dependent),
        IN_WORLD(world_mandatory_hooked, an_owner_is_created_with_its_dependent),
        IN_WORLD(world_mandatory, a_dependent_that_is_free_gets_an_owner),
        IN_WORLD(world_mandatory_hooked, a_dependent_that_is_free_gets_an_owner),
        IN_WORLD(world_mandatory, it_is_not_unset),
        IN_WORLD(world_mandatory_hooked, it_is_not_unset),
        IN_WORLD(world_mandatory, nobody_takes_it_from_another_owner),
        IN_WORLD(world_mandatory_hooked, nobody_takes_it_from_another_owner),
        IN_WORLD(world_mandatory, it_is_not_taken_away_by_its_key),
        IN_WORLD(world_mandatory_hooked, it_is_not_taken_away_by_its_key),
        IN_WORLD(world_mandatory, it_can_be_replaced),
        IN_WORLD(world_mandatory_hooked, it_can_be_replaced),
        IN_WORLD(world_mandatory, the_dependent_is_not_destroyed_alone),
        IN_WORLD(world_mandatory_hooked, the_dependent_is_not_destroyed_alone),
        IN_WORLD(world_mandatory, the_dependent_goes_with_its_owner),
        IN_WORLD(world_mandatory_hooked, the_dependent_goes_with_its_owner),
        IN_WORLD(world_both_sides, with_both_keys_required_pairs_come_and_go),
        IN_WORLD(world_of_three, every_level_of_a_tree_must_be_complete),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
