/*
 * Sessions with options of their own, for the tests of these. It must not know what an option does.
 */
#ifndef GEMEL_TESTS_CAPI_SESSIONS_H
#define GEMEL_TESTS_CAPI_SESSIONS_H
#include "fixture.h"

/* Puts one that was opened so in the place of the world's session, which is closed. */
void session_with(world *w, const char *options);
/* The world's session cannot be opened so: the error speaks of this. */
#define expect_no_session(w, options, part) expect_no_session_at((w), (options), (part), __FILE__, __LINE__)
void expect_no_session_at(const world *w, const char *options, const char *part, const char *file, int line);

#endif
