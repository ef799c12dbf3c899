/* URLs of the PostgreSQL under test; see address.h. It must not know what is tried with them. */
#include "address.h"
#include "database.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { URLS = 4, PART_SIZE = 128, URL_SIZE = 1024 };

typedef struct parts {
    char user[PART_SIZE], password[PART_SIZE], host[PART_SIZE], port[PART_SIZE], database[PART_SIZE];
} parts;

static parts *own(void)
{
    static parts it;
    const char *url = required_url("GEMEL_TEST_URL");
    assert_int_equal(sscanf(url, "postgresql://%127[^:]:%127[^@]@%127[^:]:%127[^/]/%127[^?]", it.user, it.password,
                            it.host, it.port, it.database),
                     5);
    return &it;
}

const char *required_url(const char *variable)
{
    const char *url = getenv(variable);
    if (!url)
        fail_msg("there is no %s: run it by tests/servers/with-servers", variable);
    return url;
}

const char *address_url(address with)
{
    static char urls[URLS][URL_SIZE];
    static size_t next;
    const parts *here = own();
    char *url = urls[next++ % URLS];
    const int length = snprintf(url, URL_SIZE, "postgresql://%s:%s@%s:%s/%s%s%s", with.user ? with.user : here->user,
                                with.password ? with.password : here->password, with.host ? with.host : here->host,
                                with.port ? with.port : here->port, with.database ? with.database : here->database,
                                with.parameters ? "?" : "", with.parameters ? with.parameters : "");
    if (length < 0 || length >= URL_SIZE)
        fail_msg("a URL is longer than %d bytes", URL_SIZE);
    return url;
}

const char *address_password(void)
{
    return own()->password;
}

const char *address_port(void)
{
    return own()->port;
}

void superuser(const char *format, ...)
{
    char sql[1024];
    va_list arguments;
    va_start(arguments, format);
    assert_in_range(vsnprintf(sql, sizeof sql, format, arguments), 1, sizeof sql - 1);
    va_end(arguments);
    database_tell(sql);
}
