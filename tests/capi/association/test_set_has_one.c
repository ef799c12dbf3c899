/*
 * gemel_record_set_association and its key form on a has one: what they do. It must not test what they
 * refuse (test_set_has_one_refused.c) nor unlinking (test_unset.c).
 */
#include "declarations.h"
#include "fixture.h"

static void set(gemel_record *owner, gemel_record *other, const gemel_options *options)
{
    expect_ok(gemel_record_set_association(owner, "license", other, options, &err));
}

/* The row that a set by key gives, freed by the teardown. */
static gemel_record *set_key(gemel_record *owner, const char *key, const gemel_options *options)
{
    gemel_record *row = NULL;
    expect_ok(gemel_record_set_association_key(owner, "license", values(key), options, &row, &err));
    return keep(row);
}

static void s01_set_links_a_free_one(void **state)
{
    world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    gemel_record *l10 = given(w, "License", "{'id': 10, 'number': 'A'}");
    forget_statements(w);
    set(p1, l10, NULL);
    assert_true(w->statements[GEMEL_LOG_READ] + w->statements[GEMEL_LOG_WRITE] <= 2);
    expect_attribute(l10, "ownerId", "1");
    assert_false(gemel_record_is_changed(l10));
    expect_rows(w, "License", "10 A 1");
}

static void s02_set_unlinks_the_previous_one(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    gemel_record *l11;
    given(w, "License", "{'id': 10, 'number': 'A', 'ownerId': 1}");
    l11 = given(w, "License", "{'id': 11, 'number': 'B'}");
    set(p1, l11, NULL);
    expect_rows(w, "License", "10 A null, 11 B 1");
    expect_rows(w, "Person", "1 null");
}

static void s03_set_by_key_links_and_gives_the_whole_row(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    gemel_record *row;
    given(w, "License", "{'id': 10, 'number': 'A'}");
    row = set_key(p1, "{'id': 10}", NULL);
    expect_attribute(row, "id", "10");
    expect_attribute(row, "number", "A");
    expect_attribute(row, "ownerId", "1");
    assert_false(gemel_record_is_new(row));
    assert_false(gemel_record_is_changed(row));
    expect_rows(w, "License", "10 A 1");
}

static void set_by_key_needs_no_place_for_the_row(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    given(w, "License", "{'id': 10, 'number': 'A'}");
    expect_ok(gemel_record_set_association_key(p1, "license", values("{'id': 10}"), NULL, NULL, &err));
    expect_rows(w, "License", "10 A 1");
}

static void s07_destroy_previous_deletes_it(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    gemel_record *l11;
    given(w, "License", "{'id': 10, 'number': 'A', 'ownerId': 1}");
    l11 = given(w, "License", "{'id': 11, 'number': 'B'}");
    set(p1, l11, with("{'destroyPrevious': true}"));
    expect_rows(w, "License", "11 B 1");
}

static void destroy_previous_works_by_key_too(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    given(w, "License", "{'id': 10, 'number': 'A', 'ownerId': 1}");
    given(w, "License", "{'id': 11, 'number': 'B'}");
    set_key(p1, "{'id': 11}", with("{'destroyPrevious': true}"));
    expect_rows(w, "License", "11 B 1");
}

static void destroy_previous_false_unlinks(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    gemel_record *l11;
    given(w, "License", "{'id': 10, 'number': 'A', 'ownerId': 1}");
    l11 = given(w, "License", "{'id': 11, 'number': 'B'}");
    set(p1, l11, with("{'destroyPrevious': false}"));
    expect_rows(w, "License", "10 A null, 11 B 1");
}

static void s09_a_key_that_may_not_be_null_deletes_the_previous_one(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    gemel_record *l11;
    given(w, "Person", "{'id': 2}");
    given(w, "License", "{'id': 10, 'number': 'A', 'ownerId': 1}");
    l11 = given(w, "License", "{'id': 11, 'number': 'B', 'ownerId': 2}");
    set(p1, l11, NULL);
    expect_rows(w, "License", "11 B 1");
    expect_rows(w, "Person", "1 null, 2 null");
}

