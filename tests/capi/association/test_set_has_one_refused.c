/*
 * gemel_record_set_association and its key form on a has one: what they refuse, and that nothing has changed then, in
 * the database or in memory. It must not test what they do otherwise (test_set_has_one.c).
 */
#include "declarations.h"
#include "fixture.h"

#define refuse(status, owner, other, options)                                                                          \
    expect(status, gemel_record_set_association((owner), "license", (other), (options), &err))

static gemel_status set_key(gemel_record *owner, const char *key)
{
    gemel_record *row = owner;
    gemel_status status = gemel_record_set_association_key(owner, "license", values(key), NULL, &row, &err);
    assert_null(row);
    return status;
}

static void s14_an_unknown_key_is_not_found(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    given(w, "License", "{'id': 10, 'number': 'A', 'ownerId': 1}");
    expect(GEMEL_NOT_FOUND, set_key(p1, "{'id': 9999}"));
    expect_mention("9999");
    expect_mention("License");
    expect(GEMEL_NOT_FOUND, set_key(p1, "{'id': 0}"));
    expect_rows(w, "License", "10 A 1");
}

static void s17_null_never_unlinks(void **state)
{
    world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    given(w, "License", "{'id': 10, 'number': 'A', 'ownerId': 1}");
    forget_statements(w);
    refuse(GEMEL_USAGE, p1, NULL, NULL);
    expect_mention("NULL");
    expect(GEMEL_USAGE, gemel_record_set_association_key(p1, "license", NULL, NULL, NULL, &err));
    expect_statements(w, 0, 0);
    expect_rows(w, "License", "10 A 1");
}

static void s28_a_record_of_another_model_is_refused_before_sql(void **state)
{
    world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    gemel_record *p2 = given(w, "Person", "{'id': 2}");
    forget_statements(w);
    refuse(GEMEL_USAGE, p1, p2, NULL);
    expect_mention("Person");
    expect_mention("License");
    expect_statements(w, 0, 0);
}

static void s29_save_false_is_refused_with_its_reason(void **state)
{
    world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    gemel_record *l10 = given(w, "License", "{'id': 10}");
    forget_statements(w);
    refuse(GEMEL_USAGE, p1, l10, with("{'save': false}"));
    expect_mention("save");
    expect_mention("License");
    expect_statements(w, 0, 0);
    expect_rows(w, "License", "10 null null");
}

static void options_of_other_calls_are_refused(void **state)
{
    world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    gemel_record *l10 = given(w, "License", "{'id': 10}");
    forget_statements(w);
    refuse(GEMEL_USAGE, p1, l10, with("{'where': {'number': 'A'}}"));
    expect_mention("where");
    refuse(GEMEL_USAGE, p1, l10, with("{'replace': true}"));
    expect_mention("replace");
    refuse(GEMEL_USAGE, p1, l10, with("{'destroyprevious': true}"));
    expect_mention("destroyPrevious");
    refuse(GEMEL_USAGE, p1, l10, with("{'destroyPrevious': 1}"));
    expect_mention("destroyPrevious");
    expect_statements(w, 0, 0);
    expect_rows(w, "License", "10 null null");
}

static void an_unknown_association_is_refused(void **state)
{
    world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    gemel_record *l10 = given(w, "License", "{'id': 10}");
    forget_statements(w);
    expect(GEMEL_USAGE, gemel_record_set_association(p1, "licens", l10, NULL, &err));
    expect_mention("licens");
    expect_mention("license");
    expect_statements(w, 0, 0);
}

static void a_new_owner_is_refused_before_sql(void **state)
{
    world *w = *state;
    gemel_record *unsaved = built(w, "Person", "{'id': 1}");
    gemel_record *l10 = given(w, "License", "{'id': 10}");
    gemel_record *l11 = built(w, "License", "{'number': 'B'}");
    forget_statements(w);
    refuse(GEMEL_USAGE, unsaved, l10, NULL);
    refuse(GEMEL_USAGE, unsaved, l11, NULL);
    expect(GEMEL_USAGE, set_key(unsaved, "{'id': 10}"));
    expect_statements(w, 0, 0);
    assert_true(gemel_record_is_new(l11));
    expect_rows(w, "License", "10 null null");
}

