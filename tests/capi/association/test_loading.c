/*
 * What is loaded after the fact: gemel_record_is_loaded, gemel_record_load_association for all that came together, and
 * gemel_records_get_association for many, with the statements that they send. It must not test what methods do to what
 * is loaded (test_loading_methods.c).
 */
#include "declarations.h"
#include "loading.h"
#include <stdio.h>

enum { PEOPLE = 5 };

/* Five people with a licence each, and a chip in each. */
static int world_of_five(void **state)
{
    int i;
    world *w;
    world_k(state);
    w = *state;
    give_owners(w, PEOPLE, 10);
    for (i = 1; i <= PEOPLE; ++i) {
        char json[80];
        sprintf(json, "{'id': %d, 'licId': %d}", i + 20, i + 10);
        given(w, "Chip", json);
    }
    return 0;
}

static gemel_records *all(const world *w, const char *name, const char *options)
{
    gemel_records *list = NULL;
    expect_ok(gemel_records_find_all(w->session, model(w, name), NULL, with(options), &list, &err));
    return list;
}

/* ---- load_association ---- */

static void what_is_not_loaded_is_loaded_once(void **state)
{
    world *w = *state;
    gemel_record *p1 = found(w, "Person", "{'id': 1}"), *first, *second;
    forget_statements(w);
    assert_false(is_loaded(p1, "license"));
    expect_statements(w, 0, 0);
    first = loaded(p1, "license");
    expect_statements(w, 1, 0);
    assert_true(is_loaded(p1, "license"));
    second = loaded(p1, "license");
    expect_statements(w, 1, 0);
    expect_ok(gemel_record_set_text(first, "number", "N", GEMEL_NUL, &err));
    expect_attribute(second, "number", "N");
    expect_json(p1, "{'id':1,'name':null,'license':{'id':11,'number':'N','ownerId':1}}");
}

static void nobody_is_loaded_as_well(void **state)
{
    world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}"), *l10 = given(w, "License", "{'id': 10}");
    forget_statements(w);
    assert_null(loaded(p1, "license"));
    expect_statements(w, 1, 0);
    assert_true(is_loaded(p1, "license"));
    assert_null(loaded(p1, "license"));
    expect_statements(w, 1, 0);
    assert_null(loaded(l10, "owner"));
    expect_statements(w, 1, 0);
    assert_true(is_loaded(l10, "owner"));
}

static void a_new_record_asks_for_nobody_but_an_owner_that_it_names(void **state)
{
    world *w = *state;
    gemel_record *fresh;
    given(w, "Person", "{'id': 1, 'name': 'ann'}");
    fresh = built(w, "License", "{'ownerId': 1}");
    forget_statements(w);
    assert_null(loaded(built(w, "Person", "{'id': 1}"), "license"));
    assert_null(loaded(built(w, "License", "{}"), "owner"));
    expect_statements(w, 0, 0);
    expect_attribute(loaded(fresh, "owner"), "name", "ann");
    expect_statements(w, 1, 0);
}

static void a_loop_sends_one_statement_for_all_and_one_for_each_association(void **state)
{
    world *w = *state;
    gemel_records *list;
    size_t i;
    forget_statements(w);
    list = all(w, "License", "{}");
    assert_int_equal(gemel_records_count(list), PEOPLE);
    for (i = 0; i < PEOPLE; ++i) {
        gemel_record *license = gemel_records_at(list, i);
        const char *id = NULL;
        assert_non_null(loaded(license, "owner"));
        assert_non_null(loaded(license, "chip"));
        expect_ok(gemel_record_get_text(license, "ownerId", &id, NULL, &err));
        expect_attribute(loaded(license, "owner"), "id", id);
        expect_ok(gemel_record_get_text(license, "id", &id, NULL, &err));
        expect_attribute(loaded(license, "chip"), "licId", id);
    }
    expect_statements(w, 1 + 2, 0);
    gemel_records_free(list);
}

static void what_was_loaded_together_is_loaded_on_together(void **state)
{
    world *w = *state;
    gemel_records *list;
    size_t i;
    forget_statements(w);
    list = all(w, "Person", "{}");
    for (i = 0; i < PEOPLE; ++i)
        assert_non_null(loaded(loaded(gemel_records_at(list, i), "license"), "chip"));
    expect_statements(w, 1 + 2, 0);
    gemel_records_free(list);
}

static void what_was_included_is_loaded_on_together(void **state)
{
    world *w = *state;
    gemel_records *list;
    size_t i;
    forget_statements(w);
    list = all(w, "Person", "{'include': 'license'}");
    for (i = 0; i < PEOPLE; ++i)
        assert_non_null(loaded(loaded(gemel_records_at(list, i), "license"), "chip"));
    expect_statements(w, 1 + 1, 0);
    gemel_records_free(list);
}

