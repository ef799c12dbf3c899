/*
 * gemel/schema.h: declaring in words and in options, resolving, and asking for models. It must not test what is refused
 * (test_definition_errors.c) nor what models and associations then answer (test_model.c, test_association.c).
 */
#include "declarations.h"
#include "fixture.h"
#include <stdio.h>

/* ---- Words and options say the same ---- */

/* What a declaration of Thing.value makes, in one line. */
static void describe(char *out, size_t size, const char *words, const char *options)
{
    const declaration declarations[DECLARATIONS_MAX] = {MODEL("Thing"),
                                                        {declare_attribute, "Thing", "value", words, options}};
    void *state = NULL;
    const gemel_model *m;
    const gemel_attribute *a = NULL;
    gemel_record *record = NULL;
    const char *default_text = NULL;
    world_of(&state, declared(declarations));
    m = model(state, "Thing");
    expect_ok(gemel_model_find_attribute(m, "value", &a, &err));
    expect_ok(gemel_record_build(((world *)state)->session, m, NULL, &record, &err));
    expect_ok(gemel_record_get_text(record, "value", &default_text, NULL, &err));
    snprintf(out, size, "type %d length %d column %s key %d auto %d nullable %d unique %d default %s of %zu",
             (int)gemel_attribute_type(a), (int)gemel_attribute_length(a), gemel_attribute_column(a),
             gemel_attribute_is_primary_key(a), gemel_attribute_is_auto_increment(a), gemel_attribute_is_nullable(a),
             gemel_attribute_is_unique(a), default_text ? default_text : "null", gemel_model_attribute_count(m));
    gemel_record_free(record);
    world_free(&state);
}

static void attributes_in_words_and_in_options_are_the_same(void **state)
{
    static const struct {
        const char *words, *options, *is;
    } cases[] = {
        {"integer", "{'type': 'integer'}",
         "type 1 length 0 column value key 0 auto 0 nullable 1 unique 0 default null of 2"},
        {"bigint not null", "{'type': 'bigint', 'allowNull': false}",
         "type 2 length 0 column value key 0 auto 0 nullable 0 unique 0 default null of 2"},
        {"double default 1.5", "{'type': 'double', 'default': 1.5}",
         "type 3 length 0 column value key 0 auto 0 nullable 1 unique 0 default 1.5 of 2"},
        {"boolean default true", "{'type': 'boolean', 'default': true}",
         "type 4 length 0 column value key 0 auto 0 nullable 1 unique 0 default true of 2"},
        {"string", "{'type': 'string'}",
         "type 5 length 255 column value key 0 auto 0 nullable 1 unique 0 default null of 2"},
        {"string(20) unique column v_1", "{'type': 'string(20)', 'unique': true, 'column': 'v_1'}",
         "type 5 length 20 column v_1 key 0 auto 0 nullable 1 unique 1 default null of 2"},
        {"text default 'it''s'", "{'type': 'text', 'default': 'it\\u0027s'}",
         "type 6 length 0 column value key 0 auto 0 nullable 1 unique 0 default it's of 2"},
        {"integer default -5", "{'type': 'integer', 'default': -5}",
         "type 1 length 0 column value key 0 auto 0 nullable 1 unique 0 default -5 of 2"},
        {"integer null default null", "{'type': 'integer', 'allowNull': true, 'default': null}",
         "type 1 length 0 column value key 0 auto 0 nullable 1 unique 0 default null of 2"},
        {"integer primary key auto increment", "{'type': 'integer', 'primaryKey': true, 'autoIncrement': true}",
         "type 1 length 0 column value key 1 auto 1 nullable 0 unique 1 default null of 1"},
        {"string(8) primary key", "{'type': 'string(8)', 'primaryKey': true}",
         "type 5 length 8 column value key 1 auto 0 nullable 0 unique 1 default null of 1"},
        {"  INTEGER\tNot  NULL\n Default 7 ", "{'type': 'INTEGER', 'allowNull': false, 'default': 7}",
         "type 1 length 0 column value key 0 auto 0 nullable 0 unique 0 default 7 of 2"},
    };
    size_t i;
    (void)state;
    for (i = 0; i < COUNT(cases); ++i) {
        char by_words[256], by_options[256];
        print_message("# %s\n", cases[i].options);
        describe(by_words, sizeof by_words, cases[i].words, NULL);
        describe(by_options, sizeof by_options, NULL, cases[i].options);
        assert_string_equal(by_words, cases[i].is);
        assert_string_equal(by_options, cases[i].is);
    }
}

