/*
 * Records that lack what a call needs: a key, a mark or a version. What was not read is not null: the call is refused,
 * names the attribute, sends nothing and leaves nothing loaded. It must not test what reading such an attribute itself
 * answers (test_query_include.c).
 */
#include "declarations.h"
#include "loading.h"
#include <stdio.h>

/* Person(name, email) has one License(number, ownerId) and, by email, one Pass(email). */
static const declaration keys[DECLARATIONS_MAX] = {
    MODEL("Person"),
    ATTRIBUTE("Person", "name", "string"),
    ATTRIBUTE("Person", "email", "string unique"),
    MODEL("License"),
    ATTRIBUTE("License", "number", "string"),
    ATTRIBUTE("License", "ownerId", "integer"),
    HAS_ONE("Person", "License", "foreign key ownerId inverse owner"),
    MODEL("Pass"),
    ATTRIBUTE("Pass", "email", "string"),
    HAS_ONE_WITH("Person", "Pass",
                 "{'sourceKey': 'email', 'foreignKey': 'email', 'inverse': 'holder', 'dependent': 'destroy'}"),
};

static int world_of_keys(void **state)
{
    world_of(state, declared(keys));
    given(*state, "Person", "{'id': 1, 'name': 'ada', 'email': 'a'}");
    given(*state, "Person", "{'id': 2, 'name': 'bob', 'email': 'b'}");
    given(*state, "License", "{'id': 10, 'number': 'A', 'ownerId': 1}");
    given(*state, "License", "{'id': 11, 'number': 'B', 'ownerId': 2}");
    given(*state, "Pass", "{'id': 20, 'email': 'a'}");
    forget_statements(*state);
    return 0;
}

/* One row, of which only these attributes are read. */
static gemel_record *partial(world *w, const char *name, const char *id, const char *attributes)
{
    char options[120];
    gemel_record *record = NULL;
    snprintf(options, sizeof options, "{'attributes': [%s]}", attributes);
    expect_ok(gemel_record_find(w->session, model(w, name), values(id), with(options), &record, &err));
    forget_statements(w);
    return keep(record);
}

/* All rows of a model by SQL of one's own, which gives these columns. */
static gemel_records *by_sql(world *w, const char *name, const char *columns)
{
    const gemel_model *m = model(w, name);
    const char *schema = database_schema();
    char sql[200];
    gemel_records *list = NULL;
    snprintf(sql, sizeof sql, "SELECT %s FROM %s%s%s ORDER BY id", columns, schema, *schema ? "." : "",
             gemel_model_table(m));
    expect_ok(gemel_records_query_sql(w->session, m, sql, GEMEL_NUL, NULL, &list, &err));
    forget_statements(w);
    return list;
}

static gemel_record *first_by_sql(world *w, const char *name, const char *columns)
{
    gemel_records *list = by_sql(w, name, columns);
    gemel_record *record = NULL;
    expect_ok(gemel_records_take(list, 0, &record, &err));
    gemel_records_free(list);
    return keep(record);
}

/* Whom it leads to cannot be told: neither got nor loaded, and nothing is sent. */
static void expect_untold(world *w, gemel_record *record, const char *name, const char *attribute)
{
    gemel_record *out = NULL;
    gemel_plan *plan = NULL;
    forget_statements(w);
    expect(GEMEL_USAGE, gemel_record_get_association(record, name, NULL, &out, &err));
    expect_mention(attribute);
    expect(GEMEL_USAGE, gemel_plan_explain_get(record, name, NULL, &plan, &err));
    expect_mention(attribute);
    expect(GEMEL_USAGE, gemel_record_load_association(record, name, NULL, &out, &err));
    expect_mention(attribute);
    assert_null(out);
    assert_false(is_loaded(record, name));
    expect_statements(w, 0, 0);
}

/* ---- Keys ---- */

static void an_owner_is_not_told_from_a_record_without_its_foreign_key(void **state)
{
    world *w = *state;
    gemel_record *record = partial(w, "License", "{'id': 10}", "'id', 'number'");
    expect_untold(w, record, "owner", "'ownerId'");
    expect_untold(w, first_by_sql(w, "License", "id, number"), "owner", "'ownerId'");
    record =
        found_with(w, "Person", "{'id': 1}", "{'include': {'association': 'license', 'attributes': ['id', 'number']}}");
    expect_untold(w, loaded(record, "license"), "owner", "'ownerId'");
    record = found_with(w, "Person", "{'id': 1}",
                        "{'include': {'association': 'license', 'attributes': ['id', 'number'], 'strategy': 'batch'}}");
    expect_untold(w, loaded(record, "license"), "owner", "'ownerId'");
    expect_ok(gemel_record_get_association(found(w, "Person", "{'id': 1}"), "license", with("{'attributes': ['id']}"),
                                           &record, &err));
    expect_untold(w, keep(record), "owner", "'ownerId'");
}