static void who_was_freed_is_not_loaded_for_and_the_others_are(void **state)
{
    world *w = *state;
    gemel_records *list = all(w, "Person", "{}");
    gemel_record *second = NULL, *fourth = NULL;
    expect_ok(gemel_records_take(list, 1, &second, &err));
    expect_ok(gemel_records_take(list, 3, &fourth, &err));
    gemel_records_free(list);
    forget_statements(w);
    expect_attribute(loaded(keep(second), "license"), "id", "12");
    assert_true(is_loaded(keep(fourth), "license"));
    expect_attribute(loaded(fourth, "license"), "id", "14");
    expect_statements(w, 1, 0);
}

static void the_last_one_of_a_result_still_loads(void **state)
{
    world *w = *state;
    gemel_records *list = all(w, "Person", "{}");
    gemel_record *last = NULL;
    expect_ok(gemel_records_take(list, 4, &last, &err));
    gemel_records_free(list);
    expect_attribute(loaded(keep(last), "license"), "id", "15");
}

static void what_one_of_them_holds_already_stays(void **state)
{
    world *w = *state;
    gemel_records *list = all(w, "License", "{}");
    gemel_record *p99 = given(w, "Person", "{'id': 99}");
    gemel_record *first = gemel_records_at(list, 0), *second = gemel_records_at(list, 1);
    assert_non_null(loaded(first, "owner"));
    expect_ok(gemel_record_set_association(second, "owner", p99, NULL, &err));
    expect_ok(gemel_record_set_association_key(first, "owner", values("{'id': 2}"), NULL, NULL, &err));
    assert_false(is_loaded(first, "owner"));
    assert_non_null(loaded(first, "owner"));
    expect_ok(gemel_record_set_text(p99, "name", "N", GEMEL_NUL, &err));
    expect_attribute(loaded(second, "owner"), "name", "N");
    gemel_records_free(list);
}

static void a_key_that_one_of_them_cannot_have_is_no_matter_to_the_others(void **state)
{
    world *w = *state;
    gemel_records *list = all(w, "License", "{}");
    gemel_record *first = gemel_records_at(list, 0), *second = gemel_records_at(list, 1), *none = NULL;
    expect_ok(gemel_record_set_text(second, "ownerId", "nobody", GEMEL_NUL, &err));
    expect_attribute(loaded(first, "owner"), "id", "1");
    assert_false(is_loaded(second, "owner"));
    expect(GEMEL_VALIDATION, gemel_record_load_association(second, "owner", NULL, &none, &err));
    expect_mention("ownerId");
    assert_null(none);
    gemel_records_free(list);
}

static void those_with_one_owner_share_its_record(void **state)
{
    world *w = *state;
    gemel_records *list;
    given(w, "License", "{'id': 99, 'ownerId': 1}");
    list = all(w, "License", "{}");
    expect_ok(gemel_record_set_text(loaded(gemel_records_at(list, 0), "owner"), "name", "eve", GEMEL_NUL, &err));
    expect_attribute(loaded(gemel_records_at(list, 5), "owner"), "name", "eve");
    gemel_records_free(list);
}

static void a_reload_forgets_what_was_not_included(void **state)
{
    world *w = *state;
    gemel_record *l11 = found_with(w, "License", "{'id': 11}", "{'include': 'chip'}");
    assert_non_null(loaded(l11, "owner"));
    expect_ok(gemel_record_reload(l11, NULL, &err));
    assert_false(is_loaded(l11, "owner"));
    assert_true(is_loaded(l11, "chip"));
}

static void a_name_that_no_association_has_is_refused_before_sql(void **state)
{
    world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}"), *none = p1;
    bool out = true;
    forget_statements(w);
    expect(GEMEL_USAGE, gemel_record_load_association(p1, "licence", NULL, &none, &err));
    expect_mention("did you mean 'license'?");
    assert_null(none);
    expect(GEMEL_USAGE, gemel_record_is_loaded(p1, "lisence", &out, &err));
    expect_mention("did you mean 'license'?");
    assert_false(out);
    expect_statements(w, 0, 0);
}

/* ---- gemel_records_get_association ---- */

static gemel_records *partners(const world *w, const char *source, const char *name, gemel_record *const *records,
                               size_t count)
{
    gemel_records *list = NULL;
    expect_ok(gemel_records_get_association(w->session, association(w->schema, source, name), records, count, NULL,
                                            &list, &err));
    assert_non_null(list);
    return list;
}

/* Their primary keys, as "10 11". */
#define expect_partners(w, source, name, records, ids)                                                                 \
    expect_partners_at((w), (source), (name), (records), COUNT(records), (ids), __FILE__, __LINE__)
