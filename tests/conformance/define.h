/*
 * A scenario's models and associations: declared to the library, and what the library then says about them.
 */
#ifndef GEMEL_CONFORMANCE_DEFINE_H
#define GEMEL_CONFORMANCE_DEFINE_H

#include <gemel/gemel.h>
#include <jansson.h>

/* What is malformed about them; NULL if nothing is. The text is static. */
const char *define_fault(const json_t *scenario);

/* The resolved schema of a well-formed scenario, owned by the caller. A failure is the library's refusal. */
gemel_status define_schema(const json_t *scenario, gemel_schema **out, gemel_error **err);

/* The `define` of an outcome. */
json_t *define_json(const gemel_schema *schema);

#endif
