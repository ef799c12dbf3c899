/*
 * gemel_record_set_association and its key form on a belongs to. It must not test unlinking
 * (test_unset.c).
 */
#include "declarations.h"
#include "fixture.h"

static void set(gemel_record *dependent, gemel_record *owner, const gemel_options *options)
{
    expect_ok(gemel_record_set_association(dependent, "owner", owner, options, &err));
}

/* By key there is never a record to give. */
static gemel_status set_key(gemel_record *dependent, const char *key, const gemel_options *options)
{
    gemel_record *none = dependent;
    gemel_status status = gemel_record_set_association_key(dependent, "owner", values(key), options, &none, &err);
    assert_null(none);
    return status;
}

#define refuse(status, dependent, owner, options)                                                                      \
    expect(status, gemel_record_set_association((dependent), "owner", (owner), (options), &err))

static void b02_one_update_writes_the_key(void **state)
{
    world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    gemel_record *l10 = given(w, "License", "{'id': 10, 'number': 'A'}");
    forget_statements(w);
    set(l10, p1, NULL);
    expect_statements(w, 0, 1);
    expect_attribute(l10, "ownerId", "1");
    assert_false(gemel_record_is_changed(l10));
    expect_rows(w, "License", "10 A 1");
}

static void b03_the_owner_may_be_given_by_its_key(void **state)
{
    world *w = *state;
    gemel_record *l10;
    given(w, "Person", "{'id': 1}");
    given(w, "Person", "{'id': 2}");
    l10 = given(w, "License", "{'id': 10, 'number': 'A', 'ownerId': 1}");
    forget_statements(w);
    expect_ok(set_key(l10, "{'id': 2}", NULL));
    expect_statements(w, 0, 1);
    expect_attribute(l10, "ownerId", "2");
    expect_rows(w, "License", "10 A 2");
    expect_ok(gemel_record_set_association_key(l10, "owner", values("{'id': 1}"), NULL, NULL, &err));
    expect_rows(w, "License", "10 A 1");
}

static void b04_the_same_owner_is_asked_and_not_written(void **state)
{
    world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    gemel_record *l10 = given(w, "License", "{'id': 10, 'number': 'A', 'ownerId': 1}");
    expect_ok(gemel_record_set_text(l10, "number", "B", GEMEL_NUL, &err));
    forget_statements(w);
    set(l10, p1, NULL);
    expect_ok(set_key(l10, "{'id': 1}", NULL));
    expect_ok(set_key(l10, "{'id': '1'}", NULL));
    expect_statements(w, 0, 3); /* of no row each */
    expect_attribute(l10, "number", "B");
    assert_true(gemel_record_is_changed(l10));
    expect_rows(w, "License", "10 A 1");
}

static void the_same_owner_must_have_no_other_dependent(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    gemel_record *l10 = given(w, "License", "{'id': 10, 'ownerId': 1}");
    given(w, "License", "{'id': 11, 'ownerId': 1}");
    refuse(GEMEL_OCCUPIED, l10, p1, NULL);
    expect_rows(w, "License", "10 null 1, 11 null 1");
    set(l10, p1, with("{'replace': true}"));
    expect_rows(w, "License", "10 null 1, 11 null null");
}

static void b05_only_the_key_is_written(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    gemel_record *l10 = given(w, "License", "{'id': 10, 'number': 'A'}");
    expect_ok(gemel_record_set_text(l10, "number", "B", GEMEL_NUL, &err));
    set(l10, p1, NULL);
    expect_rows(w, "License", "10 A 1");
    expect_attribute(l10, "number", "B");
    assert_true(gemel_record_is_changed(l10));
}

static void b06_save_false_assigns_in_memory_only(void **state)
{
    world *w = *state;
    gemel_record *p2;
    gemel_record *l10 = given(w, "License", "{'id': 10, 'number': 'A'}");
    given(w, "Person", "{'id': 1}");
    p2 = given(w, "Person", "{'id': 2}");
    forget_statements(w);
    expect_ok(set_key(l10, "{'id': 1}", with("{'save': false}")));
    expect_attribute(l10, "ownerId", "1");
    set(l10, p2, with("{'save': false}"));
    expect_statements(w, 0, 0);
    expect_attribute(l10, "ownerId", "2");
    assert_true(gemel_record_is_changed(l10));
    expect_rows(w, "License", "10 A null");
    expect_ok(gemel_record_save(l10, NULL, &err));
    expect_rows(w, "License", "10 A 2");
}