/* What a declaration of an association between Person and License makes, in one line. */
static void describe_association(char *out, size_t size, const declaration *association_declaration, const char *name)
{
    const declaration declarations[DECLARATIONS_MAX] = {
        MODEL("Person"),
        ATTRIBUTE("Person", "email", "string unique"),
        MODEL("License"),
        *association_declaration,
    };
    gemel_schema *schema = resolved(declarations);
    const gemel_association *a = association(schema, association_declaration->first, name);
    const gemel_attribute *key = gemel_association_foreign_key(a);
    const gemel_association *inverse = gemel_association_inverse(a);
    snprintf(out, size, "%s.%s type %d column %s nullable %d unique %d to %s inverse %s delete %s update %s",
             gemel_model_name(gemel_attribute_model(key)), gemel_attribute_name(key), (int)gemel_attribute_type(key),
             gemel_attribute_column(key), gemel_attribute_is_nullable(key), gemel_attribute_is_unique(key),
             gemel_attribute_name(gemel_association_key(a)), gemel_association_name(inverse),
             gemel_association_on_delete(a), gemel_association_on_update(a));
    gemel_schema_free(schema);
}

static void associations_in_words_and_in_options_are_the_same(void **state)
{
    static const struct {
        declaration words, options;
        const char *name, *is;
    } cases[] = {
        {HAS_ONE("Person", "License", NULL), HAS_ONE_WITH("Person", "License", "{}"), "license",
         "License.personId type 1 column personId nullable 1 unique 0 to id inverse person delete SET NULL update "
         "CASCADE"},
        {HAS_ONE("Person", "License",
                 "as permit foreign key ownerId inverse owner integer not null unique column owner_id "
                 "on delete restrict on update no action"),
         HAS_ONE_WITH(
             "Person", "License",
             "{'as': 'permit', 'inverse': {'as': 'owner'}, 'foreignKey': {'name': 'ownerId', 'type': 'integer',"
             " 'allowNull': false, 'unique': true, 'column': 'owner_id', 'onDelete': 'restrict',"
             " 'onUpdate': 'NO ACTION'}}"),
         "permit",
         "License.ownerId type 1 column owner_id nullable 0 unique 1 to id inverse owner delete RESTRICT update NO "
         "ACTION"},
        {HAS_ONE("Person", "License", "source key email inverse owner"),
         HAS_ONE_WITH("Person", "License", "{'sourceKey': 'email', 'inverse': 'owner'}"), "license",
         "License.ownerEmail type 5 column ownerEmail nullable 1 unique 0 to email inverse owner delete SET NULL"
         " update CASCADE"},
        {HAS_ONE("Person", "License", "foreign key ownerId null no constraint"),
         HAS_ONE_WITH("Person", "License",
                      "{'foreignKey': {'name': 'ownerId', 'allowNull': true}, 'foreignKeyConstraints': false}"),
         "license", "License.ownerId type 1 column ownerId nullable 1 unique 0 to id inverse person delete  update "},
        {HAS_ONE("Person", "License", "integer default 1 on delete set default"),
         HAS_ONE_WITH("Person", "License",
                      "{'foreignKey': {'type': 'integer', 'default': 1, 'onDelete': 'set default'}}"),
         "license",
         "License.personId type 1 column personId nullable 1 unique 0 to id inverse person delete SET DEFAULT"
         " update CASCADE"},
        {BELONGS_TO("License", "Person", "as owner inverse has one permit"),
         BELONGS_TO_WITH("License", "Person", "{'as': 'owner', 'inverse': {'type': 'hasOne', 'as': 'permit'}}"),
         "owner",
         "License.ownerId type 1 column ownerId nullable 1 unique 0 to id inverse permit delete SET NULL update "
         "CASCADE"},
        {BELONGS_TO("License", "Person", "target key email"),
         BELONGS_TO_WITH("License", "Person", "{'targetKey': 'email'}"), "person",
         "License.personEmail type 5 column personEmail nullable 1 unique 0 to email inverse  delete SET NULL"
         " update CASCADE"},
        {BELONGS_TO("License", "Person", "foreign key holderId inverse has one on delete cascade"),
         BELONGS_TO_WITH("License", "Person",
                         "{'foreignKey': {'name': 'holderId', 'onDelete': 'CASCADE'}, 'inverse': {'type': 'hasOne'}}"),
         "person",
         "License.holderId type 1 column holderId nullable 1 unique 0 to id inverse license delete CASCADE"
         " update CASCADE"},
    };
    size_t i;
    (void)state;
    for (i = 0; i < COUNT(cases); ++i) {
        char by_words[512], by_options[512];
        print_message("# %s\n", cases[i].words.words ? cases[i].words.words : "(nothing)");
        describe_association(by_words, sizeof by_words, &cases[i].words, cases[i].name);
        describe_association(by_options, sizeof by_options, &cases[i].options, cases[i].name);
        assert_string_equal(by_words, cases[i].is);
        assert_string_equal(by_options, cases[i].is);
    }
}

