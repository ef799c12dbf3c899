/*
 * gemel/association.h, first part: what an association is. It must not test what
 * an association does to records (test_get.c and its neighbours) nor what is refused (test_definition_errors.c).
 */
#include "declarations.h"
#include "fixture.h"

/* clang-format off */
#define PERSON_LICENSE MODEL("Person"), MODEL("License")
/* clang-format on */

typedef struct expectation {
    const char *source, *name, *foreign_key, *column, *key, *inverse, *on_delete;
    int32_t kind;
    bool automatic, nullable, unique;
} expectation;

static void expect_association(const gemel_schema *schema, const expectation *e)
{
    const gemel_association *a = association(schema, e->source, e->name);
    const gemel_attribute *fk = gemel_association_foreign_key(a);
    assert_string_equal(gemel_association_name(a), e->name);
    assert_int_equal(gemel_association_kind(a), e->kind);
    assert_string_equal(gemel_model_name(gemel_association_source(a)), e->source);
    assert_ptr_equal(gemel_attribute_model(fk),
                     e->kind == GEMEL_HAS_ONE ? gemel_association_target(a) : gemel_association_source(a));
    assert_string_equal(gemel_attribute_name(fk), e->foreign_key);
    assert_string_equal(gemel_attribute_column(fk), e->column ? e->column : e->foreign_key);
    assert_string_equal(gemel_attribute_name(gemel_association_key(a)), e->key);
    assert_string_equal(gemel_association_name(gemel_association_inverse(a)), e->inverse);
    assert_string_equal(gemel_association_on_delete(a), e->on_delete);
    assert_string_equal(gemel_association_on_update(a), e->on_delete[0] ? "CASCADE" : "");
    assert_int_equal(gemel_association_is_automatic(a), e->automatic);
    assert_int_equal(gemel_attribute_is_nullable(fk), e->nullable);
    assert_int_equal(gemel_attribute_is_unique(fk), e->unique);
}

/* Both ends see the same key and lead to each other. */
static void expect_pair(const gemel_schema *schema, const char *source, const char *name)
{
    const gemel_association *a = association(schema, source, name);
    const gemel_association *b = gemel_association_inverse(a);
    assert_non_null(b);
    assert_ptr_equal(gemel_association_inverse(b), a);
    assert_ptr_equal(gemel_association_foreign_key(b), gemel_association_foreign_key(a));
    assert_ptr_equal(gemel_association_key(b), gemel_association_key(a));
    assert_ptr_equal(gemel_association_source(b), gemel_association_target(a));
    assert_ptr_equal(gemel_association_target(b), gemel_association_source(a));
    assert_int_not_equal(gemel_association_kind(b), gemel_association_kind(a));
}

static void d01_default_names_and_constraints(void **state)
{
    const declaration declarations[DECLARATIONS_MAX] = {MODEL("Person"), MODEL("DrivingLicense"),
                                                        HAS_ONE("Person", "DrivingLicense", NULL)};
    gemel_schema *schema = resolved(declarations);
    const expectation has_one = {"Person",   "drivingLicense", "personId", NULL, "id", "person",
                                 "SET NULL", GEMEL_HAS_ONE,    false,      true, false};
    const expectation belongs_to = {"DrivingLicense", "person",         "personId", NULL, "id", "drivingLicense",
                                    "SET NULL",       GEMEL_BELONGS_TO, true,       true, false};
    const gemel_association *a = association(schema, "Person", "drivingLicense");
    (void)state;
    expect_association(schema, &has_one);
    expect_association(schema, &belongs_to);
    expect_pair(schema, "Person", "drivingLicense");
    assert_int_equal(gemel_attribute_type(gemel_association_foreign_key(a)), GEMEL_TYPE_INTEGER);
    assert_false(gemel_attribute_is_auto_increment(gemel_association_foreign_key(a)));
    assert_false(gemel_attribute_is_primary_key(gemel_association_foreign_key(a)));
    assert_string_equal(gemel_association_accessor(a, "get"), "getDrivingLicense");
    assert_string_equal(gemel_association_accessor(a, "set"), "setDrivingLicense");
    assert_string_equal(gemel_association_accessor(a, "create"), "createDrivingLicense");
    gemel_schema_free(schema);
}

