/*
 * The names that a schema gives: camel and snake, underscored columns, timestamps, methods of the user's class. It must
 * not test which names are refused (test_definition_names.c).
 */
#include "declarations.h"
#include "fixture.h"

/* clang-format off */
#define PERSON_LICENSE MODEL("Person"), MODEL("DrivingLicense")
#define SNAKE SCHEMA("{'naming': 'snake'}")
/* clang-format on */

static const gemel_model *find(const gemel_schema *schema, const char *name)
{
    const gemel_model *m = NULL;
    expect_ok(gemel_schema_find_model(schema, name, &m, &err));
    return m;
}

/* The attributes in order, as "id, ownerId=owner_id" where a column has a name of its own. */
#define expect_attributes(schema, name, text) expect_attributes_at((schema), (name), (text), __FILE__, __LINE__)
static void expect_attributes_at(const gemel_schema *schema, const char *name, const char *text, const char *file,
                                 int line)
{
    const gemel_model *m = find(schema, name);
    char got[512] = "";
    size_t i;
    for (i = 0; i < gemel_model_attribute_count(m); ++i) {
        const gemel_attribute *a = gemel_model_attribute_at(m, i);
        strcat(got, i ? ", " : "");
        strcat(got, gemel_attribute_name(a));
        if (strcmp(gemel_attribute_name(a), gemel_attribute_column(a)) != 0)
            strcat(strcat(got, "="), gemel_attribute_column(a));
    }
    _assert_string_equal(got, text, file, line);
}

static void expect_accessors(const gemel_association *a, const char *get, const char *set, const char *create)
{
    assert_string_equal(gemel_association_accessor(a, "get"), get);
    assert_string_equal(gemel_association_accessor(a, "set"), set);
    assert_string_equal(gemel_association_accessor(a, "create"), create);
}

/* ---- Camel and snake ---- */

static void names_are_camel_where_nothing_is_said(void **state)
{
    const declaration declarations[DECLARATIONS_MAX] = {
        PERSON_LICENSE, HAS_ONE("Person", "DrivingLicense", "inverse theOwner"), SCHEMA("{'timestamps': true}")};
    gemel_schema *schema = resolved(declarations);
    (void)state;
    expect_attributes(schema, "DrivingLicense", "id, createdAt, updatedAt, theOwnerId");
    assert_string_equal(gemel_model_table(find(schema, "DrivingLicense")), "driving_licenses");
    expect_accessors(association(schema, "Person", "drivingLicense"), "getDrivingLicense", "setDrivingLicense",
                     "createDrivingLicense");
    gemel_schema_free(schema);
}

static void naming_snake_gives_snake_case_names(void **state)
{
    const declaration declarations[DECLARATIONS_MAX] = {PERSON_LICENSE,
                                                        HAS_ONE("Person", "DrivingLicense", "inverse the_owner"), SNAKE,
                                                        SCHEMA("{'timestamps': true}")};
    gemel_schema *schema = resolved(declarations);
    (void)state;
    expect_attributes(schema, "DrivingLicense", "id, created_at, updated_at, the_owner_id");
    assert_string_equal(gemel_model_table(find(schema, "DrivingLicense")), "driving_licenses");
    expect_accessors(association(schema, "Person", "driving_license"), "get_driving_license", "set_driving_license",
                     "create_driving_license");
    expect_accessors(association(schema, "DrivingLicense", "the_owner"), "get_the_owner", "set_the_owner",
                     "create_the_owner");
    gemel_schema_free(schema);
}

static void a_name_that_is_given_stays_as_it_is_in_either_naming(void **state)
{
    const declaration declarations[DECLARATIONS_MAX] = {
        SNAKE, PERSON_LICENSE, ATTRIBUTE("Person", "userName", "string unique"),
        HAS_ONE("Person", "DrivingLicense", "as thePermit inverse OWNER source key userName"),
        HAS_ONE("Person", "DrivingLicense", "as other inverse holder foreign key holderId")};
    gemel_schema *schema = resolved(declarations);
    (void)state;
    expect_attributes(schema, "Person", "id, userName");
    expect_attributes(schema, "DrivingLicense", "id, owner_user_name, holderId");
    expect_accessors(association(schema, "Person", "thePermit"), "get_the_permit", "set_the_permit",
                     "create_the_permit");
    expect_accessors(association(schema, "DrivingLicense", "OWNER"), "get_owner", "set_owner", "create_owner");
    gemel_schema_free(schema);
}