static void words_and_options_complete_each_other(void **state)
{
    const declaration declarations[DECLARATIONS_MAX] = {
        {declare_model, "Thing", NULL, "table stuff", NULL},
        {declare_attribute, "Thing", "code", "string(4) not null", "{'unique': true}"},
    };
    gemel_schema *schema = resolved(declarations);
    const gemel_model *m = gemel_schema_model_at(schema, 0);
    const gemel_attribute *a = gemel_model_attribute_at(m, 1);
    (void)state;
    assert_string_equal(gemel_model_table(m), "stuff");
    assert_int_equal(gemel_attribute_length(a), 4);
    assert_false(gemel_attribute_is_nullable(a));
    assert_true(gemel_attribute_is_unique(a));
    gemel_schema_free(schema);
}

/* ---- Resolving ---- */

static void associations_may_be_declared_before_their_models(void **state)
{
    const declaration declarations[DECLARATIONS_MAX] = {
        HAS_ONE("Person", "License", "inverse owner"),
        MODEL("License"),
        MODEL("Person"),
    };
    gemel_schema *schema = resolved(declarations);
    (void)state;
    assert_string_equal(gemel_association_name(gemel_association_inverse(association(schema, "Person", "license"))),
                        "owner");
    gemel_schema_free(schema);
}

static void models_keep_the_order_in_which_they_were_declared(void **state)
{
    const declaration declarations[DECLARATIONS_MAX] = {MODEL("Zebra"), MODEL("Ape"), MODEL("Mole")};
    gemel_schema *schema = resolved(declarations);
    (void)state;
    assert_int_equal(gemel_schema_model_count(schema), 3);
    assert_string_equal(gemel_model_name(gemel_schema_model_at(schema, 0)), "Zebra");
    assert_string_equal(gemel_model_name(gemel_schema_model_at(schema, 1)), "Ape");
    assert_string_equal(gemel_model_name(gemel_schema_model_at(schema, 2)), "Mole");
    assert_null(gemel_schema_model_at(schema, 3));
    assert_null(gemel_schema_model_at(schema, SIZE_MAX));
    gemel_schema_free(schema);
}