static void an_accessor_exists_for_the_three_verbs_only(void **state)
{
    const declaration declarations[DECLARATIONS_MAX] = {PERSON_LICENSE, HAS_ONE("Person", "License", NULL)};
    gemel_schema *schema = resolved(declarations);
    const gemel_association *a = association(schema, "Person", "license");
    (void)state;
    assert_string_equal(gemel_association_accessor(a, "destroy"), "");
    assert_string_equal(gemel_association_accessor(a, ""), "");
    assert_string_equal(gemel_association_accessor(a, NULL), "");
    gemel_schema_free(schema);
}

/* The names that a has one of Person and License, or its like, gets. */
static void names_are_derived_as_promised(void **state)
{
    static const struct {
        const char *source, *target, *options;
        const char *name, *getter, *inverse, *foreign_key;
    } cases[] = {
        {"Person", "License", "{'as': 'permit'}", "permit", "getPermit", "person", "personId"},
        {"Person", "License", "{'as': ''}", "license", "getLicense", "person", "personId"},
        {"Person", "License", "{'as': 'PERMIT'}", "PERMIT", "getPERMIT", "person", "personId"},
        {"Person", "License", "{'as': {'singular': 'lic', 'plural': 'lics'}}", "lic", "getLic", "person", "personId"},
        {"Person", "License", "{'inverse': 'owner'}", "license", "getLicense", "owner", "ownerId"},
        {"Person", "License", "{'inverse': {'as': 'owner'}}", "license", "getLicense", "owner", "ownerId"},
        {"Person", "License", "{'foreignKey': 'holder'}", "license", "getLicense", "person", "holder"},
        {"user_account", "user_profile", "{}", "user_profile", "getUser_profile", "user_account", "userAccountId"},
        {"UserXYZ", "License", "{}", "license", "getLicense", "userXYZ", "userXYZId"},
        {"Person", "Orders", "{}", "orders", "getOrders", "person", "personId"},
    };
    size_t i;
    (void)state;
    for (i = 0; i < COUNT(cases); ++i) {
        const declaration declarations[DECLARATIONS_MAX] = {
            MODEL(cases[i].source), MODEL(cases[i].target),
            HAS_ONE_WITH(cases[i].source, cases[i].target, cases[i].options)};
        gemel_schema *schema = resolved(declarations);
        const gemel_association *a = association(schema, cases[i].source, cases[i].name);
        assert_string_equal(gemel_association_accessor(a, "get"), cases[i].getter);
        assert_string_equal(gemel_association_name(gemel_association_inverse(a)), cases[i].inverse);
        assert_string_equal(gemel_attribute_name(gemel_association_foreign_key(a)), cases[i].foreign_key);
        gemel_schema_free(schema);
    }
}

static void d07_a_foreign_key_has_a_name_and_a_column(void **state)
{
    const declaration declarations[DECLARATIONS_MAX] = {
        PERSON_LICENSE, HAS_ONE_WITH("Person", "License", "{'foreignKey': {'name': 'ownerId', 'column': 'owner_id'}}")};
    const declaration column_only[DECLARATIONS_MAX] = {PERSON_LICENSE, HAS_ONE("Person", "License", "column owner_id")};
    gemel_schema *schema = resolved(declarations);
    const expectation named = {"Person",   "license",     "ownerId", "owner_id", "id", "person",
                               "SET NULL", GEMEL_HAS_ONE, false,     true,       false};
    const expectation unnamed = {"Person",   "license",     "personId", "owner_id", "id", "person",
                                 "SET NULL", GEMEL_HAS_ONE, false,      true,       false};
    (void)state;
    expect_association(schema, &named);
    gemel_schema_free(schema);
    schema = resolved(column_only);
    expect_association(schema, &unnamed);
    gemel_schema_free(schema);
}

