/*
 * Hooks that do what a test says, for the tests of what hooks may do. It must not know what comes of it.
 */
#ifndef GEMEL_TESTS_CAPI_ACTING_H
#define GEMEL_TESTS_CAPI_ACTING_H
#include "fixture.h"

typedef gemel_status act(const gemel_hook_event *event, gemel_error **error);

/* What hooks of Person and License do, by event; NULL: nothing. */
extern act *acts[GEMEL_HOOK_AFTER_SET + 1];
void act_no_more(void);
/* For acts to count in. */
extern int times;
/* The last world of acting(). */
extern world *here;

/* A setup: hooks of all events of both models. */
int acting(void **state, gemel_schema *schema);
int world_acting_n(void **state);
int world_acting_u(void **state);
/* The only hook is afterCreate of Person. */
int world_after_create(void **state);

/* An act: names a Person, numbers a License "made". */
gemel_status name_it(const gemel_hook_event *event, gemel_error **error);

#endif
