/*
 * One scenario from its definition to its outcome, in a database of its own.
 */
#ifndef GEMEL_CONFORMANCE_SCENARIO_H
#define GEMEL_CONFORMANCE_SCENARIO_H

#include <jansson.h>

/* The outcome, owned by the caller. Never fails: what breaks outside a step is the outcome's `crash`. */
json_t *scenario_run(const json_t *scenario, const char *url, const char *dialect);

/* The outcome of what cannot even be read. */
json_t *scenario_unreadable(const char *why, const char *dialect);

#endif
