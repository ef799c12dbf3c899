/*
 * Queries for the tests: made of JSON, with ' for ", or of SQL, and what they give. It must not know what they should
 * give.
 */
#ifndef GEMEL_TESTS_CAPI_ASKED_H
#define GEMEL_TESTS_CAPI_ASKED_H
#include "fixture.h"

/* Owned by the caller. */
gemel_query *query(const world *w, const char *model_name, const char *json);

/* The ids of the records that it gives, in their order: "1 2 3". */
#define expect_asked(w, model_name, json, ids) expect_asked_at((w), (model_name), (json), (ids), __FILE__, __LINE__)
void expect_asked_at(const world *w, const char *model_name, const char *json, const char *ids, const char *file,
                     int line);
/* The same of a query that is there, and stays. */
#define expect_query(q, w, ids) expect_query_at((q), (w), (ids), __FILE__, __LINE__)
void expect_query_at(const gemel_query *q, const world *w, const char *ids, const char *file, int line);
/* No query says that: it is refused when it is made, and the error speaks of this. */
#define expect_refused(w, model_name, json, status, mention)                                                           \
    expect_refused_at((w), (model_name), (json), (status), (mention), __FILE__, __LINE__)
void expect_refused_at(const world *w, const char *model_name, const char *json, gemel_status status,
                       const char *mention, const char *file, int line);

/* SQL with the table "people" where it is: on a server, in a schema. Borrowed until the next call. */
const char *placed(const char *sql);

#endif