static void an_unknown_model_is_refused_and_tells_the_nearest(void **state)
{
    const declaration declarations[DECLARATIONS_MAX] = {MODEL("Zebra"), MODEL("Ape")};
    gemel_schema *schema = resolved(declarations);
    const gemel_model *m = gemel_schema_model_at(schema, 0);
    (void)state;
    expect(GEMEL_USAGE, gemel_schema_find_model(schema, "zebra", &m, &err));
    expect_mention("zebra");
    expect_mention("Zebra");
    assert_null(m);
    gemel_schema_free(schema);
}

static void an_unresolved_schema_answers_nothing(void **state)
{
    const declaration declarations[DECLARATIONS_MAX] = {MODEL("Person")};
    gemel_schema *schema = declared(declarations);
    const gemel_model *m = NULL;
    gemel_database *db = NULL;
    (void)state;
    expect(GEMEL_USAGE, gemel_schema_find_model(schema, "Person", &m, &err));
    expect_mention("resolve");
    expect(GEMEL_USAGE, gemel_database_open("sqlite::memory:", schema, NULL, &db, &err));
    expect_mention("resolve");
    assert_null(db);
    assert_int_equal(gemel_schema_model_count(schema), 0);
    assert_null(gemel_schema_model_at(schema, 0));
    gemel_schema_free(schema);
}

static void an_empty_schema_resolves(void **state)
{
    gemel_schema *schema = gemel_schema_new();
    (void)state;
    expect_ok(gemel_schema_resolve(schema, &err));
    assert_int_equal(gemel_schema_model_count(schema), 0);
    gemel_schema_free(schema);
}

static void a_second_resolve_does_nothing(void **state)
{
    const declaration declarations[DECLARATIONS_MAX] = {MODEL("Person"), HAS_ONE("Person", "License", NULL),
                                                        MODEL("License")};
    gemel_schema *schema = resolved(declarations);
    const gemel_model *before = gemel_schema_model_at(schema, 0);
    (void)state;
    expect_ok(gemel_schema_resolve(schema, &err));
    assert_ptr_equal(gemel_schema_model_at(schema, 0), before);
    assert_int_equal(gemel_model_association_count(before), 1);
    gemel_schema_free(schema);
}

static void a_resolved_schema_takes_no_more_declarations(void **state)
{
    const declaration declarations[DECLARATIONS_MAX] = {MODEL("Person"), MODEL("License")};
    gemel_schema *schema = resolved(declarations);
    (void)state;
    expect(GEMEL_USAGE, gemel_schema_add_model(schema, "Chip", NULL, NULL, &err));
    expect(GEMEL_USAGE, gemel_schema_add_attribute(schema, "Person", "name", "string", NULL, &err));
    expect(GEMEL_USAGE, gemel_schema_has_one(schema, "Person", "License", NULL, NULL, &err));
    expect(GEMEL_USAGE, gemel_schema_belongs_to(schema, "Person", "License", NULL, NULL, &err));
    assert_int_equal(gemel_schema_model_count(schema), 2);
    assert_int_equal(gemel_model_attribute_count(gemel_schema_model_at(schema, 0)), 1);
    expect_ok(gemel_schema_resolve(schema, &err));
    gemel_schema_free(schema);
}

static void a_failed_resolve_leaves_what_was_declared_and_can_be_repeated(void **state)
{
    const declaration declarations[DECLARATIONS_MAX] = {MODEL("Person"), HAS_ONE("Person", "License", "inverse owner")};
    gemel_schema *schema = declared(declarations);
    const gemel_model *m = NULL;
    (void)state;
    expect(GEMEL_DEFINITION, gemel_schema_resolve(schema, &err));
    expect_mention("License");
    expect(GEMEL_USAGE, gemel_schema_find_model(schema, "Person", &m, &err));
    assert_int_equal(gemel_schema_model_count(schema), 0);
    expect(GEMEL_DEFINITION, gemel_schema_resolve(schema, &err));

    expect_ok(gemel_schema_add_model(schema, "License", NULL, NULL, &err));
    expect_ok(gemel_schema_resolve(schema, &err));
    assert_int_equal(gemel_schema_model_count(schema), 2);
    expect_ok(gemel_schema_find_model(schema, "License", &m, &err));
    assert_int_equal(gemel_model_attribute_count(m), 2);
    assert_int_equal(gemel_model_association_count(m), 1);
    assert_string_equal(gemel_association_name(gemel_model_association_at(m, 0)), "owner");
    gemel_schema_free(schema);
}