static void an_owner_is_not_told_from_what_a_cursor_gives_without_its_foreign_key(void **state)
{
    world *w = *state;
    gemel_cursor *cursor = NULL;
    gemel_record *record = NULL;
    expect_ok(gemel_cursor_open(w->session, model(w, "License"), NULL, with("{'attributes': ['id']}"), &cursor, &err));
    expect_ok(gemel_cursor_next(cursor, &record, &err));
    expect_untold(w, keep(record), "owner", "'ownerId'");
    gemel_cursor_free(cursor);
}

static void a_foreign_key_that_was_assigned_is_known(void **state)
{
    world *w = *state;
    gemel_record *record = partial(w, "License", "{'id': 10}", "'id', 'number'"), *owner = NULL;
    expect_ok(gemel_record_set_int(record, "ownerId", 2, &err));
    expect_ok(gemel_record_get_association(record, "owner", NULL, &owner, &err));
    expect_attribute(keep(owner), "name", "bob");
    expect_ok(gemel_record_set_null(record, "ownerId", &err));
    expect_ok(gemel_record_get_association(record, "owner", NULL, &owner, &err));
    assert_null(owner);
}

static void owners_of_many_are_not_told_if_one_lacks_its_foreign_key(void **state)
{
    world *w = *state;
    gemel_record *const both[] = {found(w, "License", "{'id': 10}"), partial(w, "License", "{'id': 11}", "'id'")};
    const gemel_association *owner = association(w->schema, "License", "owner");
    gemel_records *list = NULL;
    expect(GEMEL_USAGE, gemel_records_get_association(w->session, owner, both, 2, NULL, &list, &err));
    expect_mention("'ownerId'");
    assert_null(list);
    expect_statements(w, 0, 0);
    expect_ok(gemel_records_get_association(w->session, owner, both, 1, NULL, &list, &err));
    assert_int_equal(gemel_records_count(list), 1);
    gemel_records_free(list);
}

/* Who does not ask is not to hear of it, and stays as he is. */
static void one_that_lacks_its_key_hinders_none_that_came_with_it(void **state)
{
    world *w = *state;
    gemel_records *list = by_sql(w, "License", "id");
    gemel_record *first = gemel_records_at(list, 0), *second = gemel_records_at(list, 1);
    expect_ok(gemel_record_set_int(first, "ownerId", 1, &err));
    expect_attribute(loaded(first, "owner"), "name", "ada");
    assert_false(is_loaded(second, "owner"));
    expect_untold(w, second, "owner", "'ownerId'");
    gemel_records_free(list);
}

static void an_owner_without_its_key_is_not_referred_to(void **state)
{
    world *w = *state;
    gemel_record *pass = found(w, "Pass", "{'id': 20}"), *bob = partial(w, "Person", "{'id': 2}", "'id'");
    expect(GEMEL_USAGE, gemel_record_set_association(pass, "holder", bob, NULL, &err));
    expect_mention("read without 'email'");
    expect(GEMEL_USAGE, gemel_record_set_association(bob, "pass", pass, NULL, &err));
    expect_mention("read without 'email'");
    expect(GEMEL_USAGE, gemel_record_unset_association(bob, "pass", NULL, &err));
    expect_mention("read without 'email'");
    expect_statements(w, 0, 0);
    expect_rows(w, "Pass", "20 a");
}

static void a_dependent_without_its_foreign_key_is_linked_all_the_same(void **state)
{
    world *w = *state;
    gemel_record *l10 = partial(w, "License", "{'id': 10}", "'id'"), *bob = found(w, "Person", "{'id': 2}");
    expect_ok(gemel_record_set_association(l10, "owner", bob, with("{'replace': true}"), &err));
    expect_attribute(l10, "ownerId", "2");
    expect_rows(w, "License", "10 A 2, 11 B null");
    expect_ok(gemel_record_unset_association(partial(w, "License", "{'id': 10}", "'id'"), "owner", NULL, &err));
    expect_rows(w, "License", "10 A null, 11 B null");
}

/* Its dependents, which go with it, cannot be told. */
static void an_owner_without_its_key_is_not_destroyed(void **state)
{
    world *w = *state;
    expect(GEMEL_USAGE, gemel_record_destroy(partial(w, "Person", "{'id': 1}", "'id', 'name'"), NULL, NULL, &err));
    expect_mention("read without 'email'");
    expect_rows(w, "Person", "1 ada a, 2 bob b");
    expect_rows(w, "Pass", "20 a");
}

