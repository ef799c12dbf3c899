/*
 * The database that the tests of a program use: GEMEL_TEST_URL of the environment says which, without it it is SQLite
 * in memory. On a server every use gets a schema of its own. Must not know models.
 */
#ifndef GEMEL_TESTS_CAPI_DATABASE_H
#define GEMEL_TESTS_CAPI_DATABASE_H
#include <stdbool.h>

bool on_sqlite(void);
/*
 * A promise of gemel is the same everywhere; this is for the rest. Known differences: after rows with explicit keys,
 * SQLite goes on counting from the highest one, PostgreSQL from where it was, and it gives no number twice; SQL is not
 * the same; PostgreSQL orders the members of JSON.
 */
const char *by_dialect(const char *sqlite, const char *postgresql);

/* Makes an empty database and gives its URL; the test fails if that cannot be. */
const char *database_make(void);
/* Drops it with what is in it; false, and a word on standard error, if somebody still uses it. */
bool database_drop(void);

/* The schema of PostgreSQL that it is; "" on SQLite. */
const char *database_schema(void);

/* Runs SQL on the server past all schemas, in no transaction. */
void database_tell(const char *sql);

/* ---- One that other connections and other software can reach too: on SQLite, a file ---- */

const char *shared_make(void);
bool shared_drop(void);
/* Of the last shared_make. */
const char *shared_url(void);
/* Runs SQL in it, past gemel. */
void shared_run(const char *sql);
/* What the query gives, columns by ' ' and rows by ", ", "null" for null; borrowed until the next call. */
const char *shared_ask(const char *sql);

#endif