static void d10_a_declared_attribute_wins(void **state)
{
    const declaration declarations[DECLARATIONS_MAX] = {
        PERSON_LICENSE,
        ATTRIBUTE("License", "ownerId", "integer not null unique column owner"),
        HAS_ONE_WITH("Person", "License", "{'foreignKey': {'name': 'ownerId', 'allowNull': true, 'column': 'other'}}"),
    };
    gemel_schema *schema = resolved(declarations);
    const expectation e = {"Person",  "license",     "ownerId", "owner", "id", "person",
                           "CASCADE", GEMEL_HAS_ONE, false,     false,   true};
    (void)state;
    expect_association(schema, &e);
    gemel_schema_free(schema);
}

static void d12_a_key_that_may_not_be_null_cascades(void **state)
{
    const declaration declarations[DECLARATIONS_MAX] = {
        PERSON_LICENSE, HAS_ONE_WITH("Person", "License", "{'foreignKey': {'allowNull': false}}")};
    gemel_schema *schema = resolved(declarations);
    const expectation e = {"Person",  "license",     "personId", NULL,  "id", "person",
                           "CASCADE", GEMEL_HAS_ONE, false,      false, false};
    (void)state;
    expect_association(schema, &e);
    gemel_schema_free(schema);
}

static void d14_without_constraint_there_are_no_actions(void **state)
{
    const declaration declarations[DECLARATIONS_MAX] = {PERSON_LICENSE, HAS_ONE("Person", "License", "no constraint")};
    gemel_schema *schema = resolved(declarations);
    const expectation e = {"Person", "license",     "personId", NULL, "id", "person",
                           "",       GEMEL_HAS_ONE, false,      true, false};
    (void)state;
    expect_association(schema, &e);
    gemel_schema_free(schema);
}

static void without_constraint_keys_need_not_be_unique_or_of_one_type(void **state)
{
    const declaration declarations[DECLARATIONS_MAX] = {
        PERSON_LICENSE,
        ATTRIBUTE("Person", "email", "string"),
        HAS_ONE("Person", "License", "foreign key ownerId source key email no constraint"),
        HAS_ONE("Person", "License", "as other foreign key otherId inverse other string no constraint"),
    };
    gemel_schema *schema = resolved(declarations);
    (void)state;
    expect_pair(schema, "Person", "license");
    expect_pair(schema, "Person", "other");
    gemel_schema_free(schema);
}

static void d16_the_foreign_key_takes_the_type_of_the_key(void **state)
{
    const declaration declarations[DECLARATIONS_MAX] = {
        PERSON_LICENSE,
        ATTRIBUTE("Person", "code", "string(8) primary key"),
        ATTRIBUTE("Person", "user_name", "text not null unique default 'x'"),
        HAS_ONE("Person", "License", NULL),
        HAS_ONE("Person", "License", "as paper source key user_name inverse bearer"),
    };
    gemel_schema *schema = resolved(declarations);
    const gemel_attribute *code = gemel_association_foreign_key(association(schema, "Person", "license"));
    const gemel_attribute *name = gemel_association_foreign_key(association(schema, "Person", "paper"));
    (void)state;
    assert_string_equal(gemel_attribute_name(code), "personCode");
    assert_int_equal(gemel_attribute_type(code), GEMEL_TYPE_STRING);
    assert_int_equal(gemel_attribute_length(code), 8);
    assert_false(gemel_attribute_is_primary_key(code));
    assert_false(gemel_attribute_is_unique(code));
    assert_true(gemel_attribute_is_nullable(code));
    assert_string_equal(gemel_attribute_name(name), "bearerUserName");
    assert_int_equal(gemel_attribute_type(name), GEMEL_TYPE_TEXT);
    assert_true(gemel_attribute_is_nullable(name));
    gemel_schema_free(schema);
}