static void what_gemel_keeps_is_not_assigned_where_it_was_not_read(void **state)
{
    world *w = *state;
    gemel_record *ada = partial(w, "Person", "{'id': 1}", "'name'");
    expect(GEMEL_USAGE, gemel_record_set_int(ada, "id", 2, &err));
    expect_mention("read without 'id'");
    expect(GEMEL_USAGE, gemel_record_assign(ada, values("{'name': 'x', 'id': 1}"), &err));
    assert_false(gemel_record_is_changed(ada));
}

static void rows_are_not_compared_without_their_primary_keys(void **state)
{
    world *w = *state;
    gemel_record *ada = found(w, "Person", "{'id': 1}"), *keyless = partial(w, "Person", "{'id': 1}", "'name'");
    bool out = true;
    expect(GEMEL_USAGE, gemel_record_equals(ada, keyless, &out, &err));
    expect_mention("read without 'id'");
    assert_false(out);
    expect(GEMEL_USAGE, gemel_record_equals(keyless, ada, &out, &err));
    /* What is told without it. */
    assert_true(same_row(keyless, keyless));
    assert_false(same_row(keyless, found(w, "License", "{'id': 10}")));
    assert_false(same_row(keyless, built(w, "Person", "{'id': 1}")));
    assert_false(same_row(keyless, NULL));
}

/* ---- Marks and versions ---- */

/* Note(text, createdAt, updatedAt, deletedAt, version). */
static int world_of_notes(void **state)
{
    static const declaration notes[DECLARATIONS_MAX] = {
        MODEL_WITH("Note", "{'paranoid': true, 'timestamps': true, 'version': true}"),
        ATTRIBUTE("Note", "text", "string"),
        ATTRIBUTE("Note", "pageId", "integer"),
        MODEL("Page"),
        HAS_ONE("Page", "Note", "foreign key pageId inverse page"),
    };
    world_of(state, declared(notes));
    given(*state, "Page", "{'id': 1}");
    given(*state, "Note", "{'id': 1, 'text': 'a'}");
    return 0;
}

static void timestamps_and_versions_are_not_assigned_where_they_were_not_read(void **state)
{
    world *w = *state;
    const char *const kept[] = {"createdAt", "updatedAt", "deletedAt"};
    gemel_record *note = first_by_sql(w, "Note", "id, text");
    size_t i;
    for (i = 0; i < COUNT(kept); ++i) {
        expect(GEMEL_USAGE, gemel_record_set_text(note, kept[i], "2001-02-03T04:05:06Z", GEMEL_NUL, &err));
        expect_mention(kept[i]);
        expect(GEMEL_USAGE, gemel_record_set_null(note, kept[i], &err));
    }
    expect(GEMEL_USAGE, gemel_record_set_int(note, "version", 0, &err));
    expect_mention("'version'");
    assert_false(gemel_record_is_changed(note));
}

/* It would be written whatever others have done meanwhile. */
static void a_row_is_not_written_without_the_version_that_was_read(void **state)
{
    world *w = *state;
    gemel_record *note = first_by_sql(w, "Note", "id, text"), *page = found(w, "Page", "{'id': 1}");
    const gemel_association *link = association(w->schema, "Page", "note");
    forget_statements(w);
    expect(GEMEL_USAGE, gemel_record_update(note, values("{'text': 'b'}"), NULL, &err));
    expect_mention("read without 'version'");
    expect(GEMEL_USAGE, gemel_record_destroy(note, NULL, NULL, &err));
    expect_mention("read without 'version'");
    expect(GEMEL_USAGE, gemel_record_destroy(note, with("{'force': true}"), NULL, &err));
    expect(GEMEL_USAGE, gemel_record_set_association(note, "page", page, NULL, &err));
    expect_mention("read without 'version'");
    expect(GEMEL_USAGE, gemel_record_create_association(note, "page", NULL, NULL, NULL, &err));
    expect(GEMEL_USAGE, gemel_record_set_association(page, "note", note, NULL, &err));
    expect_mention("read without 'version'");
    expect(GEMEL_USAGE, gemel_records_set_association(w->session, link, &page, &note, 1, NULL, &err));
    expect_mention("read without 'version'");
    expect_statements(w, 0, 0);
    expect_ok(gemel_record_set_text(note, "text", "c", GEMEL_NUL, &err));
    expect(GEMEL_USAGE, gemel_record_save(note, NULL, &err));
    expect_ok(gemel_record_touch(note, &err));
    expect_ok(gemel_record_reload(note, NULL, &err));
    expect_attribute(note, "text", "a");
    expect_attribute(note, "version", "0");
    expect_attribute(note, "pageId", NULL);
    expect_ok(gemel_record_update(note, values("{'text': 'b'}"), NULL, &err));
}