static void save_true_is_as_absent(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    gemel_record *l10 = given(w, "License", "{'id': 10, 'number': 'A'}");
    set(l10, p1, with("{'save': true}"));
    expect_rows(w, "License", "10 A 1");
}

static void a_new_dependent_is_linked_in_memory_only(void **state)
{
    world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    gemel_record *fresh = built(w, "License", "{'number': 'N'}");
    forget_statements(w);
    set(fresh, p1, NULL);
    expect_statements(w, 0, 0);
    assert_true(gemel_record_is_new(fresh));
    expect_attribute(fresh, "ownerId", "1");
    expect_ok(gemel_record_save(fresh, NULL, &err));
    expect_rows(w, "License", "1 N 1");
}

static void null_is_refused_and_never_unlinks(void **state)
{
    world *w = *state;
    gemel_record *l10;
    given(w, "Person", "{'id': 1}");
    l10 = given(w, "License", "{'id': 10, 'number': 'A', 'ownerId': 1}");
    forget_statements(w);
    refuse(GEMEL_USAGE, l10, NULL, NULL);
    expect_mention("NULL");
    expect(GEMEL_USAGE, gemel_record_set_association_key(l10, "owner", NULL, NULL, NULL, &err));
    expect(GEMEL_USAGE, set_key(l10, "{'id': null}", NULL));
    expect_statements(w, 0, 0);
    expect_rows(w, "License", "10 A 1");
}

static void a_new_owner_is_refused_before_sql(void **state)
{
    world *w = *state;
    gemel_record *l10;
    gemel_record *unsaved = built(w, "Person", "{'id': 2}");
    given(w, "Person", "{'id': 1}");
    l10 = given(w, "License", "{'id': 10, 'number': 'A', 'ownerId': 1}");
    forget_statements(w);
    refuse(GEMEL_USAGE, l10, unsaved, NULL);
    refuse(GEMEL_USAGE, l10, unsaved, with("{'save': false}"));
    expect_statements(w, 0, 0);
    expect_attribute(l10, "ownerId", "1");
    expect_rows(w, "License", "10 A 1");
}

static void a_record_of_another_model_is_refused_before_sql(void **state)
{
    world *w = *state;
    gemel_record *l10 = given(w, "License", "{'id': 10}");
    gemel_record *l11 = given(w, "License", "{'id': 11}");
    forget_statements(w);
    refuse(GEMEL_USAGE, l10, l11, NULL);
    expect_mention("License");
    expect_mention("Person");
    expect_statements(w, 0, 0);
}

static void a_key_nobody_has_is_a_foreign_key_error_and_memory_stays(void **state)
{
    const world *w = *state;
    gemel_record *l10;
    given(w, "Person", "{'id': 1}");
    l10 = given(w, "License", "{'id': 10, 'number': 'A', 'ownerId': 1}");
    expect(GEMEL_FOREIGN_KEY, set_key(l10, "{'id': 99}", NULL));
    expect_attribute(l10, "ownerId", "1");
    assert_false(gemel_record_is_changed(l10));
    expect_rows(w, "License", "10 A 1");
}

static void an_owner_that_is_gone_is_a_foreign_key_error(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    gemel_record *l10 = given(w, "License", "{'id': 10, 'number': 'A'}");
    vanish(w, "Person", "{'id': 1}");
    refuse(GEMEL_FOREIGN_KEY, l10, p1, NULL);
    expect_attribute(l10, "ownerId", NULL);
}

static int without_constraint(void **state)
{
    static const declaration declarations[DECLARATIONS_MAX] = {
        MODEL("Person"),
        MODEL("License"),
        HAS_ONE("Person", "License", "foreign key ownerId inverse owner no constraint"),
    };
    return world_of(state, declared(declarations));
}

static void without_constraint_a_key_nobody_has_is_accepted(void **state)
{
    const world *w = *state;
    gemel_record *l10 = given(w, "License", "{'id': 10}");
    expect_ok(set_key(l10, "{'id': 99}", NULL));
    expect_rows(w, "License", "10 99");
}

