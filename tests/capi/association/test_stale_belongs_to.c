/*
 * What a record remembers of its key says nothing about its row: set, set by key and unset of a belongs to ask the
 * database also where memory shows the wanted key already, and write nothing where the row holds it. It must not test
 * records that remember rightly (test_set_belongs_to.c, test_unset.c).
 */
#include "acting.h"
#include "declarations.h"
#include "fixture.h"

/* A time that no clock shows any more. */
#define BEFORE "2001-02-03T04:05:06.000000Z"

static gemel_status set(gemel_record *dependent, gemel_record *owner, const char *options)
{
    return gemel_record_set_association(dependent, "owner", owner, options ? with(options) : NULL, &err);
}

static gemel_status set_key(gemel_record *dependent, const char *key, const char *options)
{
    return gemel_record_set_association_key(dependent, "owner", values(key), options ? with(options) : NULL, NULL,
                                            &err);
}

static gemel_status unset(gemel_record *dependent)
{
    return gemel_record_unset_association(dependent, "owner", NULL, &err);
}

/* Somebody else writes the row; no validator, hook or version of the record that the test holds sees it. */
static void change(const world *w, const char *name, const char *where, const char *json)
{
    gemel_record *record = NULL;
    expect_ok(gemel_record_find_first(w->witness, model(w, name), values(where), NULL, &record, &err));
    expect_ok(gemel_record_update(keep(record), values(json), with("{'hooks': false, 'silent': true}"), &err));
}

/* ---- Who was displaced, moved or unlinked by others ---- */

static void who_was_displaced_is_occupied_and_with_replace_linked_again(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}"), *l10 = NULL;
    expect_ok(gemel_record_create_association(p1, "license", values("{'id': 10, 'number': 'A'}"), NULL, &l10, &err));
    expect_ok(gemel_record_create_association(p1, "license", values("{'id': 11, 'number': 'B'}"),
                                              with("{'replace': true}"), NULL, &err));
    expect_attribute(keep(l10), "ownerId", "1");
    expect(GEMEL_OCCUPIED, set(l10, p1, NULL));
    expect(GEMEL_OCCUPIED, set_key(l10, "{'id': 1}", NULL));
    expect_mention("Person 1 has a license already");
    expect_rows(w, "License", "10 A null, 11 B 1");
    expect_ok(set(l10, p1, "{'replace': true}"));
    expect_rows(w, "License", "10 A 1, 11 B null");
    expect_attribute(l10, "ownerId", "1");
}

static void who_was_moved_is_brought_back_by_its_key(void **state)
{
    const world *w = *state;
    gemel_record *l10;
    given(w, "Person", "{'id': 1}");
    given(w, "Person", "{'id': 2}");
    l10 = given(w, "License", "{'id': 10, 'number': 'A', 'ownerId': 1}");
    change(w, "License", "{'id': 10}", "{'ownerId': 2}");
    expect_ok(set_key(l10, "{'id': 1}", NULL));
    expect_rows(w, "License", "10 A 1");
    change(w, "License", "{'id': 10}", "{'ownerId': null}");
    expect_ok(set_key(l10, "{'id': '1'}", NULL));
    expect_rows(w, "License", "10 A 1");
}

static void who_was_linked_meanwhile_is_unset(void **state)
{
    const world *w = *state;
    gemel_record *l10 = given(w, "License", "{'id': 10, 'number': 'A'}");
    given(w, "Person", "{'id': 1}");
    change(w, "License", "{'id': 10}", "{'ownerId': 1}");
    expect_ok(unset(l10));
    expect_rows(w, "License", "10 A null");
    expect_attribute(l10, "ownerId", NULL);
}

static void two_records_of_one_row_set_it_back_and_forth(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}"), *p2 = given(w, "Person", "{'id': 2}");
    gemel_record *one = given(w, "License", "{'id': 10, 'number': 'A'}"), *same = found(w, "License", "{'id': 10}");
    int i;
    for (i = 0; i < 3; ++i) {
        expect_ok(set(one, p1, NULL));
        expect_rows(w, "License", "10 A 1");
        expect_ok(set(same, p2, NULL));
        expect_rows(w, "License", "10 A 2");
    }
    expect_ok(unset(one));
    expect_ok(unset(same));
    expect_rows(w, "License", "10 A null");
}

static void in_a_transaction_it_is_the_same(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    gemel_record *one = given(w, "License", "{'id': 10, 'number': 'A', 'ownerId': 1}");
    gemel_record *same = found(w, "License", "{'id': 10}");
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    expect_ok(unset(same));
    given(w, "License", "{'id': 11, 'number': 'B', 'ownerId': 1}");
    expect(GEMEL_OCCUPIED, set(one, p1, NULL));
    expect_ok(set(one, p1, "{'replace': true, 'destroyPrevious': true}"));
    expect_own_rows(w, "License", "10 A 1");
    expect_ok(gemel_session_rollback(w->session, &err));
    expect_rows(w, "License", "10 A 1");
    expect_ok(set(one, p1, NULL));
    expect_rows(w, "License", "10 A 1");
}