/* A database in which triggers keep account of every row of licenses that is written. */
static int in_a_watched_database(void **state, gemel_schema *schema)
{
    world_shared(state, schema);
    shared_run(by_dialect(
        "CREATE TABLE written (id INTEGER);"
        "CREATE TRIGGER on_insert AFTER INSERT ON licenses BEGIN INSERT INTO written VALUES (new.id); END;"
        "CREATE TRIGGER on_update AFTER UPDATE ON licenses BEGIN INSERT INTO written VALUES (new.id); END;"
        "CREATE TRIGGER on_delete AFTER DELETE ON licenses BEGIN INSERT INTO written VALUES (old.id); END;",
        "CREATE TABLE written (id integer);"
        "CREATE FUNCTION note_new() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS"
        " $$BEGIN INSERT INTO written VALUES (new.id); RETURN NULL; END$$;"
        "CREATE FUNCTION note_old() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS"
        " $$BEGIN INSERT INTO written VALUES (old.id); RETURN NULL; END$$;"
        "CREATE TRIGGER on_change AFTER INSERT OR UPDATE ON licenses FOR EACH ROW EXECUTE FUNCTION note_new();"
        "CREATE TRIGGER on_delete AFTER DELETE ON licenses FOR EACH ROW EXECUTE FUNCTION note_old()"));
    return 0;
}

static int watched_n(void **state)
{
    return in_a_watched_database(state, schema_n());
}

static int watched_r(void **state)
{
    return in_a_watched_database(state, schema_r());
}

static void s10_setting_the_linked_one_writes_nothing(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    gemel_record *l10 = given(w, "License", "{'id': 10, 'number': 'A', 'ownerId': 1}");
    set(p1, l10, NULL);
    set(p1, l10, with("{'destroyPrevious': true}"));
    expect_attribute(set_key(p1, "{'id': 10}", NULL), "number", "A");
    expect_attribute(set_key(p1, "{'id': 10}", with("{'destroyPrevious': true}")), "ownerId", "1");
    expect_rows(w, "License", "10 A 1");
    assert_string_equal(shared_ask("SELECT id FROM written"), "10");
}

static void a_set_writes_no_other_row_than_the_two(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    gemel_record *l11;
    given(w, "Person", "{'id': 2}");
    given(w, "License", "{'id': 10, 'ownerId': 1}");
    l11 = given(w, "License", "{'id': 11, 'ownerId': 2}");
    given(w, "License", "{'id': 12}");
    shared_run("DELETE FROM written");
    set(p1, l11, NULL);
    expect_rows(w, "License", "10 null null, 11 null 1, 12 null null");
    assert_string_equal(shared_ask("SELECT id FROM written ORDER BY id"), "10, 11");
}

static void s12_a_key_given_as_text_is_converted(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    given(w, "License", "{'id': 10, 'number': 'A', 'ownerId': 1}");
    expect_attribute(set_key(p1, "{'id': '10'}", NULL), "number", "A");
    expect_rows(w, "License", "10 A 1");
}

static void s18_one_of_another_owner_is_moved(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1, 'name': 'ann'}");
    gemel_record *p2 = given(w, "Person", "{'id': 2, 'name': 'bob'}");
    gemel_record *l10 = given(w, "License", "{'id': 10, 'number': 'A', 'ownerId': 2}");
    gemel_record *none = l10;
    set(p1, l10, NULL);
    expect_attribute(l10, "ownerId", "1");
    expect_rows(w, "License", "10 A 1");
    expect_rows(w, "Person", "1 ann, 2 bob");
    expect_ok(gemel_record_get_association(p2, "license", NULL, &none, &err));
    assert_null(none);
}

static void s20_a_new_one_is_inserted_whole(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    gemel_record *fresh;
    given(w, "License", "{'id': 10, 'number': 'A', 'ownerId': 1}");
    fresh = built(w, "License", "{'number': 'N'}");
    set(p1, fresh, NULL);
    assert_false(gemel_record_is_new(fresh));
    assert_false(gemel_record_is_changed(fresh));
    expect_attribute(fresh, "id", by_dialect("11", "1"));
    expect_attribute(fresh, "ownerId", "1");
    expect_rows(w, "License", by_dialect("10 A null, 11 N 1", "1 N 1, 10 A null"));
}

static void s23_set_there_and_back_links_the_first_again(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    gemel_record *a = given(w, "License", "{'id': 10, 'number': 'A'}");
    gemel_record *b = given(w, "License", "{'id': 11, 'number': 'B'}");
    set(p1, a, NULL);
    set(p1, b, NULL);
    set(p1, a, NULL);
    expect_rows(w, "License", "10 A 1, 11 B null");
}

static void s42_of_a_stored_one_only_the_key_is_written(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    gemel_record *l10 = given(w, "License", "{'id': 10, 'number': 'A'}");
    expect_ok(gemel_record_set_text(l10, "number", "B", GEMEL_NUL, &err));
    set(p1, l10, NULL);
    expect_rows(w, "License", "10 A 1");
    expect_attribute(l10, "number", "B");
    assert_true(gemel_record_is_changed(l10));
    expect_ok(gemel_record_save(l10, NULL, &err));
    expect_rows(w, "License", "10 B 1");
}

