/*
 * gemel_record_create_association, at both ends. It must not test plain creation
 * (test_record.c).
 */
#include "declarations.h"
#include "fixture.h"

static gemel_record *create(gemel_record *self, const char *association_name, const char *json,
                            const gemel_options *options)
{
    gemel_record *made = NULL;
    expect_ok(gemel_record_create_association(self, association_name, values(json), options, &made, &err));
    return keep(made);
}

static gemel_status attempt(gemel_record *self, const char *association_name, const char *json,
                            const gemel_options *options)
{
    gemel_record *made = self;
    gemel_status status = gemel_record_create_association(self, association_name, values(json), options, &made, &err);
    assert_null(made);
    return status;
}

/* ---- Has one ---- */

static void c01_the_key_is_filled_in(void **state)
{
    world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    gemel_record *made;
    forget_statements(w);
    made = create(p1, "license", "{'number': 'A'}", NULL);
    expect_statements(w, 0, 1);
    expect_attribute(made, "id", "1");
    expect_attribute(made, "number", "A");
    expect_attribute(made, "ownerId", "1");
    assert_false(gemel_record_is_new(made));
    assert_false(gemel_record_is_changed(made));
    expect_rows(w, "License", "1 A 1");
}

static void no_values_are_only_the_key_and_the_defaults(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    expect_ok(gemel_record_create_association(p1, "license", NULL, NULL, NULL, &err));
    expect_rows(w, "License", "1 null 1");
}

static void c02_c03_a_given_key_is_overridden_and_the_values_stay_as_they_are(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    gemel_values *v = values("{'number': 'A', 'ownerId': 2}");
    gemel_record *again = NULL;
    given(w, "Person", "{'id': 2}");
    expect_ok(gemel_record_create_association(p1, "license", v, NULL, NULL, &err));
    expect_rows(w, "License", "1 A 1");
    expect_ok(gemel_record_create(w->session, model(w, "License"), v, NULL, &again, &err));
    expect_attribute(keep(again), "ownerId", "2");
}

static void c06_an_owner_with_a_partner_is_occupied(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    given(w, "License", "{'id': 10, 'number': 'A', 'ownerId': 1}");
    expect(GEMEL_OCCUPIED, attempt(p1, "license", "{'number': 'B'}", NULL));
    expect_mention("replace");
    expect(GEMEL_OCCUPIED, attempt(p1, "license", "{'number': 'B'}", with("{'replace': false}")));
    expect(GEMEL_OCCUPIED, attempt(p1, "license", "{'number': 'B'}", with("{'destroyPrevious': true}")));
    expect_rows(w, "License", "10 A 1");
}

static void c06_replace_displaces_the_previous_one(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    given(w, "License", "{'id': 10, 'number': 'A', 'ownerId': 1}");
    expect_attribute(create(p1, "license", "{'number': 'B'}", with("{'replace': true}")), "ownerId", "1");
    expect_rows(w, "License", by_dialect("10 A null, 11 B 1", "1 B 1, 10 A null"));
}

static void replace_deletes_where_the_key_may_not_be_null(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    given(w, "License", "{'id': 10, 'number': 'A', 'ownerId': 1}");
    create(p1, "license", "{'number': 'B'}", with("{'replace': true}"));
    expect_rows(w, "License", by_dialect("11 B 1", "1 B 1"));
}

static void replace_with_destroy_previous_deletes(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    given(w, "License", "{'id': 10, 'number': 'A', 'ownerId': 1}");
    create(p1, "license", "{'number': 'B'}", with("{'replace': true, 'destroyPrevious': true}"));
    expect_rows(w, "License", by_dialect("11 B 1", "1 B 1"));
}

static void replace_needs_no_previous_one(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    create(p1, "license", "{'number': 'A'}", with("{'replace': true, 'destroyPrevious': true}"));
    expect_rows(w, "License", "1 A 1");
}

static void an_occupied_create_leaves_no_gap_in_the_numbers(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    gemel_record *p2 = given(w, "Person", "{'id': 2}");
    create(p1, "license", "{'number': 'A'}", NULL);
    expect(GEMEL_OCCUPIED, attempt(p1, "license", "{'number': 'B'}", NULL));
    expect_attribute(create(p2, "license", "{'number': 'C'}", NULL), "id", "2");
}

