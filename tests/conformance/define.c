/*
 * See define.h. Must not judge a definition: every key that the contract does not name goes to the library as an
 * option.
 */
#include "define.h"

#include "json.h"
#include "values.h"

#include <stdbool.h>
#include <string.h>

static bool is_association(const json_t *association)
{
    const char *type = json_string_value(json_object_get(association, "type"));
    return type && (strcmp(type, "hasOne") == 0 || strcmp(type, "belongsTo") == 0) &&
           json_is_string(json_object_get(association, "source")) &&
           json_is_string(json_object_get(association, "target"));
}

const char *define_fault(const json_t *scenario)
{
    json_t *models = json_object_get(scenario, "models");
    const char *name = NULL;
    json_t *model = NULL;
    if (!json_is_object(models)) {
        return "the scenario's models are no object";
    }
    json_object_foreach(models, name, model)
    {
        json_t *attributes = json_object_get(model, "attributes");
        json_t *attribute = NULL;
        if (!json_is_object(attributes)) {
            return "a model's attributes are no object";
        }
        json_object_foreach(attributes, name, attribute)
        {
            if (!json_is_object(attribute)) {
                return "an attribute is no object";
            }
        }
    }
    json_t *associations = json_object_get(scenario, "associations");
    json_t *association = NULL;
    size_t i = 0;
    if (!json_is_array(associations)) {
        return "the scenario's associations are no list";
    }
    json_array_foreach(associations, i, association)
    {
        if (!is_association(association)) {
            return "an association is not {type: hasOne or belongsTo, source, target, ...}";
        }
    }
    return NULL;
}

/* The members of a definition but those that have a parameter of their own. */
static gemel_status options_without(json_t *definition, const char *const *parameters, gemel_options **out,
                                    gemel_error **err)
{
    json_t *rest = json_object();
    const char *key = NULL;
    json_t *value = NULL;
    json_object_foreach(definition, key, value)
    {
        bool is_parameter = false;
        for (const char *const *parameter = parameters; *parameter; parameter++) {
            is_parameter = is_parameter || strcmp(key, *parameter) == 0;
        }
        if (!is_parameter) {
            json_put(rest, key, json_incref(value));
        }
    }
    gemel_status status = options_from_json(rest, out, err);
    json_decref(rest);
    return status;
}

static gemel_status add_model(gemel_schema *schema, const char *name, json_t *definition, gemel_error **err)
{
    static const char *const parameters[] = {"attributes", NULL};
    gemel_options *options = NULL;
    gemel_status status = options_without(definition, parameters, &options, err);
    if (status == GEMEL_OK) {
        status = gemel_schema_add_model(schema, name, NULL, options, err);
    }
    gemel_options_free(options);
    const char *attribute = NULL;
    json_t *attribute_definition = NULL;
    json_object_foreach(json_object_get(definition, "attributes"), attribute, attribute_definition)
    {
        if (status != GEMEL_OK) {
            break;
        }
        status = options_from_json(attribute_definition, &options, err);
        if (status == GEMEL_OK) {
            status = gemel_schema_add_attribute(schema, name, attribute, NULL, options, err);
            gemel_options_free(options);
        }
    }
    return status;
}

static gemel_status add_association(gemel_schema *schema, json_t *definition, gemel_error **err)
{
    static const char *const parameters[] = {"type", "source", "target", NULL};
    gemel_options *options = NULL;
    gemel_status status = options_without(definition, parameters, &options, err);
    if (status != GEMEL_OK) {
        return status;
    }
    const char *source = json_string_value(json_object_get(definition, "source"));
    const char *target = json_string_value(json_object_get(definition, "target"));
    if (strcmp(json_string_value(json_object_get(definition, "type")), "hasOne") == 0) {
        status = gemel_schema_has_one(schema, source, target, NULL, options, err);
    } else {
        status = gemel_schema_belongs_to(schema, source, target, NULL, options, err);
    }
    gemel_options_free(options);
    return status;
}

gemel_status define_schema(const json_t *scenario, gemel_schema **out, gemel_error **err)
{
    *out = NULL;
    gemel_schema *schema = gemel_schema_new();
    gemel_status status = GEMEL_OK;
    const char *name = NULL;
    json_t *definition = NULL;
    json_object_foreach(json_object_get(scenario, "models"), name, definition)
    {
        if (status == GEMEL_OK) {
            status = add_model(schema, name, definition, err);
        }
    }
    size_t i = 0;
    json_array_foreach(json_object_get(scenario, "associations"), i, definition)
    {
        if (status == GEMEL_OK) {
            status = add_association(schema, definition, err);
        }
    }
    if (status == GEMEL_OK) {
        status = gemel_schema_resolve(schema, err);
    }
    if (status != GEMEL_OK) {
        gemel_schema_free(schema);
        return status;
    }
    *out = schema;
    return GEMEL_OK;
}

/* null for the "" with which the API says that there is none. */
static json_t *text_or_null(const char *text)
{
    return *text ? json_string(text) : json_null();
}

static json_t *association_json(const gemel_association *association)
{
    const gemel_attribute *foreign_key = gemel_association_foreign_key(association);
    bool has_one = gemel_association_kind(association) == GEMEL_HAS_ONE;
    json_t *accessors = json_object();
    static const char *const verbs[] = {"get", "set", "create"};
    for (size_t i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++) {
        json_put(accessors, verbs[i], json_string(gemel_association_accessor(association, verbs[i])));
    }
    json_t *out = json_object();
    json_put(out, "type", json_string(has_one ? "HasOne" : "BelongsTo"));
    json_put(out, "target", json_string(gemel_model_name(gemel_association_target(association))));
    json_put(out, "accessors", accessors);
    json_put(out, "automatic", json_boolean(gemel_association_is_automatic(association)));
    json_put(out, "key", json_string(gemel_attribute_name(gemel_association_key(association))));
    json_put(out, "foreignKey", json_string(gemel_attribute_name(foreign_key)));
    json_put(out, "table", json_string(gemel_model_table(gemel_attribute_model(foreign_key))));
    json_put(out, "column", json_string(gemel_attribute_column(foreign_key)));
    json_put(out, "allowNull", json_boolean(gemel_attribute_is_nullable(foreign_key)));
    json_put(out, "unique", json_boolean(gemel_attribute_is_unique(foreign_key)));
    json_put(out, "onDelete", text_or_null(gemel_association_on_delete(association)));
    json_put(out, "onUpdate", text_or_null(gemel_association_on_update(association)));
    return out;
}

json_t *define_json(const gemel_schema *schema)
{
    json_t *out = json_object();
    for (size_t i = 0; i < gemel_schema_model_count(schema); i++) {
        const gemel_model *model = gemel_schema_model_at(schema, i);
        for (size_t j = 0; j < gemel_model_association_count(model); j++) {
            const gemel_association *association = gemel_model_association_at(model, j);
            json_t *name = json_sprintf("%s.%s", gemel_model_name(model), gemel_association_name(association));
            json_put(out, json_string_value(name), association_json(association));
            json_decref(name);
        }
    }
    return out;
}