static void a_key_that_is_no_key_is_refused_before_sql(void **state)
{
    world *w = *state;
    static const char *const wrong[] = {
        "{}",          "{'id': null}",       "{'id': 'abc'}",   "{'id': ''}",
        "{'id': 1.5}", "{'id': true}",       "{'number': 'A'}", "{'id': 10, 'number': 'A'}",
        "{'idd': 10}", "{'id': 2147483648}",
    };
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    size_t i;
    given(w, "License", "{'id': 10, 'number': 'A', 'ownerId': 1}");
    forget_statements(w);
    for (i = 0; i < COUNT(wrong); ++i) {
        print_message("# %s\n", wrong[i]);
        expect(GEMEL_USAGE, set_key(p1, wrong[i]));
    }
    expect_statements(w, 0, 0);
    expect_rows(w, "License", "10 A 1");
}

static void an_owner_that_is_gone_is_not_found(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    gemel_record *l10 = given(w, "License", "{'id': 10, 'number': 'A'}");
    gemel_record *fresh = built(w, "License", "{'number': 'B'}");
    vanish(w, "Person", "{'id': 1}");
    refuse(GEMEL_NOT_FOUND, p1, l10, NULL);
    expect_mention("Person");
    refuse(GEMEL_NOT_FOUND, p1, fresh, NULL);
    expect(GEMEL_NOT_FOUND, set_key(p1, "{'id': 10}"));
    expect_attribute(l10, "ownerId", NULL);
    assert_false(gemel_record_is_changed(l10));
    assert_true(gemel_record_is_new(fresh));
    expect_attribute(fresh, "id", NULL);
    expect_rows(w, "License", "10 A null");
}

static void one_that_is_gone_is_not_found_and_the_previous_stays(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    gemel_record *l11;
    given(w, "License", "{'id': 10, 'number': 'A', 'ownerId': 1}");
    l11 = given(w, "License", "{'id': 11, 'number': 'B', 'ownerId': 1}");
    vanish(w, "License", "{'id': 11}");
    refuse(GEMEL_NOT_FOUND, p1, l11, NULL);
    expect_mention("License");
    refuse(GEMEL_NOT_FOUND, p1, l11, with("{'destroyPrevious': true}"));
    expect_attribute(l11, "ownerId", "1");
    expect_rows(w, "License", "10 A 1");
}

static void a_failed_set_never_loses_the_previous_one(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    gemel_record *destroyed;
    given(w, "License", "{'id': 10, 'number': 'A', 'ownerId': 1}");
    destroyed = given(w, "License", "{'id': 11, 'number': 'B', 'ownerId': 1}");
    expect_ok(gemel_record_destroy(destroyed, NULL, NULL, &err));
    refuse(GEMEL_NOT_FOUND, p1, destroyed, NULL);
    expect(GEMEL_NOT_FOUND, set_key(p1, "{'id': 11}"));
    expect_rows(w, "License", "10 A 1");
}

static void a_new_one_that_does_not_fit_changes_nothing(void **state)
{
    world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    gemel_record *fresh = built(w, "License", "{'number': 5}");
    given(w, "License", "{'id': 10, 'number': 'A', 'ownerId': 1}");
    forget_statements(w);
    refuse(GEMEL_VALIDATION, p1, fresh, NULL);
    expect_mention("number");
    expect_statements(w, 0, 0);
    assert_true(gemel_record_is_new(fresh));
    expect_attribute(fresh, "ownerId", NULL);
    expect_rows(w, "License", "10 A 1");
}

static int cards(void **state)
{
    static const declaration declarations[DECLARATIONS_MAX] = {
        MODEL("Person"),
        ATTRIBUTE("Person", "email", "string unique"),
        MODEL("License"),
        ATTRIBUTE("License", "number", "string not null unique"),
        HAS_ONE("Person", "License", "foreign key ownerEmail source key email inverse owner"),
    };
    return world_of(state, declared(declarations));
}

static void a_new_one_without_its_values_is_not_null(void **state)
{
    world *w = *state;
    gemel_record *ann = given(w, "Person", "{'id': 1, 'email': 'ann@x'}");
    gemel_record *fresh = built(w, "License", "{}");
    given(w, "License", "{'id': 10, 'number': 'A', 'ownerEmail': 'ann@x'}");
    forget_statements(w);
    refuse(GEMEL_NOT_NULL, ann, fresh, NULL);
    expect_mention("number");
    expect_statements(w, 0, 0);
    assert_true(gemel_record_is_new(fresh));
    expect_rows(w, "License", "10 A ann@x");
}

