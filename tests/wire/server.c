/* Plain libpq; see server.h. */
#define _XOPEN_SOURCE 700
#include "server.h"
#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SQL_SIZE = 256, ANSWER_SIZE = 8192 };

static PGconn *connection;
static char schema[64], answer[ANSWER_SIZE];

static void give_up(const char *what, const char *why)
{
    (void)fprintf(stderr, "tests/wire: %s: %s\n", what, why);
    exit(1);
}

const char *server_variable(const char *name)
{
    const char *value = getenv(name);
    if (!value)
        give_up(name, "run it by tests/servers/with-servers");
    return value;
}

static PGresult *ask(const char *sql)
{
    PGresult *result = PQexec(connection, sql);
    const ExecStatusType status = PQresultStatus(result);
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
        give_up(sql, PQerrorMessage(connection));
    return result;
}

static void ignore(void *self, const PGresult *notice)
{
    (void)self;
    (void)notice;
}

void server_open(const char *url)
{
    char sql[SQL_SIZE];
    connection = PQconnectdb(url);
    if (PQstatus(connection) != CONNECTION_OK)
        give_up("no connection", PQerrorMessage(connection));
    PQsetNoticeReceiver(connection, ignore, NULL);
    (void)snprintf(schema, sizeof schema, "wire_%ld", (long)getpid());
    (void)snprintf(sql, sizeof sql, "CREATE SCHEMA %s; SET search_path = %s", schema, schema);
    server_run(sql);
}

const char *server_schema(void)
{
    return schema;
}

bool server_open_again(void)
{
    char sql[SQL_SIZE];
    PQreset(connection);
    if (PQstatus(connection) != CONNECTION_OK)
        return false;
    (void)snprintf(sql, sizeof sql, "SET search_path = %s", schema);
    server_run(sql);
    return true;
}

void server_close(void)
{
    char sql[SQL_SIZE];
    (void)snprintf(sql, sizeof sql, "DROP SCHEMA %s CASCADE", schema);
    server_run(sql);
    PQfinish(connection);
    connection = NULL;
}

void server_run(const char *sql)
{
    PQclear(ask(sql));
}

const char *server_ask(const char *sql)
{
    PGresult *result = ask(sql);
    size_t used = 0;
    answer[0] = '\0';
    for (int row = 0; row < PQntuples(result); ++row)
        for (int column = 0; column < PQnfields(result); ++column) {
            const char *before = column > 0 ? " " : row > 0 ? ", " : "";
            const char *value = PQgetisnull(result, row, column) ? "null" : PQgetvalue(result, row, column);
            const int length = snprintf(answer + used, sizeof answer - used, "%s%s", before, value);
            used += length > 0 ? (size_t)length : 0;
            if (used >= sizeof answer)
                give_up(sql, "so long an answer was not expected");
        }
    PQclear(result);
    return answer;
}
