/*
 * Documents that are refused: what the error tells, the limits, and that no text whatever does harm. The exact messages
 * of single mistakes are in tests/document/ *.wrong.
 */
#include "documents.h"
#include "fixture.h"
#include <stdio.h>
#include <stdlib.h>

static void expect_refusal(const char *json, size_t length, const char *message)
{
    gemel_schema *schema = (gemel_schema *)(size_t)1;
    expect(GEMEL_DEFINITION, gemel_schema_from_json(json, length, &schema, &err));
    assert_null(schema);
    assert_string_equal(gemel_error_message(failure()), message);
}

/* ---- What the error tells ---- */

static void each_item_names_model_attribute_line_and_path(void **state)
{
    static const char json[] = "{\n 'models': {\n  'Person': {\n   'attributes': {\n"
                               "    'name': 'strin(20)',\n"
                               "    'age': {\n"
                               "     'type': 'integer',\n"
                               "     'alowNull': false } } },\n"
                               "  'License': { 'tabel': 'permits' } },\n"
                               " 'associations': [\n"
                               "  {'type': 'hasOne', 'source': 'Person', 'target': 'License', 'as': 1}]}";
    static const char *const items[][3] = {
        {"Person", "name", "line 5, /models/Person/attributes/name: unknown word 'strin'; did you mean 'string'?"},
        {"Person", "age",
         "line 8, /models/Person/attributes/age: unknown option 'alowNull'; did you mean 'allowNull'?"},
        {"License", "", "line 9, /models/License: unknown option 'tabel'; did you mean 'table'?"},
        {"Person", "", "line 11, /associations/0: option 'as' must be a name or {singular, plural}"},
    };
    size_t i;
    (void)state;
    expect_refusal(document(json), GEMEL_NUL,
                   "line 5, /models/Person/attributes/name: unknown word 'strin'; did you mean 'string'? (and 3 more)");
    assert_int_equal(gemel_error_item_count(failure()), COUNT(items));
    for (i = 0; i < COUNT(items); ++i) {
        assert_string_equal(gemel_error_item_model(failure(), i), items[i][0]);
        assert_string_equal(gemel_error_item_attribute(failure(), i), items[i][1]);
        assert_string_equal(gemel_error_item_message(failure(), i), items[i][2]);
        assert_int_equal(gemel_error_item_status(failure(), i), GEMEL_DEFINITION);
    }
}

static void what_is_no_json_is_one_item(void **state)
{
    (void)state;
    expect_refusal("{\n  oops\n}", GEMEL_NUL, "line 2, column 3: unexpected 'o'");
    assert_int_equal(gemel_error_item_count(failure()), 1);
    assert_string_equal(gemel_error_item_model(failure(), 0), "");
    assert_string_equal(gemel_error_item_message(failure(), 0), "line 2, column 3: unexpected 'o'");
}

static void lines_are_counted_behind_numbers_and_escapes_too(void **state)
{
    (void)state;
    expect_refusal("{ \"associations\": [1\n,2\n, \"\\n\" ] }", GEMEL_NUL,
                   "line 1, /associations/0: an association must be an object with 'type', 'source' and 'target'"
                   " (and 2 more)");
    assert_non_null(strstr(gemel_error_item_message(failure(), 1), "line 2, /associations/1: "));
    assert_non_null(strstr(gemel_error_item_message(failure(), 2), "line 3, /associations/2: "));
}

static void what_resolve_refuses_has_its_place_also_after_a_merge(void **state)
{
    gemel_schema *schema = gemel_schema_new();
    (void)state;
    expect_ok(gemel_schema_add_model(schema, "Person", NULL, NULL, &err));
    expect_ok(gemel_schema_merge_json(schema, "{\n\"models\": {\n\"License\": {\"attributes\": {\"a\": \"\"}}}}",
                                      GEMEL_NUL, &err));
    expect_ok(gemel_schema_add_attribute(schema, "Person", "b", "", NULL, &err));
    expect(GEMEL_DEFINITION, gemel_schema_resolve(schema, &err));
    assert_int_equal(gemel_error_item_count(failure()), 2);
    assert_string_equal(gemel_error_item_message(failure(), 0), "Person.b: has no type");
    assert_string_equal(gemel_error_item_message(failure(), 1),
                        "line 3, /models/License/attributes/a: License.a: has no type");
    gemel_schema_free(schema);
}

