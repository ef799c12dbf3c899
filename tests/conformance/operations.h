/*
 * The operations of the contract: each is one call to the library. Knows nothing of what happens around it.
 */
#ifndef GEMEL_CONFORMANCE_OPERATIONS_H
#define GEMEL_CONFORMANCE_OPERATIONS_H

#include "variables.h"

#include <gemel/gemel.h>
#include <jansson.h>

/* What an operation needs, found and checked. */
typedef struct call {
    const json_t *step;
    const gemel_schema *schema;
    gemel_session *session;
    const variables *variables;
    const gemel_model *model; /* ON_MODEL */
    instance *on;             /* ON_INSTANCE, ON_ASSOCIATION; held by the caller */
    const char *association;  /* ON_ASSOCIATION */
} call;

/* What it returned: nothing at all, or a value and, if that is an instance, the instance, held once. */
typedef struct returned {
    json_t *value;
    instance *instance;
} returned;

enum works_on { ON_MODEL, ON_INSTANCE, ON_ASSOCIATION, ON_INSTANCES };

typedef struct operation {
    const char *name;
    enum works_on works_on;
    gemel_status (*run)(const call *call, returned *out, gemel_error **err);
} operation;

/* NULL if there is none of that name. */
const operation *operation_find(const char *name);

#endif