static void what_the_database_refuses_changes_nothing(void **state)
{
    const world *w = *state;
    gemel_record *ann = given(w, "Person", "{'id': 1, 'email': 'ann@x'}");
    gemel_record *fresh = built(w, "License", "{'number': 'B'}");
    given(w, "License", "{'id': 10, 'number': 'A', 'ownerEmail': 'ann@x'}");
    given(w, "License", "{'id': 11, 'number': 'B'}");
    refuse(GEMEL_UNIQUE, ann, fresh, NULL);
    refuse(GEMEL_UNIQUE, ann, fresh, with("{'destroyPrevious': true}"));
    assert_true(gemel_record_is_new(fresh));
    expect_attribute(fresh, "id", NULL);
    expect_attribute(fresh, "ownerEmail", NULL);
    expect_rows(w, "License", "10 A ann@x, 11 B null");
}

static void an_owner_whose_key_changed_behind_its_back_is_not_found(void **state)
{
    const world *w = *state;
    gemel_record *ann = given(w, "Person", "{'id': 1, 'email': 'ann@x'}");
    gemel_record *copy = found(w, "Person", "{'id': 1}");
    gemel_record *card = given(w, "License", "{'id': 10, 'number': 'A'}");
    expect_ok(gemel_record_update(copy, values("{'email': 'new@x'}"), NULL, &err));
    refuse(GEMEL_NOT_FOUND, ann, card, NULL);
    expect(GEMEL_NOT_FOUND, set_key(ann, "{'id': 10}"));
    expect_rows(w, "License", "10 A null");
}

static void an_owner_without_key_value_is_refused_before_sql(void **state)
{
    world *w = *state;
    gemel_record *nobody = given(w, "Person", "{'id': 1}");
    gemel_record *card = given(w, "License", "{'id': 10, 'number': 'A'}");
    forget_statements(w);
    refuse(GEMEL_USAGE, nobody, card, NULL);
    expect_mention("email");
    expect(GEMEL_USAGE, set_key(nobody, "{'id': 10}"));
    expect_statements(w, 0, 0);
    expect_rows(w, "License", "10 A null");
}

static int chain(void **state)
{
    static const declaration declarations[DECLARATIONS_MAX] = {
        MODEL("Person"),
        MODEL("License"),
        HAS_ONE("Person", "License", "foreign key ownerId inverse owner not null"),
        HAS_ONE("License", "License", "as next foreign key prevId inverse prev on delete cascade"),
    };
    return world_of(state, declared(declarations));
}

static void one_that_the_deletion_of_the_previous_takes_along_is_not_found(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    gemel_record *l11;
    given(w, "Person", "{'id': 2}");
    given(w, "License", "{'id': 10, 'ownerId': 1}");
    l11 = given(w, "License", "{'id': 11, 'ownerId': 2, 'prevId': 10}");
    refuse(GEMEL_NOT_FOUND, p1, l11, NULL);
    expect(GEMEL_NOT_FOUND, set_key(p1, "{'id': 11}"));
    expect_attribute(l11, "ownerId", "2");
    expect_rows(w, "License", "10 1 null, 11 2 10");
}

static int seats(void **state)
{
    static const declaration declarations[DECLARATIONS_MAX] = {
        MODEL("Person"),
        MODEL("License"),
        ATTRIBUTE("License", "row", "integer primary key"),
        ATTRIBUTE("License", "place", "integer primary key"),
        HAS_ONE("Person", "License", "foreign key ownerId"),
    };
    return world_of(state, declared(declarations));
}

static void a_composite_key_needs_all_its_attributes(void **state)
{
    world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    given(w, "License", "{'row': 1, 'place': 2, 'ownerId': 1}");
    forget_statements(w);
    expect(GEMEL_USAGE, set_key(p1, "{'row': 1}"));
    expect_mention("place");
    expect(GEMEL_USAGE, set_key(p1, "{'row': 1, 'place': null}"));
    expect(GEMEL_USAGE, set_key(p1, "{'row': 1, 'place': 'x'}"));
    expect_statements(w, 0, 0);
    expect(GEMEL_NOT_FOUND, set_key(p1, "{'row': 2, 'place': 2}"));
    expect_rows(w, "License", "1 2 1");
}

static int shared_key(void **state)
{
    static const declaration declarations[DECLARATIONS_MAX] = {
        MODEL("Person"),
        MODEL("License"),
        ATTRIBUTE("License", "personId", "integer primary key"),
        HAS_ONE("Person", "License", NULL),
    };
    return world_of(state, declared(declarations));
}

static void a_stored_one_with_a_shared_primary_key_is_never_moved(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    gemel_record *of_two;
    given(w, "Person", "{'id': 2}");
    given(w, "License", "{'personId': 1}");
    of_two = given(w, "License", "{'personId': 2}");
    refuse(GEMEL_USAGE, p1, of_two, NULL);
    expect(GEMEL_USAGE, set_key(p1, "{'personId': 2}"));
    expect_rows(w, "License", "1, 2");
}

