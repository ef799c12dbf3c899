/*
 * See place.h. Every change is one message to the server and sets nothing that outlives it: behind a pooler the next
 * one may go to another session.
 */
#include "place.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const char in_memory[] = "sqlite::memory:";
static const char on_server[] = "postgresql://";

static bool refuse(place *self, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(self->fault, sizeof self->fault, format, arguments);
    va_end(arguments);
    for (char *c = self->fault; *c; c++) {
        *c = *c == '\n' ? ' ' : *c;
    }
    return false;
}

#ifdef WITH_POSTGRESQL
#include <libpq-fe.h>

static void ignore(void *self, const PGresult *notice)
{
    (void)self;
    (void)notice;
}

static bool append(char *answer, size_t size, const char *text)
{
    size_t length = strlen(answer);
    return length + strlen(text) < size && strcpy(answer + length, text);
}

static bool add_rows(char *answer, size_t size, const PGresult *result)
{
    bool fits = true;
    for (int row = 0; row < PQntuples(result); row++) {
        fits = fits && append(answer, size, answer[0] ? ", " : "");
        for (int column = 0; column < PQnfields(result); column++) {
            const char *text = PQgetisnull(result, row, column) ? "null" : PQgetvalue(result, row, column);
            fits = fits && append(answer, size, column ? " " : "") && append(answer, size, text);
        }
    }
    return fits;
}

/* All rows of all statements are the answer. */
static bool run(place *self, const char *sql, char *answer, size_t size)
{
    bool done = PQsendQuery(self->server, sql) || refuse(self, "%s", PQerrorMessage(self->server));
    if (answer) {
        answer[0] = '\0';
    }
    for (PGresult *result = NULL; (result = PQgetResult(self->server)); PQclear(result)) {
        ExecStatusType status = PQresultStatus(result);
        if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
            done = refuse(self, "%s: %s", sql, PQresultErrorMessage(result));
        } else if (answer && !add_rows(answer, size, result)) {
            done = refuse(self, "%s: a long answer", sql);
        }
    }
    if (PQtransactionStatus(self->server) == PQTRANS_INERROR) {
        PQclear(PQexec(self->server, "ROLLBACK"));
    }
    return done;
}

static void leave(place *self)
{
    PQfinish(self->server);
    self->server = NULL;
}

static bool reach(place *self)
{
    self->server = PQconnectdb(self->base);
    bool done = PQstatus(self->server) == CONNECTION_OK || refuse(self, "%s", PQerrorMessage(self->server));
    if (done) {
        PQsetNoticeReceiver(self->server, ignore, NULL);
        done = run(self, "SELECT 'test_' || replace(gen_random_uuid()::text, '-', '_')", self->prefix,
                   sizeof self->prefix);
    }
    if (!done) {
        leave(self);
    }
    return done;
}
#else
static bool run(place *self, const char *sql, char *answer, size_t size)
{
    (void)answer;
    (void)size;
    return refuse(self, "%s: no server", sql);
}

static void leave(place *self)
{
    (void)self;
}

static bool reach(place *self)
{
    return refuse(self, "this build is without PostgreSQL");
}
#endif

bool place_takes(const char *url)
{
    return strcmp(url, in_memory) == 0 || strncmp(url, on_server, strlen(on_server)) == 0;
}

bool place_open(place *self, const char *url)
{
    memset(self, 0, sizeof *self);
    self->base = url;
    if (!place_takes(url)) {
        return refuse(self, "the URL is neither %s nor %s...", in_memory, on_server);
    }
    return strcmp(url, in_memory) == 0 || reach(self);
}

bool place_is_on_server(const place *self)
{
    return self->server;
}

bool place_drop(place *self)
{
    if (!self->schema[0]) {
        return true;
    }
    char sql[256];
    snprintf(sql, sizeof sql, "BEGIN; SET LOCAL lock_timeout = '10s'; DROP SCHEMA %s CASCADE; COMMIT", self->schema);
    self->schema[0] = '\0';
    return run(self, sql, NULL, 0);
}

const char *place_make(place *self)
{
    if (!self->server) {
        return self->base;
    }
    if (!place_drop(self)) {
        return NULL;
    }
    char sql[128];
    snprintf(self->schema, sizeof self->schema, "%s_%u", self->prefix, ++self->count);
    snprintf(sql, sizeof sql, "CREATE SCHEMA %s", self->schema);
    if (!run(self, sql, NULL, 0)) {
        self->schema[0] = '\0';
        return NULL;
    }
    snprintf(self->url, sizeof self->url, "%s%sschema=%s", self->base, strchr(self->base, '?') ? "&" : "?",
             self->schema);
    return self->url;
}

bool place_ask(place *self, const char *sql, char *answer, size_t size)
{
    char whole[4096];
    int length = snprintf(whole, sizeof whole, "BEGIN; SET LOCAL search_path = %s; %s; COMMIT", self->schema, sql);
    if (!self->schema[0] || length < 0 || (size_t)length >= sizeof whole) {
        return refuse(self, "%s: no place for it", sql);
    }
    return run(self, whole, answer, size);
}

bool place_tell(place *self, const char *sql)
{
    return self->server ? run(self, sql, NULL, 0) : refuse(self, "%s: no server", sql);
}

void place_close(place *self)
{
    place_drop(self);
    leave(self);
}