static void d25_two_associations_with_two_inverses(void **state)
{
    const declaration declarations[DECLARATIONS_MAX] = {
        PERSON_LICENSE,
        HAS_ONE("Person", "License", "foreign key aId"),
        HAS_ONE("Person", "License", "as second foreign key bId inverse owner2"),
    };
    gemel_schema *schema = resolved(declarations);
    const gemel_model *license = gemel_schema_model_at(schema, 1);
    (void)state;
    expect_pair(schema, "Person", "license");
    expect_pair(schema, "Person", "second");
    assert_int_equal(gemel_model_association_count(license), 2);
    assert_int_equal(gemel_model_attribute_count(license), 3);
    assert_string_equal(gemel_association_name(gemel_association_inverse(association(schema, "Person", "second"))),
                        "owner2");
    gemel_schema_free(schema);
}

static void d27_an_association_with_itself(void **state)
{
    const declaration declarations[DECLARATIONS_MAX] = {
        MODEL("Person"), HAS_ONE("Person", "Person", "as successor inverse predecessor")};
    gemel_schema *schema = resolved(declarations);
    const expectation e = {"Person",   "successor",   "predecessorId", NULL, "id", "predecessor",
                           "SET NULL", GEMEL_HAS_ONE, false,           true, false};
    (void)state;
    expect_association(schema, &e);
    expect_pair(schema, "Person", "successor");
    gemel_schema_free(schema);
}

static void d33_options_can_be_used_for_several_associations(void **state)
{
    gemel_schema *schema = gemel_schema_new();
    gemel_options *o = with("{'foreignKey': {'allowNull': false}}");
    (void)state;
    expect_ok(gemel_schema_add_model(schema, "Person", NULL, NULL, &err));
    expect_ok(gemel_schema_add_model(schema, "License", NULL, NULL, &err));
    expect_ok(gemel_schema_add_model(schema, "Chip", NULL, NULL, &err));
    expect_ok(gemel_schema_has_one(schema, "Person", "License", NULL, o, &err));
    expect_ok(gemel_schema_has_one(schema, "License", "Chip", NULL, o, &err));
    expect_ok(gemel_schema_resolve(schema, &err));
    assert_string_equal(gemel_attribute_name(gemel_association_foreign_key(association(schema, "Person", "license"))),
                        "personId");
    assert_string_equal(gemel_attribute_name(gemel_association_foreign_key(association(schema, "License", "chip"))),
                        "licenseId");
    assert_false(gemel_attribute_is_nullable(gemel_association_foreign_key(association(schema, "License", "chip"))));
    gemel_schema_free(schema);
}

static void a_shared_primary_key_is_not_null_unique_and_cascades(void **state)
{
    const declaration declarations[DECLARATIONS_MAX] = {
        PERSON_LICENSE, ATTRIBUTE("License", "personId", "integer primary key"), HAS_ONE("Person", "License", NULL)};
    gemel_schema *schema = resolved(declarations);
    const expectation e = {"Person",  "license",     "personId", NULL,  "id", "person",
                           "CASCADE", GEMEL_HAS_ONE, false,      false, true};
    (void)state;
    expect_association(schema, &e);
    assert_int_equal(gemel_model_attribute_count(gemel_schema_model_at(schema, 1)), 1);
    gemel_schema_free(schema);
}

static void i01_has_one_wires_its_inverse(void **state)
{
    const world *w = *state;
    const expectation e = {"License",  "owner",          "ownerId", NULL, "id", "license",
                           "SET NULL", GEMEL_BELONGS_TO, true,      true, false};
    const gemel_association *owner = association(w->schema, "License", "owner");
    expect_association(w->schema, &e);
    expect_pair(w->schema, "License", "owner");
    assert_string_equal(gemel_association_accessor(owner, "get"), "getOwner");
    assert_string_equal(gemel_association_accessor(owner, "set"), "setOwner");
    assert_string_equal(gemel_association_accessor(owner, "create"), "createOwner");
}

