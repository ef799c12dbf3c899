/*
 * The scopes of a model: what calls that read see, and that what association methods decide sees all. It must not test
 * the scope of an association (test_scope.c), nor how scopes are declared.
 */
#include "loading.h"

/* A licence is active unless it says otherwise; `cars` and `heavy` are of such kinds. */
static int licenses_of(void **state, const char *owner_id, const char *words)
{
    gemel_schema *s = gemel_schema_new();
    gemel_schema_add_model(s, "Person", NULL, NULL, NULL);
    gemel_schema_add_attribute(s, "Person", "name", "string", NULL, NULL);
    gemel_schema_add_model(
        s, "License", words,
        with("{'scopes': {'default': {'where': {'active': true}}, 'cars': {'where': {'kind': 'car'}},"
             " 'heavy': {'where': {'kind': ['bus', 'truck', null]}}, 'unlikeCars': {'where': {'kind': {'ne': 'car'}}},"
             " 'some': {'where': {'or': [{'kind': {'startsWith': 'b'}}, {'id': {'between': [12, 13]}}],"
             " 'not': {'id': 13}}}}}"),
        NULL);
    gemel_schema_add_attribute(s, "License", "kind", "string", NULL, NULL);
    gemel_schema_add_attribute(s, "License", "active", "boolean default true", NULL, NULL);
    gemel_schema_add_attribute(s, "License", "ownerId", owner_id, NULL, NULL);
    gemel_schema_has_one(s, "Person", "License", "foreign key ownerId inverse owner", NULL, NULL);
    return world_of(state, s);
}

static int licenses(void **state)
{
    return licenses_of(state, "integer", NULL);
}

static int unique_licenses(void **state)
{
    return licenses_of(state, "integer unique", NULL);
}

static int paranoid_licenses(void **state)
{
    return licenses_of(state, "integer", "paranoid");
}

/* Of the licences that are found with these options: their keys, "10 11". */
static void expect_keys(const world *w, const char *options, const char *keys)
{
    char shown[64] = "";
    gemel_records *list = NULL;
    size_t i;
    expect_ok(gemel_records_find_all(w->session, model(w, "License"), NULL, with(options), &list, &err));
    for (i = 0; i < gemel_records_count(list); ++i) {
        const char *key = NULL;
        expect_ok(gemel_record_get_text(gemel_records_at(list, i), "id", &key, NULL, &err));
        assert_true(strlen(shown) + strlen(key) + 2 < sizeof shown);
        strcat(shown, *shown ? " " : "");
        strcat(shown, key);
    }
    gemel_records_free(list);
    assert_string_equal(shown, keys);
}

static void some_licenses(const world *w)
{
    given(w, "License", "{'id': 10, 'kind': 'car'}");
    given(w, "License", "{'id': 11, 'kind': 'bus'}");
    given(w, "License", "{'id': 12, 'kind': 'car', 'active': false}");
    given(w, "License", "{'id': 13, 'active': false}");
}

/* ---- Finding ---- */

static void the_default_scope_holds_unless_another_is_named(void **state)
{
    const world *w = *state;
    some_licenses(w);
    expect_keys(w, "{}", "10 11");
    expect_keys(w, "{'scope': true}", "10 11");
    expect_keys(w, "{'scope': false}", "10 11 12 13");
    expect_keys(w, "{'scope': []}", "10 11 12 13");
    expect_keys(w, "{'scope': 'cars'}", "10 12");
    expect_keys(w, "{'scope': ['cars']}", "10 12");
    expect_keys(w, "{'scope': 'heavy'}", "11 13");
    expect_keys(w, "{'scope': ['default', 'heavy']}", "11");
    expect_keys(w, "{'scope': ['cars', 'heavy']}", "");
    expect_keys(w, "{'scope': 'default'}", "10 11");
    expect_keys(w, "{'scope': 'unlikeCars'}", "11 13");
    expect_keys(w, "{'scope': 'some'}", "11 12");
    expect_keys(w, "{'scope': ['some', 'cars']}", "12");
}

