/*
 * See steps.h. Around a call: what it needs is looked up once, for all operations. Must not know how a call is made,
 * nor look at tables or statements.
 */
#include "steps.h"

#include "failure.h"
#include "json.h"
#include "operands.h"
#include "operations.h"

#include <stdbool.h>
#include <string.h>

/* What a scenario may ask for and the library does not have yet, by the names in missing.txt; NULL if there is none. */
static const char *missing_feature(const json_t *step)
{
    const json_t *include = json_object_get(step, "include");
    if (include && !json_is_null(include) && !(json_is_array(include) && json_array_size(include) == 0)) {
        return "include";
    }
    const char *on = json_string_value(json_object_get(step, "on"));
    if (on && strchr(on, '.')) {
        return "loaded-value";
    }
    const char *attribute = NULL;
    json_t *value = NULL;
    json_object_foreach(json_object_get(step, "where"), attribute, value)
    {
        if (json_is_array(value)) {
            return "where-list";
        }
    }
    return NULL;
}

/* Fills in what the operation works on. */
static gemel_status look_up(const operation *operation, const world *world, call *call, gemel_error **err)
{
    if (operation->works_on == ON_MODEL) {
        const char *model = json_string_value(json_object_get(call->step, "model"));
        if (!model) {
            return failure_raise(GEMEL_UNSUPPORTED, err, "a %s without model", operation->name);
        }
        return gemel_schema_find_model(world->schema, model, &call->model, err);
    }
    const char *on = json_string_value(json_object_get(call->step, "on"));
    if (!on) {
        return failure_raise(GEMEL_UNSUPPORTED, err, "a %s without \"on\"", operation->name);
    }
    call->on = variables_find(&world->variables, on);
    call->association = json_string_value(json_object_get(call->step, "assoc"));
    if (operation->works_on == ON_ASSOCIATION && !call->association) {
        return failure_raise(GEMEL_UNSUPPORTED, err, "a %s without \"assoc\"", operation->name);
    }
    return GEMEL_OK;
}

static gemel_status run(const operation *operation, world *world, const json_t *step, returned *out, gemel_error **err)
{
    const char *missing = missing_feature(step);
    if (missing) {
        return failure_raise(GEMEL_UNSUPPORTED, err, "not in this version: %s", missing);
    }
    call call = {step, world->session, &world->variables, NULL, NULL, NULL};
    gemel_status status = look_up(operation, world, &call, err);
    return status == GEMEL_OK ? operation->run(&call, out, err) : status;
}

json_t *step_run(world *world, const json_t *step)
{
    json_t *out = json_object();
    const char *unset = operand_unset(&world->variables, step);
    if (unset) {
        json_put(out, "skipped", json_string(unset));
        return out;
    }
    returned returned = {NULL, NULL};
    gemel_error *error = NULL;
    gemel_status status = GEMEL_OK;
    const char *name = json_string_value(json_object_get(step, "op"));
    const operation *operation = name ? operation_find(name) : NULL;
    if (operation) {
        status = run(operation, world, step, &returned, &error);
    } else {
        status = failure_raise(GEMEL_UNSUPPORTED, &error, "not in this version: %s", name ? name : "a step without op");
    }
    if (status != GEMEL_OK) {
        json_put(out, "error", failure_json(status, error));
        return out;
    }
    json_put(out, "value", returned.value ? returned.value : json_null());
    const char *save = json_string_value(json_object_get(step, "save"));
    if (save) {
        variables_set(&world->variables, save, returned.instance);
    }
    instance_release(returned.instance);
    return out;
}
