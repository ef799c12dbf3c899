/*
 * Schemas as JSON documents: what is read, what is written, and that the two are each other's inverse. What is refused
 * is in test_schema_json_refused.c; exact canonical texts are in tests/document/canonical.
 */
#define _XOPEN_SOURCE 700
#include "declarations.h"
#include "documents.h"
#include "fixture.h"
#include <pthread.h>
#include <stdlib.h>

/* ---- A document says what calls say ---- */

static void expect_same_schema(const gemel_schema *schema, const gemel_schema *other)
{
    char *one = described(schema), *two = described(other);
    assert_string_equal(one, two);
    assert_string_equal(canonical(schema), canonical(other));
    free(one);
    free(two);
}

static void a_document_declares_what_calls_declare(void **state)
{
    const declaration declarations[DECLARATIONS_MAX] = {
        MODEL("Person"),
        ATTRIBUTE("Person", "id", "bigint primary key auto increment"),
        ATTRIBUTE_WITH("Person", "name", "{'type': 'string(20)', 'allowNull': false}"),
        {declare_model, "License", NULL, "table permits", NULL},
        ATTRIBUTE("License", "number", "text unique default `none`"),
        HAS_ONE("Person", "License", "foreign key ownerId inverse owner not null"),
        BELONGS_TO_WITH("License", "Person", "{'as': 'issuer', 'foreignKeyConstraints': false}"),
    };
    gemel_schema *built = gemel_schema_new(), *read;
    size_t i;
    (void)state;
    for (i = 0; i < DECLARATIONS_MAX && declarations[i].declare; ++i) {
        declaration it = declarations[i];
        char words[100] = "";
        if (it.words)
            it.words = strcpy(words, document(it.words));
        it.declare(built, &it, NULL);
    }
    expect_ok(gemel_schema_resolve(built, &err));
    read = document_schema("{'$schema': 'anywhere', 'models': {"
                           "  'Person': {'attributes': {'id': 'bigint primary key auto increment',"
                           "                            'name': {'type': 'string(20)', 'allowNull': false}}},"
                           "  'License': {'table': 'permits', 'attributes': {'number': 'text unique default `none`'}}},"
                           " 'associations': ["
                           "  {'type': 'hasOne', 'source': 'Person', 'target': 'License',"
                           "   'words': 'foreign key ownerId', 'inverse': 'owner', 'foreignKey': {'allowNull': false}},"
                           "  {'type': 'belongsTo', 'source': 'License', 'target': 'Person',"
                           "   'as': 'issuer', 'foreignKeyConstraints': false}]}");
    expect_same_schema(built, read);
    gemel_schema_free(built);
    gemel_schema_free(read);
}

static void a_document_without_a_member_is_an_empty_schema(void **state)
{
    gemel_schema *schema = document_schema("{}");
    (void)state;
    assert_int_equal(gemel_schema_model_count(schema), 0);
    assert_string_equal(canonical(schema),
                        "{\n  \"naming\": \"camel\",\n  \"models\": {},\n  \"associations\": []\n}\n");
    gemel_schema_free(schema);
}

static void a_document_may_end_before_its_nul(void **state)
{
    gemel_schema *schema = NULL;
    (void)state;
    expect_ok(gemel_schema_from_json("{} and more", 2, &schema, &err));
    gemel_schema_free(schema);
}

/* ---- A schema is written, and read again ---- */