static void a_new_owner_is_refused_before_sql(void **state)
{
    world *w = *state;
    gemel_record *unsaved = built(w, "Person", "{'id': 1}");
    forget_statements(w);
    expect(GEMEL_USAGE, attempt(unsaved, "license", "{'number': 'A'}", NULL));
    expect_statements(w, 0, 0);
    expect_rows(w, "License", "");
}

static void c09_an_owner_that_is_gone_is_a_foreign_key_error(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    vanish(w, "Person", "{'id': 1}");
    expect(GEMEL_FOREIGN_KEY, attempt(p1, "license", "{}", NULL));
    expect_rows(w, "License", "");
}

static int cards(void **state)
{
    static const declaration declarations[DECLARATIONS_MAX] = {
        MODEL("Person"),
        ATTRIBUTE("Person", "email", "string unique"),
        MODEL("License"),
        ATTRIBUTE("License", "number", "string not null unique"),
        HAS_ONE("Person", "License", "foreign key ownerEmail source key email inverse owner column p_email"),
    };
    return world_of(state, declared(declarations));
}

static void c11_the_source_key_is_filled_in_and_its_column_used(void **state)
{
    const world *w = *state;
    gemel_record *ann = given(w, "Person", "{'id': 1, 'email': 'ann@x'}");
    gemel_record *card = create(ann, "license", "{'number': 'A'}", NULL);
    expect_attribute(card, "ownerEmail", "ann@x");
    expect_ok(gemel_record_destroy(ann, NULL, NULL, &err));
    expect_rows(w, "License", "1 A null");
}

static void an_owner_without_key_value_is_refused_before_sql(void **state)
{
    world *w = *state;
    gemel_record *nobody = given(w, "Person", "{'id': 1}");
    forget_statements(w);
    expect(GEMEL_USAGE, attempt(nobody, "license", "{'number': 'A'}", NULL));
    expect_mention("email");
    expect_statements(w, 0, 0);
    expect_rows(w, "License", "");
}

static void values_that_are_refused_write_nothing(void **state)
{
    world *w = *state;
    gemel_record *ann = given(w, "Person", "{'id': 1, 'email': 'ann@x'}");
    forget_statements(w);
    expect(GEMEL_NOT_NULL, attempt(ann, "license", "{}", NULL));
    expect_mention("number");
    expect(GEMEL_VALIDATION, attempt(ann, "license", "{'number': 5}", NULL));
    expect(GEMEL_USAGE, attempt(ann, "license", "{'numbr': 'A'}", NULL));
    expect_mention("numbr");
    expect_mention("number");
    expect_statements(w, 0, 0);
    expect_rows(w, "License", "");
}

static void what_the_database_refuses_leaves_the_previous_one(void **state)
{
    const world *w = *state;
    gemel_record *ann = given(w, "Person", "{'id': 1, 'email': 'ann@x'}");
    given(w, "License", "{'id': 10, 'number': 'A', 'ownerEmail': 'ann@x'}");
    given(w, "License", "{'id': 11, 'number': 'B'}");
    expect(GEMEL_UNIQUE, attempt(ann, "license", "{'number': 'B'}", with("{'replace': true}")));
    expect(GEMEL_UNIQUE,
           attempt(ann, "license", "{'number': 'B'}", with("{'replace': true, 'destroyPrevious': true}")));
    expect_rows(w, "License", "10 A ann@x, 11 B null");
}

/* ---- Belongs to ---- */

static void b11_the_owner_is_inserted_and_then_linked(void **state)
{
    world *w = *state;
    gemel_record *l10 = given(w, "License", "{'id': 10, 'number': 'A'}");
    gemel_record *owner;
    forget_statements(w);
    owner = create(l10, "owner", "{'name': 'z'}", NULL);
    expect_statements(w, 0, on_sqlite() ? 2 : 1); /* PostgreSQL inserts and links in one statement */
    expect_attribute(owner, "id", "1");
    expect_attribute(owner, "name", "z");
    expect_attribute(l10, "ownerId", "1");
    assert_false(gemel_record_is_changed(l10));
    expect_rows(w, "Person", "1 z");
    expect_rows(w, "License", "10 A 1");
}

