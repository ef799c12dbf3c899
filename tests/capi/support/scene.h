/*
 * A scenario in steps that touches most calls, for the test of memory. It must not know which step will fail.
 */
#ifndef GEMEL_TESTS_CAPI_SCENE_H
#define GEMEL_TESTS_CAPI_SCENE_H
#include <gemel/gemel.h>

typedef struct scene {
    gemel_schema *schema;
    gemel_database *database;
    gemel_session *session;
    gemel_record *ann, *licence, *spare, *got, *bob, *dan, *eve;
    gemel_records *list;
    const char *json;
    bool closed;
} scene;

/* A commit that fails has rolled back, so what it commits is done again: from so many steps `back`. */
typedef struct step {
    const char *name;
    gemel_status (*run)(scene *s, gemel_error **error);
    size_t back;
    gemel_status answer;
} step;

enum { STEPS = 52 };
extern const step steps[STEPS];
/* What there is before this step, the last steps close the session. */
enum { BEFORE_THE_END = STEPS - 3 };
/* From here on, things are loaded; and late steps fail seldom, unless the failures begin with them. */
enum { LOADING = STEPS - 10 };

void scene_free(scene *s);

#endif
