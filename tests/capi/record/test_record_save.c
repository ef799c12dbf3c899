/*
 * gemel_record_save, _update, _reload and _destroy, with what counts as changed. It must not test
 * making and finding records (test_record.c, test_find.c).
 */
#include "declarations.h"
#include "fixture.h"

static int people(void **state)
{
    static const declaration declarations[DECLARATIONS_MAX] = {
        MODEL("Person"),
        ATTRIBUTE("Person", "name", "string not null unique"),
        ATTRIBUTE("Person", "age", "integer"),
    };
    return world_of(state, declared(declarations));
}

static gemel_record *ann(const world *w)
{
    return given(w, "Person", "{'id': 1, 'name': 'ann', 'age': 5}");
}

static void assign(gemel_record *record, const char *json)
{
    expect_ok(gemel_record_assign(record, values(json), &err));
}

/* ---- Save ---- */

static void m05_nothing_changed_is_no_statement(void **state)
{
    world *w = *state;
    gemel_record *p = ann(w);
    forget_statements(w);
    expect_ok(gemel_record_save(p, NULL, &err));
    expect_statements(w, 0, 0);
}

static void m05_only_what_changed_is_written(void **state)
{
    world *w = *state;
    gemel_record *p = ann(w);
    gemel_record *copy = found(w, "Person", "{'id': 1}");
    expect_ok(gemel_record_update(copy, values("{'age': 6}"), NULL, &err));
    assign(p, "{'name': 'eve'}");
    assert_true(gemel_record_is_changed(p));
    forget_statements(w);
    expect_ok(gemel_record_save(p, NULL, &err));
    expect_statements(w, 0, 1);
    assert_false(gemel_record_is_changed(p));
    expect_rows(w, "Person", "1 eve 6");
}

static void a_new_record_is_inserted_whole(void **state)
{
    world *w = *state;
    gemel_record *p = built(w, "Person", "{'name': 'ann'}");
    assign(p, "{'age': 5}");
    forget_statements(w);
    expect_ok(gemel_record_save(p, NULL, &err));
    expect_statements(w, 0, 1);
    assert_false(gemel_record_is_new(p));
    assert_false(gemel_record_is_changed(p));
    expect_rows(w, "Person", "1 ann 5");
}

static void m08_an_equal_value_is_no_change(void **state)
{
    const world *w = *state;
    gemel_record *p = ann(w);
    assign(p, "{'age': 5, 'name': 'ann'}");
    assert_false(gemel_record_is_changed(p));
    assign(p, "{'age': '5'}");
    assert_false(gemel_record_is_changed(p));
    assign(p, "{'id': 1}");
    assert_false(gemel_record_is_changed(p));
}

static void a_value_changed_back_is_no_change(void **state)
{
    world *w = *state;
    gemel_record *p = ann(w);
    assign(p, "{'age': 6}");
    assign(p, "{'age': null}");
    assert_true(gemel_record_is_changed(p));
    assign(p, "{'age': 5}");
    assert_false(gemel_record_is_changed(p));
    forget_statements(w);
    expect_ok(gemel_record_save(p, NULL, &err));
    expect_statements(w, 0, 0);
}

static void a_refused_save_changes_nothing_and_can_be_corrected(void **state)
{
    world *w = *state;
    gemel_record *p = ann(w);
    given(w, "Person", "{'id': 2, 'name': 'bob'}");
    assign(p, "{'name': null, 'age': 'abc'}");
    forget_statements(w);
    expect(GEMEL_VALIDATION, gemel_record_save(p, NULL, &err));
    assert_int_equal(gemel_error_item_count(failure()), 2);
    expect_statements(w, 0, 0);
    assign(p, "{'age': 6}");
    expect(GEMEL_NOT_NULL, gemel_record_save(p, NULL, &err));
    assign(p, "{'name': 'bob'}");
    expect(GEMEL_UNIQUE, gemel_record_save(p, NULL, &err));
    assert_true(gemel_record_is_changed(p));
    expect_attribute(p, "name", "bob");
    expect_rows(w, "Person", "1 ann 5, 2 bob null");
    assign(p, "{'name': 'eve'}");
    expect_ok(gemel_record_save(p, NULL, &err));
    expect_rows(w, "Person", "1 eve 6, 2 bob null");
}