static void a_dependent_changes_its_owner_for_a_new_one(void **state)
{
    const world *w = *state;
    gemel_record *l10;
    given(w, "Person", "{'name': 'ann'}");
    l10 = given(w, "License", "{'id': 10, 'number': 'A', 'ownerId': 1}");
    expect_ok(gemel_record_set_text(l10, "number", "B", GEMEL_NUL, &err));
    create(l10, "owner", "{'name': 'bob'}", NULL);
    expect_rows(w, "Person", "1 ann, 2 bob");
    expect_rows(w, "License", "10 A 2");
    expect_attribute(l10, "number", "B");
    assert_true(gemel_record_is_changed(l10));
}

static void a_new_dependent_is_linked_in_memory_only(void **state)
{
    const world *w = *state;
    gemel_record *fresh = built(w, "License", "{'number': 'A'}");
    create(fresh, "owner", "{'name': 'z'}", NULL);
    expect_attribute(fresh, "ownerId", "1");
    assert_true(gemel_record_is_new(fresh));
    expect_rows(w, "Person", "1 z");
    expect_rows(w, "License", "");
    expect_ok(gemel_record_save(fresh, NULL, &err));
    expect_rows(w, "License", "1 A 1");
}

static void a_dependent_that_is_gone_is_not_found_and_no_owner_is_made(void **state)
{
    const world *w = *state;
    gemel_record *l10 = given(w, "License", "{'id': 10, 'number': 'A'}");
    vanish(w, "License", "{'id': 10}");
    expect(GEMEL_NOT_FOUND, attempt(l10, "owner", "{'name': 'z'}", NULL));
    expect_mention("License");
    expect_attribute(l10, "ownerId", NULL);
    expect_rows(w, "Person", "");
}

static void a_dependent_that_is_gone_counts_more_than_an_owner_that_the_database_refuses(void **state)
{
    const world *w = *state;
    gemel_record *l10 = given(w, "License", "{'id': 10}");
    given(w, "Person", "{'id': 1}");
    vanish(w, "License", "{'id': 10}");
    expect(GEMEL_NOT_FOUND, attempt(l10, "owner", "{'id': 1}", NULL));
    expect_mention("License 10 is gone");
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    expect(GEMEL_NOT_FOUND, attempt(l10, "owner", "{'id': 1}", NULL));
    expect_ok(gemel_session_commit(w->session, &err));
    expect_rows(w, "Person", "1 null");
}

static void an_owner_that_is_refused_leaves_the_dependent(void **state)
{
    world *w = *state;
    gemel_record *l10;
    given(w, "Person", "{'id': 1}");
    l10 = given(w, "License", "{'id': 10, 'number': 'A', 'ownerId': 1}");
    forget_statements(w);
    expect(GEMEL_VALIDATION, attempt(l10, "owner", "{'name': 5}", NULL));
    expect(GEMEL_USAGE, attempt(l10, "owner", "{'nmae': 'x'}", NULL));
    expect_statements(w, 0, 0);
    expect(GEMEL_UNIQUE, attempt(l10, "owner", "{'id': 1}", NULL));
    expect_attribute(l10, "ownerId", "1");
    assert_false(gemel_record_is_changed(l10));
    expect_rows(w, "License", "10 A 1");
    expect_rows(w, "Person", "1 null");
}

