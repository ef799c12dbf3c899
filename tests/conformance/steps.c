/*
 * See steps.h. Around a call: what it needs is looked up once, for all operations. Must not know how a call is made,
 * nor look at tables or statements.
 */
#include "steps.h"

#include "failure.h"
#include "json.h"
#include "operands.h"
#include "operations.h"

#include <stdlib.h>

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
    if (operation->works_on == ON_INSTANCES) {
        return GEMEL_OK;
    }
    const char *on = json_string_value(json_object_get(call->step, "on"));
    if (!on) {
        return failure_raise(GEMEL_UNSUPPORTED, err, "a %s without \"on\"", operation->name);
    }
    gemel_status status = operand_on(&world->variables, on, &call->on, err);
    if (status != GEMEL_OK) {
        return status;
    }
    call->association = json_string_value(json_object_get(call->step, "assoc"));
    if (operation->works_on == ON_ASSOCIATION && !call->association) {
        return failure_raise(GEMEL_UNSUPPORTED, err, "a %s without \"assoc\"", operation->name);
    }
    return GEMEL_OK;
}

static gemel_status run(const operation *operation, world *world, const json_t *step, returned *out, gemel_error **err)
{
    call call = {step, world->schema, world->session, &world->variables, NULL, NULL, NULL};
    gemel_status status = look_up(operation, world, &call, err);
    if (status == GEMEL_OK) {
        status = operation->run(&call, out, err);
    }
    instance_release(call.on);
    return status;
}

json_t *step_run(world *world, const json_t *step)
{
    json_t *out = json_object();
    char *unset = operand_unset(&world->variables, step);
    if (unset) {
        json_put(out, "skipped", json_string(unset));
        free(unset);
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