static void a_row_that_is_gone_is_not_found_whatever_memory_shows(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    gemel_record *l10 = given(w, "License", "{'id': 10, 'ownerId': 1}"), *l11 = given(w, "License", "{'id': 11}");
    vanish(w, "License", "{'id': 10}");
    vanish(w, "License", "{'id': 11}");
    expect(GEMEL_NOT_FOUND, set(l10, p1, NULL));
    expect_mention("License 10 is gone");
    expect(GEMEL_NOT_FOUND, set(l10, p1, "{'replace': true}"));
    expect(GEMEL_NOT_FOUND, set_key(l10, "{'id': 1}", NULL));
    expect(GEMEL_NOT_FOUND, unset(l11));
    expect_mention("License 11 is gone");
    expect_attribute(l10, "ownerId", "1");
}

static int no_inverse(void **state)
{
    static const declaration declarations[DECLARATIONS_MAX] = {
        MODEL("Person"),
        MODEL("License"),
        ATTRIBUTE("License", "ownerId", "integer"),
        BELONGS_TO("License", "Person", "as owner foreign key ownerId"),
    };
    return world_of(state, declared(declarations));
}

static void where_owners_have_no_place_the_row_decides_too(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}"), *l10 = given(w, "License", "{'id': 10, 'ownerId': 1}");
    change(w, "License", "{'id': 10}", "{'ownerId': null}");
    expect_ok(set(l10, p1, NULL));
    expect_rows(w, "License", "10 1");
    vanish(w, "License", "{'id': 10}");
    expect(GEMEL_NOT_FOUND, set(l10, p1, NULL));
    expect(GEMEL_NOT_FOUND, unset(l10));
}

/* ---- What is held already is not written ---- */

static int world_of_versions(void **state)
{
    static const declaration declarations[DECLARATIONS_MAX] = {
        MODEL_IS("Person", "timestamps version"),
        MODEL_IS("License", "timestamps version"),
        ATTRIBUTE("License", "ownerId", "integer"),
        HAS_ONE_WITH("Person", "License", "{'foreignKey': 'ownerId', 'inverse': {'as': 'owner', 'touch': true}}"),
    };
    return world_of(state, declared(declarations));
}

static void a_row_that_holds_the_key_keeps_time_and_version_and_touches_nobody(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1, 'updatedAt': '" BEFORE "'}");
    gemel_record *l10 = given(w, "License", "{'id': 10, 'updatedAt': '" BEFORE "'}");
    gemel_record *l11 = given(w, "License", "{'id': 11, 'updatedAt': '" BEFORE "'}");
    const char *time = NULL;
    change(w, "License", "{'id': 11}", "{'ownerId': 1}");
    expect_ok(gemel_record_reload(l11, NULL, &err));
    expect_ok(unset(l10));
    expect_ok(set(l11, p1, NULL));
    expect_ok(set_key(l11, "{'id': 1}", "{'replace': true}"));
    expect_ok(gemel_record_set_association(p1, "license", l11, NULL, &err));
    expect_attribute(found(w, "License", "{'id': 10, 'version': 0}"), "updatedAt", BEFORE);
    expect_attribute(found(w, "License", "{'id': 11, 'version': 1}"), "updatedAt", BEFORE);
    expect_attribute(l10, "version", "0");
    expect_attribute(l11, "updatedAt", BEFORE);
    expect_attribute(l11, "version", "1");
    expect_attribute(found(w, "Person", "{'id': 1}"), "updatedAt", BEFORE);
    expect_attribute(p1, "updatedAt", BEFORE);
    expect_ok(unset(l11));
    expect_attribute(l11, "version", "2");
    expect_ok(gemel_record_get_text(found(w, "Person", "{'id': 1}"), "updatedAt", &time, NULL, &err));
    assert_string_not_equal(time, BEFORE);
}

