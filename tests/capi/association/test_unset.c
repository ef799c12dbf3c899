/*
 * gemel_record_unset_association, at both ends. It must not test what set does with the previous
 * one (test_set_has_one.c, test_set_belongs_to.c).
 */
#include "declarations.h"
#include "fixture.h"

static void unset(gemel_record *self, const char *association_name, const gemel_options *options)
{
    expect_ok(gemel_record_unset_association(self, association_name, options, &err));
}

#define refuse(status, self, association_name, options)                                                                \
    expect(status, gemel_record_unset_association((self), (association_name), (options), &err))

/* ---- Has one ---- */

static void s04_the_linked_one_gets_a_null_key(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    given(w, "License", "{'id': 10, 'number': 'A', 'ownerId': 1}");
    given(w, "License", "{'id': 11, 'number': 'B'}");
    unset(p1, "license", NULL);
    expect_rows(w, "License", "10 A null, 11 B null");
    expect_rows(w, "Person", "1 null");
}

static void s05_nobody_linked_changes_nothing(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    given(w, "Person", "{'id': 2}");
    given(w, "License", "{'id': 10, 'number': 'A', 'ownerId': 2}");
    given(w, "License", "{'id': 11, 'number': 'B'}");
    unset(p1, "license", NULL);
    unset(p1, "license", with("{'destroyPrevious': true}"));
    expect_rows(w, "License", "10 A 2, 11 B null");
}

static void s06_destroy_previous_deletes_the_linked_one(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    given(w, "License", "{'id': 10, 'number': 'A', 'ownerId': 1}");
    given(w, "License", "{'id': 11, 'number': 'B'}");
    unset(p1, "license", with("{'destroyPrevious': true}"));
    expect_rows(w, "License", "11 B null");
}

static void s08_a_key_that_may_not_be_null_deletes_the_linked_one(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    given(w, "License", "{'id': 10, 'number': 'A', 'ownerId': 1}");
    unset(p1, "license", NULL);
    expect_rows(w, "License", "");
}

