/*
 * Looking at what records hold of their associations, for the tests of loading. It must not know what should be loaded.
 */
#ifndef GEMEL_TESTS_CAPI_LOADING_H
#define GEMEL_TESTS_CAPI_LOADING_H
#include "fixture.h"

/* A setup: Page(id) has one cover and one thumb, which are Picture(id, kind, pageId) of that kind; inverse `page`. */
int world_pages(void **state);

/* Person 1 to count, each with a License whose id is that of the person and so much more. */
void give_owners(const world *w, int count, int more);

/* What the record shows as JSON, loaded associations included, with ' for ". */
#define expect_json(record, json) expect_json_at((record), (json), __FILE__, __LINE__)
void expect_json_at(gemel_record *record, const char *json, const char *file, int line);

/* All that gemel_records_find_all gives, as JSON, one behind the other. where and options may be NULL. */
#define expect_found(w, name, where, options, json)                                                                    \
    expect_found_at((w), (name), (where), (options), (json), __FILE__, __LINE__)
void expect_found_at(const world *w, const char *name, const char *where, const char *options, const char *json,
                     const char *file, int line);

/* The first row with that include; freed by the teardown. */
gemel_record *found_with(const world *w, const char *name, const char *where, const char *include);

bool is_loaded(const gemel_record *record, const char *association_name);
/* Whom it holds, which is loaded if need be; NULL for nobody. Freed by the teardown. */
gemel_record *loaded(gemel_record *record, const char *association_name);

#endif