static void whether_a_row_is_deleted_is_not_told_without_its_mark(void **state)
{
    world *w = *state;
    gemel_record *note = NULL;
    bool out = true;
    expect_ok(gemel_record_destroy(found(w, "Note", "{'id': 1}"), NULL, NULL, &err));
    expect_ok(gemel_record_find(w->session, model(w, "Note"), values("{'id': 1}"),
                                with("{'attributes': ['id'], 'withDeleted': true}"), &note, &err));
    expect(GEMEL_USAGE, gemel_record_is_deleted(keep(note), &out, &err));
    expect_mention("read without 'deletedAt'");
    assert_false(out);
    expect(GEMEL_USAGE, gemel_record_is_deleted(first_by_sql(w, "Note", "id, version"), &out, &err));
    expect_mention("read without 'deletedAt'");
    assert_true(is_deleted(first_by_sql(w, "Note", "id, \"deletedAt\"")));
    expect_ok(gemel_record_restore(note, &err));
    assert_false(is_deleted(note));
    /* Who marks nothing needs no mark. */
    assert_false(is_deleted(partial(w, "Page", "{'id': 1}", "'id'")));
}

/* ---- Duties ---- */

static int world_of_duties(void **state)
{
    static const declaration duties[DECLARATIONS_MAX] = {
        MODEL("Person"),
        MODEL("License"),
        ATTRIBUTE("License", "number", "string"),
        ATTRIBUTE("License", "ownerId", "integer"),
        HAS_ONE("Person", "License", "foreign key ownerId inverse owner mandatory"),
    };
    world_of(state, declared(duties));
    expect_ok(gemel_record_create_pair(((world *)*state)->session,
                                       association(((world *)*state)->schema, "Person", "license"), values("{'id': 1}"),
                                       values("{'id': 10, 'number': 'A'}"), NULL, NULL, NULL, &err));
    return 0;
}

static void nobody_is_left_without_by_a_record_that_does_not_know_its_owner(void **state)
{
    world *w = *state;
    gemel_record *license = partial(w, "License", "{'id': 10}", "'id', 'number'");
    expect(GEMEL_USAGE, gemel_record_update(license, values("{'ownerId': null}"), NULL, &err));
    expect_mention("read without 'ownerId'");
    expect_ok(gemel_record_set_null(license, "ownerId", &err));
    expect(GEMEL_USAGE, gemel_record_save(license, NULL, &err));
    expect_mention("read without 'ownerId'");
    expect_rows(w, "License", "10 A 1");
    license = partial(w, "License", "{'id': 10}", "'id', 'number'");
    expect_ok(gemel_record_update(license, values("{'number': 'B'}"), NULL, &err));
    expect_rows(w, "License", "10 B 1");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(world_of_keys, an_owner_is_not_told_from_a_record_without_its_foreign_key),
        IN_WORLD(world_of_keys, an_owner_is_not_told_from_what_a_cursor_gives_without_its_foreign_key),
        IN_WORLD(world_of_keys, a_foreign_key_that_was_assigned_is_known),
        IN_WORLD(world_of_keys, owners_of_many_are_not_told_if_one_lacks_its_foreign_key),
        IN_WORLD(world_of_keys, one_that_lacks_its_key_hinders_none_that_came_with_it),
        IN_WORLD(world_of_keys, an_owner_without_its_key_is_not_referred_to),
        IN_WORLD(world_of_keys, a_dependent_without_its_foreign_key_is_linked_all_the_same),
        IN_WORLD(world_of_keys, an_owner_without_its_key_is_not_destroyed),
        IN_WORLD(world_of_keys, what_gemel_keeps_is_not_assigned_where_it_was_not_read),
        IN_WORLD(world_of_keys, rows_are_not_compared_without_their_primary_keys),
        IN_WORLD(world_of_notes, timestamps_and_versions_are_not_assigned_where_they_were_not_read),
        IN_WORLD(world_of_notes, a_row_is_not_written_without_the_version_that_was_read),
        IN_WORLD(world_of_notes, whether_a_row_is_deleted_is_not_told_without_its_mark),
        IN_WORLD(world_of_duties, nobody_is_left_without_by_a_record_that_does_not_know_its_owner),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
