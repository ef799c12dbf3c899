/*
 * See operands.h. Must not convert or check a key: a wrong one is for the library to refuse.
 */
#include "operands.h"

#include "failure.h"
#include "json.h"
#include "values.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static char *copy_of(const char *text, size_t length)
{
    char *copy = grow(NULL, length + 1);
    memcpy(copy, text, length);
    copy[length] = '\0';
    return copy;
}

/* What is loaded there, without loading it; NULL for nothing. */
static gemel_status loaded(instance *holder, const char *association, instance **out, gemel_error **err)
{
    bool is_loaded = false;
    gemel_record *record = NULL;
    gemel_status status = gemel_record_is_loaded(holder->record, association, &is_loaded, err);
    if (status == GEMEL_OK && is_loaded) {
        status = gemel_record_load_association(holder->record, association, NULL, &record, err);
    }
    *out = instance_new(record);
    return status;
}

gemel_status operand_on(const variables *variables, const char *on, instance **out, gemel_error **err)
{
    size_t length = strcspn(on, ".");
    char *name = copy_of(on, length);
    instance *found = variables_find(variables, name);
    free(name);
    if (!found || !on[length]) {
        *out = instance_hold(found);
        return GEMEL_OK;
    }
    return loaded(found, on + length + 1, out, err);
}

/* The first of the names, in any depth, that stands for nothing. */
static const char *unset_reference(const variables *variables, const json_t *node)
{
    static const char *const references[] = {"ref", "pkOf"};
    for (size_t i = 0; i < 2; i++) {
        const char *name = json_string_value(json_object_get(node, references[i]));
        if (name && !variables_find(variables, name)) {
            return name;
        }
    }
    const char *member = NULL;
    json_t *value = NULL;
    json_object_foreach((json_t *)node, member, value)
    {
        const char *unset = unset_reference(variables, value);
        if (unset) {
            return unset;
        }
    }
    return NULL;
}

static bool is_set(const variables *variables, const char *on)
{
    instance *found = NULL;
    gemel_error *ignored = NULL;
    bool set = operand_on(variables, on, &found, &ignored) == GEMEL_OK && found;
    gemel_error_free(ignored);
    instance_release(found);
    return set;
}

char *operand_unset(const variables *variables, const json_t *step)
{
    const json_t *on = json_object_get(step, "on");
    const char *unset = json_is_string(on) && !is_set(variables, json_string_value(on)) ? json_string_value(on) : NULL;
    for (size_t i = 0; !unset && i < json_array_size(on); i++) {
        const char *name = json_string_value(json_array_get(on, i));
        unset = name && !is_set(variables, name) ? name : NULL;
    }
    static const char *const operands[] = {"value", "pk", "values"};
    for (size_t i = 0; !unset && i < sizeof(operands) / sizeof(operands[0]); i++) {
        unset = unset_reference(variables, json_object_get(step, operands[i]));
    }
    return unset ? copy_of(unset, strlen(unset)) : NULL;
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