static void s44_a_set_in_a_transaction_is_undone_with_it(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    gemel_record *l11;
    given(w, "License", "{'id': 10, 'number': 'A', 'ownerId': 1}");
    l11 = given(w, "License", "{'id': 11, 'number': 'B'}");
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    set(p1, l11, NULL);
    expect_own_rows(w, "License", "10 A null, 11 B 1");
    expect_ok(gemel_session_rollback(w->session, &err));
    expect_rows(w, "License", "10 A 1, 11 B null");
    set(p1, l11, NULL);
    expect_rows(w, "License", "10 A null, 11 B 1");
}

static void the_key_in_memory_never_decides(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    gemel_record *l10 = given(w, "License", "{'id': 10, 'number': 'A'}");
    gemel_record *other_copy = found(w, "License", "{'id': 10}");
    given(w, "Person", "{'id': 2}");

    expect_ok(gemel_record_set_int(l10, "ownerId", 1, &err));
    set(p1, l10, NULL);
    expect_rows(w, "License", "10 A 1");
    assert_false(gemel_record_is_changed(l10));

    expect_ok(gemel_record_set_int(l10, "ownerId", 2, &err));
    set(p1, l10, NULL);
    expect_attribute(l10, "ownerId", "1");
    assert_false(gemel_record_is_changed(l10));

    set(p1, other_copy, NULL);
    expect_attribute(other_copy, "ownerId", "1");
    expect_rows(w, "License", "10 A 1");
}

static void of_several_linked_only_the_given_one_stays(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    gemel_record *l11;
    given(w, "License", "{'id': 10, 'ownerId': 1}");
    l11 = given(w, "License", "{'id': 11, 'ownerId': 1}");
    given(w, "License", "{'id': 12, 'ownerId': 1}");
    set(p1, l11, NULL);
    expect_rows(w, "License", "10 null null, 11 null 1, 12 null null");
}

static void of_several_linked_destroy_previous_deletes_the_others(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    given(w, "License", "{'id': 10, 'ownerId': 1}");
    given(w, "License", "{'id': 11, 'ownerId': 1}");
    given(w, "License", "{'id': 12, 'ownerId': 1}");
    set_key(p1, "{'id': 12}", with("{'destroyPrevious': true}"));
    expect_rows(w, "License", "12 null 1");
}

static void a_unique_key_is_given_up_before_it_is_taken(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    gemel_record *l11;
    given(w, "License", "{'id': 10, 'number': 'A', 'ownerId': 1}");
    l11 = given(w, "License", "{'id': 11, 'number': 'B'}");
    set(p1, l11, NULL);
    set_key(p1, "{'id': 10}", NULL);
    set(p1, built(w, "License", "{'number': 'C'}"), NULL);
    expect_rows(w, "License", by_dialect("10 A null, 11 B null, 12 C 1", "1 C 1, 10 A null, 11 B null"));
}

static void a_unique_key_that_may_not_be_null_is_handed_on(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    gemel_record *p2 = given(w, "Person", "{'id': 2}");
    gemel_record *l11;
    given(w, "License", "{'id': 10, 'number': 'A', 'ownerId': 1}");
    l11 = given(w, "License", "{'id': 11, 'number': 'B', 'ownerId': 2}");
    set(p1, l11, NULL);
    set(p2, built(w, "License", "{'number': 'C'}"), NULL);
    expect_rows(w, "License", by_dialect("11 B 1, 12 C 2", "1 C 2, 11 B 1"));
}

static void zero_is_an_ordinary_key(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    given(w, "License", "{'id': 0, 'number': 'zero'}");
    given(w, "License", "{'id': 10, 'number': 'A', 'ownerId': 1}");
    expect_attribute(set_key(p1, "{'id': 0}", NULL), "number", "zero");
    expect_rows(w, "License", "0 zero 1, 10 A null");
}

static void owners_may_be_keyed_by_zero(void **state)
{
    const world *w = *state;
    gemel_record *p0 = given(w, "Person", "{'id': 0}");
    gemel_record *l10 = given(w, "License", "{'id': 10, 'number': 'A'}");
    set(p0, l10, NULL);
    expect_rows(w, "License", "10 A 0");
}