/* Whatever two declarations are made, in whichever order: one pair, of which nothing is automatic. */
static void expect_one_declared_pair(declaration first, declaration second)
{
    const declaration declarations[DECLARATIONS_MAX] = {PERSON_LICENSE, first, second};
    const declaration reversed[DECLARATIONS_MAX] = {second, first, PERSON_LICENSE};
    const declaration *const orders[] = {declarations, reversed};
    size_t i;
    for (i = 0; i < COUNT(orders); ++i) {
        gemel_schema *schema = resolved(orders[i]);
        const gemel_model *person = NULL, *license = NULL;
        expect_ok(gemel_schema_find_model(schema, "Person", &person, &err));
        expect_ok(gemel_schema_find_model(schema, "License", &license, &err));
        assert_int_equal(gemel_model_association_count(person), 1);
        assert_int_equal(gemel_model_association_count(license), 1);
        assert_int_equal(gemel_model_attribute_count(license), 2);
        assert_false(gemel_association_is_automatic(gemel_model_association_at(person, 0)));
        assert_false(gemel_association_is_automatic(gemel_model_association_at(license, 0)));
        expect_pair(schema, "Person", gemel_association_name(gemel_model_association_at(person, 0)));
        gemel_schema_free(schema);
    }
}

static void i02_i03_both_sides_declared_make_one_pair_in_any_order(void **state)
{
    const declaration has_one = HAS_ONE("Person", "License", "foreign key ownerId");
    const declaration belongs_to = BELONGS_TO("License", "Person", "foreign key ownerId");
    (void)state;
    expect_one_declared_pair(has_one, belongs_to);
}

static void both_sides_are_compared_by_what_they_mean(void **state)
{
    const declaration by_default = HAS_ONE("Person", "License", NULL);
    const declaration spelt_out = BELONGS_TO("License", "Person", "foreign key personId target key id");
    const declaration no_opinion = BELONGS_TO("License", "Person", NULL);
    const declaration opinion = HAS_ONE("Person", "License", "not null unique on delete restrict");
    (void)state;
    expect_one_declared_pair(by_default, spelt_out);
    expect_one_declared_pair(opinion, no_opinion);
}

static void both_sides_may_name_each_other(void **state)
{
    const declaration has_one = HAS_ONE("Person", "License", "as permit inverse owner");
    const declaration belongs_to = BELONGS_TO("License", "Person", "as owner inverse has one permit");
    (void)state;
    expect_one_declared_pair(has_one, belongs_to);
}

static void i08_belongs_to_wires_no_inverse(void **state)
{
    const declaration declarations[DECLARATIONS_MAX] = {PERSON_LICENSE, BELONGS_TO("License", "Person", "as owner")};
    gemel_schema *schema = resolved(declarations);
    const expectation e = {"License",  "owner",          "ownerId", NULL, "id", "",
                           "SET NULL", GEMEL_BELONGS_TO, false,     true, false};
    (void)state;
    expect_association(schema, &e);
    assert_null(gemel_association_inverse(association(schema, "License", "owner")));
    assert_int_equal(gemel_model_association_count(gemel_schema_model_at(schema, 0)), 0);
    gemel_schema_free(schema);
}

static void i09_belongs_to_wires_a_has_one_if_asked(void **state)
{
    const declaration declarations[DECLARATIONS_MAX] = {
        PERSON_LICENSE, BELONGS_TO("License", "Person", "as owner inverse has one permit")};
    gemel_schema *schema = resolved(declarations);
    const expectation e = {"Person",   "permit",      "ownerId", NULL, "id", "owner",
                           "SET NULL", GEMEL_HAS_ONE, true,      true, false};
    (void)state;
    expect_association(schema, &e);
    expect_pair(schema, "License", "owner");
    assert_false(gemel_association_is_automatic(association(schema, "License", "owner")));
    gemel_schema_free(schema);
}

static void a_belongs_to_with_itself_needs_no_names(void **state)
{
    const declaration declarations[DECLARATIONS_MAX] = {MODEL("Person"), BELONGS_TO("Person", "Person", NULL)};
    gemel_schema *schema = resolved(declarations);
    const expectation e = {"Person",   "person",         "personId", NULL, "id", "",
                           "SET NULL", GEMEL_BELONGS_TO, false,      true, false};
    (void)state;
    expect_association(schema, &e);
    gemel_schema_free(schema);
}