static void a_document_that_was_refused_is_remembered_by_its_schema(void **state)
{
    gemel_schema *schema = gemel_schema_new();
    (void)state;
    expect(GEMEL_DEFINITION, gemel_schema_merge_json(schema, "{\"models\": {\"A\": {}, \"B\": 1}}", GEMEL_NUL, &err));
    expect(GEMEL_DEFINITION, gemel_schema_add_model(schema, "C", NULL, NULL, &err));
    expect_mention("/models/B");
    expect(GEMEL_DEFINITION, gemel_schema_resolve(schema, &err));
    expect_mention("/models/B");
    assert_int_equal(gemel_error_item_count(failure()), 1);
    gemel_schema_free(schema);
}

/* ---- Bytes ---- */

static void text_that_is_not_utf8_is_refused_where_it_is(void **state)
{
    (void)state;
    expect_refusal("{ \"models\":\n  { \"\xc3\xa4\xff\": {} } }", GEMEL_NUL,
                   "line 2, column 7: the document is not UTF-8");
    expect_refusal("\xef\xbb", GEMEL_NUL, "line 1, column 1: the document is not UTF-8");
    expect_refusal("{\"models\": {\"\xed\xa0\x80\": {}}}", GEMEL_NUL, "line 1, column 14: the document is not UTF-8");
}

static void a_nul_is_no_end_where_a_length_is_given(void **state)
{
    (void)state;
    expect_refusal("{}\0{}", 5, "line 1, column 3: unexpected U+0000");
    expect_refusal("", 0, "line 1, column 1: unexpected end");
    expect_refusal(" \n ", GEMEL_NUL, "line 2, column 2: unexpected end");
}

/* ---- Limits ---- */

/* `count` times a text. */
static char *append(char *at, const char *text, size_t count)
{
    size_t length = strlen(text);
    while (count-- > 0) {
        memcpy(at, text, length);
        at += length;
    }
    *at = '\0';
    return at;
}

static void expect_depth(size_t depth, const char *message)
{
    char json[1000], *at = append(json, "{\"x\":", 1);
    at = append(at, "[", depth - 1);
    at = append(at, "]", depth - 1);
    append(at, "}", 1);
    expect_refusal(json, GEMEL_NUL, message);
}

static void a_document_nests_64_deep_and_no_deeper(void **state)
{
    (void)state;
    expect_depth(64, "line 1: unknown option 'x'");
    expect_depth(65, "line 1, column 69: lists and objects nest deeper than 64");
}

/* So many models, associations, or attributes. */
static char *many(const char *before, const char *each, size_t count, const char *after)
{
    char *json = malloc(strlen(before) + (strlen(each) + 10) * count + strlen(after) + 1), *at;
    size_t i;
    assert_non_null(json);
    at = append(json, before, 1);
    for (i = 0; i < count; ++i) {
        at += sprintf(at, each, (unsigned)i); /* NOLINT: `each` is one of the formats below */
        at = append(at, ",", i + 1 < count);
    }
    append(at, after, 1);
    return json;
}

static void expect_count(const char *before, const char *each, size_t count, const char *after, const char *message)
{
    char *json = many(before, each, count, after);
    if (message) {
        expect_refusal(json, GEMEL_NUL, message);
    } else {
        gemel_schema *schema = NULL;
        expect_ok(gemel_schema_from_json(json, GEMEL_NUL, &schema, &err));
        gemel_schema_free(schema);
    }
    free(json);
}

