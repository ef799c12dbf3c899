/*
 * The calls that the table of options has, as functions alike. It must not know an option.
 */
#ifndef GEMEL_TESTS_CAPI_CALLERS_H
#define GEMEL_TESTS_CAPI_CALLERS_H
#include "fixture.h"

typedef struct caller {
    const char *name, *takes; /* whose options it takes */
    gemel_status (*call)(const world *w, const gemel_options *options, gemel_error **error);
} caller;

extern const caller callers[];
extern const size_t caller_count;

/* The same options for gemel_query_merge_json, which takes text: to be set before each call. */
extern const char *options_as_json;

#endif
