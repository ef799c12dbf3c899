/*
 * The server that a proxy leads to, looked at past the proxy and past gemel: a schema of one's own, and plain SQL in
 * it. One connection, one thread at a time. What the server refuses ends the program. Must not know gemel.
 */
#ifndef GEMEL_TESTS_WIRE_SERVER_H
#define GEMEL_TESTS_WIRE_SERVER_H
#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A variable of the environment that tests/servers/with-servers sets. */
const char *server_variable(const char *name);
/* Connects to this URL, and makes a schema with a name of its own. */
void server_open(const char *url);
/* Its name; borrowed until the end. */
const char *server_schema(void);
/* Connects once more. False if the server does not let anybody in, as while it starts again. */
bool server_open_again(void);
/* Drops the schema. */
void server_close(void);

void server_run(const char *sql);
/* What a query gives, columns by ' ' and rows by ", ", "null" for null; borrowed until the next call. */
const char *server_ask(const char *sql);

#ifdef __cplusplus
}
#endif
#endif