static void a_place_has_2000_parts_and_no_more(void **state)
{
    static const char models[] = "{\"models\":{";
    static const char attributes[] = "{\"models\":{\"A\":{\"attributes\":{";
    static const char associations[] = "{\"associations\":[";
    static const char association[] = "{\"type\":\"hasOne\",\"source\":\"A\",\"target\":\"B\",\"as\":\"a%u\"}";
    (void)state;
    expect_count(models, "\"M%u\":{}", 2000, "}}", NULL);
    expect_count(models, "\"M%u\":{}", 2001, "}}", "line 1, column 20911: a list or object has more than 2000 parts");
    expect_count(attributes, "\"a%u\":\"text\"", 2000, "}}}}", NULL);
    expect_count(attributes, "\"a%u\":\"text\"", 2001, "}}}}",
                 "line 1, column 28934: a list or object has more than 2000 parts");
    expect_count(associations, association, 2000, "]}", NULL);
    expect_count(associations, association, 2001, "]}",
                 "line 1, column 112963: a list or object has more than 2000 parts");
}

static void a_document_has_16_mib_and_no_more(void **state)
{
    const size_t most = (size_t)16 << 20;
    char *json = malloc(most + 2);
    gemel_schema *schema = NULL;
    (void)state;
    assert_non_null(json);
    memset(json, ' ', most + 1);
    json[most + 1] = '\0';
    json[0] = '{';
    json[most - 1] = '}';
    expect_ok(gemel_schema_from_json(json, most, &schema, &err));
    gemel_schema_free(schema);
    json[most - 1] = ' ';
    json[most] = '}';
    expect_refusal(json, most + 1, "the document is longer than 16 MiB");
    free(json);
}

static void a_long_name_is_shown_short_and_on_one_line(void **state)
{
    enum { LONG = 5000 };
    char json[LONG + 100], *at = append(json, "{\"models\":{\"", 1);
    (void)state;
    at = append(at, "a\\n", LONG / 3);
    append(at, "\":1}}", 1);
    expect(GEMEL_DEFINITION, gemel_schema_from_json(json, GEMEL_NUL, &(gemel_schema *){NULL}, &err));
    assert_true(strlen(gemel_error_message(failure())) < 200);
    assert_null(strchr(gemel_error_message(failure()), '\n'));
}

/* ---- No text does harm ---- */

static const char good[] =
    "{'$schema': 'x', 'naming': 'camel', 'timestamps': {'createdAt': 'made', 'updatedAt': false},\n"
    " 'models': {'Person': {'table': 'people', 'underscored': true, 'methods': ['getX'],\n"
    "   'checks': ['age > 0 and (name is null or name <> `x`)', {'name': 'c', 'expression': 'age < 9'}],\n"
    "   'attributes': {'id': 'integer primary key auto increment', 'name': 'string(20) not null default `it``s`',\n"
    "     'age': {'type': 'double', 'allowNull': false, 'default': -1.5e1, 'column': '\\u0041ge'},\n"
    "     'kind': 'enum(`a`, `b`) default `a`', 'at': {'type': 'timestamp', 'default': {'now': true}},\n"
    "     'bossId': {'type': 'integer', 'references': {'model': 'Person', 'key': 'id'}, 'onDelete': 'SET NULL'}}},\n"
    "  'License': {'attributes': {'kind': 'text'}}},\n"
    " 'associations': [{'type': 'hasOne', 'source': 'Person', 'target': 'License', 'words': 'inverse owner unique',\n"
    "    'scope': {'kind': 'main'}, 'foreignKey': {'name': 'ownerId', 'type': 'integer', 'onUpdate': 'CASCADE'}},\n"
    "  {'type': 'belongsTo', 'source': 'License', 'target': 'Person', 'as': {'singular': 'issuer', 'plural': 'i'},\n"
    "    'foreignKeyConstraints': false, 'targetKey': 'id', 'inverse': {'type': 'hasOne', 'as': 'issued'}}]}\n";

