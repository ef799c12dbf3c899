/*
 * People and licences whose rows are only marked as deleted, for the tests of that. It must not know what marks them.
 */
#ifndef GEMEL_TESTS_CAPI_PARANOID_H
#define GEMEL_TESTS_CAPI_PARANOID_H
#include "fixture.h"

/* Person(id, name) has one License(id, number, ownerId); inverse `owner`. Both are paranoid, License keeps updatedAt
 * too. The words are those of ownerId. */
gemel_schema *schema_paranoid(const char *owner_id);

/* Setups, named as those of the fixture. */
int paranoid_n(void **state);
int paranoid_r(void **state);
int paranoid_u(void **state);
int paranoid_ru(void **state);

/* A time that no clock shows any more. */
#define LONG_AGO "2001-02-03T04:05:06.000000Z"

/* Deletes it as its model says; there must have been a row. */
void mark(gemel_record *record);

/* All committed licences by primary key, as "10 A 1, 11 B null deleted". */
#define expect_licenses(w, rows) expect_licenses_at((w), (rows), __FILE__, __LINE__)
void expect_licenses_at(const world *w, const char *rows, const char *file, int line);

/* Of all of them, those whose updatedAt was never written since they were dated back to LONG_AGO: "10 11". */
#define expect_untouched(w, ids) expect_untouched_at((w), (ids), __FILE__, __LINE__)
void expect_untouched_at(const world *w, const char *ids, const char *file, int line);

#endif
