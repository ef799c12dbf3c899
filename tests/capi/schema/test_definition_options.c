/*
 * Options of a schema, and options that another library has under another name or that this one has not: each is
 * refused, and says what to write instead. It must not test what right options mean.
 */
#include "refusals.h"
#include <stdio.h>

/* clang-format off */
#define PERSON_LICENSE MODEL("Person"), MODEL("License")

static const refusal refusals[] = {
    {"an unknown option of a schema tells the nearest", {SCHEMA("{'nameing': 'snake'}")}, {"nameing", "naming"}},
    {"an unknown naming tells both", {SCHEMA("{'naming': 'kebab'}")}, {"naming", "camel", "snake", "kebab"}},
    {"naming is a text", {SCHEMA("{'naming': true}")}, {"naming", "a text"}},
    {"timestamps of a schema are a flag or an object", {SCHEMA("{'timestamps': 1}")}, {"schema", "timestamps"}},
    {"underscored of a schema is a flag", {SCHEMA("{'underscored': 1}")}, {"schema", "underscored"}},
    {"naming said twice is refused", {SCHEMA("{'naming': 'snake'}"), SCHEMA("{'naming': 'snake'}")},
     {"schema", "'naming' is said twice"}},
    {"timestamps said twice are refused", {SCHEMA("{'timestamps': true}"), SCHEMA("{'timestamps': false}")},
     {"'timestamps' is said twice"}},
    {"underscored said twice is refused", {SCHEMA("{'underscored': true}"), SCHEMA("{'underscored': true}")},
     {"'underscored' is said twice"}},
    {"a has one with a target key tells the right key",
     {PERSON_LICENSE, HAS_ONE_WITH("Person", "License", "{'targetKey': 'id'}")}, {"targetKey", "write sourceKey"}},
    {"a belongs to with a source key tells the right key",
     {PERSON_LICENSE, BELONGS_TO_WITH("License", "Person", "{'sourceKey': 'id'}")}, {"sourceKey", "write targetKey"}},
    {"a name of two forms has no third",
     {PERSON_LICENSE, HAS_ONE_WITH("Person", "License", "{'as': {'singular': 'a', 'plurals': 'b'}}")},
     {"plurals", "plural"}},
    {"a foreign key is a name or an object",
     {PERSON_LICENSE, HAS_ONE_WITH("Person", "License", "{'foreignKey': 5}")}, {"foreignKey", "a name or an object"}},
    {"checks are a list", {MODEL_WITH("A", "{'checks': 'id > 0'}")}, {"checks", "list of texts"}},
    {"checks are a list of texts and objects", {MODEL_WITH("A", "{'checks': [5]}")}, {"checks", "list of texts"}},
    {"a check in options has an expression", {MODEL_WITH("A", "{'checks': [{'name': 'c'}]}")},
     {"checks", "'expression' is missing"}},
    {"an unknown option of a check tells the nearest", {MODEL_WITH("A", "{'checks': [{'expresion': 'id > 0'}]}")},
     {"expresion", "expression"}},
    {"checks said in words and in options are refused",
     {{declare_model, "A", NULL, "check (id > 0)", "{'checks': ['id > 1']}"}}, {"checks", "both"}},
    {"a check of an attribute is a text",
     {MODEL("A"), ATTRIBUTE_WITH("A", "a", "{'type': 'integer', 'check': 5}")}, {"check", "a text"}},
    {"a check said twice is refused", {MODEL("A"), ATTRIBUTE("A", "a", "integer check (a > 0) check (a < 9)")},
     {"'check' is said twice"}},
    {"a check has brackets", {MODEL("A"), ATTRIBUTE("A", "a", "integer check a")}, {"'check' is followed by brackets"}},
    {"a check of a model has brackets", {MODEL_IS("A", "check id > 0")}, {"'check' is followed by brackets"}},
};
/* clang-format on */

typedef struct foreign {
    const char *option, *instead;
} foreign;

static const foreign of_attributes[] = {
    {"columnName", "write column"},
    {"field", "write column"},
    {"defaultValue", "write default"},
    {"autoIncrementIdentity", "write autoIncrement"},
    {"nullable", "write allowNull"},
    {"notNull", "write allowNull: false"},
    {"length", "string(n)"},
    {"values", "enum('a', 'b')"},
    {"index", "only foreign keys and unique attributes have an index"},
};

