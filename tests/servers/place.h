/*
 * An empty place for the tables of one test: a database in memory, or in a PostgreSQL that is there a schema that is
 * made for it and dropped after it. Names are unique, so programs that run at the same time do not meet. Must not know
 * gemel, nor what the tables are for.
 */
#ifndef GEMEL_TESTS_PLACE_H
#define GEMEL_TESTS_PLACE_H

#include <stdbool.h>
#include <stddef.h>

typedef struct place {
    const char *base; /* the URL of the database */
    void *server;     /* libpq's connection; NULL for a database in memory */
    char prefix[64];  /* of the schemas' names */
    unsigned count;   /* of the schemas that were asked for */
    char schema[96];  /* the one that is there; "" if none is */
    char url[1024];   /* of the database with the schema */
    char fault[1024]; /* what went wrong last, in one line without any password */
} place;

/*
 * Connects, once for all schemas. The URL is "sqlite::memory:" or "postgresql://user:password@host:port/database", with
 * libpq's parameters only; it must live as long as the place. False: self->fault says why, and there is nothing to
 * close.
 */
bool place_open(place *self, const char *url);
/* Is this URL one that place_open takes? */
bool place_takes(const char *url);
bool place_is_on_server(const place *self);

/* Makes an empty place, after dropping what is there, and gives its URL, valid until it is dropped. NULL: see fault. */
const char *place_make(place *self);
/*
 * Runs SQL in it, past whoever works there. What it gives stands in `answer`, columns by ' ' and rows by ", ", "null"
 * for null; that may be NULL. False: self->fault says why. On a server only.
 */
bool place_ask(place *self, const char *sql, char *answer, size_t size);
/* One statement past the place, such as CREATE DATABASE, which is in no transaction. Else as place_ask. */
bool place_tell(place *self, const char *sql);
/*
 * Takes it away with all that is in it; without one does nothing. Whoever worked in it must have ended: a lock that is
 * still held after ten seconds makes it false, and self->fault says why.
 */
bool place_drop(place *self);
/* Also drops what is there. */
void place_close(place *self);

#endif
