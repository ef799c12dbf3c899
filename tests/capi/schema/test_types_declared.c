/*
 * What a schema says of its attributes' types, and of what is almost a type. It must not know any value (test_types.c).
 */
#include "declarations.h"
#include "fixture.h"

static void attributes_know_their_type_in_full(void **state)
{
    static const declaration declarations[DECLARATIONS_MAX] = {
        MODEL("Item"),
        ATTRIBUTE("Item", "price", "decimal(10,2)"),
        ATTRIBUTE("Item", "data", "BLOB"),
        ATTRIBUTE("Item", "ident", "uuid"),
        ATTRIBUTE("Item", "day", "date"),
        ATTRIBUTE("Item", "moment", "timestamp"),
        ATTRIBUTE_WITH("Item", "doc", "{'type': 'JSON'}"),
        ATTRIBUTE("Item", "state", "enum('new', 'it''s old')"),
        ATTRIBUTE("Item", "name", "string"),
    };
    gemel_schema *schema = resolved(declarations);
    const gemel_model *item = gemel_schema_model_at(schema, 0);
    static const struct {
        const char *name, *type_name;
        int32_t type, length, scale;
        size_t value_count;
    } cases[] = {
        {"id", "integer", GEMEL_TYPE_INTEGER, 0, 0, 0},
        {"price", "decimal(10,2)", GEMEL_TYPE_DECIMAL, 10, 2, 0},
        {"data", "blob", GEMEL_TYPE_BLOB, 0, 0, 0},
        {"ident", "uuid", GEMEL_TYPE_UUID, 0, 0, 0},
        {"day", "date", GEMEL_TYPE_DATE, 0, 0, 0},
        {"moment", "timestamp", GEMEL_TYPE_TIMESTAMP, 0, 0, 0},
        {"doc", "json", GEMEL_TYPE_JSON, 0, 0, 0},
        {"state", "enum('new','it''s old')", GEMEL_TYPE_ENUM, 0, 0, 2},
        {"name", "string(255)", GEMEL_TYPE_STRING, 255, 0, 0},
    };
    const gemel_attribute *a = NULL;
    size_t i;
    (void)state;
    for (i = 0; i < COUNT(cases); ++i) {
        expect_ok(gemel_model_find_attribute(item, cases[i].name, &a, &err));
        assert_string_equal(gemel_attribute_type_name(a), cases[i].type_name);
        assert_int_equal(gemel_attribute_type(a), cases[i].type);
        assert_int_equal(gemel_attribute_length(a), cases[i].length);
        assert_int_equal(gemel_attribute_scale(a), cases[i].scale);
        assert_int_equal(gemel_attribute_value_count(a), cases[i].value_count);
    }
    expect_ok(gemel_model_find_attribute(item, "state", &a, &err));
    assert_string_equal(gemel_attribute_value_at(a, 0), "new");
    assert_string_equal(gemel_attribute_value_at(a, 1), "it's old");
    assert_null(gemel_attribute_value_at(a, 2));
    assert_string_equal(gemel_attribute_type_name(NULL), "");
    assert_int_equal(gemel_attribute_scale(NULL), 0);
    assert_int_equal(gemel_attribute_value_count(NULL), 0);
    assert_null(gemel_attribute_value_at(NULL, 0));
    gemel_schema_free(schema);
}

static void what_is_almost_a_type_is_refused_with_advice(void **state)
{
    static const struct {
        const char *type, *mention;
    } cases[] = {
        {"decimal", "write decimal(10,2)"},
        {"decimal(2,3)", "3 is more than 2"},
        {"enum", "write enum('new','old')"},
        {"enum('a', 'a')", "the enum has 'a' twice"},
        {"string(0)", "a string has from 1 to 10485760 characters"},
        {"uuid(4)", "the type uuid has nothing in brackets"},
        {"timestmap", "timestamp"},
    };
    size_t i;
    (void)state;
    for (i = 0; i < COUNT(cases); ++i) {
        gemel_schema *in_words = gemel_schema_new(), *in_options = gemel_schema_new();
        gemel_options *options = with("{}");
        expect_ok(gemel_schema_add_model(in_words, "Item", NULL, NULL, &err));
        expect(GEMEL_DEFINITION, gemel_schema_add_attribute(in_words, "Item", "a", cases[i].type, NULL, &err));
        expect_mention("Item.a");
        expect_mention(cases[i].mention);
        gemel_schema_free(in_words);
        expect_ok(gemel_options_set_text(options, "type", cases[i].type, GEMEL_NUL, &err));
        expect_ok(gemel_schema_add_model(in_options, "Item", NULL, NULL, &err));
        expect(GEMEL_DEFINITION, gemel_schema_add_attribute(in_options, "Item", "a", NULL, options, &err));
        expect_mention("Item.a");
        expect_mention(cases[i].mention);
        gemel_schema_free(in_options);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ALONE(attributes_know_their_type_in_full),
        ALONE(what_is_almost_a_type_is_refused_with_advice),
    };
    return cmocka_run_group_tests_name("types, declared", tests, NULL, NULL);
}