static void expect_partners_at(const world *w, const char *source, const char *name, gemel_record *const *records,
                               size_t count, const char *ids, const char *file, int line)
{
    gemel_records *list = partners(w, source, name, records, count);
    char shown[256] = "";
    size_t i;
    for (i = 0; i < gemel_records_count(list); ++i) {
        int64_t id = 0;
        expect_ok(gemel_record_get_int(gemel_records_at(list, i), "id", &id, &err));
        sprintf(shown + strlen(shown), i ? " %d" : "%d", (int)id);
    }
    gemel_records_free(list);
    _assert_string_equal(shown, ids, file, line);
}

static void g07_many_at_once_are_one_statement(void **state)
{
    world *w = *state;
    gemel_record *people[3];
    people[0] = given(w, "Person", "{'id': 1}");
    people[1] = given(w, "Person", "{'id': 2}");
    people[2] = given(w, "Person", "{'id': 3}");
    given(w, "License", "{'id': 10, 'ownerId': 2}");
    given(w, "License", "{'id': 11}");
    forget_statements(w);
    expect_partners(w, "Person", "license", people, "10");
    expect_statements(w, 1, 0);
    assert_false(is_loaded(people[1], "license"));
}

static void many_come_once_each_by_their_key_whatever_the_order(void **state)
{
    const world *w = *state;
    gemel_record *people[4];
    gemel_record *licenses[3];
    people[0] = found(w, "Person", "{'id': 3}");
    people[1] = found(w, "Person", "{'id': 1}");
    people[2] = found(w, "Person", "{'id': 3}");
    people[3] = people[1];
    expect_partners(w, "Person", "license", people, "11 13");
    licenses[0] = given(w, "License", "{'id': 9, 'ownerId': 1}");
    licenses[1] = found(w, "License", "{'id': 13}");
    licenses[2] = found(w, "License", "{'id': 11}");
    expect_partners(w, "License", "owner", licenses, "1 3");
    expect_partners(w, "Person", "license", people, "9 13");
}

static void many_without_anybody_to_ask_for_send_nothing(void **state)
{
    world *w = *state;
    gemel_record *people[1], *licenses[2];
    people[0] = built(w, "Person", "{'id': 1}");
    licenses[0] = given(w, "License", "{'id': 10}");
    licenses[1] = built(w, "License", "{}");
    forget_statements(w);
    expect_partners(w, "Person", "license", people, "");
    expect_partners(w, "License", "owner", licenses, "");
    gemel_records_free(partners(w, "Person", "license", NULL, 0));
    expect_statements(w, 0, 0);
}

static void many_ask_the_database_whatever_is_loaded(void **state)
{
    world *w = *state;
    gemel_record *people[1];
    people[0] = found_with(w, "Person", "{'id': 1}", "{'include': 'license'}");
    given(w, "License", "{'id': 9, 'ownerId': 1}");
    forget_statements(w);
    expect_partners(w, "Person", "license", people, "9");
    expect_statements(w, 1, 0);
    expect_attribute(loaded(people[0], "license"), "id", "11");
}

static void many_of_another_model_are_refused_before_sql(void **state)
{
    world *w = *state;
    gemel_record *mixed[2];
    gemel_records *none = NULL;
    mixed[0] = given(w, "Person", "{'id': 91}");
    mixed[1] = given(w, "License", "{'id': 91}");
    forget_statements(w);
    expect(GEMEL_USAGE, gemel_records_get_association(w->session, association(w->schema, "Person", "license"), mixed, 2,
                                                      NULL, &none, &err));
    expect_mention("License");
    assert_null(none);
    expect_statements(w, 0, 0);
}

static void hundreds_are_one_statement_too(void **state)
{
    enum { HUNDREDS = 300 };
    world *w = *state;
    gemel_record *people[HUNDREDS];
    gemel_records *list;
    int i;
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    for (i = 0; i < HUNDREDS; ++i) {
        people[i] = given(w, "Person", "{}");
        expect_ok(gemel_record_create_association(people[i], "license", NULL, NULL, NULL, &err));
    }
    expect_ok(gemel_session_commit(w->session, &err));
    forget_statements(w);
    list = partners(w, "Person", "license", people, HUNDREDS);
    assert_int_equal(gemel_records_count(list), HUNDREDS);
    expect_statements(w, 1, 0);
    gemel_records_free(list);
}

/* ---- Keys of other types ---- */

typedef struct keys {
    const char *type, *first, *second;
} keys;