static const foreign of_models[] = {
    {"tableName", "write table"},
    {"freezeTableName", "write table"},
    {"createdAt", "write timestamps: {createdAt: ...}"},
    {"updatedAt", "write timestamps: {updatedAt: ...}"},
    {"validate", "gemel_schema_add_validator"},
    {"hooks", "gemel_schema_add_hook adds them"},
    {"deletedAt", "write paranoid"},
    {"optimisticLocking", "write version"},
    {"defaultScope", "write scopes: {default: {where: {...}}}"},
    {"indexes", "have an index"},
    {"noPrimaryKey", "every model has a primary key"},
    {"name", "a table is named by table"},
};

static const foreign of_associations[] = {
    {"onDelete", "write foreignKey: {onDelete: ...}"},
    {"onUpdate", "write foreignKey: {onUpdate: ...}"},
    {"constraints", "write foreignKeyConstraints"},
    {"foreignKeyConstraint", "write foreignKeyConstraints"},
    {"keyType", "write foreignKey: {type: ...}"},
    {"type", "write foreignKey: {type: ...}"},
    {"allowNull", "write foreignKey: {allowNull: ...}"},
    {"unique", "write foreignKey: {unique: ...}"},
    {"column", "write foreignKey: {column: ...}"},
    {"columnName", "write foreignKey: {column: ...}"},
    {"default", "write foreignKey: {default: ...}"},
    {"defaultValue", "write foreignKey: {default: ...}"},
    {"check", "write foreignKey: {check: ...}"},
    {"references", "the association says itself"},
    {"name", "write as"},
    {"alias", "write as"},
    {"hooks", "gemel_schema_add_hook adds them"},
    {"through", "no model between"},
    {"throughAssociations", "no model between"},
    {"otherKey", "no model between"},
    {"uniqueKey", "write foreignKey: {unique: true}"},
};

static const foreign of_foreign_keys[] = {
    {"fieldName", "write name"},
    {"columnName", "write column"},
    {"field", "write column"},
    {"defaultValue", "write default"},
    {"references", "the association says itself"},
    {"primaryKey", "declare the attribute on its model"},
    {"autoIncrement", "cannot be numbered"},
};

static const foreign of_schemas[] = {
    {"createdAt", "write timestamps: {createdAt: ...}"},
    {"updatedAt", "write timestamps: {updatedAt: ...}"},
};

/* `form` is the options with %s for the option's name; they are the last of these declarations. */
static void expect_instead(const foreign *foreigners, size_t count, const char *form, declaration last)
{
    size_t i;
    for (i = 0; i < count; ++i) {
        char options[128];
        refusal refused = {"", {PERSON_LICENSE}, {foreigners[i].option, foreigners[i].instead}};
        snprintf(options, sizeof options, form, foreigners[i].option);
        last.options = options;
        refused.declarations[2] = last;
        print_message("# %s\n", options);
        expect_refusal(&refused);
        release(NULL);
    }
}

static void d30_an_option_of_another_name_tells_what_to_write(void **state)
{
    const declaration has_one = HAS_ONE("Person", "License", NULL), belongs_to = BELONGS_TO("License", "Person", NULL);
    (void)state;
    expect_instead(of_associations, COUNT(of_associations), "{'%s': true}", has_one);
    expect_instead(of_associations, COUNT(of_associations), "{'%s': true}", belongs_to);
    expect_instead(of_foreign_keys, COUNT(of_foreign_keys), "{'foreignKey': {'%s': true}}", has_one);
}

static void options_of_models_and_attributes_tell_what_to_write_too(void **state)
{
    const declaration attribute = ATTRIBUTE("Person", "a", NULL), model = MODEL("Town"), schema = SCHEMA(NULL);
    (void)state;
    expect_instead(of_attributes, COUNT(of_attributes), "{'%s': true}", attribute);
    expect_instead(of_models, COUNT(of_models), "{'%s': true}", model);
    expect_instead(of_schemas, COUNT(of_schemas), "{'%s': true}", schema);
}

int main(void)
{
    struct CMUnitTest tests[COUNT(refusals) + 2] = {
        ALONE(d30_an_option_of_another_name_tells_what_to_write),
        ALONE(options_of_models_and_attributes_tell_what_to_write_too),
    };
    refusal_tests(tests + 2, refusals, COUNT(refusals));
    return cmocka_run_group_tests_name("options that are refused", tests, NULL, NULL);
}
