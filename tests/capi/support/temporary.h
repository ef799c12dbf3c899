/*
 * A directory of its own for a test that needs database files, and a look into such a file past gemel, through SQLite's
 * own library. It must not know gemel.
 */
#ifndef GEMEL_TESTS_CAPI_TEMPORARY_H
#define GEMEL_TESTS_CAPI_TEMPORARY_H
#include <stdbool.h>
#include <stddef.h>

/* Makes the directory; the test fails if it cannot be made. */
void temporary_make(void);
/* Removes it with what is in it. */
void temporary_remove(void);
/* The directory itself. */
const char *temporary_directory(void);
/* Path of a file in it, and the URL for gemel; both borrowed until the eighth call after. */
const char *temporary_path(const char *name);
const char *temporary_url(const char *name);

bool file_exists(const char *path);
void file_write(const char *path, const char *text);
/* The whole file, at most 255 bytes, borrowed until the next call. */
const char *file_read(const char *path);

/* Runs SQL on the file. */
void sqlite_run(const char *path, const char *sql);
/* What the query gives, columns by ' ' and rows by ", ", "null" for null; borrowed until the next call. */
const char *sqlite_ask(const char *path, const char *sql);

/* Runs SQL on a connection that stays open, so that its locks stay; one at a time, at most. */
void sqlite_hold(const char *path, const char *sql);
void sqlite_let_go(void);

#endif