static void d02_an_alias_names_the_association_but_not_the_foreign_key(void **state)
{
    const declaration declarations[DECLARATIONS_MAX] = {PERSON_LICENSE,
                                                        HAS_ONE("Person", "DrivingLicense", "as license")};
    gemel_schema *schema = resolved(declarations);
    (void)state;
    expect_accessors(association(schema, "Person", "license"), "getLicense", "setLicense", "createLicense");
    expect_attributes(schema, "DrivingLicense", "id, personId");
    gemel_schema_free(schema);
}

static void d03_the_inverse_names_the_foreign_key(void **state)
{
    const declaration declarations[DECLARATIONS_MAX] = {
        PERSON_LICENSE, HAS_ONE_WITH("Person", "DrivingLicense", "{'inverse': {'as': 'owner'}}")};
    gemel_schema *schema = resolved(declarations);
    (void)state;
    expect_attributes(schema, "DrivingLicense", "id, ownerId");
    expect_accessors(association(schema, "DrivingLicense", "owner"), "getOwner", "setOwner", "createOwner");
    gemel_schema_free(schema);
}

static void d06_an_alias_of_two_forms_is_its_singular(void **state)
{
    const declaration declarations[DECLARATIONS_MAX] = {
        PERSON_LICENSE, HAS_ONE_WITH("Person", "DrivingLicense", "{'as': {'singular': 'lic', 'plural': 'lics'}}")};
    gemel_schema *schema = resolved(declarations);
    (void)state;
    expect_accessors(association(schema, "Person", "lic"), "getLic", "setLic", "createLic");
    gemel_schema_free(schema);
}

/* ---- Underscored ---- */

static void d09_an_underscored_target_has_an_underscored_foreign_key(void **state)
{
    const declaration declarations[DECLARATIONS_MAX] = {MODEL("Person"), MODEL_IS("DrivingLicense", "underscored"),
                                                        ATTRIBUTE("Person", "fullName", "string"),
                                                        HAS_ONE("Person", "DrivingLicense", NULL)};
    gemel_schema *schema = resolved(declarations);
    (void)state;
    expect_attributes(schema, "DrivingLicense", "id, personId=person_id");
    expect_attributes(schema, "Person", "id, fullName");
    gemel_schema_free(schema);
}

static void the_foreign_key_follows_the_dependents_model(void **state)
{
    const declaration declarations[DECLARATIONS_MAX] = {MODEL_IS("Person", "underscored"), MODEL("DrivingLicense"),
                                                        ATTRIBUTE("Person", "fullName", "string"),
                                                        HAS_ONE("Person", "DrivingLicense", NULL)};
    gemel_schema *schema = resolved(declarations);
    (void)state;
    expect_attributes(schema, "DrivingLicense", "id, personId");
    expect_attributes(schema, "Person", "id, fullName=full_name");
    gemel_schema_free(schema);
}

static void underscored_holds_for_all_models_that_do_not_say_otherwise(void **state)
{
    const declaration declarations[DECLARATIONS_MAX] = {
        SCHEMA("{'underscored': true, 'timestamps': true}"),
        MODEL("Person"),
        MODEL_WITH("DrivingLicense", "{'underscored': false, 'timestamps': false}"),
        ATTRIBUTE("Person", "userName", "string"),
        ATTRIBUTE("Person", "nickName", "string column NICK"),
        ATTRIBUTE("DrivingLicense", "theNumber", "string"),
    };
    gemel_schema *schema = resolved(declarations);
    (void)state;
    expect_attributes(schema, "Person",
                      "id, userName=user_name, nickName=NICK, createdAt=created_at, updatedAt=updated_at");
    expect_attributes(schema, "DrivingLicense", "id, theNumber");
    gemel_schema_free(schema);
}

