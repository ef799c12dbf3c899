/*
 * See operations.h. Must not repeat a rule of the library: every value, option and name goes to it as the step has it.
 */
#include "operations.h"

#include "failure.h"
#include "json.h"
#include "operands.h"
#include "values.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* Takes the record, which may be NULL. */
static gemel_status give_record(gemel_record *record, returned *out, gemel_error **err)
{
    instance *instance = instance_new(record);
    gemel_status status = record ? json_from_record(record, &out->value, err) : GEMEL_OK;
    if (status != GEMEL_OK) {
        instance_release(instance);
        return status;
    }
    out->instance = instance;
    return GEMEL_OK;
}

static gemel_status give_instance(instance *instance, returned *out, gemel_error **err)
{
    gemel_status status = json_from_record(instance->record, &out->value, err);
    if (status == GEMEL_OK) {
        out->instance = instance_hold(instance);
    }
    return status;
}

static gemel_status values_of(const call *call, gemel_values **out, gemel_error **err)
{
    return values_from_json(json_object_get(call->step, "values"), out, err);
}

static gemel_status options_of(const call *call, gemel_options **out, gemel_error **err)
{
    return options_from_json(json_object_get(call->step, "options"), out, err);
}

/* An include of a scenario as the library has it: `assoc` is its association. Owned by the caller. */
static json_t *include_from(const json_t *given)
{
    if (json_is_array(given)) {
        json_t *list = json_array();
        for (size_t i = 0; i < json_array_size(given); i++) {
            json_add(list, include_from(json_array_get(given, i)));
        }
        return list;
    }
    if (!json_is_object(given)) {
        return json_incref((json_t *)given);
    }
    json_t *include = json_object();
    const char *name = NULL;
    json_t *value = NULL;
    json_object_foreach((json_t *)given, name, value)
    {
        json_put(include, strcmp(name, "assoc") == 0 ? "association" : name, include_from(value));
    }
    return include;
}

/* The option `include` of a step that has it. */
static gemel_status include_of(const call *call, gemel_options **out, gemel_error **err)
{
    const json_t *given = json_object_get(call->step, "include");
    json_t *options = given ? json_object() : NULL;
    if (given) {
        json_put(options, "include", include_from(given));
    }
    gemel_status status = options_from_json(options, out, err);
    json_decref(options);
    return status;
}

/* The include of that association among those of a step: a name, or an object. */
static const json_t *include_named(const json_t *includes, const char *association)
{
    for (size_t i = 0; i < json_array_size(includes); i++) {
        const json_t *one = json_array_get(includes, i);
        const char *name = json_string_value(json_is_object(one) ? json_object_get(one, "assoc") : one);
        if (name && strcmp(name, association) == 0) {
            return one;
        }
    }
    return NULL;
}

/* What stands under an association that is created with a record: {"ref": v}, or the values of a new one. */
static gemel_status put_nested(const call *call, gemel_values *into, const char *name, const json_t *value,
                               const json_t *include, gemel_error **err);

/* Values, of which those under included associations are instances or values of their own. */
static gemel_status nested_values(const call *call, const json_t *given, const json_t *includes, gemel_values **out,
                                  gemel_error **err)
{
    json_t *plain = json_copy((json_t *)given);
    const char *name = NULL;
    json_t *value = NULL;
    json_object_foreach((json_t *)given, name, value)
    {
        if (include_named(includes, name)) {
            json_object_del(plain, name);
        }
    }
    gemel_status status = values_from_json(plain, out, err);
    json_decref(plain);
    json_object_foreach((json_t *)given, name, value)
    {
        const json_t *include = include_named(includes, name);
        if (status == GEMEL_OK && include) {
            status = put_nested(call, *out, name, value, include, err);
        }
    }
    return status;
}