static void all_that_are_linked_are_unlinked(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    given(w, "License", "{'id': 10, 'ownerId': 1}");
    given(w, "License", "{'id': 11, 'ownerId': 1}");
    unset(p1, "license", NULL);
    expect_rows(w, "License", "10 null null, 11 null null");
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

static void with_a_shared_primary_key_the_linked_one_is_deleted(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    given(w, "Person", "{'id': 2}");
    given(w, "License", "{'personId': 1}");
    given(w, "License", "{'personId': 2}");
    unset(p1, "license", NULL);
    expect_rows(w, "License", "2");
}

static void a_new_owner_is_refused_before_sql_and_orphans_stay(void **state)
{
    world *w = *state;
    gemel_record *unsaved = built(w, "Person", "{}");
    given(w, "License", "{'id': 10, 'number': 'A'}");
    forget_statements(w);
    refuse(GEMEL_USAGE, unsaved, "license", NULL);
    refuse(GEMEL_USAGE, unsaved, "license", with("{'destroyPrevious': true}"));
    expect_statements(w, 0, 0);
    expect_rows(w, "License", "10 A null");
}

static void an_owner_that_is_gone_is_not_found(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    vanish(w, "Person", "{'id': 1}");
    refuse(GEMEL_NOT_FOUND, p1, "license", NULL);
    expect_mention("Person");
}

static void a_linked_one_that_others_refer_to_stays(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    given(w, "License", "{'id': 10, 'ownerId': 1}");
    given(w, "Chip", "{'id': 5, 'licenseId': 10}");
    refuse(GEMEL_FOREIGN_KEY, p1, "license", with("{'destroyPrevious': true}"));
    expect_rows(w, "License", "10 1");
    unset(p1, "license", NULL);
    expect_rows(w, "License", "10 null");
}

static int restricted(void **state)
{
    static const declaration declarations[DECLARATIONS_MAX] = {
        MODEL("Person"),
        MODEL("License"),
        MODEL("Chip"),
        HAS_ONE("Person", "License", "foreign key ownerId"),
        HAS_ONE("License", "Chip", "on delete restrict"),
    };
    return world_of(state, declared(declarations));
}

/* ---- Belongs to ---- */

static void b03_the_key_becomes_null_and_the_row_stays(void **state)
{
    world *w = *state;
    gemel_record *l10;
    given(w, "Person", "{'id': 1}");
    l10 = given(w, "License", "{'id': 10, 'number': 'A', 'ownerId': 1}");
    forget_statements(w);
    unset(l10, "owner", NULL);
    expect_statements(w, 0, 1);
    expect_attribute(l10, "ownerId", NULL);
    assert_false(gemel_record_is_changed(l10));
    expect_rows(w, "License", "10 A null");
    expect_rows(w, "Person", "1 null");
}

static void b07_a_key_that_may_not_be_null_stays(void **state)
{
    world *w = *state;
    gemel_record *l10;
    given(w, "Person", "{'id': 1}");
    l10 = given(w, "License", "{'id': 10, 'number': 'A', 'ownerId': 1}");
    forget_statements(w);
    refuse(GEMEL_NOT_NULL, l10, "owner", NULL);
    expect_mention("ownerId");
    expect_statements(w, 0, 0);
    expect_attribute(l10, "ownerId", "1");
    assert_false(gemel_record_is_changed(l10));
    expect_rows(w, "License", "10 A 1");
}

static void a_null_key_is_asked_for_and_not_written(void **state)
{
    world *w = *state;
    gemel_record *l10 = given(w, "License", "{'id': 10, 'number': 'A'}");
    expect_ok(gemel_record_set_text(l10, "number", "B", GEMEL_NUL, &err));
    forget_statements(w);
    unset(l10, "owner", NULL);
    expect_statements(w, 0, 1); /* of no row */
    assert_true(gemel_record_is_changed(l10));
    expect_rows(w, "License", "10 A null");
}

static void only_the_key_is_written(void **state)
{
    const world *w = *state;
    gemel_record *l10;
    given(w, "Person", "{'id': 1}");
    l10 = given(w, "License", "{'id': 10, 'number': 'A', 'ownerId': 1}");
    expect_ok(gemel_record_set_text(l10, "number", "B", GEMEL_NUL, &err));
    unset(l10, "owner", NULL);
    expect_rows(w, "License", "10 A null");
    expect_attribute(l10, "number", "B");
    assert_true(gemel_record_is_changed(l10));
}

static void save_false_assigns_in_memory_only(void **state)
{
    world *w = *state;
    gemel_record *l10;
    given(w, "Person", "{'id': 1}");
    l10 = given(w, "License", "{'id': 10, 'number': 'A', 'ownerId': 1}");
    forget_statements(w);
    unset(l10, "owner", with("{'save': false}"));
    expect_statements(w, 0, 0);
    expect_attribute(l10, "ownerId", NULL);
    assert_true(gemel_record_is_changed(l10));
    expect_ok(gemel_record_save(l10, NULL, &err));
    expect_rows(w, "License", "10 A null");
}

static void a_new_one_is_unlinked_in_memory_only(void **state)
{
    world *w = *state;
    gemel_record *fresh = built(w, "License", "{'ownerId': 1}");
    forget_statements(w);
    unset(fresh, "owner", NULL);
    expect_statements(w, 0, 0);
    expect_attribute(fresh, "ownerId", NULL);
    assert_true(gemel_record_is_new(fresh));
}

static void destroy_previous_has_no_effect_on_a_belongs_to(void **state)
{
    const world *w = *state;
    gemel_record *l10;
    given(w, "Person", "{'id': 1}");
    l10 = given(w, "License", "{'id': 10, 'number': 'A', 'ownerId': 1}");
    unset(l10, "owner", with("{'destroyPrevious': true}"));
    expect_rows(w, "Person", "1 null");
    expect_rows(w, "License", "10 A null");
}

static void a_row_that_is_gone_is_not_found_and_memory_stays(void **state)
{
    const world *w = *state;
    gemel_record *l10;
    given(w, "Person", "{'id': 1}");
    l10 = given(w, "License", "{'id': 10, 'ownerId': 1}");
    vanish(w, "License", "{'id': 10}");
    refuse(GEMEL_NOT_FOUND, l10, "owner", NULL);
    expect_attribute(l10, "ownerId", "1");
}

/* ---- Both ---- */

static void unknown_names_and_options_are_refused_before_sql(void **state)
{
    world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    gemel_record *l10 = given(w, "License", "{'id': 10, 'ownerId': 1}");
    forget_statements(w);
    refuse(GEMEL_USAGE, p1, "licence", NULL);
    expect_mention("license");
    refuse(GEMEL_USAGE, p1, "license", with("{'save': false}"));
    expect_mention("save");
    refuse(GEMEL_USAGE, p1, "license", with("{'nope': 1}"));
    expect_mention("nope");
    refuse(GEMEL_USAGE, l10, "owner", with("{'nope': 1}"));
    expect_statements(w, 0, 0);
    expect_rows(w, "License", "10 null 1");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(world_n, s04_the_linked_one_gets_a_null_key),
        IN_WORLD(world_n, s05_nobody_linked_changes_nothing),
        IN_WORLD(world_n, s06_destroy_previous_deletes_the_linked_one),
        IN_WORLD(world_r, s08_a_key_that_may_not_be_null_deletes_the_linked_one),
        IN_WORLD(world_n, all_that_are_linked_are_unlinked),
        IN_WORLD(shared_key, with_a_shared_primary_key_the_linked_one_is_deleted),
        IN_WORLD(world_n, a_new_owner_is_refused_before_sql_and_orphans_stay),
        IN_WORLD(world_n, an_owner_that_is_gone_is_not_found),
        IN_WORLD(restricted, a_linked_one_that_others_refer_to_stays),
        IN_WORLD(world_n, b03_the_key_becomes_null_and_the_row_stays),
        IN_WORLD(world_r, b07_a_key_that_may_not_be_null_stays),
        IN_WORLD(world_n, a_null_key_is_asked_for_and_not_written),
        IN_WORLD(world_n, only_the_key_is_written),
        IN_WORLD(world_n, save_false_assigns_in_memory_only),
        IN_WORLD(world_n, a_new_one_is_unlinked_in_memory_only),
        IN_WORLD(world_n, destroy_previous_has_no_effect_on_a_belongs_to),
        IN_WORLD(world_n, a_row_that_is_gone_is_not_found_and_memory_stays),
        IN_WORLD(world_n, unknown_names_and_options_are_refused_before_sql),
    };
    return cmocka_run_group_tests_name("unset", tests, NULL, NULL);
}