static int narrow_key(void **state)
{
    static const declaration declarations[DECLARATIONS_MAX] = {
        MODEL("Person"),
        ATTRIBUTE("Person", "number", "bigint unique"),
        MODEL("License"),
        HAS_ONE("Person", "License", "foreign key ownerNumber source key number inverse owner integer"),
    };
    return world_of(state, declared(declarations));
}

static void a_key_too_large_for_its_foreign_key_is_a_validation(void **state)
{
    world *w = *state;
    gemel_record *ann = given(w, "Person", "{'id': 1, 'number': 2147483648}");
    gemel_record *l10 = given(w, "License", "{'id': 10}");
    forget_statements(w);
    refuse(GEMEL_VALIDATION, ann, l10, NULL);
    expect_mention("ownerNumber");
    expect(GEMEL_VALIDATION, gemel_record_set_association(l10, "owner", ann, NULL, &err));
    expect(GEMEL_VALIDATION, gemel_record_create_association(ann, "license", NULL, NULL, NULL, &err));
    expect_statements(w, 0, 0);
    expect_rows(w, "License", "10 null");
}

static void a_failed_set_leaves_the_transaction_usable(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    gemel_record *l11 = given(w, "License", "{'id': 11, 'number': 'B'}");
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    given(w, "License", "{'id': 10, 'number': 'A', 'ownerId': 1}");
    expect(GEMEL_NOT_FOUND, set_key(p1, "{'id': 9999}"));
    assert_int_equal(gemel_session_depth(w->session), 1);
    expect_own_rows(w, "License", "10 A 1, 11 B null");
    expect_ok(gemel_record_set_association(p1, "license", l11, NULL, &err));
    expect_ok(gemel_session_commit(w->session, &err));
    expect_rows(w, "License", "10 A null, 11 B 1");
}

static void a_wrong_call_is_told_before_a_missing_row(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    gemel_record *fresh = built(w, "License", "{'number': 5}");
    vanish(w, "Person", "{'id': 1}");
    refuse(GEMEL_USAGE, p1, fresh, with("{'nope': true}"));
    refuse(GEMEL_VALIDATION, p1, fresh, NULL);
    expect(GEMEL_NOT_FOUND, set_key(p1, "{'id': 9999}"));
    expect_mention("Person");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(world_n, s14_an_unknown_key_is_not_found),
        IN_WORLD(world_r, s14_an_unknown_key_is_not_found),
        IN_WORLD(world_r, s17_null_never_unlinks),
        IN_WORLD(world_n, s28_a_record_of_another_model_is_refused_before_sql),
        IN_WORLD(world_n, s29_save_false_is_refused_with_its_reason),
        IN_WORLD(world_n, options_of_other_calls_are_refused),
        IN_WORLD(world_n, an_unknown_association_is_refused),
        IN_WORLD(world_n, a_new_owner_is_refused_before_sql),
        IN_WORLD(world_n, a_key_that_is_no_key_is_refused_before_sql),
        IN_WORLD(world_n, an_owner_that_is_gone_is_not_found),
        IN_WORLD(world_n, one_that_is_gone_is_not_found_and_the_previous_stays),
        IN_WORLD(world_r, one_that_is_gone_is_not_found_and_the_previous_stays),
        IN_WORLD(world_r, a_failed_set_never_loses_the_previous_one),
        IN_WORLD(world_n, a_new_one_that_does_not_fit_changes_nothing),
        IN_WORLD(cards, a_new_one_without_its_values_is_not_null),
        IN_WORLD(cards, what_the_database_refuses_changes_nothing),
        IN_WORLD(cards, an_owner_whose_key_changed_behind_its_back_is_not_found),
        IN_WORLD(cards, an_owner_without_key_value_is_refused_before_sql),
        IN_WORLD(chain, one_that_the_deletion_of_the_previous_takes_along_is_not_found),
        IN_WORLD(seats, a_composite_key_needs_all_its_attributes),
        IN_WORLD(shared_key, a_stored_one_with_a_shared_primary_key_is_never_moved),
        IN_WORLD(narrow_key, a_key_too_large_for_its_foreign_key_is_a_validation),
        IN_WORLD(world_n, a_failed_set_leaves_the_transaction_usable),
        IN_WORLD(world_n, a_wrong_call_is_told_before_a_missing_row),
    };
    return cmocka_run_group_tests_name("set has one, refused", tests, NULL, NULL);
}