static void a_value_that_does_not_fit_the_key_is_a_validation(void **state)
{
    world *w = *state;
    static const char *const wrong[] = {"{'id': 'abc'}", "{'id': true}", "{'id': 2147483648}", "{'id': 1.5}"};
    gemel_record *l10 = given(w, "License", "{'id': 10}");
    size_t i;
    forget_statements(w);
    for (i = 0; i < COUNT(wrong); ++i)
        expect(GEMEL_VALIDATION, set_key(l10, wrong[i], NULL));
    expect_statements(w, 0, 0);
    expect_attribute(l10, "ownerId", NULL);
    assert_false(gemel_record_is_changed(l10));
}

static void a_key_that_is_not_the_one_referred_to_is_refused(void **state)
{
    world *w = *state;
    static const char *const wrong[] = {"{}", "{'name': 'ann'}", "{'id': 1, 'name': 'ann'}", "{'idd': 1}"};
    gemel_record *l10 = given(w, "License", "{'id': 10}");
    size_t i;
    forget_statements(w);
    for (i = 0; i < COUNT(wrong); ++i)
        expect(GEMEL_USAGE, set_key(l10, wrong[i], NULL));
    expect_statements(w, 0, 0);
}

static void a_dependent_that_is_gone_is_not_found_and_memory_stays(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    gemel_record *l10 = given(w, "License", "{'id': 10}");
    vanish(w, "License", "{'id': 10}");
    refuse(GEMEL_NOT_FOUND, l10, p1, NULL);
    expect_mention("License");
    expect_attribute(l10, "ownerId", NULL);
}

static void unknown_options_are_refused_before_sql(void **state)
{
    world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    gemel_record *l10 = given(w, "License", "{'id': 10}");
    forget_statements(w);
    refuse(GEMEL_USAGE, l10, p1, with("{'where': {}}"));
    expect_mention("where");
    refuse(GEMEL_USAGE, l10, p1, with("{'save': 'no'}"));
    expect_mention("save");
    refuse(GEMEL_USAGE, l10, p1, with("{'replac': true}"));
    expect_mention("replace");
    expect_statements(w, 0, 0);
}

/* ---- Owners that are taken ---- */

static void an_owner_with_another_dependent_is_occupied(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    gemel_record *l11;
    given(w, "License", "{'id': 10, 'number': 'A', 'ownerId': 1}");
    l11 = given(w, "License", "{'id': 11, 'number': 'B'}");
    refuse(GEMEL_OCCUPIED, l11, p1, NULL);
    expect_mention("replace");
    refuse(GEMEL_OCCUPIED, l11, p1, with("{'destroyPrevious': true}"));
    expect(GEMEL_OCCUPIED, set_key(l11, "{'id': 1}", NULL));
    expect_attribute(l11, "ownerId", NULL);
    assert_false(gemel_record_is_changed(l11));
    expect_rows(w, "License", "10 A 1, 11 B null");
}

static void replace_unlinks_the_other_dependent(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    gemel_record *l11;
    given(w, "License", "{'id': 10, 'number': 'A', 'ownerId': 1}");
    l11 = given(w, "License", "{'id': 11, 'number': 'B'}");
    set(l11, p1, with("{'replace': true}"));
    expect_attribute(l11, "ownerId", "1");
    expect_rows(w, "License", "10 A null, 11 B 1");
}

static void replace_works_by_key_too(void **state)
{
    const world *w = *state;
    gemel_record *l11;
    given(w, "Person", "{'id': 1}");
    given(w, "License", "{'id': 10, 'number': 'A', 'ownerId': 1}");
    l11 = given(w, "License", "{'id': 11, 'number': 'B'}");
    expect_ok(set_key(l11, "{'id': 1}", with("{'replace': true, 'destroyPrevious': true}")));
    expect_rows(w, "License", "11 B 1");
}

static void replace_deletes_where_the_key_may_not_be_null(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    gemel_record *l11;
    given(w, "Person", "{'id': 2}");
    given(w, "License", "{'id': 10, 'number': 'A', 'ownerId': 1}");
    l11 = given(w, "License", "{'id': 11, 'number': 'B', 'ownerId': 2}");
    set(l11, p1, with("{'replace': true}"));
    expect_rows(w, "License", "11 B 1");
}

