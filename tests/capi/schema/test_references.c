/*
 * What refers to what in a database: attributes that reference, with and without an association over them, and the
 * cases of D and I that are seen in rows only. It must not test which references are refused
 * (test_definition_attributes.c).
 */
#include "catalog.h"
#include "declarations.h"
#include "fixture.h"

/* clang-format off */
#define PERSON_LICENSE MODEL("Person"), MODEL("License")
/* clang-format on */

static const declaration referring[DECLARATIONS_MAX] = {
    MODEL("Person"),
    ATTRIBUTE("Person", "email", "string(40) unique column e_mail"),
    MODEL("License"),
    ATTRIBUTE("License", "ownerId", "integer references Person"),
    ATTRIBUTE("License", "signer", "references Person.email on delete set null on update cascade column signed_by"),
    ATTRIBUTE_WITH("License", "before", "{'references': {'model': 'License', 'key': 'id'}, 'onDelete': 'restrict'}"),
};

static const declaration associated[DECLARATIONS_MAX] = {
    MODEL("Person"),
    MODEL("License"),
    ATTRIBUTE("License", "ownerId", "integer not null references Person"),
    ATTRIBUTE("License", "holderId", "integer references Person on delete restrict"),
    HAS_ONE("Person", "License", "foreign key ownerId inverse owner"),
    BELONGS_TO("License", "Person", "as holder foreign key holderId"),
};

static const declaration column_of_its_own[DECLARATIONS_MAX] = {
    PERSON_LICENSE,
    HAS_ONE_WITH("Person", "License", "{'foreignKey': {'name': 'ownerId', 'column': 'owner_id'}, 'inverse': 'owner'}")};

static const declaration unconstrained[DECLARATIONS_MAX] = {
    PERSON_LICENSE, HAS_ONE_WITH("Person", "License", "{'foreignKey': 'ownerId', 'foreignKeyConstraints': false}")};

static const declaration unique[DECLARATIONS_MAX] = {PERSON_LICENSE, ATTRIBUTE("License", "ownerId", "integer unique"),
                                                     HAS_ONE("Person", "License", "foreign key ownerId")};

static const declaration from_the_dependent[DECLARATIONS_MAX] = {
    PERSON_LICENSE,
    BELONGS_TO_WITH("License", "Person", "{'as': 'owner', 'inverse': {'type': 'hasOne', 'as': 'permit'}}")};

static int opened(void **state, const declaration *declarations)
{
    return world_shared(state, declared(declarations));
}

static int open_referring(void **state)
{
    return opened(state, referring);
}

static int open_associated(void **state)
{
    return opened(state, associated);
}

static int open_column(void **state)
{
    return opened(state, column_of_its_own);
}

static int open_unconstrained(void **state)
{
    return opened(state, unconstrained);
}

static int open_unique(void **state)
{
    return opened(state, unique);
}

static int open_from_the_dependent(void **state)
{
    return opened(state, from_the_dependent);
}

static gemel_status create(const world *w, const char *model_name, const char *json)
{
    gemel_record *made = NULL;
    gemel_status status = gemel_record_create(w->session, model(w, model_name), values(json), NULL, &made, &err);
    gemel_record_free(made);
    return status;
}

/* ---- Attributes that reference ---- */

static void a_reference_is_a_constraint_without_any_association(void **state)
{
    const world *w = *state;
    assert_string_equal(catalog_foreign_keys("licenses"), "before licenses id RESTRICT NO ACTION,"
                                                          " ownerId people id NO ACTION NO ACTION,"
                                                          " signed_by people e_mail SET NULL CASCADE");
    assert_int_equal(gemel_model_association_count(model(w, "License")), 0);
    assert_int_equal(gemel_model_association_count(model(w, "Person")), 0);
}

static void a_reference_without_a_type_has_that_of_what_it_refers_to(void **state)
{
    const world *w = *state;
    const gemel_attribute *a = NULL;
    expect_ok(gemel_model_find_attribute(model(w, "License"), "signer", &a, &err));
    assert_int_equal(gemel_attribute_type(a), GEMEL_TYPE_STRING);
    assert_int_equal(gemel_attribute_length(a), 40);
    assert_false(gemel_attribute_is_unique(a));
}

static void a_reference_is_looked_up_by_an_index(void **state)
{
    (void)state;
    assert_string_equal(catalog_indexes("licenses"),
                        "licenses_before_index, licenses_owner_id_index, licenses_signed_by_index");
}

