/*
 * gemel/model.h: what a resolved schema tells of models and attributes. It must not test how they are declared
 * (test_schema.c).
 */
#include "declarations.h"
#include "fixture.h"

static const gemel_model *find(const gemel_schema *schema, const char *name)
{
    const gemel_model *m = NULL;
    expect_ok(gemel_schema_find_model(schema, name, &m, &err));
    return m;
}

static const gemel_attribute *attribute(const gemel_schema *schema, const char *model_name, const char *name)
{
    const gemel_attribute *a = NULL;
    expect_ok(gemel_model_find_attribute(find(schema, model_name), name, &a, &err));
    return a;
}

static void tables_are_snake_case_plurals(void **state)
{
    static const struct {
        const char *model, *table;
    } cases[] = {
        {"Person", "people"},
        {"DrivingLicense", "driving_licenses"},
        {"License", "licenses"},
        {"Child", "children"},
        {"Category", "categories"},
        {"Day", "days"},
        {"Box", "boxes"},
        {"Church", "churches"},
        {"Address", "addresses"},
        {"Man", "men"},
        {"Mouse", "mice"},
        {"Sheep", "sheep"},
        {"Dish", "dishes"},
        {"Topaz", "topazes"},
        {"ContactPerson", "contact_people"},
        {"user_profile", "user_profiles"},
    };
    size_t i;
    (void)state;
    for (i = 0; i < COUNT(cases); ++i) {
        const declaration declarations[DECLARATIONS_MAX] = {MODEL(cases[i].model)};
        gemel_schema *schema = resolved(declarations);
        assert_string_equal(gemel_model_name(find(schema, cases[i].model)), cases[i].model);
        assert_string_equal(gemel_model_table(find(schema, cases[i].model)), cases[i].table);
        gemel_schema_free(schema);
    }
}

static void a_table_name_is_taken_as_it_is(void **state)
{
    const declaration declarations[DECLARATIONS_MAX] = {
        {declare_model, "Person", NULL, "table TheFolk", NULL},
        {declare_model, "License", NULL, NULL, "{'table': 'my licences'}"},
    };
    gemel_schema *schema = resolved(declarations);
    (void)state;
    assert_string_equal(gemel_model_table(find(schema, "Person")), "TheFolk");
    assert_string_equal(gemel_model_table(find(schema, "License")), "my licences");
    gemel_schema_free(schema);
}

static void a_model_without_primary_key_gets_id_as_its_first_attribute(void **state)
{
    const declaration declarations[DECLARATIONS_MAX] = {MODEL("Person"), ATTRIBUTE("Person", "name", "string")};
    gemel_schema *schema = resolved(declarations);
    const gemel_attribute *id = gemel_model_attribute_at(find(schema, "Person"), 0);
    (void)state;
    assert_int_equal(gemel_model_attribute_count(find(schema, "Person")), 2);
    assert_string_equal(gemel_attribute_name(id), "id");
    assert_string_equal(gemel_attribute_column(id), "id");
    assert_int_equal(gemel_attribute_type(id), GEMEL_TYPE_INTEGER);
    assert_true(gemel_attribute_is_primary_key(id));
    assert_true(gemel_attribute_is_auto_increment(id));
    assert_false(gemel_attribute_is_nullable(id));
    assert_true(gemel_attribute_is_unique(id));
    gemel_schema_free(schema);
}

static void attributes_keep_their_order_and_know_their_place(void **state)
{
    const declaration declarations[DECLARATIONS_MAX] = {
        MODEL("Person"),
        MODEL("License"),
        ATTRIBUTE("License", "number", "string"),
        HAS_ONE("Person", "License", "inverse owner"),
        ATTRIBUTE("License", "code", "text primary key"),
    };
    static const char *const names[] = {"number", "code", "ownerId"};
    gemel_schema *schema = resolved(declarations);
    const gemel_model *license = find(schema, "License");
    size_t i;
    (void)state;
    assert_int_equal(gemel_model_attribute_count(license), COUNT(names));
    for (i = 0; i < COUNT(names); ++i) {
        const gemel_attribute *a = gemel_model_attribute_at(license, i);
        assert_string_equal(gemel_attribute_name(a), names[i]);
        assert_int_equal(gemel_attribute_index(a), i);
        assert_ptr_equal(gemel_attribute_model(a), license);
        assert_ptr_equal(attribute(schema, "License", names[i]), a);
    }
    assert_null(gemel_model_attribute_at(license, COUNT(names)));
    assert_null(gemel_model_attribute_at(license, SIZE_MAX));
    gemel_schema_free(schema);
}

static void only_string_has_a_length(void **state)
{
    const declaration declarations[DECLARATIONS_MAX] = {
        MODEL("Thing"),
        ATTRIBUTE("Thing", "plain", "string"),
        ATTRIBUTE("Thing", "brief", "string(7)"),
        ATTRIBUTE("Thing", "body", "text"),
        ATTRIBUTE("Thing", "whole", "integer"),
    };
    gemel_schema *schema = resolved(declarations);
    (void)state;
    assert_int_equal(gemel_attribute_length(attribute(schema, "Thing", "plain")), 255);
    assert_int_equal(gemel_attribute_length(attribute(schema, "Thing", "brief")), 7);
    assert_int_equal(gemel_attribute_length(attribute(schema, "Thing", "body")), 0);
    assert_int_equal(gemel_attribute_length(attribute(schema, "Thing", "whole")), 0);
    gemel_schema_free(schema);
}

