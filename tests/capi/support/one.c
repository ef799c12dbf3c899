/* A database with one connection; see one.h. It must not know what SQL does. */
#include "one.h"
#include <stdio.h>

gemel_database *one;

gemel_session *one_session(void)
{
    gemel_session *made = NULL;
    expect_ok(gemel_session_open(one, NULL, &made, &err));
    return made;
}

int one_opened(void **state, const char *options)
{
    world *w;
    world_shared(state, schema_u());
    w = *state;
    given(w, "Person", "{'name': 'ann'}");
    expect_ok(gemel_database_open(shared_url(), w->schema, with(options), &one, &err));
    gemel_session_close(w->session, NULL);
    gemel_session_free(w->session);
    w->session = one_session();
    return 0;
}

int world_one(void **state)
{
    return one_opened(state, "{'poolSize': 1, 'poolTimeout': 0}");
}

int world_one_free(void **state)
{
    const int status = world_shared_free(state);
    gemel_database_free(one);
    one = NULL;
    return status;
}

gemel_status run_sql(gemel_session *session, const char *sql)
{
    gemel_rows *rows = NULL;
    const gemel_status status = gemel_rows_query_sql(session, placed(sql), GEMEL_NUL, NULL, &rows, &err);
    assert_true(status == GEMEL_OK || rows == NULL);
    gemel_rows_free(rows);
    return status;
}

const char *told_by_sql(gemel_session *session, const char *sql)
{
    static char told[1024];
    gemel_rows *rows = NULL;
    const char *json = NULL;
    expect_ok(gemel_rows_query_sql(session, placed(sql), GEMEL_NUL, NULL, &rows, &err));
    expect_ok(gemel_rows_to_json(rows, &json, NULL, &err));
    snprintf(told, sizeof told, "%s", json);
    gemel_rows_free(rows);
    return told;
}