static void a_stale_version_is_told_whatever_memory_shows(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    gemel_record *l10 = given(w, "License", "{'id': 10, 'ownerId': 1}"), *l11 = given(w, "License", "{'id': 11}");
    change(w, "License", "{'id': 10}", "{'ownerId': null}");
    change(w, "License", "{'id': 11}", "{'ownerId': 1}");
    expect(GEMEL_STALE, set(l10, p1, NULL));
    expect_mention("License 10 was changed by somebody else");
    expect(GEMEL_STALE, set(l10, p1, "{'replace': true}"));
    expect(GEMEL_STALE, set_key(l10, "{'id': 1}", NULL));
    expect(GEMEL_STALE, unset(l11));
    expect_attribute(l10, "version", "0");
    expect_attribute(l11, "ownerId", NULL);
    vanish(w, "License", "{'id': 10}");
    expect(GEMEL_NOT_FOUND, set(l10, p1, NULL));
    expect_ok(gemel_record_reload(l11, NULL, &err));
    expect_ok(unset(l11));
}

static void a_plan_shows_what_would_be_asked(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}"), *l10 = given(w, "License", "{'id': 10, 'ownerId': 1}");
    gemel_plan *plan = NULL;
    expect_ok(gemel_plan_explain_set(l10, "owner", p1, NULL, &plan, &err));
    assert_non_null(strstr(gemel_plan_text(plan), "check that the place is free"));
    gemel_plan_free(plan);
    expect_ok(gemel_plan_explain_set_key(l10, "owner", values("{'id': 1}"), NULL, &plan, &err));
    assert_non_null(strstr(gemel_plan_text(plan), "link"));
    gemel_plan_free(plan);
    expect_ok(gemel_plan_explain_unset(found(w, "License", "{'id': 10}"), "owner", NULL, &plan, &err));
    assert_string_equal(gemel_plan_step_purpose(plan, gemel_plan_step_count(plan) - 2), "assert and read");
    gemel_plan_free(plan);
}

/* ---- Scopes, marks, duties ---- */

static int world_of_covers(void **state)
{
    static const declaration declarations[DECLARATIONS_MAX] = {
        MODEL("Person"),
        MODEL("License"),
        ATTRIBUTE("License", "kind", "string"),
        ATTRIBUTE("License", "ownerId", "integer"),
        HAS_ONE("Person", "License", "as main foreign key ownerId inverse owner scope (kind = 'main')"),
    };
    return world_of(state, declared(declarations));
}

static void whether_a_row_is_in_a_scope_is_decided_by_the_row(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}"), *l11, *l12;
    given(w, "License", "{'id': 10, 'kind': 'main', 'ownerId': 1}");
    l11 = given(w, "License", "{'id': 11, 'kind': 'spare'}");
    l12 = given(w, "License", "{'id': 12, 'kind': 'main'}");
    change(w, "License", "{'id': 11}", "{'kind': 'main'}");
    change(w, "License", "{'id': 12}", "{'kind': 'spare'}");
    expect(GEMEL_OCCUPIED, set(l11, p1, NULL));
    expect(GEMEL_VALIDATION, set(l12, p1, NULL));
    expect(GEMEL_VALIDATION, set(l12, p1, "{'replace': true}"));
    expect_rows(w, "License", "10 main 1, 11 main null, 12 spare null");
    expect_ok(set(l11, p1, "{'replace': true}"));
    expect_rows(w, "License", "10 main null, 11 main 1, 12 spare null");
}

static int world_paranoid(void **state)
{
    static const declaration declarations[DECLARATIONS_MAX] = {
        MODEL("Person"),
        MODEL_IS("License", "paranoid"),
        ATTRIBUTE("License", "ownerId", "integer"),
        HAS_ONE("Person", "License", "foreign key ownerId inverse owner"),
    };
    return world_of(state, declared(declarations));
}

static void who_was_marked_as_deleted_is_not_found(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}"), *l10 = given(w, "License", "{'id': 10, 'ownerId': 1}");
    gemel_record *l11 = given(w, "License", "{'id': 11}");
    expect_ok(gemel_record_destroy(found(w, "License", "{'id': 10}"), NULL, NULL, &err));
    expect_ok(gemel_record_destroy(found(w, "License", "{'id': 11}"), NULL, NULL, &err));
    expect(GEMEL_NOT_FOUND, set(l10, p1, NULL));
    expect(GEMEL_NOT_FOUND, set_key(l10, "{'id': 1}", NULL));
    expect(GEMEL_NOT_FOUND, unset(l11));
}

static int world_mandatory(void **state)
{
    static const declaration declarations[DECLARATIONS_MAX] = {
        MODEL("Person"),
        MODEL("License"),
        ATTRIBUTE("License", "ownerId", "integer"),
        HAS_ONE("Person", "License", "foreign key ownerId inverse owner mandatory"),
    };
    return world_of(state, declared(declarations));
}