static void part_of_a_composite_key_is_not_unique_by_itself(void **state)
{
    const declaration declarations[DECLARATIONS_MAX] = {
        MODEL("Seat"),
        ATTRIBUTE("Seat", "row", "integer primary key"),
        ATTRIBUTE("Seat", "place", "integer primary key"),
        ATTRIBUTE("Seat", "code", "string unique"),
    };
    gemel_schema *schema = resolved(declarations);
    (void)state;
    assert_int_equal(gemel_model_attribute_count(find(schema, "Seat")), 3);
    assert_true(gemel_attribute_is_primary_key(attribute(schema, "Seat", "row")));
    assert_true(gemel_attribute_is_primary_key(attribute(schema, "Seat", "place")));
    assert_false(gemel_attribute_is_unique(attribute(schema, "Seat", "row")));
    assert_false(gemel_attribute_is_unique(attribute(schema, "Seat", "place")));
    assert_false(gemel_attribute_is_nullable(attribute(schema, "Seat", "row")));
    assert_false(gemel_attribute_is_auto_increment(attribute(schema, "Seat", "row")));
    assert_true(gemel_attribute_is_unique(attribute(schema, "Seat", "code")));
    assert_false(gemel_attribute_is_primary_key(attribute(schema, "Seat", "code")));
    gemel_schema_free(schema);
}

static void an_unknown_attribute_or_association_is_refused_and_tells_the_nearest(void **state)
{
    const declaration declarations[DECLARATIONS_MAX] = {
        MODEL("Person"),
        ATTRIBUTE("Person", "name", "string"),
        HAS_ONE("Person", "License", NULL),
        MODEL("License"),
    };
    gemel_schema *schema = resolved(declarations);
    const gemel_attribute *a = gemel_model_attribute_at(find(schema, "Person"), 0);
    const gemel_association *b = gemel_model_association_at(find(schema, "Person"), 0);
    (void)state;
    expect(GEMEL_USAGE, gemel_model_find_attribute(find(schema, "Person"), "nmae", &a, &err));
    expect_mention("nmae");
    expect_mention("name");
    expect_mention("Person");
    assert_null(a);
    expect(GEMEL_USAGE, gemel_model_find_association(find(schema, "Person"), "licence", &b, &err));
    expect_mention("licence");
    expect_mention("license");
    expect_mention("Person");
    assert_null(b);
    gemel_schema_free(schema);
}

static void associations_know_their_place_inverses_included(void **state)
{
    const declaration declarations[DECLARATIONS_MAX] = {
        MODEL("Person"),
        MODEL("License"),
        BELONGS_TO("License", "Person", "as issuer"),
        HAS_ONE("Person", "License", "inverse owner"),
    };
    gemel_schema *schema = resolved(declarations);
    const gemel_model *license = find(schema, "License");
    size_t i;
    (void)state;
    assert_int_equal(gemel_model_association_count(license), 2);
    for (i = 0; i < 2; ++i) {
        const gemel_association *a = gemel_model_association_at(license, i);
        assert_int_equal(gemel_association_index(a), i);
        assert_ptr_equal(gemel_association_source(a), license);
        assert_ptr_equal(association(schema, "License", gemel_association_name(a)), a);
    }
    assert_null(gemel_model_association_at(license, 2));
    assert_null(gemel_model_association_at(license, SIZE_MAX));
    gemel_schema_free(schema);
}

static int column_of_its_own(void **state)
{
    const declaration declarations[DECLARATIONS_MAX] = {
        MODEL("Person"),
        ATTRIBUTE("Person", "name", "string column full_name"),
    };
    return world_of(state, declared(declarations));
}

static void a_column_may_have_a_name_of_its_own(void **state)
{
    const world *w = *state;
    gemel_record *ann = given(w, "Person", "{'name': 'ann'}");
    assert_string_equal(gemel_attribute_column(attribute(w->schema, "Person", "name")), "full_name");
    expect_ok(gemel_record_reload(ann, NULL, &err));
    expect_attribute(ann, "name", "ann");
    expect_attribute(found(w, "Person", "{'name': 'ann'}"), "id", "1");
}

static void null_answers_with_nothing(void **state)
{
    (void)state;
    assert_string_equal(gemel_model_name(NULL), "");
    assert_string_equal(gemel_model_table(NULL), "");
    assert_int_equal(gemel_model_attribute_count(NULL), 0);
    assert_null(gemel_model_attribute_at(NULL, 0));
    assert_int_equal(gemel_model_association_count(NULL), 0);
    assert_null(gemel_model_association_at(NULL, 0));
    assert_string_equal(gemel_attribute_name(NULL), "");
    assert_string_equal(gemel_attribute_column(NULL), "");
    assert_int_equal(gemel_attribute_type(NULL), 0);
    assert_int_equal(gemel_attribute_length(NULL), 0);
    assert_int_equal(gemel_attribute_index(NULL), -1);
    assert_null(gemel_attribute_model(NULL));
    assert_false(gemel_attribute_is_primary_key(NULL));
    assert_false(gemel_attribute_is_auto_increment(NULL));
    assert_false(gemel_attribute_is_nullable(NULL));
    assert_false(gemel_attribute_is_unique(NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ALONE(tables_are_snake_case_plurals),
        ALONE(a_table_name_is_taken_as_it_is),
        ALONE(a_model_without_primary_key_gets_id_as_its_first_attribute),
        ALONE(attributes_keep_their_order_and_know_their_place),
        ALONE(only_string_has_a_length),
        ALONE(part_of_a_composite_key_is_not_unique_by_itself),
        ALONE(an_unknown_attribute_or_association_is_refused_and_tells_the_nearest),
        ALONE(associations_know_their_place_inverses_included),
        IN_WORLD(column_of_its_own, a_column_may_have_a_name_of_its_own),
        ALONE(null_answers_with_nothing),
    };
    return cmocka_run_group_tests_name("model", tests, NULL, NULL);
}