static void keys_of_every_type_find_their_partners(void **state)
{
    static const keys cases[] = {
        {"string", "", "a,b\"{c}\\ 'd' NULL %"},
        {"string", "NULL", "\xc3\xa9\t[1]"},
        {"bigint", "9007199254740993", "-1"},
        {"decimal(20,2)", "12345678901234567.90", "0.05"},
        {"blob", "00ff", ""},
        {"uuid", "6ba7b810-9dad-11d1-80b4-00c04fd430c8", "00000000-0000-0000-0000-000000000000"},
        {"date", "2024-02-29", "0001-01-01"},
        {"timestamp", "2024-02-29T12:00:00.500000Z", "0001-01-01T00:00:00.000000Z"},
        {"enum('new','old')", "new", "old"},
    };
    size_t i, n;
    for (i = 0; i < COUNT(cases); ++i) {
        gemel_schema *schema = gemel_schema_new();
        const char *const codes[] = {cases[i].first, cases[i].second};
        gemel_record *owners[2];
        gemel_records *list = NULL;
        world *w;
        print_message("# %s\n", cases[i].type);
        gemel_schema_add_model(schema, "Owner", NULL, NULL, NULL);
        gemel_schema_add_attribute(schema, "Owner", "code", cases[i].type, with("{'primaryKey': true}"), NULL);
        gemel_schema_add_model(schema, "Badge", NULL, NULL, NULL);
        gemel_schema_has_one(schema, "Owner", "Badge", "inverse owner", NULL, NULL);
        world_of(state, schema);
        w = *state;
        for (n = 0; n < 2; ++n) {
            gemel_values *v = values("{}");
            expect_ok(gemel_values_set_text(v, "code", codes[n], GEMEL_NUL, &err));
            expect_ok(gemel_record_create(w->session, model(w, "Owner"), v, NULL, &owners[n], &err));
            expect_ok(gemel_record_create_association(keep(owners[n]), "badge", NULL, NULL, NULL, &err));
        }
        expect_partners(w, "Owner", "badge", owners, "1 2");
        list = all(w, "Badge", "{'include': 'owner'}");
        for (n = 0; n < 2; ++n)
            expect_attribute(loaded(gemel_records_at(list, n), "owner"), "code", codes[n]);
        gemel_records_free(list);
        list = all(w, "Badge", "{}");
        forget_statements(w);
        for (n = 0; n < 2; ++n)
            expect_attribute(loaded(gemel_records_at(list, n), "owner"), "code", codes[n]);
        expect_statements(w, 1, 0);
        gemel_records_free(list);
        world_free(state);
    }
}

static void a_scope_narrows_what_is_loaded(void **state)
{
    const world *w = *state;
    gemel_record *pages[2];
    pages[0] = given(w, "Page", "{'id': 1}");
    pages[1] = given(w, "Page", "{'id': 2}");
    given(w, "Picture", "{'id': 10, 'kind': 'thumb', 'pageId': 1}");
    given(w, "Picture", "{'id': 11, 'kind': 'cover', 'pageId': 1}");
    given(w, "Picture", "{'id': 12, 'kind': 'thumb', 'pageId': 2}");
    expect_partners(w, "Page", "cover", pages, "11");
    expect_partners(w, "Page", "thumb", pages, "10 12");
    expect_attribute(loaded(pages[0], "cover"), "id", "11");
    assert_null(loaded(pages[1], "cover"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(world_of_five, what_is_not_loaded_is_loaded_once),
        IN_WORLD(world_n, nobody_is_loaded_as_well),
        IN_WORLD(world_n, a_new_record_asks_for_nobody_but_an_owner_that_it_names),
        IN_WORLD(world_of_five, a_loop_sends_one_statement_for_all_and_one_for_each_association),
        IN_WORLD(world_of_five, what_was_loaded_together_is_loaded_on_together),
        IN_WORLD(world_of_five, what_was_included_is_loaded_on_together),
        IN_WORLD(world_of_five, who_was_freed_is_not_loaded_for_and_the_others_are),
        IN_WORLD(world_of_five, the_last_one_of_a_result_still_loads),
        IN_WORLD(world_of_five, what_one_of_them_holds_already_stays),
        IN_WORLD(world_of_five, a_key_that_one_of_them_cannot_have_is_no_matter_to_the_others),
        IN_WORLD(world_of_five, those_with_one_owner_share_its_record),
        IN_WORLD(world_of_five, a_reload_forgets_what_was_not_included),
        IN_WORLD(world_n, a_name_that_no_association_has_is_refused_before_sql),
        IN_WORLD(world_n, g07_many_at_once_are_one_statement),
        IN_WORLD(world_of_five, many_come_once_each_by_their_key_whatever_the_order),
        IN_WORLD(world_n, many_without_anybody_to_ask_for_send_nothing),
        IN_WORLD(world_of_five, many_ask_the_database_whatever_is_loaded),
        IN_WORLD(world_of_five, many_of_another_model_are_refused_before_sql),
        IN_WORLD(world_n, hundreds_are_one_statement_too),
        ALONE(keys_of_every_type_find_their_partners),
        IN_WORLD(world_pages, a_scope_narrows_what_is_loaded),
    };
    return cmocka_run_group_tests_name("loading", tests, NULL, NULL);
}