static int underscored(void **state)
{
    const declaration declarations[DECLARATIONS_MAX] = {SCHEMA("{'underscored': true}"), PERSON_LICENSE,
                                                        ATTRIBUTE("Person", "fullName", "string"),
                                                        HAS_ONE("Person", "DrivingLicense", "inverse theOwner")};
    return world_of(state, declared(declarations));
}

static void underscored_columns_are_read_and_written(void **state)
{
    const world *w = *state;
    gemel_record *ann = given(w, "Person", "{'fullName': 'ann'}"), *licence = NULL;
    expect_ok(gemel_record_create_association(ann, "drivingLicense", NULL, NULL, &licence, &err));
    keep(licence);
    expect_attribute(licence, "theOwnerId", "1");
    expect_attribute(found(w, "Person", "{'fullName': 'ann'}"), "id", "1");
}

/* ---- Timestamps ---- */

static void timestamps_stand_behind_what_is_declared_and_before_foreign_keys(void **state)
{
    const declaration declarations[DECLARATIONS_MAX] = {
        MODEL_IS("DrivingLicense", "timestamps"),
        MODEL("Person"),
        HAS_ONE("Person", "DrivingLicense", NULL),
        ATTRIBUTE("DrivingLicense", "number", "string"),
    };
    gemel_schema *schema = resolved(declarations);
    const gemel_model *license = find(schema, "DrivingLicense");
    (void)state;
    expect_attributes(schema, "DrivingLicense", "id, number, createdAt, updatedAt, personId");
    expect_attributes(schema, "Person", "id");
    assert_int_equal(gemel_attribute_type(gemel_model_attribute_at(license, 2)), GEMEL_TYPE_TIMESTAMP);
    assert_false(gemel_attribute_is_nullable(gemel_model_attribute_at(license, 2)));
    assert_false(gemel_attribute_is_nullable(gemel_model_attribute_at(license, 3)));
    gemel_schema_free(schema);
}

static void timestamps_are_named_and_left_out_one_by_one(void **state)
{
    static const struct {
        const char *schema, *words, *options, *attributes;
    } cases[] = {
        {"{'timestamps': true}", NULL, NULL, "id, createdAt, updatedAt"},
        {"{'timestamps': true}", "no timestamps", NULL, "id"},
        {"{'timestamps': true}", NULL, "{'timestamps': false}", "id"},
        {"{'timestamps': false}", "timestamps", NULL, "id, createdAt, updatedAt"},
        {"{}", NULL, NULL, "id"},
        {"{}", "timestamps", NULL, "id, createdAt, updatedAt"},
        {"{}", NULL, "{'timestamps': true}", "id, createdAt, updatedAt"},
        {"{}", NULL, "{'timestamps': {}}", "id, createdAt, updatedAt"},
        {"{}", NULL, "{'timestamps': {'createdAt': false}}", "id, updatedAt"},
        {"{}", NULL, "{'timestamps': {'updatedAt': false}}", "id, createdAt"},
        {"{}", NULL, "{'timestamps': {'createdAt': 'born', 'updatedAt': true}}", "id, born, updatedAt"},
        {"{'timestamps': {'createdAt': 'born'}}", NULL, NULL, "id, born, updatedAt"},
        {"{'timestamps': {'createdAt': 'born'}}", "timestamps", NULL, "id, born, updatedAt"},
        {"{'timestamps': {'createdAt': 'born', 'updatedAt': false}}", NULL, NULL, "id, born"},
        {"{'timestamps': {'createdAt': 'born', 'updatedAt': false}}", NULL, "{'timestamps': {'updatedAt': 'at'}}",
         "id, born, at"},
        {"{'naming': 'snake', 'timestamps': {'updatedAt': 'at'}}", NULL, NULL, "id, created_at, at"},
        {"{'naming': 'snake'}", NULL, "{'timestamps': {'createdAt': 'at'}}", "id, at, updated_at"},
    };
    size_t i;
    (void)state;
    for (i = 0; i < COUNT(cases); ++i) {
        const declaration declarations[DECLARATIONS_MAX] = {
            SCHEMA(cases[i].schema), {declare_model, "Thing", NULL, cases[i].words, cases[i].options}};
        gemel_schema *schema = NULL;
        print_message("# %s %s\n", cases[i].schema, cases[i].options ? cases[i].options : "");
        schema = resolved(declarations);
        expect_attributes(schema, "Thing", cases[i].attributes);
        gemel_schema_free(schema);
    }
}