static gemel_status put_nested(const call *call, gemel_values *into, const char *name, const json_t *value,
                               const json_t *include, gemel_error **err)
{
    instance *linked = operand_instance(call->variables, value);
    gemel_values *values = NULL;
    gemel_status status = GEMEL_OK;
    if (linked) {
        return gemel_values_set_record(into, name, linked->record, err);
    }
    if (json_is_object(value)) {
        status = nested_values(call, value, json_object_get(include, "include"), &values, err);
        if (status == GEMEL_OK) {
            status = gemel_values_set_values(into, name, values, err);
        }
    } else {
        json_t *one = json_object();
        json_put(one, name, json_incref((json_t *)value));
        char *text = json_text(one);
        status = gemel_values_merge_json(into, text, GEMEL_NUL, err);
        free(text);
        json_decref(one);
    }
    gemel_values_free(values);
    return status;
}

static gemel_status run_build(const call *call, returned *out, gemel_error **err)
{
    gemel_values *values = NULL;
    gemel_record *record = NULL;
    gemel_status status = values_of(call, &values, err);
    if (status == GEMEL_OK) {
        status = gemel_record_build(call->session, call->model, values, &record, err);
    }
    gemel_values_free(values);
    return status == GEMEL_OK ? give_record(record, out, err) : status;
}

static gemel_status run_create(const call *call, returned *out, gemel_error **err)
{
    const json_t *given = json_object_get(call->step, "values");
    gemel_values *values = NULL;
    gemel_options *options = NULL;
    gemel_record *record = NULL;
    gemel_status status =
        given ? nested_values(call, given, json_object_get(call->step, "include"), &values, err) : GEMEL_OK;
    if (status == GEMEL_OK) {
        status = include_of(call, &options, err);
    }
    if (status == GEMEL_OK) {
        status = gemel_record_create(call->session, call->model, values, options, &record, err);
    }
    gemel_options_free(options);
    gemel_values_free(values);
    return status == GEMEL_OK ? give_record(record, out, err) : status;
}

static gemel_status run_find(const call *call, returned *out, gemel_error **err)
{
    json_t *key = NULL;
    gemel_values *values = NULL;
    gemel_options *options = NULL;
    gemel_record *record = NULL;
    gemel_status status = operand_key(call->variables, json_object_get(call->step, "pk"), &key, err);
    if (status == GEMEL_OK) {
        status = operand_primary_key(call->model, key, &values, err);
    }
    json_decref(key);
    if (status == GEMEL_OK) {
        status = include_of(call, &options, err);
    }
    if (status == GEMEL_OK) {
        status = gemel_record_find(call->session, call->model, values, options, &record, err);
    }
    gemel_options_free(options);
    gemel_values_free(values);
    return status == GEMEL_OK ? give_record(record, out, err) : status;
}

static gemel_status run_find_all(const call *call, returned *out, gemel_error **err)
{
    gemel_values *where = NULL;
    gemel_options *options = NULL;
    gemel_records *records = NULL;
    gemel_status status = values_from_json(json_object_get(call->step, "where"), &where, err);
    if (status == GEMEL_OK) {
        status = include_of(call, &options, err);
    }
    if (status == GEMEL_OK) {
        status = gemel_records_find_all(call->session, call->model, where, options, &records, err);
    }
    if (status == GEMEL_OK) {
        status = json_from_records(records, &out->value, err);
    }
    gemel_records_free(records);
    gemel_options_free(options);
    gemel_values_free(where);
    return status;
}

/* By the value, as text, of what tells whose each is. */
static gemel_status json_by_key(gemel_records *records, const gemel_attribute *key, json_t **out, gemel_error **err)
{
    *out = json_object();
    for (size_t i = 0; i < gemel_records_count(records); i++) {
        gemel_record *record = gemel_records_at(records, i);
        const char *text = NULL;
        json_t *one = NULL;
        gemel_status status = gemel_record_get_text_by_attribute(record, key, &text, NULL, err);
        if (status == GEMEL_OK) {
            status = json_from_record(record, &one, err);
        }
        if (status != GEMEL_OK) {
            return status;
        }
        json_put(*out, text, one);
    }
    return GEMEL_OK;
}