static int by_email(void **state)
{
    static const declaration declarations[DECLARATIONS_MAX] = {
        MODEL("Person"),
        ATTRIBUTE("Person", "email", "string unique"),
        MODEL("License"),
        ATTRIBUTE("License", "row", "integer primary key"),
        ATTRIBUTE("License", "place", "string primary key"),
        HAS_ONE("Person", "License", "source key email inverse owner"),
    };
    return world_of(state, declared(declarations));
}

static void a_source_key_and_a_composite_target_key(void **state)
{
    const world *w = *state;
    gemel_record *ann = given(w, "Person", "{'id': 1, 'email': 'ann@x'}");
    gemel_record *first = given(w, "License", "{'row': 1, 'place': 'a'}");
    given(w, "License", "{'row': 1, 'place': ''}");
    set(ann, first, NULL);
    expect_attribute(set_key(ann, "{'place': '', 'row': 1}", NULL), "ownerEmail", "ann@x");
    expect_rows(w, "License", "1  ann@x, 1 a null");
}

static void an_unsaved_change_of_the_source_key_does_not_count(void **state)
{
    const world *w = *state;
    gemel_record *ann = given(w, "Person", "{'id': 1, 'email': 'ann@x'}");
    gemel_record *first = given(w, "License", "{'row': 1, 'place': 'a'}");
    expect_ok(gemel_record_set_text(ann, "email", "new@x", GEMEL_NUL, &err));
    set(ann, first, NULL);
    expect_rows(w, "License", "1 a ann@x");
    expect_rows(w, "Person", "1 ann@x");
}

static int shared_key(void **state)
{
    static const declaration declarations[DECLARATIONS_MAX] = {
        MODEL("Person"),
        MODEL("License"),
        ATTRIBUTE("License", "personId", "integer primary key"),
        ATTRIBUTE("License", "number", "string"),
        HAS_ONE("Person", "License", NULL),
    };
    return world_of(state, declared(declarations));
}

static void a_shared_primary_key_is_given_to_a_new_one_and_the_previous_is_deleted(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    set(p1, built(w, "License", "{'number': 'A'}"), NULL);
    expect_rows(w, "License", "1 A");
    set(p1, built(w, "License", "{'number': 'B'}"), NULL);
    expect_rows(w, "License", "1 B");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(world_n, s01_set_links_a_free_one),
        IN_WORLD(world_n, s02_set_unlinks_the_previous_one),
        IN_WORLD(world_n, s03_set_by_key_links_and_gives_the_whole_row),
        IN_WORLD(world_n, set_by_key_needs_no_place_for_the_row),
        IN_WORLD(world_n, s07_destroy_previous_deletes_it),
        IN_WORLD(world_n, destroy_previous_works_by_key_too),
        IN_WORLD(world_n, destroy_previous_false_unlinks),
        IN_WORLD(world_r, s09_a_key_that_may_not_be_null_deletes_the_previous_one),
        IN_SHARED_WORLD(watched_n, s10_setting_the_linked_one_writes_nothing),
        IN_SHARED_WORLD(watched_r, s10_setting_the_linked_one_writes_nothing),
        IN_SHARED_WORLD(watched_n, a_set_writes_no_other_row_than_the_two),
        IN_WORLD(world_r, s12_a_key_given_as_text_is_converted),
        IN_WORLD(world_n, s18_one_of_another_owner_is_moved),
        IN_WORLD(world_n, s20_a_new_one_is_inserted_whole),
        IN_WORLD(world_n, s23_set_there_and_back_links_the_first_again),
        IN_WORLD(world_n, s42_of_a_stored_one_only_the_key_is_written),
        IN_WORLD(world_n, s44_a_set_in_a_transaction_is_undone_with_it),
        IN_WORLD(world_n, the_key_in_memory_never_decides),
        IN_WORLD(world_n, of_several_linked_only_the_given_one_stays),
        IN_WORLD(world_n, of_several_linked_destroy_previous_deletes_the_others),
        IN_WORLD(world_u, a_unique_key_is_given_up_before_it_is_taken),
        IN_WORLD(world_ru, a_unique_key_that_may_not_be_null_is_handed_on),
        IN_WORLD(world_n, zero_is_an_ordinary_key),
        IN_WORLD(world_n, owners_may_be_keyed_by_zero),
        IN_WORLD(by_email, a_source_key_and_a_composite_target_key),
        IN_WORLD(by_email, an_unsaved_change_of_the_source_key_does_not_count),
        IN_WORLD(shared_key, a_shared_primary_key_is_given_to_a_new_one_and_the_previous_is_deleted),
    };
    return cmocka_run_group_tests_name("set has one", tests, NULL, NULL);
}
