/*
 * A database that others can reach too, with one connection, so that whoever comes next has the same; and SQL of one's
 * own. It must not know what that SQL does.
 */
#ifndef GEMEL_TESTS_CAPI_ONE_H
#define GEMEL_TESTS_CAPI_ONE_H
#include "asked.h"

extern gemel_database *one;

/* A setup and its teardown: world_shared of schema U with ann, whose session is one of this database. */
int one_opened(void **state, const char *options);
int world_one(void **state);
int world_one_free(void **state);
#define WITH_ONE(setup, test) cmocka_unit_test_setup_teardown(test, setup, world_one_free)

/* Another session of it; owned by the caller. */
gemel_session *one_session(void);

/* Asks in SQL, placed. */
gemel_status run_sql(gemel_session *session, const char *sql);
/* The rows that it gives, as JSON; borrowed until the next call. */
const char *told_by_sql(gemel_session *session, const char *sql);

#endif