static gemel_status find_association(const call *call, const instance *first, const gemel_association **out,
                                     gemel_error **err)
{
    const char *name = json_string_value(json_object_get(call->step, "assoc"));
    const char *model_name = json_string_value(json_object_get(call->step, "model"));
    const gemel_model *model = first ? gemel_record_model(first->record) : NULL;
    gemel_status status = model ? GEMEL_OK : gemel_schema_find_model(call->schema, model_name, &model, err);
    return status == GEMEL_OK ? gemel_model_find_association(model, name, out, err) : status;
}

static gemel_status run_get_many(const call *call, returned *out, gemel_error **err)
{
    const json_t *on = json_object_get(call->step, "on");
    const size_t count = json_array_size(on);
    instance **owners = grow(NULL, (count + 1) * sizeof *owners);
    gemel_record **records = grow(NULL, (count + 1) * sizeof *records);
    const gemel_association *association = NULL;
    gemel_records *found = NULL;
    gemel_status status = GEMEL_OK;
    for (size_t i = 0; i < count; i++) {
        owners[i] = NULL;
        if (status == GEMEL_OK) {
            status = operand_on(call->variables, json_string_value(json_array_get(on, i)), &owners[i], err);
        }
        records[i] = owners[i] ? owners[i]->record : NULL;
    }
    if (status == GEMEL_OK) {
        status = find_association(call, count ? owners[0] : NULL, &association, err);
    }
    if (status == GEMEL_OK) {
        status = gemel_records_get_association(call->session, association, records, count, NULL, &found, err);
    }
    if (status == GEMEL_OK) {
        bool has_one = gemel_association_kind(association) == GEMEL_HAS_ONE;
        status = json_by_key(found,
                             has_one ? gemel_association_foreign_key(association) : gemel_association_key(association),
                             &out->value, err);
    }
    gemel_records_free(found);
    for (size_t i = 0; i < count; i++) {
        instance_release(owners[i]);
    }
    free(records);
    free(owners);
    return status;
}

static gemel_status run_assign(const call *call, returned *out, gemel_error **err)
{
    gemel_values *values = NULL;
    gemel_status status = values_of(call, &values, err);
    if (status == GEMEL_OK) {
        status = gemel_record_assign(call->on->record, values, err);
    }
    gemel_values_free(values);
    return status == GEMEL_OK ? give_instance(call->on, out, err) : status;
}

static gemel_status run_save(const call *call, returned *out, gemel_error **err)
{
    gemel_status status = gemel_record_save(call->on->record, NULL, err);
    return status == GEMEL_OK ? give_instance(call->on, out, err) : status;
}

static gemel_status run_update(const call *call, returned *out, gemel_error **err)
{
    gemel_values *values = NULL;
    gemel_status status = values_of(call, &values, err);
    if (status == GEMEL_OK) {
        status = gemel_record_update(call->on->record, values, NULL, err);
    }
    gemel_values_free(values);
    return status == GEMEL_OK ? give_instance(call->on, out, err) : status;
}

static gemel_status run_reload(const call *call, returned *out, gemel_error **err)
{
    gemel_options *options = NULL;
    gemel_status status = include_of(call, &options, err);
    if (status == GEMEL_OK) {
        status = gemel_record_reload(call->on->record, options, err);
    }
    gemel_options_free(options);
    return status == GEMEL_OK ? give_instance(call->on, out, err) : status;
}

static gemel_status run_destroy(const call *call, returned *out, gemel_error **err)
{
    (void)out; /* destroy returns null */
    return gemel_record_destroy(call->on->record, NULL, NULL, err);
}

static gemel_status run_get(const call *call, returned *out, gemel_error **err)
{
    gemel_record *record = NULL;
    gemel_status status = gemel_record_get_association(call->on->record, call->association, NULL, &record, err);
    return status == GEMEL_OK ? give_record(record, out, err) : status;
}