static void one_record_is_found_within_the_scope_too(void **state)
{
    const world *w = *state;
    const gemel_model *license = model(w, "License");
    gemel_record *out;
    some_licenses(w);
    expect_ok(gemel_record_find(w->session, license, values("{'id': 12}"), NULL, &out, &err));
    assert_null(out);
    expect_ok(gemel_record_find(w->session, license, values("{'id': 12}"), with("{'scope': 'cars'}"), &out, &err));
    expect_attribute(keep(out), "id", "12");
    expect_ok(gemel_record_find_first(w->session, license, values("{'kind': null}"), NULL, &out, &err));
    assert_null(out);
    expect_ok(
        gemel_record_find_first(w->session, license, values("{'kind': null}"), with("{'scope': false}"), &out, &err));
    expect_attribute(keep(out), "id", "13");
}

static void what_is_no_scope_is_refused(void **state)
{
    const world *w = *state;
    static const char *const wrong[] = {"{'scope': 5}", "{'scope': [true]}", "{'scope': {'kind': 'car'}}"};
    gemel_record *p1 = given(w, "Person", "{'id': 1}"), *out;
    gemel_records *list;
    size_t i;
    expect(GEMEL_USAGE, gemel_record_get_association(p1, "license", with("{'scope': 'car'}"), &out, &err));
    assert_string_equal(
        gemel_error_message(failure()),
        "unknown scope 'car' of model License (it has default, cars, heavy, unlikeCars, some); did you mean 'cars'?");
    expect(GEMEL_USAGE,
           gemel_records_find_all(w->session, model(w, "Person"), NULL, with("{'scope': 'cars'}"), &list, &err));
    assert_string_equal(gemel_error_message(failure()), "unknown scope 'cars' of model Person (it has none)");
    expect(GEMEL_USAGE,
           gemel_records_find_all(w->session, model(w, "Person"), NULL,
                                  with("{'include': {'association': 'license', 'scope': ['cras']}}"), &list, &err));
    expect_mention("did you mean 'cars'?");
    for (i = 0; i < COUNT(wrong); ++i) {
        expect(GEMEL_USAGE, gemel_records_find_all(w->session, model(w, "License"), NULL, with(wrong[i]), &list, &err));
        expect_mention("'scope' must be true, false, the name of a scope, or a list of names");
    }
    expect(GEMEL_USAGE, gemel_record_reload(p1, with("{'scope': false}"), &err));
    expect_mention("unknown option 'scope'");
}

/* ---- Following an association ---- */

static void g10_get_sees_the_default_scope_or_others_in_its_place(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}"), *out;
    given(w, "License", "{'id': 10, 'kind': 'car', 'active': false, 'ownerId': 1}");
    expect_ok(gemel_record_get_association(p1, "license", NULL, &out, &err));
    assert_null(out);
    expect_ok(gemel_record_get_association(p1, "license", with("{'scope': false}"), &out, &err));
    expect_attribute(keep(out), "id", "10");
    expect_ok(gemel_record_get_association(p1, "license", with("{'scope': 'cars'}"), &out, &err));
    expect_attribute(keep(out), "id", "10");
    expect_ok(gemel_record_get_association(p1, "license", with("{'scope': ['cars', 'default']}"), &out, &err));
    assert_null(out);
}

static void of_several_the_first_within_the_scope_is_the_partner(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}"), *shown, *out;
    gemel_records *list;
    given(w, "License", "{'id': 10, 'kind': 'car', 'active': false, 'ownerId': 1}");
    given(w, "License", "{'id': 11, 'kind': 'bus', 'ownerId': 1}");
    expect_ok(gemel_record_get_association(p1, "license", NULL, &out, &err));
    expect_attribute(keep(out), "id", "11");
    shown = found_with(w, "Person", "{}", "{'include': 'license'}");
    expect_attribute(loaded(shown, "license"), "id", "11");
    shown = found_with(w, "Person", "{}", "{'include': {'association': 'license', 'scope': false}}");
    expect_attribute(loaded(shown, "license"), "id", "10");
    expect_attribute(loaded(p1, "license"), "id", "11");
    expect_ok(gemel_records_get_association(w->session, association(w->schema, "Person", "license"), &p1, 1,
                                            with("{'scope': 'cars'}"), &list, &err));
    assert_int_equal(gemel_records_count(list), 1);
    expect_attribute(gemel_records_at(list, 0), "id", "10");
    gemel_records_free(list);
}