static void replace_for_a_dependent_that_is_gone_changes_nothing(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    gemel_record *l11;
    given(w, "License", "{'id': 10, 'number': 'A', 'ownerId': 1}");
    l11 = given(w, "License", "{'id': 11, 'number': 'B'}");
    vanish(w, "License", "{'id': 11}");
    refuse(GEMEL_NOT_FOUND, l11, p1, NULL);
    refuse(GEMEL_NOT_FOUND, l11, p1, with("{'replace': true}"));
    expect_rows(w, "License", "10 A 1");
}

static void in_memory_nothing_is_asked(void **state)
{
    world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    gemel_record *l11;
    gemel_record *fresh = built(w, "License", "{'number': 'N'}");
    given(w, "License", "{'id': 10, 'number': 'A', 'ownerId': 1}");
    l11 = given(w, "License", "{'id': 11, 'number': 'B'}");
    forget_statements(w);
    set(fresh, p1, NULL);
    set(l11, p1, with("{'save': false}"));
    expect_statements(w, 0, 0);
    assert_int_equal(w->statements[GEMEL_LOG_LOCK], 0);
    expect_attribute(fresh, "ownerId", "1");
    expect_attribute(l11, "ownerId", "1");
}

static int no_inverse(void **state)
{
    static const declaration declarations[DECLARATIONS_MAX] = {
        MODEL("Person"),
        ATTRIBUTE("Person", "email", "string unique"),
        MODEL("License"),
        BELONGS_TO("License", "Person", "as owner target key email"),
        ATTRIBUTE("License", "issuerId", "integer unique"),
        BELONGS_TO("License", "Person", "as issuer foreign key issuerId"),
    };
    return world_of(state, declared(declarations));
}

static void without_a_has_one_inverse_owners_are_shared(void **state)
{
    const world *w = *state;
    gemel_record *ann = given(w, "Person", "{'id': 1, 'email': 'ann@x'}");
    gemel_record *l10 = given(w, "License", "{'id': 10}");
    gemel_record *l11 = given(w, "License", "{'id': 11}");
    set(l10, ann, NULL);
    set(l11, ann, NULL);
    expect_rows(w, "License", "10 null ann@x, 11 null ann@x");
}

static void without_a_has_one_inverse_a_unique_key_is_a_unique_error(void **state)
{
    const world *w = *state;
    gemel_record *ann = given(w, "Person", "{'id': 1}");
    gemel_record *l11;
    given(w, "License", "{'id': 10, 'issuerId': 1}");
    l11 = given(w, "License", "{'id': 11}");
    expect(GEMEL_UNIQUE, gemel_record_set_association(l11, "issuer", ann, NULL, &err));
    expect_attribute(l11, "issuerId", NULL);
    expect_rows(w, "License", "10 1 null, 11 null null");
}

/* ---- Keys that are not the primary key, or that are it ---- */

static void the_operand_is_a_value_of_the_target_key(void **state)
{
    const world *w = *state;
    gemel_record *l10 = given(w, "License", "{'id': 10}");
    given(w, "Person", "{'id': 1, 'email': 'ann@x'}");
    expect_ok(set_key(l10, "{'email': 'ann@x'}", NULL));
    expect_rows(w, "License", "10 null ann@x");
    expect(GEMEL_USAGE, set_key(l10, "{'id': 1}", NULL));
    expect_mention("email");
    expect(GEMEL_VALIDATION, set_key(l10, "{'email': 5}", NULL));
}

static void an_owner_without_the_key_is_refused_before_sql(void **state)
{
    world *w = *state;
    gemel_record *nobody = given(w, "Person", "{'id': 2}");
    gemel_record *l10;
    given(w, "Person", "{'id': 1, 'email': 'ann@x'}");
    l10 = given(w, "License", "{'id': 10, 'ownerEmail': 'ann@x'}");
    forget_statements(w);
    refuse(GEMEL_USAGE, l10, nobody, NULL);
    expect_mention("email");
    refuse(GEMEL_USAGE, built(w, "License", "{}"), nobody, NULL);
    expect_statements(w, 0, 0);
    expect_attribute(l10, "ownerEmail", "ann@x");
    expect_rows(w, "License", "10 null ann@x");
}