static void an_owner_without_the_key_that_is_referred_to_is_refused(void **state)
{
    world *w = *state;
    gemel_record *card = given(w, "License", "{'id': 10, 'number': 'A'}");
    forget_statements(w);
    expect(GEMEL_USAGE, attempt(card, "owner", "{}", NULL));
    expect_mention("email");
    expect_statements(w, 0, 0);
    expect_rows(w, "Person", "");
    create(card, "owner", "{'email': 'ann@x'}", NULL);
    expect_rows(w, "License", "10 A ann@x");
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

static void an_owner_whose_key_others_hold_already_is_occupied(void **state)
{
    const world *w = *state;
    gemel_record *l11;
    given(w, "License", "{'id': 10, 'ownerId': 99}");
    l11 = given(w, "License", "{'id': 11}");
    expect(GEMEL_OCCUPIED, attempt(l11, "owner", "{'id': 99}", NULL));
    expect_attribute(l11, "ownerId", NULL);
    expect_rows(w, "Person", "");
    create(l11, "owner", "{'id': 99}", with("{'replace': true}"));
    expect_rows(w, "License", "10 null, 11 99");
    expect_rows(w, "Person", "99");
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

static void a_stored_one_with_a_shared_primary_key_gets_no_new_owner(void **state)
{
    const world *w = *state;
    gemel_record *fresh = built(w, "License", "{}");
    gemel_record *l1;
    given(w, "Person", "{}");
    l1 = given(w, "License", "{'ownerId': 1}");
    expect(GEMEL_USAGE, attempt(l1, "owner", "{}", NULL));
    expect_rows(w, "Person", "1");
    create(fresh, "owner", "{}", NULL);
    expect_ok(gemel_record_save(fresh, NULL, &err));
    expect_rows(w, "License", "1, 2");
}

/* ---- Both ---- */

static void unknown_names_and_options_are_refused_before_sql(void **state)
{
    world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    forget_statements(w);
    expect(GEMEL_USAGE, attempt(p1, "licence", "{}", NULL));
    expect_mention("license");
    expect(GEMEL_USAGE, attempt(p1, "license", "{}", with("{'save': false}")));
    expect_mention("save");
    expect(GEMEL_USAGE, attempt(p1, "license", "{}", with("{'replace': 'yes'}")));
    expect_mention("replace");
    expect_statements(w, 0, 0);
    expect_rows(w, "License", "");
}

static void a_refused_create_leaves_the_transaction_usable(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    create(p1, "license", "{'number': 'A'}", NULL);
    expect(GEMEL_OCCUPIED, attempt(p1, "license", "{'number': 'B'}", NULL));
    create(p1, "license", "{'number': 'C'}", with("{'replace': true}"));
    expect_ok(gemel_session_commit(w->session, &err));
    expect_rows(w, "License", "1 A null, 2 C 1");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(world_n, c01_the_key_is_filled_in),
        IN_WORLD(world_n, no_values_are_only_the_key_and_the_defaults),
        IN_WORLD(world_n, c02_c03_a_given_key_is_overridden_and_the_values_stay_as_they_are),
        IN_WORLD(world_n, c06_an_owner_with_a_partner_is_occupied),
        IN_WORLD(world_u, c06_an_owner_with_a_partner_is_occupied),
        IN_WORLD(world_n, c06_replace_displaces_the_previous_one),
        IN_WORLD(world_u, c06_replace_displaces_the_previous_one),
        IN_WORLD(world_r, replace_deletes_where_the_key_may_not_be_null),
        IN_WORLD(world_ru, replace_deletes_where_the_key_may_not_be_null),
        IN_WORLD(world_n, replace_with_destroy_previous_deletes),
        IN_WORLD(world_n, replace_needs_no_previous_one),
        IN_WORLD(world_n, an_occupied_create_leaves_no_gap_in_the_numbers),
        IN_WORLD(world_u, an_occupied_create_leaves_no_gap_in_the_numbers),
        IN_WORLD(world_n, a_new_owner_is_refused_before_sql),
        IN_WORLD(world_n, c09_an_owner_that_is_gone_is_a_foreign_key_error),
        IN_WORLD(cards, c11_the_source_key_is_filled_in_and_its_column_used),
        IN_WORLD(cards, an_owner_without_key_value_is_refused_before_sql),
        IN_WORLD(cards, values_that_are_refused_write_nothing),
        IN_WORLD(cards, what_the_database_refuses_leaves_the_previous_one),
        IN_WORLD(world_n, b11_the_owner_is_inserted_and_then_linked),
        IN_WORLD(world_n, a_dependent_changes_its_owner_for_a_new_one),
        IN_WORLD(world_n, a_new_dependent_is_linked_in_memory_only),
        IN_WORLD(world_n, a_dependent_that_is_gone_is_not_found_and_no_owner_is_made),
        IN_WORLD(world_n, a_dependent_that_is_gone_counts_more_than_an_owner_that_the_database_refuses),
        IN_WORLD(world_n, an_owner_that_is_refused_leaves_the_dependent),
        IN_WORLD(cards, an_owner_without_the_key_that_is_referred_to_is_refused),
        IN_WORLD(without_constraint, an_owner_whose_key_others_hold_already_is_occupied),
        IN_WORLD(shared_key, a_stored_one_with_a_shared_primary_key_gets_no_new_owner),
        IN_WORLD(world_n, unknown_names_and_options_are_refused_before_sql),
        IN_WORLD(world_n, a_refused_create_leaves_the_transaction_usable),
    };
    return cmocka_run_group_tests_name("create association", tests, NULL, NULL);
}
