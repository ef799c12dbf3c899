/*
 * What tests share that open databases themselves: a directory of their own, and the schema N, resolved. It must not
 * open anything.
 */
#ifndef GEMEL_TESTS_CAPI_DIRECTORY_H
#define GEMEL_TESTS_CAPI_DIRECTORY_H
#include "fixture.h"
#include "temporary.h"

extern gemel_schema *schema;

/* The setup and the teardown for cmocka. */
int directory_make(void **state);
int directory_free(void **state);

#endif