static gemel_status run_create_association(const call *call, returned *out, gemel_error **err)
{
    gemel_values *values = NULL;
    gemel_options *options = NULL;
    gemel_record *record = NULL;
    gemel_status status = values_of(call, &values, err);
    if (status == GEMEL_OK) {
        status = options_of(call, &options, err);
    }
    if (status == GEMEL_OK) {
        status = gemel_record_create_association(call->on->record, call->association, values, options, &record, err);
    }
    gemel_options_free(options);
    gemel_values_free(values);
    return status == GEMEL_OK ? give_record(record, out, err) : status;
}

/* By key; a key that is null names nobody, so it unlinks as a null operand does. */
static gemel_status set_by_key(const call *call, const gemel_association *association, const gemel_options *options,
                               returned *out, gemel_error **err)
{
    json_t *key = NULL;
    gemel_values *values = NULL;
    gemel_record *record = NULL;
    gemel_status status = operand_key(call->variables, json_object_get(call->step, "value"), &key, err);
    if (status != GEMEL_OK) {
        return status;
    }
    if (json_is_null(key)) {
        status = gemel_record_unset_association(call->on->record, call->association, options, err);
    } else {
        status = operand_association_key(association, key, &values, err);
        if (status == GEMEL_OK) {
            status =
                gemel_record_set_association_key(call->on->record, call->association, values, options, &record, err);
        }
    }
    gemel_values_free(values);
    json_decref(key);
    return status == GEMEL_OK ? give_record(record, out, err) : status;
}

/* With a record, or with none: a step without `value` is a call without argument. */
static gemel_status set_by_record(const call *call, const gemel_association *association, const gemel_options *options,
                                  returned *out, gemel_error **err)
{
    instance *other = operand_instance(call->variables, json_object_get(call->step, "value"));
    gemel_status status =
        gemel_record_set_association(call->on->record, call->association, other ? other->record : NULL, options, err);
    if (status == GEMEL_OK && gemel_association_kind(association) == GEMEL_HAS_ONE && other) {
        status = give_instance(other, out, err);
    }
    return status;
}

static gemel_status run_set(const call *call, returned *out, gemel_error **err)
{
    const gemel_association *association = NULL;
    gemel_options *options = NULL;
    gemel_status status =
        gemel_model_find_association(gemel_record_model(call->on->record), call->association, &association, err);
    if (status == GEMEL_OK) {
        status = options_of(call, &options, err);
    }
    if (status == GEMEL_OK) {
        const json_t *value = json_object_get(call->step, "value");
        bool by_record = !value || json_object_get(value, "ref");
        status = by_record ? set_by_record(call, association, options, out, err)
                           : set_by_key(call, association, options, out, err);
    }
    gemel_options_free(options);
    return status;
}

const operation *operation_find(const char *name)
{
    static const operation operations[] = {
        {"build", ON_MODEL, run_build},
        {"create", ON_MODEL, run_create},
        {"find", ON_MODEL, run_find},
        {"findAll", ON_MODEL, run_find_all},
        {"assign", ON_INSTANCE, run_assign},
        {"save", ON_INSTANCE, run_save},
        {"update", ON_INSTANCE, run_update},
        {"reload", ON_INSTANCE, run_reload},
        {"destroy", ON_INSTANCE, run_destroy},
        {"get", ON_ASSOCIATION, run_get},
        {"set", ON_ASSOCIATION, run_set},
        {"createAssoc", ON_ASSOCIATION, run_create_association},
        {"getMany", ON_INSTANCES, run_get_many},
    };
    for (size_t i = 0; i < sizeof(operations) / sizeof(operations[0]); i++) {
        if (strcmp(operations[i].name, name) == 0) {
            return &operations[i];
        }
    }
    return NULL;
}