static void a_declared_timestamp_is_used_where_it_stands(void **state)
{
    const declaration declarations[DECLARATIONS_MAX] = {
        MODEL_IS("Thing", "timestamps"),
        ATTRIBUTE("Thing", "updatedAt", "timestamp not null column changed"),
        ATTRIBUTE("Thing", "name", "string"),
    };
    gemel_schema *schema = resolved(declarations);
    (void)state;
    expect_attributes(schema, "Thing", "id, updatedAt=changed, name, createdAt");
    gemel_schema_free(schema);
}

/* ---- Paranoid ---- */

static void the_time_of_deletion_stands_behind_the_timestamps(void **state)
{
    static const struct {
        const char *schema, *words, *options, *attributes;
    } cases[] = {
        {"{'timestamps': true}", "paranoid", NULL, "id, createdAt, updatedAt, deletedAt"},
        {"{}", NULL, "{'paranoid': true}", "id, deletedAt"},
        {"{}", NULL, "{'paranoid': 'gone'}", "id, gone"},
        {"{}", NULL, "{'paranoid': false}", "id"},
        {"{'naming': 'snake'}", "paranoid", NULL, "id, deleted_at"},
        {"{'underscored': true}", "paranoid", NULL, "id, deletedAt=deleted_at"},
    };
    size_t i;
    (void)state;
    for (i = 0; i < COUNT(cases); ++i) {
        const declaration declarations[DECLARATIONS_MAX] = {
            SCHEMA(cases[i].schema), {declare_model, "Thing", NULL, cases[i].words, cases[i].options}};
        gemel_schema *schema = resolved(declarations);
        expect_attributes(schema, "Thing", cases[i].attributes);
        gemel_schema_free(schema);
    }
}

static void a_declared_time_of_deletion_is_used_where_it_stands(void **state)
{
    const declaration declarations[DECLARATIONS_MAX] = {
        MODEL_IS("Thing", "paranoid"),
        ATTRIBUTE("Thing", "deletedAt", "timestamp column gone"),
        ATTRIBUTE("Thing", "name", "string unique"),
    };
    gemel_schema *schema = resolved(declarations);
    const gemel_model *thing = find(schema, "Thing");
    (void)state;
    expect_attributes(schema, "Thing", "id, deletedAt=gone, name");
    assert_int_equal(gemel_attribute_type(gemel_model_attribute_at(thing, 1)), GEMEL_TYPE_TIMESTAMP);
    assert_true(gemel_attribute_is_nullable(gemel_model_attribute_at(thing, 1)));
    assert_true(gemel_attribute_is_unique(gemel_model_attribute_at(thing, 2)));
    gemel_schema_free(schema);
}

/* ---- Methods of the user's class ---- */

static void d34_a_method_of_the_users_class_is_kept(void **state)
{
    const declaration declarations[DECLARATIONS_MAX] = {
        MODEL_WITH("Person", "{'methods': ['getLicense', 'greet']}"),
        MODEL_WITH("License", "{'methods': ['createOwner']}"),
        HAS_ONE("Person", "License", "inverse owner"),
    };
    gemel_schema *schema = resolved(declarations);
    (void)state;
    expect_accessors(association(schema, "Person", "license"), "", "setLicense", "createLicense");
    expect_accessors(association(schema, "License", "owner"), "getOwner", "setOwner", "");
    gemel_schema_free(schema);
}

