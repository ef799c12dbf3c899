/*
 * Writing the rows of a query, for tests of what else happens then: query, values and options made of JSON with ' for
 * ". It must not know what should happen.
 */
#ifndef GEMEL_TESTS_CAPI_WRITTEN_H
#define GEMEL_TESTS_CAPI_WRITTEN_H
#include "fixture.h"

/* How many rows the last of these calls has written. */
extern int64_t rows_written;

gemel_status update_rows(const world *w, const char *model_name, const char *json, const char *given, const char *how);
gemel_status destroy_rows(const world *w, const char *model_name, const char *json, const char *how);

#define expect_updated(w, model_name, json, given, how, count)                                                         \
    do {                                                                                                               \
        expect_ok(update_rows((w), (model_name), (json), (given), (how)));                                             \
        assert_int_equal(rows_written, (count));                                                                       \
    } while (0)
#define expect_destroyed(w, model_name, json, how, count)                                                              \
    do {                                                                                                               \
        expect_ok(destroy_rows((w), (model_name), (json), (how)));                                                     \
        assert_int_equal(rows_written, (count));                                                                       \
    } while (0)

#endif
