/* Puts server, proxy and world together; see stage.h. */
#include "stage.h"
#include "server.h"
#include <stdio.h>

proxy *between;

static char url[512];

void stage_open(const char *variable)
{
    const char *schema = server_open(server_variable("GEMEL_TEST_POSTGRESQL"));
    between = proxy_start(server_variable(variable));
    (void)snprintf(url, sizeof url, "%s&schema=%s", proxy_url(between), schema);
}

void stage_close(void)
{
    proxy_stop(between);
    between = NULL;
    server_close();
}

const char *stage_url(void)
{
    return url;
}

int stage_n(void **state)
{
    return world_at(state, schema_n(), url);
}

int stage_u(void **state)
{
    return world_at(state, schema_u(), url);
}

int stage_r(void **state)
{
    return world_at(state, schema_r(), url);
}

int stage_ru(void **state)
{
    return world_at(state, schema_ru(), url);
}

int stage_clear(void **state)
{
    world_free(state); /* first: a test that failed may have left a transaction, with its locks */
    server_run("DROP TABLE IF EXISTS licenses, people");
    return 0;
}
