/*
 * Schemas that must be refused, as tables: one test for each, with what the message must speak of. The whole schema is
 * declared first, so it does not matter whether a declaration or the resolve finds the fault. It must not know any
 * single fault.
 */
#ifndef GEMEL_TESTS_CAPI_REFUSALS_H
#define GEMEL_TESTS_CAPI_REFUSALS_H
#include "declarations.h"
#include "fixture.h"

enum { PARTS_MAX = 4 };

typedef struct refusal {
    const char *name;
    declaration declarations[DECLARATIONS_MAX];
    const char *parts[PARTS_MAX];
} refusal;

/* One test for each, as many as `count`. */
void refusal_tests(struct CMUnitTest *tests, const refusal *refusals, size_t count);

/* The definition is refused with DEFINITION, twice alike, and the schema stays as declared: all or nothing. */
void expect_refusal(const refusal *refused);

#endif