static void rows_refer_to_rows_that_are_there_and_stay(void **state)
{
    const world *w = *state;
    gemel_record *ann = given(w, "Person", "{'id': 1, 'email': 'a@b'}");
    bool deleted = true;
    expect(GEMEL_FOREIGN_KEY, create(w, "License", "{'ownerId': 9}"));
    given(w, "License", "{'id': 10, 'ownerId': 1}");
    expect(GEMEL_FOREIGN_KEY, gemel_record_destroy(ann, NULL, &deleted, &err));
    expect_rows(w, "Person", "1 a@b");
}

static void an_association_over_a_reference_brings_its_own_actions(void **state)
{
    const world *w = *state;
    assert_string_equal(catalog_foreign_keys("licenses"),
                        "holderId people id RESTRICT CASCADE, ownerId people id CASCADE CASCADE");
    assert_string_equal(gemel_association_on_delete(association(w->schema, "Person", "license")), "CASCADE");
    assert_string_equal(gemel_association_on_delete(association(w->schema, "License", "holder")), "RESTRICT");
}

static void d28_an_association_may_say_what_a_reference_says(void **state)
{
    static const declaration in_words[DECLARATIONS_MAX] = {
        PERSON_LICENSE, ATTRIBUTE("License", "personId", "integer references Person.id on delete no action"),
        BELONGS_TO("License", "Person", "inverse has one"), HAS_ONE("Person", "License", NULL)};
    gemel_schema *schema = resolved(in_words);
    (void)state;
    assert_string_equal(gemel_association_on_delete(association(schema, "Person", "license")), "NO ACTION");
    assert_string_equal(gemel_association_on_update(association(schema, "Person", "license")), "CASCADE");
    gemel_schema_free(schema);
}

/* ---- Cases that are seen in rows ---- */

static void d07_a_foreign_key_works_through_its_column(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}"), *made = NULL, *got = NULL;
    expect_ok(gemel_record_create_association(p1, "license", values("{'id': 10}"), NULL, &made, &err));
    keep(made);
    expect_attribute(made, "ownerId", "1");
    assert_string_equal(shared_ask("SELECT id, owner_id FROM licenses"), "10 1");
    expect_ok(gemel_record_get_association(p1, "license", NULL, &got, &err));
    keep(got);
    expect_attribute(got, "id", "10");
}

static void d14_without_constraint_a_foreign_key_outlives_its_owner(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    bool deleted = false;
    given(w, "License", "{'id': 10, 'ownerId': 1}");
    assert_string_equal(catalog_foreign_keys("licenses"), "");
    expect_ok(gemel_record_destroy(p1, NULL, &deleted, &err));
    assert_true(deleted);
    expect_rows(w, "License", "10 1");
}

static void d35_a_unique_foreign_key_takes_one_row_but_any_number_of_nulls(void **state)
{
    const world *w = *state;
    given(w, "Person", "{'id': 1}");
    given(w, "License", "{'id': 10, 'ownerId': 1}");
    expect(GEMEL_UNIQUE, create(w, "License", "{'id': 11, 'ownerId': 1}"));
    expect_mention("License.ownerId");
    given(w, "License", "{'id': 12, 'ownerId': null}");
    given(w, "License", "{'id': 13, 'ownerId': null}");
    expect_rows(w, "License", "10 1, 12 null, 13 null");
}

static void i09_the_inverse_that_a_belongs_to_asked_for_works(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}"), *l10 = given(w, "License", "{'id': 10}");
    const gemel_association *permit = association(w->schema, "Person", "permit");
    assert_int_equal(gemel_association_kind(permit), GEMEL_HAS_ONE);
    assert_string_equal(gemel_attribute_name(gemel_association_foreign_key(permit)), "ownerId");
    expect_ok(gemel_record_set_association(p1, "permit", l10, NULL, &err));
    expect_rows(w, "License", "10 1");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_SHARED_WORLD(open_referring, a_reference_is_a_constraint_without_any_association),
        IN_SHARED_WORLD(open_referring, a_reference_without_a_type_has_that_of_what_it_refers_to),
        IN_SHARED_WORLD(open_referring, a_reference_is_looked_up_by_an_index),
        IN_SHARED_WORLD(open_referring, rows_refer_to_rows_that_are_there_and_stay),
        IN_SHARED_WORLD(open_associated, an_association_over_a_reference_brings_its_own_actions),
        ALONE(d28_an_association_may_say_what_a_reference_says),
        IN_SHARED_WORLD(open_column, d07_a_foreign_key_works_through_its_column),
        IN_SHARED_WORLD(open_unconstrained, d14_without_constraint_a_foreign_key_outlives_its_owner),
        IN_SHARED_WORLD(open_unique, d35_a_unique_foreign_key_takes_one_row_but_any_number_of_nulls),
        IN_SHARED_WORLD(open_from_the_dependent, i09_the_inverse_that_a_belongs_to_asked_for_works),
    };
    return cmocka_run_group_tests_name("references", tests, NULL, NULL);
}
