/*
 * How a failed call is told in an outcome: {"class", "message"}. The classes are those of the contract; knows no step.
 */
#ifndef GEMEL_CONFORMANCE_FAILURE_H
#define GEMEL_CONFORMANCE_FAILURE_H

#include <gemel/gemel.h>
#include <jansson.h>

/* Takes the error. */
json_t *failure_json(gemel_status status, gemel_error *error);

/* Raises what the runner itself finds wrong, with a message as printf makes it: the status to return. */
gemel_status failure_raise(gemel_status status, gemel_error **err, const char *format, ...);

#endif
