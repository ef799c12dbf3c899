/* Schemas from JSON documents; see documents.h. It must not know what a document means. */
#define _XOPEN_SOURCE 700
#include "documents.h"
#include "fixture.h"
#include <stdio.h>
#include <stdlib.h>

const char *document(const char *json)
{
    static char text[DOCUMENT_MAX];
    size_t i;
    assert_true(strlen(json) < sizeof text);
    for (i = 0; json[i]; ++i)
        text[i] = (char)(json[i] == '\'' ? '"' : json[i] == '`' ? '\'' : json[i]);
    text[i] = '\0';
    return text;
}

gemel_schema *document_schema(const char *json)
{
    gemel_schema *schema = NULL;
    expect_ok(gemel_schema_from_json(document(json), GEMEL_NUL, &schema, &err));
    expect_ok(gemel_schema_resolve(schema, &err));
    return schema;
}

const char *canonical(const gemel_schema *schema)
{
    const char *json = NULL;
    size_t length = 0;
    expect_ok(gemel_schema_to_json(schema, &json, &length, &err));
    assert_int_equal(strlen(json), length);
    return json;
}

static void describe_attribute(FILE *out, const gemel_attribute *a)
{
    fprintf(out, "  %s %s %s%s%s%s%s\n", gemel_attribute_name(a), gemel_attribute_column(a),
            gemel_attribute_type_name(a), gemel_attribute_is_primary_key(a) ? " key" : "",
            gemel_attribute_is_auto_increment(a) ? " auto" : "", gemel_attribute_is_nullable(a) ? "" : " not null",
            gemel_attribute_is_unique(a) ? " unique" : "");
}

static void describe_association(FILE *out, const gemel_association *a)
{
    const gemel_association *inverse = gemel_association_inverse(a);
    fprintf(out, "  %s: %s %s %s.%s -> %s, inverse %s, %s, %s%s, %s %s %s\n", gemel_association_name(a),
            gemel_association_kind(a) == GEMEL_HAS_ONE ? "has one" : "belongs to",
            gemel_model_name(gemel_association_target(a)),
            gemel_model_name(gemel_attribute_model(gemel_association_foreign_key(a))),
            gemel_attribute_name(gemel_association_foreign_key(a)), gemel_attribute_name(gemel_association_key(a)),
            inverse ? gemel_association_name(inverse) : "-", gemel_association_on_delete(a),
            gemel_association_on_update(a), gemel_association_is_automatic(a) ? ", automatic" : "",
            gemel_association_accessor(a, "get"), gemel_association_accessor(a, "set"),
            gemel_association_accessor(a, "create"));
}

char *described(const gemel_schema *schema)
{
    char *text = NULL;
    size_t size = 0, i, j;
    FILE *out = open_memstream(&text, &size);
    assert_non_null(out);
    for (i = 0; i < gemel_schema_model_count(schema); ++i) {
        const gemel_model *m = gemel_schema_model_at(schema, i);
        fprintf(out, "%s %s\n", gemel_model_name(m), gemel_model_table(m));
        for (j = 0; j < gemel_model_attribute_count(m); ++j)
            describe_attribute(out, gemel_model_attribute_at(m, j));
        for (j = 0; j < gemel_model_association_count(m); ++j)
            describe_association(out, gemel_model_association_at(m, j));
    }
    for (i = 0; i < gemel_schema_warning_count(schema); ++i)
        fprintf(out, "%s\n", gemel_schema_warning_at(schema, i));
    fclose(out);
    return text;
}