static int shared_key(void **state)
{
    static const declaration declarations[DECLARATIONS_MAX] = {
        MODEL("Person"),
        MODEL("License"),
        ATTRIBUTE("License", "ownerId", "integer primary key"),
        HAS_ONE("Person", "License", "foreign key ownerId inverse owner"),
    };
    return world_of(state, declared(declarations));
}

static void a_stored_one_with_a_shared_primary_key_is_never_moved(void **state)
{
    const world *w = *state;
    gemel_record *p2;
    gemel_record *l1;
    gemel_record *fresh = built(w, "License", "{}");
    given(w, "Person", "{'id': 1}");
    p2 = given(w, "Person", "{'id': 2}");
    l1 = given(w, "License", "{'ownerId': 1}");
    refuse(GEMEL_USAGE, l1, p2, NULL);
    refuse(GEMEL_USAGE, l1, p2, with("{'save': false}"));
    expect(GEMEL_USAGE, set_key(l1, "{'id': 2}", NULL));
    expect_attribute(l1, "ownerId", "1");
    expect_ok(set_key(l1, "{'id': 1}", NULL));
    set(fresh, p2, NULL);
    expect_ok(gemel_record_save(fresh, NULL, &err));
    expect_rows(w, "License", "1, 2");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(world_n, b02_one_update_writes_the_key),
        IN_WORLD(world_n, b03_the_owner_may_be_given_by_its_key),
        IN_WORLD(world_n, b04_the_same_owner_is_asked_and_not_written),
        IN_WORLD(world_n, the_same_owner_must_have_no_other_dependent),
        IN_WORLD(world_n, b05_only_the_key_is_written),
        IN_WORLD(world_n, b06_save_false_assigns_in_memory_only),
        IN_WORLD(world_n, save_true_is_as_absent),
        IN_WORLD(world_n, a_new_dependent_is_linked_in_memory_only),
        IN_WORLD(world_n, null_is_refused_and_never_unlinks),
        IN_WORLD(world_n, a_new_owner_is_refused_before_sql),
        IN_WORLD(world_n, a_record_of_another_model_is_refused_before_sql),
        IN_WORLD(world_n, a_key_nobody_has_is_a_foreign_key_error_and_memory_stays),
        IN_WORLD(world_n, an_owner_that_is_gone_is_a_foreign_key_error),
        IN_WORLD(without_constraint, without_constraint_a_key_nobody_has_is_accepted),
        IN_WORLD(world_n, a_value_that_does_not_fit_the_key_is_a_validation),
        IN_WORLD(world_n, a_key_that_is_not_the_one_referred_to_is_refused),
        IN_WORLD(world_n, a_dependent_that_is_gone_is_not_found_and_memory_stays),
        IN_WORLD(world_n, unknown_options_are_refused_before_sql),
        IN_WORLD(world_n, an_owner_with_another_dependent_is_occupied),
        IN_WORLD(world_u, an_owner_with_another_dependent_is_occupied),
        IN_WORLD(world_n, replace_unlinks_the_other_dependent),
        IN_WORLD(world_u, replace_unlinks_the_other_dependent),
        IN_WORLD(world_n, replace_works_by_key_too),
        IN_WORLD(world_r, replace_deletes_where_the_key_may_not_be_null),
        IN_WORLD(world_ru, replace_deletes_where_the_key_may_not_be_null),
        IN_WORLD(world_n, replace_for_a_dependent_that_is_gone_changes_nothing),
        IN_WORLD(world_n, in_memory_nothing_is_asked),
        IN_WORLD(no_inverse, without_a_has_one_inverse_owners_are_shared),
        IN_WORLD(no_inverse, without_a_has_one_inverse_a_unique_key_is_a_unique_error),
        IN_WORLD(no_inverse, the_operand_is_a_value_of_the_target_key),
        IN_WORLD(no_inverse, an_owner_without_the_key_is_refused_before_sql),
        IN_WORLD(shared_key, a_stored_one_with_a_shared_primary_key_is_never_moved),
    };
    return cmocka_run_group_tests_name("set belongs to", tests, NULL, NULL);
}