static void resolve_lists_every_complaint(void **state)
{
    const declaration declarations[DECLARATIONS_MAX] = {
        MODEL("Person"),
        HAS_ONE("Person", "Passport", NULL),
        HAS_ONE("Person", "Visa", NULL),
    };
    gemel_schema *schema = declared(declarations);
    (void)state;
    expect(GEMEL_DEFINITION, gemel_schema_resolve(schema, &err));
    assert_int_equal(gemel_error_item_count(failure()), 2);
    assert_string_equal(gemel_error_item_model(failure(), 0), "Person");
    assert_string_equal(gemel_error_item_attribute(failure(), 0), "passport");
    assert_string_equal(gemel_error_item_attribute(failure(), 1), "visa");
    assert_non_null(strstr(gemel_error_item_message(failure(), 0), "Passport"));
    assert_non_null(strstr(gemel_error_item_message(failure(), 1), "Visa"));
    gemel_schema_free(schema);
}

static void the_first_refused_declaration_is_remembered(void **state)
{
    gemel_schema *schema = gemel_schema_new();
    (void)state;
    gemel_schema_add_model(schema, "Person", NULL, NULL, NULL);
    gemel_schema_add_attribute(schema, "Person", "first", "integr", NULL, NULL);
    gemel_schema_add_attribute(schema, "Person", "second", "strng", NULL, NULL);
    gemel_schema_add_attribute(schema, "Person", "third", "text", NULL, NULL);
    expect(GEMEL_DEFINITION, gemel_schema_resolve(schema, &err));
    expect_mention("integr");
    expect(GEMEL_DEFINITION, gemel_schema_resolve(schema, &err));
    expect_mention("integr");
    assert_int_equal(gemel_schema_model_count(schema), 0);
    gemel_schema_free(schema);
}

static void words_that_are_not_utf8_are_refused(void **state)
{
    gemel_schema *schema = gemel_schema_new();
    (void)state;
    expect(GEMEL_USAGE, gemel_schema_add_model(schema, "Person", "table \xff", NULL, &err));
    expect_mention("UTF-8");
    expect(GEMEL_USAGE, gemel_schema_resolve(schema, &err));
    gemel_schema_free(schema);
}

static void options_that_failed_fail_the_declaration(void **state)
{
    gemel_schema *schema = gemel_schema_new();
    gemel_options *o = with("{}");
    (void)state;
    gemel_options_set_text(o, "table", "\xff", GEMEL_NUL, NULL);
    expect(GEMEL_VALIDATION, gemel_schema_add_model(schema, "Person", NULL, o, &err));
    expect(GEMEL_VALIDATION, gemel_schema_resolve(schema, &err));
    gemel_schema_free(schema);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ALONE(attributes_in_words_and_in_options_are_the_same),
        ALONE(associations_in_words_and_in_options_are_the_same),
        ALONE(words_and_options_complete_each_other),
        ALONE(associations_may_be_declared_before_their_models),
        ALONE(models_keep_the_order_in_which_they_were_declared),
        ALONE(an_unknown_model_is_refused_and_tells_the_nearest),
        ALONE(an_unresolved_schema_answers_nothing),
        ALONE(an_empty_schema_resolves),
        ALONE(a_second_resolve_does_nothing),
        ALONE(a_resolved_schema_takes_no_more_declarations),
        ALONE(a_failed_resolve_leaves_what_was_declared_and_can_be_repeated),
        ALONE(resolve_lists_every_complaint),
        ALONE(the_first_refused_declaration_is_remembered),
        ALONE(words_that_are_not_utf8_are_refused),
        ALONE(options_that_failed_fail_the_declaration),
    };
    return cmocka_run_group_tests_name("schema", tests, NULL, NULL);
}
