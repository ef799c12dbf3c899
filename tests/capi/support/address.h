/*
 * URLs of the PostgreSQL under test with other parts, and what only its superuser can do there. Must not know gemel.
 */
#ifndef GEMEL_TESTS_CAPI_ADDRESS_H
#define GEMEL_TESTS_CAPI_ADDRESS_H
#include <stdbool.h>

/* NULL: as in the environment's URL. */
typedef struct address {
    const char *user, *password, *host, *port, *database, *parameters;
} address;

/* The URL, borrowed until the next call but three. */
const char *address_url(address parts);
/* Of the server itself. */
const char *address_password(void);
const char *address_port(void);

/* As the superuser, outside any place and transaction; the test fails if the server refuses. printf makes the SQL. */
void superuser(const char *format, ...);

/* A URL of the environment; the test fails without it. */
const char *required_url(const char *variable);

#endif
