/* The database that the tests of a program use; see database.h. It must not know gemel. */
#include "database.h"
#include "temporary.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>
#include <place.h>

static place here;
static const char *url;

static void close_here(void)
{
    place_close(&here);
}

static place *the_place(void)
{
    const char *base = getenv("GEMEL_TEST_URL");
    if (here.base)
        return &here;
    if (!place_open(&here, base ? base : "sqlite::memory:")) {
        fprintf(stderr, "GEMEL_TEST_URL: %s\n", here.fault);
        exit(EXIT_FAILURE);
    }
    assert_int_equal(atexit(close_here), 0);
    return &here;
}

bool on_sqlite(void)
{
    return !place_is_on_server(the_place());
}

const char *by_dialect(const char *sqlite, const char *postgresql)
{
    return on_sqlite() ? sqlite : postgresql;
}

const char *database_make(void)
{
    url = place_make(the_place());
    if (!url)
        fail_msg("%s", here.fault);
    return url;
}

bool database_drop(void)
{
    if (place_drop(the_place()))
        return true;
    print_error("%s\n", here.fault);
    return false;
}

const char *database_schema(void)
{
    return here.schema;
}

void database_tell(const char *sql)
{
    if (!place_tell(the_place(), sql))
        fail_msg("%s", here.fault);
}

static const char file[] = "shared.db";

const char *shared_make(void)
{
    if (!on_sqlite())
        return database_make();
    temporary_make();
    url = temporary_url(file);
    return url;
}

bool shared_drop(void)
{
    if (!on_sqlite())
        return database_drop();
    temporary_remove();
    return true;
}

const char *shared_url(void)
{
    return on_sqlite() ? temporary_url(file) : url;
}

const char *shared_ask(const char *sql)
{
    static char answer[8192];
    if (on_sqlite())
        return sqlite_ask(temporary_path(file), sql);
    if (!place_ask(the_place(), sql, answer, sizeof answer))
        fail_msg("%s", here.fault);
    return answer;
}

void shared_run(const char *sql)
{
    if (on_sqlite())
        sqlite_run(temporary_path(file), sql);
    else
        shared_ask(sql);
}
