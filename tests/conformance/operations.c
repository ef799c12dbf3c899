/*
 * See operations.h. Must not repeat a rule of the library: every value, option and name goes to it as the step has it.
 */
#include "operations.h"

#include "failure.h"
#include "operands.h"
#include "values.h"

#include <stdbool.h>
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
    gemel_values *values = NULL;
    gemel_record *record = NULL;
    gemel_status status = values_of(call, &values, err);
    if (status == GEMEL_OK) {
        status = gemel_record_create(call->session, call->model, values, NULL, &record, err);
    }
    gemel_values_free(values);
    return status == GEMEL_OK ? give_record(record, out, err) : status;
}

static gemel_status run_find(const call *call, returned *out, gemel_error **err)
{
    json_t *key = NULL;
    gemel_values *values = NULL;
    gemel_record *record = NULL;
    gemel_status status = operand_key(call->variables, json_object_get(call->step, "pk"), &key, err);
    if (status == GEMEL_OK) {
        status = operand_primary_key(call->model, key, &values, err);
    }
    json_decref(key);
    if (status == GEMEL_OK) {
        status = gemel_record_find(call->session, call->model, values, NULL, &record, err);
    }
    gemel_values_free(values);
    return status == GEMEL_OK ? give_record(record, out, err) : status;
}

static gemel_status run_find_all(const call *call, returned *out, gemel_error **err)
{
    gemel_values *where = NULL;
    gemel_records *records = NULL;
    gemel_status status = values_from_json(json_object_get(call->step, "where"), &where, err);
    if (status == GEMEL_OK) {
        status = gemel_records_find(call->session, call->model, where, NULL, &records, err);
    }
    if (status == GEMEL_OK) {
        status = json_from_records(records, &out->value, err);
    }
    gemel_records_free(records);
    gemel_values_free(where);
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
    gemel_status status = gemel_record_reload(call->on->record, NULL, err);
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
        {"build", ON_MODEL, run_build},        {"create", ON_MODEL, run_create},
        {"find", ON_MODEL, run_find},          {"findAll", ON_MODEL, run_find_all},
        {"assign", ON_INSTANCE, run_assign},   {"save", ON_INSTANCE, run_save},
        {"update", ON_INSTANCE, run_update},   {"reload", ON_INSTANCE, run_reload},
        {"destroy", ON_INSTANCE, run_destroy}, {"get", ON_ASSOCIATION, run_get},
        {"set", ON_ASSOCIATION, run_set},      {"createAssoc", ON_ASSOCIATION, run_create_association},
    };
    for (size_t i = 0; i < sizeof(operations) / sizeof(operations[0]); i++) {
        if (strcmp(operations[i].name, name) == 0) {
            return &operations[i];
        }
    }
    return NULL;
}