static void a_refused_insert_stays_new(void **state)
{
    const world *w = *state;
    gemel_record *p = built(w, "Person", "{'name': 'ann'}");
    ann(w);
    expect(GEMEL_UNIQUE, gemel_record_save(p, NULL, &err));
    assert_true(gemel_record_is_new(p));
    expect_attribute(p, "id", NULL);
    assign(p, "{'name': 'bob'}");
    expect_ok(gemel_record_save(p, NULL, &err));
    assert_false(gemel_record_is_new(p));
    expect_attribute(found(w, "Person", "{'name': 'bob'}"), "age", NULL);
}

static void a_row_that_is_gone_is_noticed_by_a_save_that_writes(void **state)
{
    world *w = *state;
    gemel_record *p = ann(w);
    vanish(w, "Person", "{'id': 1}");
    expect_ok(gemel_record_save(p, NULL, &err));
    assign(p, "{'age': 6}");
    expect(GEMEL_NOT_FOUND, gemel_record_save(p, NULL, &err));
    expect_mention("Person");
    assert_true(gemel_record_is_changed(p));
    expect_attribute(p, "age", "6");
    expect(GEMEL_NOT_FOUND, gemel_record_update(p, values("{'name': 'eve'}"), NULL, &err));
    expect_attribute(p, "name", "ann");
    expect_rows(w, "Person", "");
}

static void another_primary_key_for_a_stored_record_is_refused(void **state)
{
    const world *w = *state;
    gemel_record *p = ann(w);
    expect(GEMEL_USAGE, gemel_record_assign(p, values("{'name': 'eve', 'id': 2}"), &err));
    expect_mention("id");
    expect(GEMEL_USAGE, gemel_record_update(p, values("{'id': 2, 'name': 'eve'}"), NULL, &err));
    expect(GEMEL_USAGE, gemel_record_set_int(p, "id", 2, &err));
    expect(GEMEL_USAGE, gemel_record_set_null(p, "id", &err));
    expect(GEMEL_USAGE, gemel_record_set_text(p, "id", "nobody", GEMEL_NUL, &err));
    assert_false(gemel_record_is_changed(p));
    expect_attribute(p, "name", "ann");
    expect_ok(gemel_record_set_text(p, "id", "1", GEMEL_NUL, &err));
    assert_false(gemel_record_is_changed(p));
}

static void the_primary_key_of_a_new_record_is_assigned_like_any_other(void **state)
{
    const world *w = *state;
    gemel_record *p = built(w, "Person", "{'name': 'ann', 'id': 3}");
    assign(p, "{'id': 4}");
    expect_ok(gemel_record_save(p, NULL, &err));
    expect_rows(w, "Person", "4 ann null");
}

/* ---- Update ---- */

static void m06_update_writes_its_values_only(void **state)
{
    world *w = *state;
    gemel_record *p = ann(w);
    assign(p, "{'name': 'eve'}");
    forget_statements(w);
    expect_ok(gemel_record_update(p, values("{'age': 6}"), NULL, &err));
    expect_statements(w, 0, 1);
    expect_rows(w, "Person", "1 ann 6");
    expect_attribute(p, "name", "eve");
    assert_true(gemel_record_is_changed(p));
    expect_ok(gemel_record_save(p, NULL, &err));
    expect_rows(w, "Person", "1 eve 6");
}

static void update_with_equal_values_is_no_statement(void **state)
{
    world *w = *state;
    gemel_record *p = ann(w);
    forget_statements(w);
    expect_ok(gemel_record_update(p, values("{'age': 5, 'name': 'ann'}"), NULL, &err));
    expect_ok(gemel_record_update(p, values("{}"), NULL, &err));
    expect_statements(w, 0, 0);
}