/* Each declares something that the canonical document must not lose. */
static const char *const features[] = {
    /* Models and attributes */
    "{'models': {'A': {}, 'B': {'table': 'bees'}}}",
    "{'naming': 'snake', 'timestamps': true, 'models': {'A': {}, 'B': {'timestamps': {'updatedAt': 'last'}}}}",
    "{'timestamps': {'createdAt': false}, 'underscored': true, 'models': {'A': {'attributes': {'aB': 'text'}}}}",
    "{'models': {'A': {'attributes': {'x': 'integer primary key', 'y': 'bigint primary key', 'z': 'text'}}}}",
    "{'models': {'A': {'attributes': {'id': 'integer primary key'}}}}",
    "{'models': {'A': {'attributes': {'code': 'string(3) primary key', 'n': 'integer unique not null column N'}}}}",
    "{'models': {'A': {'attributes': {'b': 'blob', 'd': 'decimal(5,2)', 'u': 'uuid', 'on': 'date', 'at': 'timestamp',"
    " 'j': 'json', 'e': 'enum(`a`,`it``s`)', 't': 'text', 'f': 'boolean', 'r': 'double'}}}}",
    "{'models': {'A': {'attributes': {'b': 'blob default `00fF`', 'd': 'decimal(5,2) default 1.5',"
    " 'u': 'uuid default `6BA7B810-9DAD-11D1-80B4-00C04FD430C8`', 'on': 'date default `2024-02-29`',"
    " 'at': 'timestamp default `2024-02-29T12:00:00Z`', 'j': 'json default `[1, 2]`', 'e': 'enum(`a`) default `a`',"
    " 't': 'text default `it``s`', 'f': 'boolean default false', 'r': 'double default 1e300'}}}}",
    "{'models': {'A': {'attributes': {'at': 'timestamp default now', 'u': 'uuid default uuid',"
    " 'n': 'integer default (1 + 1)', 'z': 'text default null', 'i': 'integer default -7',"
    " 'big': 'bigint default 9223372036854775807', 'r': {'type': 'double', 'default': 'inf'}}}}}",
    "{'models': {'A': {'attributes': {'n': 'integer check (n > 0)'}, 'checks': ['n < 9', {'name': 'odd',"
    " 'expression': 'n <> 4'}], 'methods': ['getB', 'other']}, 'B': {}},"
    " 'associations': [{'type': 'hasOne', 'source': 'A', 'target': 'B'}]}",
    "{'models': {'A': {'attributes': {'bId': 'integer references B on delete cascade', 'c': 'string references "
    "B.code'}},"
    " 'B': {'attributes': {'code': 'string unique'}}}}",
    "{'models': {'A': {'attributes': {'\xc3\xa4 \\\\ \\n\\u0001': 'text column `\xf0\x9f\x92\x8d`'}}}}",
    "{'models': {'A': {'paranoid': true}}}",
    "{'models': {'A': {'timestamps': true, 'paranoid': 'gone', 'attributes': {'code': 'string unique'}}}}",
    "{'models': {'A': {'attributes': {'code': 'string', 'n': 'integer'}, 'scopes': {'default': {'where': {'n': 1}},"
    " 'some `of` them': {'where': {'code': ['a', null], 'n': []}}}}}}",
    "{'models': {'A': {'attributes': {'code': 'string', 'n': 'integer'}, 'scopes': {'default': {'where': {'n': 2}}}}}}",
    "{'models': {'A': {'attributes': {'s': {'type': 'string', 'validate': {'length': {'max': 9}, 'pattern': 'a',"
    " 'oneOf': ['a', 'ba']}}, 'on': {'type': 'date', 'validate': {'range': {'min': '2024-02-29'}}}}}}}",
    "{'models': {'A': {}, 'B': {}}, 'associations': [{'type': 'hasOne', 'source': 'A', 'target': 'B',"
    " 'foreignKey': {'validate': {'range': {'min': 1, 'max': 7}}}}]}",
    "{'models': {'A': {'version': true}, 'B': {'version': 'n', 'attributes': {'n': 'bigint not null'}}}}",
    /* Associations */
    "{'timestamps': true, 'models': {'A': {}, 'B': {}}, 'associations': ["
    " {'type': 'hasOne', 'source': 'A', 'target': 'B', 'inverse': {'touch': true}}]}",
    "{'timestamps': true, 'models': {'A': {}, 'B': {}}, 'associations': ["
    " {'type': 'belongsTo', 'source': 'B', 'target': 'A', 'touch': true},"
    " {'type': 'hasOne', 'source': 'A', 'target': 'B'}]}",
    "{'models': {'A': {}, 'B': {}}, 'associations': [{'type': 'hasOne', 'source': 'A', 'target': 'B', 'words':"
    " 'as x foreign key k inverse y not null unique on delete restrict on update no action column K'}]}",
    "{'models': {'A': {'attributes': {'code': 'string(9) unique'}}, 'B': {}}, 'associations': ["
    " {'type': 'hasOne', 'source': 'A', 'target': 'B', 'words': 'source key code no constraint'},"
    " {'type': 'belongsTo', 'source': 'B', 'target': 'A', 'words': 'as z target key code'}]}",
    "{'models': {'A': {}, 'B': {'attributes': {'kind': 'string', 'n': 'integer'}}}, 'associations': ["
    " {'type': 'hasOne', 'source': 'A', 'target': 'B', 'scope': {'kind': 'main', 'n': 1}}]}",
    "{'models': {'A': {}, 'B': {}, 'C': {}, 'D': {}}, 'associations': ["
    " {'type': 'hasOne', 'source': 'A', 'target': 'B', 'dependent': 'restrict'},"
    " {'type': 'hasOne', 'source': 'B', 'target': 'C', 'mandatory': 'deferred'},"
    " {'type': 'hasOne', 'source': 'C', 'target': 'D', 'words': 'mandatory dependent database'}]}",
    "{'naming': 'snake', 'models': {'Node': {}}, 'associations': ["
    " {'type': 'hasOne', 'source': 'Node', 'target': 'Node', 'as': 'next', 'inverse': 'previous'}]}",
    /* Which association made which, and where it stands among the others */
    "{'models': {'A': {}, 'B': {}, 'C': {}}, 'associations': [{'type': 'belongsTo', 'source': 'B', 'target': 'A'},"
    " {'type': 'hasOne', 'source': 'A', 'target': 'C'}, {'type': 'hasOne', 'source': 'A', 'target': 'B'}]}",
    "{'models': {'A': {}, 'B': {}, 'C': {}}, 'associations': ["
    " {'type': 'belongsTo', 'source': 'B', 'target': 'A', 'words': 'inverse has one'},"
    " {'type': 'hasOne', 'source': 'A', 'target': 'C'}, {'type': 'hasOne', 'source': 'A', 'target': 'B'}]}",
    "{'models': {'A': {}, 'B': {}}, 'associations': [{'type': 'hasOne', 'source': 'A', 'target': 'B'},"
    " {'type': 'belongsTo', 'source': 'B', 'target': 'A'}]}",
    "{'models': {'A': {}, 'B': {}}, 'associations': [{'type': 'belongsTo', 'source': 'B', 'target': 'A'},"
    " {'type': 'hasOne', 'source': 'A', 'target': 'B'},"
    " {'type': 'hasOne', 'source': 'A', 'target': 'B', 'as': 'second', 'inverse': 'a'}]}",
    "{'models': {'A': {}, 'B': {}}, 'associations': ["
    " {'type': 'belongsTo', 'source': 'B', 'target': 'A', 'as': 'one', 'foreignKey': 'k'},"
    " {'type': 'belongsTo', 'source': 'B', 'target': 'A', 'as': 'two', 'foreignKey': 'k'}]}",
};