static void an_owner_that_must_have_it_keeps_it_though_memory_knows_of_none(void **state)
{
    const world *w = *state;
    gemel_record *l10 = given(w, "License", "{'id': 10}"), *same = found(w, "License", "{'id': 10}");
    gemel_record *person = NULL;
    expect_ok(gemel_record_create_association(same, "owner", values("{'id': 1}"), NULL, &person, &err));
    expect(GEMEL_VALIDATION, unset(l10));
    expect_mention("License 10 is the license of a Person that must have one");
    expect_rows(w, "License", "10 1");
    expect_ok(set(l10, keep(person), NULL));
    expect_rows(w, "License", "10 1");
}

/* ---- With hooks ---- */

static gemel_status count(const gemel_hook_event *event, gemel_error **error)
{
    (void)event;
    (void)error;
    ++times;
    return GEMEL_OK;
}

static void hooks_run_as_the_row_and_not_as_memory_says(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}"), *l10 = given(w, "License", "{'id': 10, 'ownerId': 1}");
    acts[GEMEL_HOOK_AFTER_UPDATE] = count;
    expect_ok(set(l10, p1, NULL));
    assert_int_equal(times, 0);
    change(w, "License", "{'id': 10}", "{'ownerId': null}");
    expect_ok(set(l10, p1, NULL));
    assert_int_equal(times, 1);
    expect_rows(w, "License", "10 null 1");
    change(w, "License", "{'id': 10}", "{'ownerId': null}");
    given(w, "License", "{'id': 11, 'ownerId': 1}");
    expect(GEMEL_OCCUPIED, set(l10, p1, NULL));
    expect_ok(set(l10, p1, "{'replace': true}"));
    expect_rows(w, "License", "10 null 1, 11 null null");
    vanish(w, "License", "{'id': 10}");
    expect(GEMEL_NOT_FOUND, set(l10, p1, NULL));
}

static int acting_without_constraint(void **state)
{
    static const declaration declarations[DECLARATIONS_MAX] = {
        MODEL("Person"),
        ATTRIBUTE("Person", "name", "string"),
        MODEL("License"),
        ATTRIBUTE("License", "number", "string"),
        HAS_ONE("Person", "License", "foreign key ownerId inverse owner no constraint"),
    };
    return acting(state, declared(declarations));
}

static void a_new_owner_gets_the_row_and_not_what_memory_shows(void **state)
{
    const world *w = *state;
    gemel_record *l10 = given(w, "License", "{'id': 10, 'ownerId': 7}"), *made = NULL;
    gemel_values *tree = values("{'id': 7}");
    change(w, "License", "{'id': 10}", "{'ownerId': null}");
    expect_ok(gemel_values_set_record(tree, "license", l10, &err));
    acts[GEMEL_HOOK_BEFORE_UPDATE] = name_it;
    acts[GEMEL_HOOK_AFTER_UPDATE] = count;
    expect_ok(gemel_record_create(w->session, model(w, "Person"), tree, with("{'include': 'license'}"), &made, &err));
    keep(made);
    assert_int_equal(times, 1);
    expect_rows(w, "License", "10 made 7");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(world_n, who_was_displaced_is_occupied_and_with_replace_linked_again),
        IN_WORLD(world_u, who_was_displaced_is_occupied_and_with_replace_linked_again),
        IN_WORLD(world_n, who_was_moved_is_brought_back_by_its_key),
        IN_WORLD(world_u, who_was_moved_is_brought_back_by_its_key),
        IN_WORLD(world_n, who_was_linked_meanwhile_is_unset),
        IN_WORLD(world_n, two_records_of_one_row_set_it_back_and_forth),
        IN_WORLD(world_u, two_records_of_one_row_set_it_back_and_forth),
        IN_WORLD(world_n, in_a_transaction_it_is_the_same),
        IN_WORLD(world_u, in_a_transaction_it_is_the_same),
        IN_WORLD(world_n, a_row_that_is_gone_is_not_found_whatever_memory_shows),
        IN_WORLD(no_inverse, where_owners_have_no_place_the_row_decides_too),
        IN_WORLD(world_of_versions, a_row_that_holds_the_key_keeps_time_and_version_and_touches_nobody),
        IN_WORLD(world_of_versions, a_stale_version_is_told_whatever_memory_shows),
        IN_WORLD(world_n, a_plan_shows_what_would_be_asked),
        IN_WORLD(world_of_covers, whether_a_row_is_in_a_scope_is_decided_by_the_row),
        IN_WORLD(world_paranoid, who_was_marked_as_deleted_is_not_found),
        IN_WORLD(world_mandatory, an_owner_that_must_have_it_keeps_it_though_memory_knows_of_none),
        IN_WORLD(world_acting_n, hooks_run_as_the_row_and_not_as_memory_says),
        IN_WORLD(acting_without_constraint, a_new_owner_gets_the_row_and_not_what_memory_shows),
    };
    return cmocka_run_group_tests_name("stale belongs to", tests, NULL, NULL);
}
