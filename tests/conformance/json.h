/*
 * Building JSON when there is nothing sensible to do about a failure: no memory ends the runner. Reading one line of a
 * scenario file. Knows no gemel.
 */
#ifndef GEMEL_CONFORMANCE_JSON_H
#define GEMEL_CONFORMANCE_JSON_H

#include <jansson.h>
#include <stddef.h>

/* Each takes `value`, which may be the NULL of a json_*() without memory. */
void json_put(json_t *object, const char *key, json_t *value);
void json_add(json_t *list, json_t *value);

/* Any JSON as text, to be freed by the caller; never NULL. */
char *json_text(const json_t *value);

/* realloc that does not return without memory. */
void *grow(void *memory, size_t size);

/*
 * NULL and *error if the text is no JSON. An integer that 64 bits do not hold becomes a real: what a column makes of it
 * is for the library to say.
 */
json_t *json_read(const char *text, size_t length, json_error_t *error);

#endif