static void include_keeps_the_record_whose_partner_is_outside_the_scope(void **state)
{
    const world *w = *state;
    gemel_record *shown;
    gemel_records *list;
    given(w, "Person", "{'id': 1}");
    given(w, "License", "{'id': 10, 'kind': 'car', 'active': false, 'ownerId': 1}");
    shown = found_with(w, "Person", "{}", "{'include': 'license'}");
    assert_true(is_loaded(shown, "license"));
    assert_null(loaded(shown, "license"));
    shown = found_with(w, "Person", "{}", "{'include': {'association': 'license', 'scope': 'heavy'}}");
    assert_null(loaded(shown, "license"));
    shown = found_with(w, "Person", "{}", "{'include': {'association': 'license', 'scope': 'cars'}}");
    expect_attribute(loaded(shown, "license"), "id", "10");
    expect_ok(gemel_records_find_all(w->session, model(w, "Person"), NULL,
                                     with("{'include': {'association': 'license', 'required': true}}"), &list, &err));
    assert_int_equal(gemel_records_count(list), 0);
    gemel_records_free(list);
}

/* ---- What no scope hides ---- */

static void methods_see_who_is_outside_the_scope(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}"), *out = NULL;
    given(w, "License", "{'id': 10, 'active': false, 'ownerId': 1}");
    expect(GEMEL_OCCUPIED, gemel_record_create_association(p1, "license", NULL, NULL, NULL, &err));
    given(w, "License", "{'id': 11, 'active': false}");
    expect_ok(gemel_record_set_association_key(p1, "license", values("{'id': 11}"), NULL, &out, &err));
    expect_attribute(keep(out), "ownerId", "1");
    expect_keys(w, "{'scope': false}", "10 11");
    expect_ok(gemel_record_reload(out, NULL, &err));
    expect_ok(gemel_record_unset_association(p1, "license", with("{'destroyPrevious': true}"), &err));
    expect_keys(w, "{'scope': false}", "10");
}

static void a_record_outside_the_scope_is_written_and_read_again(void **state)
{
    const world *w = *state;
    gemel_record *l10 = given(w, "License", "{'id': 10, 'active': false}");
    bool deleted = false;
    expect_ok(gemel_record_update(l10, values("{'kind': 'bus'}"), NULL, &err));
    expect_ok(gemel_record_reload(l10, NULL, &err));
    expect_attribute(l10, "kind", "bus");
    expect_ok(gemel_record_destroy(l10, NULL, &deleted, &err));
    assert_true(deleted);
}

static void scopes_and_marks_are_two_things(void **state)
{
    const world *w = *state;
    some_licenses(w);
    expect_ok(gemel_record_destroy(found(w, "License", "{'id': 10}"), NULL, NULL, &err));
    expect_keys(w, "{}", "11");
    expect_keys(w, "{'withDeleted': true}", "10 11");
    expect_keys(w, "{'scope': false}", "11 12 13");
    expect_keys(w, "{'scope': 'cars', 'withDeleted': true}", "10 12");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(licenses, the_default_scope_holds_unless_another_is_named),
        IN_WORLD(licenses, one_record_is_found_within_the_scope_too),
        IN_WORLD(licenses, what_is_no_scope_is_refused),
        IN_WORLD(licenses, g10_get_sees_the_default_scope_or_others_in_its_place),
        IN_WORLD(licenses, of_several_the_first_within_the_scope_is_the_partner),
        IN_WORLD(unique_licenses, include_keeps_the_record_whose_partner_is_outside_the_scope),
        IN_WORLD(unique_licenses, methods_see_who_is_outside_the_scope),
        IN_WORLD(licenses, a_record_outside_the_scope_is_written_and_read_again),
        IN_WORLD(paranoid_licenses, scopes_and_marks_are_two_things),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
