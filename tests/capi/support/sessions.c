/* Sessions with options; see sessions.h. It must not know what an option does. */
#include "sessions.h"

void session_with(world *w, const char *options)
{
    expect_ok(gemel_session_close(w->session, &err));
    gemel_session_free(w->session);
    w->session = NULL;
    expect_ok(gemel_session_open(w->database, with(options), &w->session, &err));
}

void expect_no_session_at(const world *w, const char *options, const char *part, const char *file, int line)
{
    gemel_session *none = NULL;
    expect_at(GEMEL_USAGE, gemel_session_open(w->database, with(options), &none, &err), "opening a session", file,
              line);
    _assert_true((unsigned long)(none == NULL), "no session", file, line);
    expect_mention_at(part, file, line);
}
