/*
 * Attribute types as primary keys, as foreign keys and with defaults. It must not test what a type takes (tests/core),
 * nor the rules of the associations.
 */
#include "declarations.h"
#include "fixture.h"

/* A type, two of its values in canonical text, and the first in another form. */
typedef struct key_case {
    const char *type, *first, *second, *first_otherwise;
} key_case;

static const key_case keys[] = {
    {"bigint", "9007199254740993", "-1", "9007199254740993"},
    {"decimal(20,2)", "12345678901234567.90", "0.05", "+12345678901234567.9"},
    {"blob", "00ff", "", "00FF"},
    {"uuid", "6ba7b810-9dad-11d1-80b4-00c04fd430c8", "00000000-0000-0000-0000-000000000000",
     "6BA7B8109DAD11D180B400C04FD430C8"},
    {"date", "2024-02-29", "0001-01-01", "2024-02-29"},
    {"timestamp", "2024-02-29T12:00:00.500000Z", "0001-01-01T00:00:00.000000Z", "2024-02-29 13:00:00.5+01:00"},
    {"enum('new','old')", "new", "old", "new"},
};

static world *of_keys(const key_case *key)
{
    void *state = NULL;
    gemel_schema *schema = gemel_schema_new();
    gemel_schema_add_model(schema, "Owner", NULL, NULL, NULL);
    gemel_schema_add_attribute(schema, "Owner", "code", key->type, with("{'primaryKey': true}"), NULL);
    gemel_schema_add_attribute(schema, "Owner", "name", "text", NULL, NULL);
    gemel_schema_add_model(schema, "Badge", NULL, NULL, NULL);
    gemel_schema_has_one(schema, "Owner", "Badge", "inverse owner", NULL, NULL);
    world_of(&state, schema);
    return state;
}

static gemel_values *with_code(const char *code)
{
    gemel_values *v = values("{}");
    expect_ok(gemel_values_set_text(v, "code", code, GEMEL_NUL, &err));
    return v;
}

static gemel_record *owner_of(const world *w, const char *code)
{
    gemel_record *owner = NULL;
    expect_ok(gemel_record_create(w->session, model(w, "Owner"), with_code(code), NULL, &owner, &err));
    return keep(owner);
}

static void a_primary_key_finds_its_row(const world *w, const key_case *key)
{
    gemel_record *owner = owner_of(w, key->first), *other = owner_of(w, key->second), *same = NULL, *none = NULL;
    bool deleted = false;
    expect_ok(gemel_record_find(w->session, model(w, "Owner"), with_code(key->first_otherwise), NULL, &same, &err));
    assert_true(same_row(keep(same), owner));
    assert_false(same_row(same, other));
    expect_ok(gemel_record_update(same, values("{'name': 'n'}"), NULL, &err));
    expect_ok(gemel_record_reload(owner, NULL, &err));
    expect_attribute(owner, "name", "n");
    expect_attribute(owner, "code", key->first);
    expect_ok(gemel_record_set_text(owner, "code", key->first_otherwise, GEMEL_NUL, &err));
    assert_false(gemel_record_is_changed(owner));
    expect(GEMEL_USAGE, gemel_record_set_text(owner, "code", key->second, GEMEL_NUL, &err));
    expect_mention(key->second);
    expect(GEMEL_UNIQUE,
           gemel_record_create(w->session, model(w, "Owner"), with_code(key->first_otherwise), NULL, &none, &err));
    expect_mention("Owner.code");
    expect_ok(gemel_record_destroy(other, NULL, &deleted, &err));
    assert_true(deleted);
    expect(GEMEL_NOT_FOUND, gemel_record_find(w->session, model(w, "Owner"), with_code(key->second),
                                              with("{'rejectOnEmpty': true}"), &none, &err));
    expect_mention(key->second);
}

static void a_foreign_key_links_its_rows(const world *w, const key_case *key)
{
    gemel_record *owner = owner_of(w, key->first), *other = owner_of(w, key->second);
    gemel_record *badge = given(w, "Badge", "{}"), *got = NULL;
    gemel_values *missing = values("{}");
    const char *foreign_key =
        gemel_attribute_name(gemel_association_foreign_key(association(w->schema, "Owner", "badge")));
    expect_ok(gemel_record_set_association(owner, "badge", badge, NULL, &err));
    expect_attribute(badge, foreign_key, key->first);
    expect_ok(gemel_record_get_association(owner, "badge", NULL, &got, &err));
    assert_true(same_row(keep(got), badge));
    expect_attribute(got, foreign_key, key->first);
    expect_ok(gemel_record_get_association(badge, "owner", NULL, &got, &err));
    assert_true(same_row(keep(got), owner));
    expect_ok(gemel_record_set_association_key(badge, "owner", with_code(key->second), NULL, NULL, &err));
    expect_ok(gemel_record_get_association(other, "badge", NULL, &got, &err));
    assert_true(same_row(keep(got), badge));
    expect_ok(gemel_record_unset_association(other, "badge", NULL, &err));
    expect_ok(gemel_record_create_association(owner, "badge", NULL, NULL, &got, &err));
    expect_attribute(keep(got), foreign_key, key->first);
    expect_ok(gemel_record_destroy(owner, NULL, NULL, &err));
    expect_ok(gemel_values_set_text(missing, foreign_key, key->first, GEMEL_NUL, &err));
    got = NULL;
    expect(GEMEL_FOREIGN_KEY, gemel_record_create(w->session, model(w, "Badge"), missing, NULL, &got, &err));
}