/* OK or DEFINITION, whatever it is; if OK, the canonical document is one too. */
static void survive(const char *json, size_t length)
{
    gemel_schema *schema = NULL, *again = NULL;
    const char *text = NULL;
    gemel_status status = gemel_schema_from_json(json, length, &schema, &err);
    if (status == GEMEL_OK)
        status = gemel_schema_resolve(schema, &err);
    if (status != GEMEL_OK) {
        if (status != GEMEL_DEFINITION || strchr(gemel_error_message(err), '\n') || !gemel_error_item_count(err))
            fail_msg("%s: %s\nof %.*s", gemel_status_name(status), gemel_error_message(err), (int)length, json);
        gemel_error_free(err);
        err = NULL;
        gemel_schema_free(schema);
        return;
    }
    expect_ok(gemel_schema_to_json(schema, &text, NULL, &err));
    expect_ok(gemel_schema_from_json(text, GEMEL_NUL, &again, &err));
    expect_ok(gemel_schema_resolve(again, &err));
    assert_string_equal(canonical(again), text);
    gemel_schema_free(again);
    gemel_schema_free(schema);
}

static void every_beginning_of_a_document_is_refused_without_harm(void **state)
{
    size_t length = strlen(good), i;
    gemel_schema *schema = document_schema(good);
    char *json = strcpy(malloc(length + 1), document(good));
    (void)state;
    for (i = 0; i < length - 1; ++i) { /* all but the newline at its end */
        char *exact = malloc(i + 1);   /* so that a byte too far is noticed */
        memcpy(exact, json, i);
        if (i < length - 2)
            expect(GEMEL_DEFINITION, gemel_schema_from_json(exact, i, &(gemel_schema *){NULL}, &err));
        free(exact);
    }
    survive(json, length);
    free(json);
    gemel_schema_free(schema);
}

static unsigned long seed = 20261122;

static unsigned next(unsigned bound)
{
    seed = (seed * 1103515245UL + 12345UL) & 0x7fffffffUL;
    return (unsigned)(seed >> 8) % bound;
}

static void documents_with_wrong_bytes_do_no_harm(void **state)
{
    enum { ROUNDS = 3000 };
    static const char likely[] = "{}[]\",:\\'()0-9.en \n\x01\x7f\x80\xff";
    size_t length = strlen(good), i;
    char *json = malloc(length + 1);
    (void)state;
    print_message("# seed %lu\n", seed);
    for (i = 0; i < ROUNDS; ++i) {
        unsigned changes = 1 + next(2);
        memcpy(json, document(good), length + 1);
        while (changes-- > 0) {
            const char byte = next(2) ? likely[next(sizeof likely)] : (char)next(256);
            json[next((unsigned)length)] = byte;
        }
        survive(json, length);
    }
    free(json);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ALONE(each_item_names_model_attribute_line_and_path),
        ALONE(what_is_no_json_is_one_item),
        ALONE(lines_are_counted_behind_numbers_and_escapes_too),
        ALONE(what_resolve_refuses_has_its_place_also_after_a_merge),
        ALONE(a_document_that_was_refused_is_remembered_by_its_schema),
        ALONE(text_that_is_not_utf8_is_refused_where_it_is),
        ALONE(a_nul_is_no_end_where_a_length_is_given),
        ALONE(a_document_nests_64_deep_and_no_deeper),
        ALONE(a_place_has_2000_parts_and_no_more),
        ALONE(a_document_has_16_mib_and_no_more),
        ALONE(a_long_name_is_shown_short_and_on_one_line),
        ALONE(every_beginning_of_a_document_is_refused_without_harm),
        ALONE(documents_with_wrong_bytes_do_no_harm),
    };
    return cmocka_run_group_tests_name("schema_json_refused", tests, NULL, NULL);
}
