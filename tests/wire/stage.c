/* Puts server, proxy and world together; see stage.h. */
#include "stage.h"
#include "server.h"
#include <stdio.h>

proxy *between;

static char url[512];

void stage_open(const char *variable)
{
    server_open(server_variable("GEMEL_TEST_POSTGRESQL"));
    between = proxy_start(server_variable(variable));
    (void)snprintf(url, sizeof url, "%s&schema=%s&application_name=%s", proxy_url(between), server_schema(),
                   server_schema());
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

int stage_without_constraint(void **state)
{
    gemel_schema *s = gemel_schema_new();
    gemel_schema_add_model(s, "Person", NULL, NULL, NULL);
    gemel_schema_add_attribute(s, "Person", "id", "integer primary key auto increment", NULL, NULL);
    gemel_schema_add_attribute(s, "Person", "name", "string", NULL, NULL);
    gemel_schema_add_model(s, "License", NULL, NULL, NULL);
    gemel_schema_add_attribute(s, "License", "id", "integer primary key auto increment", NULL, NULL);
    gemel_schema_add_attribute(s, "License", "number", "string", NULL, NULL);
    gemel_schema_has_one(s, "Person", "License", "foreign key ownerId inverse owner no constraint", NULL, NULL);
    return world_at(state, s, url);
}

int stage_clear(void **state)
{
    world_free(state); /* first: a test that failed may have left a transaction, with its locks */
    server_run("DROP TABLE IF EXISTS licenses, people");
    return 0;
}