static void another_inverse_name_makes_another_belongs_to_over_the_same_key(void **state)
{
    const declaration declarations[DECLARATIONS_MAX] = {
        PERSON_LICENSE,
        BELONGS_TO("License", "Person", "as owner foreign key ownerId"),
        HAS_ONE("Person", "License", "foreign key ownerId"),
    };
    gemel_schema *schema = resolved(declarations);
    (void)state;
    assert_int_equal(gemel_model_association_count(gemel_schema_model_at(schema, 1)), 2);
    assert_int_equal(gemel_model_attribute_count(gemel_schema_model_at(schema, 1)), 2);
    assert_null(gemel_association_inverse(association(schema, "License", "owner")));
    expect_pair(schema, "Person", "license");
    gemel_schema_free(schema);
}

static void actions_follow_the_final_nullability(void **state)
{
    const declaration declarations[DECLARATIONS_MAX] = {
        PERSON_LICENSE,
        HAS_ONE("Person", "License", "foreign key ownerId"),
        BELONGS_TO("License", "Person", "as holder foreign key ownerId not null"),
    };
    gemel_schema *schema = resolved(declarations);
    const expectation e = {"Person",  "license",     "ownerId", NULL,  "id", "person",
                           "CASCADE", GEMEL_HAS_ONE, false,     false, false};
    (void)state;
    expect_association(schema, &e);
    assert_string_equal(gemel_association_on_delete(association(schema, "License", "holder")), "CASCADE");
    gemel_schema_free(schema);
}

static void null_answers_with_nothing(void **state)
{
    (void)state;
    assert_string_equal(gemel_association_name(NULL), "");
    assert_int_equal(gemel_association_kind(NULL), 0);
    assert_int_equal(gemel_association_index(NULL), -1);
    assert_false(gemel_association_is_automatic(NULL));
    assert_null(gemel_association_source(NULL));
    assert_null(gemel_association_target(NULL));
    assert_null(gemel_association_inverse(NULL));
    assert_null(gemel_association_foreign_key(NULL));
    assert_null(gemel_association_key(NULL));
    assert_string_equal(gemel_association_on_delete(NULL), "");
    assert_string_equal(gemel_association_on_update(NULL), "");
    assert_string_equal(gemel_association_accessor(NULL, "get"), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ALONE(d01_default_names_and_constraints),
        ALONE(an_accessor_exists_for_the_three_verbs_only),
        ALONE(names_are_derived_as_promised),
        ALONE(d07_a_foreign_key_has_a_name_and_a_column),
        ALONE(d10_a_declared_attribute_wins),
        ALONE(d12_a_key_that_may_not_be_null_cascades),
        ALONE(d14_without_constraint_there_are_no_actions),
        ALONE(without_constraint_keys_need_not_be_unique_or_of_one_type),
        ALONE(d16_the_foreign_key_takes_the_type_of_the_key),
        ALONE(d25_two_associations_with_two_inverses),
        ALONE(d27_an_association_with_itself),
        ALONE(d33_options_can_be_used_for_several_associations),
        ALONE(a_shared_primary_key_is_not_null_unique_and_cascades),
        IN_WORLD(world_n, i01_has_one_wires_its_inverse),
        ALONE(i02_i03_both_sides_declared_make_one_pair_in_any_order),
        ALONE(both_sides_are_compared_by_what_they_mean),
        ALONE(both_sides_may_name_each_other),
        ALONE(i08_belongs_to_wires_no_inverse),
        ALONE(i09_belongs_to_wires_a_has_one_if_asked),
        ALONE(a_belongs_to_with_itself_needs_no_names),
        ALONE(another_inverse_name_makes_another_belongs_to_over_the_same_key),
        ALONE(actions_follow_the_final_nullability),
        ALONE(null_answers_with_nothing),
    };
    return cmocka_run_group_tests_name("association", tests, NULL, NULL);
}
