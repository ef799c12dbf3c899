/*
 * One step of a scenario: finds what it speaks of, makes the one call to the library, prints what that returned.
 */
#ifndef GEMEL_CONFORMANCE_STEPS_H
#define GEMEL_CONFORMANCE_STEPS_H

#include "variables.h"

#include <gemel/gemel.h>
#include <jansson.h>

/* In what the steps of a scenario run. */
typedef struct world {
    const gemel_schema *schema;
    gemel_session *session;
    variables variables;
} world;

/* { value | error | skipped }, owned by the caller. `save` keeps what was returned. */
json_t *step_run(world *world, const json_t *step);

#endif