static void d34_methods_are_compared_in_the_naming_of_the_schema(void **state)
{
    const declaration declarations[DECLARATIONS_MAX] = {
        SNAKE,
        MODEL_WITH("Person", "{'methods': ['getLicense', 'set_license']}"),
        MODEL("License"),
        HAS_ONE("Person", "License", NULL),
    };
    gemel_schema *schema = resolved(declarations);
    (void)state;
    expect_accessors(association(schema, "Person", "license"), "get_license", "", "create_license");
    gemel_schema_free(schema);
}

static void an_accessor_that_is_not_made_is_in_nobodys_way(void **state)
{
    const declaration declarations[DECLARATIONS_MAX] = {
        MODEL_WITH("Person", "{'methods': ['getLicense']}"),
        MODEL("License"),
        ATTRIBUTE("Person", "getLicense", "text"),
        HAS_ONE("Person", "License", NULL),
    };
    gemel_schema *schema = resolved(declarations);
    (void)state;
    expect_accessors(association(schema, "Person", "license"), "", "setLicense", "createLicense");
    gemel_schema_free(schema);
}

/* ---- Configuring ---- */

static void a_schema_is_configured_in_several_calls_until_it_is_resolved(void **state)
{
    gemel_schema *schema = gemel_schema_new();
    (void)state;
    expect_ok(gemel_schema_configure(schema, NULL, &err));
    expect_ok(gemel_schema_configure(schema, with("{'timestamps': true}"), &err));
    expect_ok(gemel_schema_add_model(schema, "Thing", NULL, NULL, &err));
    expect_ok(gemel_schema_configure(schema, with("{'naming': 'snake'}"), &err));
    expect_ok(gemel_schema_resolve(schema, &err));
    expect_attributes(schema, "Thing", "id, created_at, updated_at");
    expect(GEMEL_USAGE, gemel_schema_configure(schema, with("{'underscored': true}"), &err));
    expect_mention("resolved");
    gemel_schema_free(schema);
    expect(GEMEL_USAGE, gemel_schema_configure(NULL, NULL, &err));
}

static void a_refused_configuration_is_remembered_with_no_model(void **state)
{
    gemel_schema *schema = gemel_schema_new();
    (void)state;
    expect(GEMEL_DEFINITION, gemel_schema_configure(schema, with("{'naming': 'kebab'}"), &err));
    assert_int_equal(gemel_error_item_count(failure()), 1);
    assert_string_equal(gemel_error_item_model(failure(), 0), "");
    expect(GEMEL_DEFINITION, gemel_schema_resolve(schema, &err));
    expect_mention("kebab");
    gemel_schema_free(schema);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ALONE(names_are_camel_where_nothing_is_said),
        ALONE(naming_snake_gives_snake_case_names),
        ALONE(a_name_that_is_given_stays_as_it_is_in_either_naming),
        ALONE(d02_an_alias_names_the_association_but_not_the_foreign_key),
        ALONE(d03_the_inverse_names_the_foreign_key),
        ALONE(d06_an_alias_of_two_forms_is_its_singular),
        ALONE(d09_an_underscored_target_has_an_underscored_foreign_key),
        ALONE(the_foreign_key_follows_the_dependents_model),
        ALONE(underscored_holds_for_all_models_that_do_not_say_otherwise),
        IN_WORLD(underscored, underscored_columns_are_read_and_written),
        ALONE(timestamps_stand_behind_what_is_declared_and_before_foreign_keys),
        ALONE(timestamps_are_named_and_left_out_one_by_one),
        ALONE(a_declared_timestamp_is_used_where_it_stands),
        ALONE(the_time_of_deletion_stands_behind_the_timestamps),
        ALONE(a_declared_time_of_deletion_is_used_where_it_stands),
        ALONE(d34_a_method_of_the_users_class_is_kept),
        ALONE(d34_methods_are_compared_in_the_naming_of_the_schema),
        ALONE(an_accessor_that_is_not_made_is_in_nobodys_way),
        ALONE(a_schema_is_configured_in_several_calls_until_it_is_resolved),
        ALONE(a_refused_configuration_is_remembered_with_no_model),
    };
    return cmocka_run_group_tests_name("naming", tests, NULL, NULL);
}