static void a_refused_update_leaves_memory_as_it_was(void **state)
{
    world *w = *state;
    gemel_record *p = ann(w);
    given(w, "Person", "{'id': 2, 'name': 'bob'}");
    assign(p, "{'age': 6}");
    forget_statements(w);
    expect(GEMEL_USAGE, gemel_record_update(p, values("{'name': 'x', 'nope': 1}"), NULL, &err));
    expect(GEMEL_VALIDATION, gemel_record_update(p, values("{'name': 5}"), NULL, &err));
    expect(GEMEL_NOT_NULL, gemel_record_update(p, values("{'name': null}"), NULL, &err));
    expect_statements(w, 0, 0);
    expect(GEMEL_UNIQUE, gemel_record_update(p, values("{'name': 'bob'}"), NULL, &err));
    expect_attribute(p, "name", "ann");
    expect_attribute(p, "age", "6");
    assign(p, "{'age': 5}");
    assert_false(gemel_record_is_changed(p));
    expect_rows(w, "Person", "1 ann 5, 2 bob null");
}

static void update_does_not_look_at_what_it_does_not_write(void **state)
{
    const world *w = *state;
    gemel_record *p = ann(w);
    assign(p, "{'name': null}");
    expect_ok(gemel_record_update(p, values("{'age': 6}"), NULL, &err));
    expect_rows(w, "Person", "1 ann 6");
    expect_attribute(p, "name", NULL);
}

/* ---- Reload and destroy ---- */

static void reload_reads_again_and_drops_what_was_assigned(void **state)
{
    world *w = *state;
    gemel_record *p = ann(w);
    gemel_record *copy = found(w, "Person", "{'id': 1}");
    expect_ok(gemel_record_update(copy, values("{'age': 6}"), NULL, &err));
    assign(p, "{'name': 'eve'}");
    forget_statements(w);
    expect_ok(gemel_record_reload(p, NULL, &err));
    expect_statements(w, 1, 0);
    expect_attribute(p, "name", "ann");
    expect_attribute(p, "age", "6");
    assert_false(gemel_record_is_changed(p));
}

static void m10_reload_of_a_row_that_is_gone_is_not_found(void **state)
{
    const world *w = *state;
    gemel_record *p = ann(w);
    vanish(w, "Person", "{'id': 1}");
    expect(GEMEL_NOT_FOUND, gemel_record_reload(p, NULL, &err));
    expect_mention("Person");
    expect_attribute(p, "name", "ann");
}

static void m10_destroy_tells_whether_there_was_a_row(void **state)
{
    world *w = *state;
    gemel_record *p = ann(w);
    bool deleted = false;
    forget_statements(w);
    expect_ok(gemel_record_destroy(p, NULL, &deleted, &err));
    expect_statements(w, 0, 1);
    assert_true(deleted);
    expect_rows(w, "Person", "");
    expect_ok(gemel_record_destroy(p, NULL, &deleted, &err));
    assert_false(deleted);
    expect_ok(gemel_record_destroy(p, NULL, NULL, &err));
    expect_attribute(p, "name", "ann");
    expect(GEMEL_NOT_FOUND, gemel_record_reload(p, NULL, &err));
}

static void m11_a_new_record_has_no_row(void **state)
{
    world *w = *state;
    gemel_record *p = built(w, "Person", "{'id': 1, 'name': 'x'}");
    bool deleted = true;
    ann(w);
    forget_statements(w);
    expect(GEMEL_USAGE, gemel_record_update(p, values("{'age': 6}"), NULL, &err));
    expect(GEMEL_USAGE, gemel_record_reload(p, NULL, &err));
    expect(GEMEL_USAGE, gemel_record_destroy(p, NULL, &deleted, &err));
    assert_false(deleted);
    expect_statements(w, 0, 0);
    assert_true(gemel_record_is_new(p));
    expect_attribute(p, "age", NULL);
    expect_rows(w, "Person", "1 ann 5");
}

static void m14_destroying_an_owner_unlinks_its_dependent(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    given(w, "License", "{'id': 10, 'number': 'A', 'ownerId': 1}");
    expect_ok(gemel_record_destroy(p1, NULL, NULL, &err));
    expect_rows(w, "License", "10 A null");
}

static void m14_or_deletes_it_where_the_key_may_not_be_null(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    given(w, "License", "{'id': 10, 'number': 'A', 'ownerId': 1}");
    expect_ok(gemel_record_destroy(p1, NULL, NULL, &err));
    expect_rows(w, "License", "");
}