static void for_each_key(void (*test)(const world *w, const key_case *key))
{
    size_t i;
    for (i = 0; i < COUNT(keys); ++i) {
        void *state = of_keys(&keys[i]);
        print_message("# %s\n", keys[i].type);
        test(state, &keys[i]);
        world_free(&state);
    }
}

static void every_type_but_json_may_be_a_primary_key(void **state)
{
    (void)state;
    for_each_key(a_primary_key_finds_its_row);
}

static void every_type_but_json_may_be_a_foreign_key(void **state)
{
    (void)state;
    for_each_key(a_foreign_key_links_its_rows);
}

static void a_foreign_key_has_the_type_of_its_key(void **state)
{
    static const struct {
        const char *key, *foreign_key;
        gemel_status answer;
    } cases[] = {
        {"decimal(10,2)", "decimal(12,2)", GEMEL_OK},
        {"decimal(10,2)", "decimal(10,3)", GEMEL_DEFINITION},
        {"enum('a','b')", "string(9)", GEMEL_OK},
        {"text", "enum('a','b')", GEMEL_OK},
        {"uuid", "text", GEMEL_DEFINITION},
        {"date", "timestamp", GEMEL_DEFINITION},
        {"date", "text", GEMEL_DEFINITION},
        {"blob", "text", GEMEL_DEFINITION},
        {"bigint", "decimal(10,0)", GEMEL_DEFINITION},
    };
    size_t i;
    (void)state;
    for (i = 0; i < COUNT(cases); ++i) {
        gemel_schema *schema = gemel_schema_new();
        gemel_schema_add_model(schema, "Owner", NULL, NULL, NULL);
        gemel_schema_add_attribute(schema, "Owner", "code", cases[i].key, with("{'primaryKey': true}"), NULL);
        gemel_schema_add_model(schema, "Badge", NULL, NULL, NULL);
        gemel_schema_add_attribute(schema, "Badge", "ownerCode", cases[i].foreign_key, NULL, NULL);
        gemel_schema_has_one(schema, "Owner", "Badge", "foreign key ownerCode", NULL, NULL);
        expect(cases[i].answer, gemel_schema_resolve(schema, &err));
        if (cases[i].answer != GEMEL_OK) {
            expect_mention(cases[i].key);
            expect_mention(cases[i].foreign_key);
        }
        gemel_schema_free(schema);
    }
}

/* ---- Defaults ---- */

static gemel_schema *schema_of_defaults(void)
{
    static const declaration declarations[DECLARATIONS_MAX] = {
        MODEL("Item"),
        ATTRIBUTE("Item", "price", "decimal(10,2) default 9.9"),
        ATTRIBUTE("Item", "data", "blob default '00FF'"),
        ATTRIBUTE("Item", "ident", "uuid default '6BA7B8109DAD11D180B400C04FD430C8'"),
        ATTRIBUTE("Item", "day", "date default '2024-02-29'"),
        ATTRIBUTE("Item", "moment", "timestamp default '2024-02-29 13:00:00+01:00'"),
        ATTRIBUTE("Item", "doc", "json default '{\"a\": [1, 2]}'"),
        ATTRIBUTE("Item", "state", "enum('new','it''s old') default 'it''s old'"),
    };
    return declared(declarations);
}

static int shared_defaults(void **state)
{
    return world_shared(state, schema_of_defaults());
}

static void defaults_are_values_of_their_type_for_gemel_and_for_others(void **state)
{
    const world *w = *state;
    given(w, "Item", "{}");
    shared_run("INSERT INTO items DEFAULT VALUES");
    expect_rows(w, "Item",
                "1 9.90 00ff 6ba7b810-9dad-11d1-80b4-00c04fd430c8 2024-02-29 2024-02-29T12:00:00.000000Z"
                " {\"a\":[1,2]} it's old, "
                "2 9.90 00ff 6ba7b810-9dad-11d1-80b4-00c04fd430c8 2024-02-29 2024-02-29T12:00:00.000000Z"
                " {\"a\":[1,2]} it's old");
}

static void a_default_that_does_not_fit_is_refused(void **state)
{
    static const struct {
        const char *words, *complaint;
    } cases[] = {
        {"decimal(5,2) default 9.999", "Item.a: the default must have at most 2 digits after the point, not '9.999'"},
        {"blob default 'xy'", "Item.a: the default must be bytes, or two hexadecimal digits for each, not 'xy'"},
        {"date default 'today'", "Item.a: the default must be a date such as 2024-02-29, not 'today'"},
        {"json default '{'",
         "Item.a: the default must be JSON; line 1, column 2: a member name in double quotes is expected"},
        {"enum('a','b') default 'c'", "Item.a: the default must be one of 'a', 'b', not 'c'"},
    };
    size_t i;
    (void)state;
    for (i = 0; i < COUNT(cases); ++i) {
        gemel_schema *schema = gemel_schema_new();
        gemel_schema_add_model(schema, "Item", NULL, NULL, NULL);
        gemel_schema_add_attribute(schema, "Item", "a", cases[i].words, NULL, NULL);
        expect(GEMEL_DEFINITION, gemel_schema_resolve(schema, &err));
        expect_mention(cases[i].complaint);
        gemel_schema_free(schema);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ALONE(every_type_but_json_may_be_a_primary_key),
        ALONE(every_type_but_json_may_be_a_foreign_key),
        ALONE(a_foreign_key_has_the_type_of_its_key),
        IN_SHARED_WORLD(shared_defaults, defaults_are_values_of_their_type_for_gemel_and_for_others),
        ALONE(a_default_that_does_not_fit_is_refused),
    };
    return cmocka_run_group_tests_name("types, keys", tests, NULL, NULL);
}
