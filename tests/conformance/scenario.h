/*
 * One scenario from its definition to its outcome, in a place of its own.
 */
#ifndef GEMEL_CONFORMANCE_SCENARIO_H
#define GEMEL_CONFORMANCE_SCENARIO_H

#include <jansson.h>
#include <place.h>

/* The outcome, owned by the caller. Never fails: what breaks outside a step is the outcome's `crash`. */
json_t *scenario_run(const json_t *scenario, place *place);

/* The outcome of what cannot even be read. */
json_t *scenario_unreadable(const char *why, const place *place);

#endif
