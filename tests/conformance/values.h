/*
 * JSON to what the API takes, and what it gives to JSON. Knows no step and no scenario.
 */
#ifndef GEMEL_CONFORMANCE_VALUES_H
#define GEMEL_CONFORMANCE_VALUES_H

#include <gemel/gemel.h>
#include <jansson.h>

/* The builder for a JSON object, owned by the caller; *out is NULL for an absent one (NULL). */
gemel_status values_from_json(const json_t *object, gemel_values **out, gemel_error **err);
gemel_status options_from_json(const json_t *object, gemel_options **out, gemel_error **err);

/* A record as an outcome prints it. */
gemel_status json_from_record(gemel_record *record, json_t **out, gemel_error **err);
/* All of them. */
gemel_status json_from_records(gemel_records *records, json_t **out, gemel_error **err);

#endif