static void a_written_schema_resolves_to_an_equal_one(void **state)
{
    size_t i;
    (void)state;
    for (i = 0; i < COUNT(features); ++i) {
        gemel_schema *schema = document_schema(features[i]), *again = NULL;
        expect_ok(gemel_schema_from_json(canonical(schema), GEMEL_NUL, &again, &err));
        expect_ok(gemel_schema_resolve(again, &err));
        expect_same_schema(schema, again);
        gemel_schema_free(schema);
        gemel_schema_free(again);
    }
}

static void features_differ_in_what_is_written(void **state)
{
    size_t i, j;
    (void)state;
    for (i = 0; i < COUNT(features); ++i) {
        gemel_schema *one = document_schema(features[i]);
        for (j = 0; j < i; ++j) {
            gemel_schema *other = document_schema(features[j]);
            assert_string_not_equal(canonical(one), canonical(other));
            gemel_schema_free(other);
        }
        gemel_schema_free(one);
    }
}

static void an_inverse_that_a_later_has_one_makes_stays_where_it_is(void **state)
{
    gemel_schema *schema = document_schema("{'models': {'A': {}, 'B': {}, 'C': {}}, 'associations': ["
                                           " {'type': 'belongsTo', 'source': 'B', 'target': 'A'},"
                                           " {'type': 'hasOne', 'source': 'A', 'target': 'C'},"
                                           " {'type': 'hasOne', 'source': 'A', 'target': 'B'}]}");
    gemel_schema *again = NULL;
    const gemel_model *m = NULL;
    (void)state;
    expect_ok(gemel_schema_from_json(canonical(schema), GEMEL_NUL, &again, &err));
    expect_ok(gemel_schema_resolve(again, &err));
    expect_ok(gemel_schema_find_model(again, "A", &m, &err));
    assert_string_equal(gemel_association_name(gemel_model_association_at(m, 0)), "c");
    assert_string_equal(gemel_association_name(gemel_model_association_at(m, 1)), "b");
    gemel_schema_free(schema);
    gemel_schema_free(again);
}

