/*
 * What every C API test shares: a database with the models of the acceptance cases, short ways to give it rows and to
 * look at them, and `expect`, which tells what a call answered when it is not what was promised. It speaks to gemel
 * through the public header only and must not know any single case.
 */
#ifndef GEMEL_TESTS_CAPI_FIXTURE_H
#define GEMEL_TESTS_CAPI_FIXTURE_H

/* cmocka.h wants these before it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "database.h"

#include <cmocka.h>
#include <gemel/gemel.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* ---- What calls answer ---- */

/* Hand &err to the calls in `expect`: it looks at it and takes it. */
extern gemel_error *err;

/* The call gives this status, and an error object that fits it: one line, no final dot, none after success. */
#define expect(status, call) expect_at((status), (call), #call, __FILE__, __LINE__)
#define expect_ok(call) expect(GEMEL_OK, call)
void expect_at(gemel_status expected, gemel_status answered, const char *call, const char *file, int line);

/* The error of the last `expect` that expected one; borrowed until the next. */
const gemel_error *failure(void);

/* Its message, or one of its items, speaks of this. */
#define expect_mention(part) expect_mention_at((part), __FILE__, __LINE__)
void expect_mention_at(const char *part, const char *file, int line);

/* ---- What calls are given: JSON, with ' for "; freed by the teardown ---- */

gemel_values *values(const char *json);
gemel_options *with(const char *json);

/* ---- A database, empty but for the tables of a schema ---- */

typedef struct world {
    bool has_database; /* which the teardown drops */
    gemel_schema *schema;
    gemel_database *database;
    gemel_session *session;
    gemel_session *witness; /* another session: in it, only what is committed can be seen */
    int statements[GEMEL_LOG_DEFINITION + 1];
} world;

/*
 * The fixtures of the acceptance cases: Person(id, name) has one License(id, number, ownerId); inverse `owner`. The
 * letters say what ownerId is: N nullable, R not null, U unique. K is N with License has one Chip(id, code, licId).
 */
gemel_schema *schema_n(void);
gemel_schema *schema_r(void);
gemel_schema *schema_u(void);
gemel_schema *schema_ru(void);
gemel_schema *schema_k(void);

/* Setups and the teardown for cmocka; *state is a world. */
int world_n(void **state);
int world_r(void **state);
int world_u(void **state);
int world_ru(void **state);
int world_k(void **state);
/* K, but the table of Chip is gone: what asks for one fails in the database. */
int world_without_chips(void **state);
/* Thing: an attribute of every simple type: whole big real flag brief(string 3) name(string) body(text). */
int world_types(void **state);
int world_free(void **state);
/* A setup of one's own: takes the schema, resolves it, opens and syncs. */
int world_of(void **state, gemel_schema *schema);
/* The same in a database that is not gemel's alone (database.h), and its teardown. */
int world_shared(void **state, gemel_schema *schema);
int world_shared_free(void **state);
/* In a database of the test's own choice; that must be there until world_free. */
int world_at(void **state, gemel_schema *schema, const char *url);
/* The teardown for tests without a world. */
int release(void **state);

#define IN_WORLD(setup, test) cmocka_unit_test_setup_teardown(test, setup, world_free)
#define IN_SHARED_WORLD(setup, test) cmocka_unit_test_setup_teardown(test, setup, world_shared_free)
#define ALONE(test) cmocka_unit_test_teardown(test, release)

const gemel_model *model(const world *w, const char *name);
const gemel_association *association(const gemel_schema *schema, const char *source, const char *name);

/* ---- Rows and records; records are freed by the teardown ---- */

gemel_record *keep(gemel_record *record);
/* Builds it in memory only. */
gemel_record *built(const world *w, const char *model_name, const char *json);
/* Stores a row. */
gemel_record *given(const world *w, const char *model_name, const char *json);
/* Reads one row that must be there. */
gemel_record *found(const world *w, const char *model_name, const char *where);
/* Do the two show the same row? other may be NULL. */
bool same_row(const gemel_record *self, const gemel_record *other);
/* Was its row marked as deleted? */
bool is_deleted(const gemel_record *record);
/* Deletes the row behind the back of the records that show it, through the witness. */
void vanish(const world *w, const char *model_name, const char *where);

/* The committed rows by primary key, as "10 A 1, 11 B null". */
#define expect_rows(w, name, rows) expect_rows_at((w)->witness, model((w), (name)), (rows), __FILE__, __LINE__)
/* The same as the world's session sees them, for use inside a transaction. */
#define expect_own_rows(w, name, rows) expect_rows_at((w)->session, model((w), (name)), (rows), __FILE__, __LINE__)
void expect_rows_at(gemel_session *session, const gemel_model *m, const char *rows, const char *file, int line);

/* The value's canonical text; NULL for null. */
#define expect_attribute(record, attribute, text) expect_attribute_at((record), (attribute), (text), __FILE__, __LINE__)
void expect_attribute_at(gemel_record *record, const char *attribute, const char *text, const char *file, int line);

/* ---- Statements: locks, checks and transaction control do not count, as in the acceptance cases ---- */

void forget_statements(world *w);
#define expect_statements(w, reads, writes) expect_statements_at((w), (reads), (writes), __FILE__, __LINE__)
void expect_statements_at(const world *w, int reads, int writes, const char *file, int line);

#endif