static int restricted(void **state)
{
    static const declaration declarations[DECLARATIONS_MAX] = {
        MODEL("Person"),
        MODEL("License"),
        HAS_ONE("Person", "License", "foreign key ownerId inverse owner on delete restrict"),
    };
    return world_of(state, declared(declarations));
}

static void d15_an_owner_that_is_referred_to_stays(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    bool deleted = true;
    given(w, "License", "{'id': 10, 'ownerId': 1}");
    expect(GEMEL_FOREIGN_KEY, gemel_record_destroy(p1, NULL, &deleted, &err));
    assert_false(deleted);
    assert_false(gemel_record_is_new(p1));
    expect_rows(w, "Person", "1");
    expect_rows(w, "License", "10 1");
}

static void a_foreign_key_is_assigned_and_saved_like_any_other(void **state)
{
    const world *w = *state;
    gemel_record *l10;
    given(w, "Person", "{'id': 1}");
    l10 = given(w, "License", "{'id': 10, 'number': 'A', 'ownerId': 1}");
    given(w, "License", "{'id': 11, 'number': 'B', 'ownerId': 1}");
    assign(l10, "{'ownerId': 99}");
    expect(GEMEL_FOREIGN_KEY, gemel_record_save(l10, NULL, &err));
    expect(GEMEL_FOREIGN_KEY, gemel_record_update(l10, values("{'ownerId': 98}"), NULL, &err));
    expect_attribute(l10, "ownerId", "99");
    expect_rows(w, "License", "10 A 1, 11 B 1");
}

static void options_are_refused_that_are_not_known(void **state)
{
    world *w = *state;
    gemel_record *p = ann(w);
    assign(p, "{'age': 6}");
    forget_statements(w);
    expect(GEMEL_USAGE, gemel_record_save(p, with("{'nope': 1}"), &err));
    expect(GEMEL_USAGE, gemel_record_update(p, values("{'age': 7}"), with("{'nope': 1}"), &err));
    expect(GEMEL_USAGE, gemel_record_reload(p, with("{'nope': 1}"), &err));
    expect(GEMEL_USAGE, gemel_record_destroy(p, with("{'nope': 1}"), NULL, &err));
    expect_mention("nope");
    expect_statements(w, 0, 0);
    expect_attribute(p, "age", "6");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(people, m05_nothing_changed_is_no_statement),
        IN_WORLD(people, m05_only_what_changed_is_written),
        IN_WORLD(people, a_new_record_is_inserted_whole),
        IN_WORLD(people, m08_an_equal_value_is_no_change),
        IN_WORLD(people, a_value_changed_back_is_no_change),
        IN_WORLD(people, a_refused_save_changes_nothing_and_can_be_corrected),
        IN_WORLD(people, a_refused_insert_stays_new),
        IN_WORLD(people, a_row_that_is_gone_is_noticed_by_a_save_that_writes),
        IN_WORLD(people, another_primary_key_for_a_stored_record_is_refused),
        IN_WORLD(people, the_primary_key_of_a_new_record_is_assigned_like_any_other),
        IN_WORLD(people, m06_update_writes_its_values_only),
        IN_WORLD(people, update_with_equal_values_is_no_statement),
        IN_WORLD(people, a_refused_update_leaves_memory_as_it_was),
        IN_WORLD(people, update_does_not_look_at_what_it_does_not_write),
        IN_WORLD(people, reload_reads_again_and_drops_what_was_assigned),
        IN_WORLD(people, m10_reload_of_a_row_that_is_gone_is_not_found),
        IN_WORLD(people, m10_destroy_tells_whether_there_was_a_row),
        IN_WORLD(people, m11_a_new_record_has_no_row),
        IN_WORLD(world_n, m14_destroying_an_owner_unlinks_its_dependent),
        IN_WORLD(world_r, m14_or_deletes_it_where_the_key_may_not_be_null),
        IN_WORLD(restricted, d15_an_owner_that_is_referred_to_stays),
        IN_WORLD(world_n, a_foreign_key_is_assigned_and_saved_like_any_other),
        IN_WORLD(people, options_are_refused_that_are_not_known),
    };
    return cmocka_run_group_tests_name("record save", tests, NULL, NULL);
}