static int world_of_a_document(void **state)
{
    return world_of(state, document_schema("{'models': {'Person': {'attributes': {'name': 'string not null'}}}}"));
}

static void a_database_works_with_the_schema_of_a_document(void **state)
{
    const world *w = *state;
    given(w, "Person", "{'name': 'Ada'}");
    expect_rows(w, "Person", "1 Ada");
}

/* ---- Borrowing ---- */

static void the_text_lives_as_long_as_its_schema_and_is_made_once(void **state)
{
    gemel_schema *schema = document_schema("{'models': {'Person': {}}}");
    const char *json = canonical(schema), *again = NULL;
    (void)state;
    expect_ok(gemel_schema_to_json(schema, &again, NULL, &err));
    assert_ptr_equal(again, json);
    gemel_schema_free(schema);
}

static void *ask(void *schema)
{
    const char *json = NULL;
    return gemel_schema_to_json(schema, &json, NULL, NULL) == GEMEL_OK ? (void *)(size_t)json : NULL;
}

static void any_thread_may_ask(void **state)
{
    enum { THREADS = 4 };
    gemel_schema *schema = document_schema(features[COUNT(features) - 1]);
    pthread_t threads[THREADS];
    void *texts[THREADS];
    int i;
    (void)state;
    for (i = 0; i < THREADS; ++i)
        assert_int_equal(pthread_create(&threads[i], NULL, ask, schema), 0);
    for (i = 0; i < THREADS; ++i)
        pthread_join(threads[i], &texts[i]);
    for (i = 0; i < THREADS; ++i)
        assert_ptr_equal(texts[i], canonical(schema));
    gemel_schema_free(schema);
}

/* ---- Merging ---- */

static void a_document_completes_what_was_declared(void **state)
{
    const declaration declarations[DECLARATIONS_MAX] = {MODEL("Person"), ATTRIBUTE("Person", "name", "text")};
    gemel_schema *schema = declared(declarations);
    const gemel_model *m = NULL;
    (void)state;
    expect_ok(gemel_schema_merge_json(schema, document("{'models': {'License': {}}}"), GEMEL_NUL, &err));
    expect_ok(gemel_schema_merge_json(
        schema, document("{'associations': [{'type': 'hasOne', 'source': 'Person', 'target': 'License'}]}"), GEMEL_NUL,
        &err));
    expect_ok(gemel_schema_add_attribute(schema, "License", "number", "text", NULL, &err));
    expect_ok(gemel_schema_resolve(schema, &err));
    assert_int_equal(gemel_schema_model_count(schema), 2);
    expect_ok(gemel_schema_find_model(schema, "License", &m, &err));
    assert_int_equal(gemel_model_attribute_count(m), 3);
    assert_int_equal(gemel_model_association_count(m), 1);
    gemel_schema_free(schema);
}

static void documents_may_say_the_same_of_the_whole_schema(void **state)
{
    static const char json[] = "{'naming': 'snake', 'underscored': true, 'timestamps': {'createdAt': 'made'}}";
    gemel_schema *schema = document_schema("{'naming': 'snake'}"), *empty = document_schema("{}");
    gemel_schema *all = gemel_schema_new();
    (void)state;
    expect_ok(gemel_schema_merge_json(all, document(json), GEMEL_NUL, &err));
    expect_ok(gemel_schema_merge_json(all, document(json), GEMEL_NUL, &err));
    expect_ok(gemel_schema_merge_json(all, canonical(schema), GEMEL_NUL, &err));
    expect_ok(gemel_schema_resolve(all, &err));
    assert_string_equal(canonical(all), canonical(schema));
    assert_string_not_equal(canonical(all), canonical(empty));
    gemel_schema_free(all);
    gemel_schema_free(schema);
    gemel_schema_free(empty);
}

