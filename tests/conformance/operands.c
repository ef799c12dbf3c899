/*
 * See operands.h. Must not convert or check a key: a wrong one is for the library to refuse.
 */
#include "operands.h"

#include "failure.h"
#include "json.h"
#include "values.h"

#include <stdlib.h>
#include <string.h>

/* The variable of "v" or "v.assoc". */
static instance *find_on(const variables *variables, const char *on)
{
    size_t length = strcspn(on, ".");
    char *name = grow(NULL, length + 1);
    memcpy(name, on, length);
    name[length] = '\0';
    instance *found = variables_find(variables, name);
    free(name);
    return found;
}

const char *operand_unset(const variables *variables, const json_t *step)
{
    const char *on = json_string_value(json_object_get(step, "on"));
    if (on && !find_on(variables, on)) {
        return on;
    }
    static const char *const operands[] = {"value", "pk"};
    static const char *const references[] = {"ref", "pkOf"};
    for (size_t i = 0; i < 2; i++) {
        for (size_t j = 0; j < 2; j++) {
            const json_t *operand = json_object_get(step, operands[i]);
            const char *name = json_string_value(json_object_get(operand, references[j]));
            if (name && !variables_find(variables, name)) {
                return name;
            }
        }
    }
    return NULL;
}

instance *operand_instance(const variables *variables, const json_t *operand)
{
    const char *name = json_string_value(json_object_get(operand, "ref"));
    return name ? variables_find(variables, name) : NULL;
}

/* The primary key of a record: its value, or an object if it is composite; null if a part of it is. */
static gemel_status key_of(gemel_record *record, json_t **out, gemel_error **err)
{
    json_t *row = NULL;
    gemel_status status = json_from_record(record, &row, err);
    if (status != GEMEL_OK) {
        return status;
    }
    json_t *key = json_object();
    json_t *value = NULL;
    const gemel_model *model = gemel_record_model(record);
    for (size_t i = 0; i < gemel_model_attribute_count(model); i++) {
        const gemel_attribute *attribute = gemel_model_attribute_at(model, i);
        if (gemel_attribute_is_primary_key(attribute)) {
            value = json_object_get(row, gemel_attribute_name(attribute));
            if (!value || json_is_null(value)) {
                json_object_clear(key);
                value = NULL;
                break;
            }
            json_put(key, gemel_attribute_name(attribute), json_incref(value));
        }
    }
    *out = !value ? json_null() : json_incref(json_object_size(key) == 1 ? value : key);
    json_decref(key);
    json_decref(row);
    return GEMEL_OK;
}

gemel_status operand_key(const variables *variables, const json_t *operand, json_t **out, gemel_error **err)
{
    *out = NULL;
    if (json_is_null(operand)) {
        *out = json_null();
        return GEMEL_OK;
    }
    const char *name = json_string_value(json_object_get(operand, "pkOf"));
    if (name) {
        return key_of(variables_find(variables, name)->record, out, err);
    }
    *out = json_incref(json_object_get(operand, "pk"));
    return *out ? GEMEL_OK : failure_raise(GEMEL_UNSUPPORTED, err, "an operand that the contract does not know");
}

static gemel_status named(const char *name, json_t *value, gemel_values **out, gemel_error **err)
{
    json_t *key = json_object();
    json_put(key, name, json_incref(value));
    gemel_status status = values_from_json(key, out, err);
    json_decref(key);
    return status;
}

static const char *first_key_attribute(const gemel_model *model)
{
    const gemel_attribute *attribute = NULL;
    for (size_t i = 0; i < gemel_model_attribute_count(model); i++) {
        attribute = gemel_model_attribute_at(model, i);
        if (gemel_attribute_is_primary_key(attribute)) {
            break;
        }
    }
    return gemel_attribute_name(attribute);
}

gemel_status operand_primary_key(const gemel_model *model, json_t *key, gemel_values **out, gemel_error **err)
{
    return json_is_object(key) ? values_from_json(key, out, err) : named(first_key_attribute(model), key, out, err);
}

gemel_status operand_association_key(const gemel_association *association, json_t *key, gemel_values **out,
                                     gemel_error **err)
{
    if (gemel_association_kind(association) == GEMEL_HAS_ONE) {
        return operand_primary_key(gemel_association_target(association), key, out, err);
    }
    return named(gemel_attribute_name(gemel_association_key(association)), key, out, err);
}