static void expect_disagreement(const char *first, const char *second, const char *message)
{
    gemel_schema *schema = gemel_schema_new();
    expect_ok(gemel_schema_merge_json(schema, document(first), GEMEL_NUL, &err));
    expect(GEMEL_DEFINITION, gemel_schema_merge_json(schema, document(second), GEMEL_NUL, &err));
    assert_string_equal(gemel_error_message(failure()), message);
    expect(GEMEL_DEFINITION, gemel_schema_resolve(schema, &err));
    assert_string_equal(gemel_error_message(failure()), message);
    gemel_schema_free(schema);
}

static void documents_may_not_contradict_each_other_and_the_first_failure_stays(void **state)
{
    (void)state;
    expect_disagreement("{'naming': 'camel'}", "{'naming': 'snake'}",
                        "/naming: the document says otherwise than what was declared before; say it once");
    expect_disagreement("{'timestamps': true}", "{'timestamps': {'createdAt': 'made'}}",
                        "/timestamps: the document says otherwise than what was declared before; say it once");
    expect_disagreement("{'underscored': true}", "{'underscored': false}",
                        "/underscored: the document says otherwise than what was declared before; say it once");
}

static void a_resolved_schema_takes_no_document(void **state)
{
    gemel_schema *schema = document_schema("{'models': {'Person': {}}}");
    (void)state;
    expect(GEMEL_USAGE, gemel_schema_merge_json(schema, "{}", GEMEL_NUL, &err));
    expect_ok(gemel_schema_resolve(schema, &err));
    assert_int_equal(gemel_schema_model_count(schema), 1);
    gemel_schema_free(schema);
}

/* ---- Wrong calls ---- */

static void an_unresolved_schema_has_no_document(void **state)
{
    gemel_schema *schema = NULL;
    const char *json = "before";
    size_t length = 7;
    (void)state;
    expect_ok(gemel_schema_from_json("{}", GEMEL_NUL, &schema, &err));
    expect(GEMEL_USAGE, gemel_schema_to_json(schema, &json, &length, &err));
    expect_mention("resolve");
    assert_null(json);
    assert_int_equal(length, 0);
    gemel_schema_free(schema);
}

static void null_is_refused(void **state)
{
    gemel_schema *schema = gemel_schema_new(), *out = NULL;
    const char *json = NULL;
    (void)state;
    expect(GEMEL_USAGE, gemel_schema_from_json(NULL, GEMEL_NUL, &out, &err));
    expect(GEMEL_USAGE, gemel_schema_from_json(NULL, 0, &out, &err));
    expect(GEMEL_USAGE, gemel_schema_from_json("{}", GEMEL_NUL, NULL, &err));
    expect(GEMEL_USAGE, gemel_schema_merge_json(NULL, "{}", GEMEL_NUL, &err));
    expect(GEMEL_USAGE, gemel_schema_to_json(NULL, &json, NULL, &err));
    expect(GEMEL_USAGE, gemel_schema_merge_json(schema, NULL, GEMEL_NUL, &err));
    gemel_schema_free(schema);
    schema = document_schema("{}");
    expect(GEMEL_USAGE, gemel_schema_to_json(schema, NULL, NULL, &err));
    assert_int_equal(gemel_schema_from_json("[]", GEMEL_NUL, &out, NULL), GEMEL_DEFINITION);
    gemel_schema_free(schema);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ALONE(a_document_declares_what_calls_declare),
        ALONE(a_document_without_a_member_is_an_empty_schema),
        ALONE(a_document_may_end_before_its_nul),
        ALONE(a_written_schema_resolves_to_an_equal_one),
        ALONE(features_differ_in_what_is_written),
        ALONE(an_inverse_that_a_later_has_one_makes_stays_where_it_is),
        IN_WORLD(world_of_a_document, a_database_works_with_the_schema_of_a_document),
        ALONE(the_text_lives_as_long_as_its_schema_and_is_made_once),
        ALONE(any_thread_may_ask),
        ALONE(a_document_completes_what_was_declared),
        ALONE(documents_may_say_the_same_of_the_whole_schema),
        ALONE(documents_may_not_contradict_each_other_and_the_first_failure_stays),
        ALONE(a_resolved_schema_takes_no_document),
        ALONE(an_unresolved_schema_has_no_document),
        ALONE(null_is_refused),
    };
    return cmocka_run_group_tests_name("schema_json", tests, NULL, NULL);
}
