/* Temporary directory and raw SQLite for the C API tests; see temporary.h. It must not know gemel. */
#define _XOPEN_SOURCE 700
#include "temporary.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <dirent.h>
#include <sqlite3.h>
#include <unistd.h>

enum { PATH_SIZE = 512, PATHS = 8, ANSWER_SIZE = 8192 };

static char directory[PATH_SIZE];
static sqlite3 *held;

void temporary_make(void)
{
    const char *parent = getenv("TMPDIR");
    snprintf(directory, sizeof directory, "%s/gemel-test-XXXXXX", parent && parent[0] ? parent : "/tmp");
    assert_non_null(mkdtemp(directory));
}

void temporary_remove(void)
{
    DIR *entries = opendir(directory);
    struct dirent *entry;
    assert_non_null(entries);
    if (held)
        sqlite_let_go();
    while ((entry = readdir(entries)))
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            assert_int_equal(remove(temporary_path(entry->d_name)), 0);
    closedir(entries);
    assert_int_equal(rmdir(directory), 0);
}

const char *temporary_directory(void)
{
    return directory;
}

static char *next_path(void)
{
    static char paths[PATHS][2 * PATH_SIZE];
    static size_t next;
    next = (next + 1) % PATHS;
    return paths[next];
}

const char *temporary_path(const char *name)
{
    char *path = next_path();
    snprintf(path, 2 * PATH_SIZE, "%s/%s", directory, name);
    return path;
}

const char *temporary_url(const char *name)
{
    char *url = next_path();
    snprintf(url, 2 * PATH_SIZE, "sqlite:%s/%s", directory, name);
    return url;
}

bool file_exists(const char *path)
{
    return access(path, F_OK) == 0;
}

void file_write(const char *path, const char *text)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
    assert_int_equal(fclose(file), 0);
}

const char *file_read(const char *path)
{
    static char text[256];
    FILE *file = fopen(path, "rb");
    size_t length;
    assert_non_null(file);
    length = fread(text, 1, sizeof text - 1, file);
    text[length] = '\0';
    assert_int_equal(fclose(file), 0);
    return text;
}

static void check(sqlite3 *db, int code, const char *sql)
{
    if (code == SQLITE_OK || code == SQLITE_ROW || code == SQLITE_DONE)
        return;
    print_error("sqlite: %s: %s\n", sqlite3_errmsg(db), sql);
    fail();
}

void sqlite_run(const char *path, const char *sql)
{
    sqlite3 *db = NULL;
    check(db, sqlite3_open(path, &db), path);
    check(db, sqlite3_exec(db, sql, NULL, NULL, NULL), sql);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static void append(char *answer, const char *part)
{
    assert_true(strlen(answer) + strlen(part) < ANSWER_SIZE);
    strcat(answer, part);
}

const char *sqlite_ask(const char *path, const char *sql)
{
    static char answer[ANSWER_SIZE];
    sqlite3 *db = NULL;
    sqlite3_stmt *query = NULL;
    int column, code;
    answer[0] = '\0';
    check(db, sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL), path);
    check(db, sqlite3_prepare_v2(db, sql, -1, &query, NULL), sql);
    while ((code = sqlite3_step(query)) == SQLITE_ROW) {
        append(answer, answer[0] ? ", " : "");
        for (column = 0; column < sqlite3_column_count(query); ++column) {
            const char *text = (const char *)sqlite3_column_text(query, column);
            append(answer, column ? " " : "");
            append(answer, text ? text : "null");
        }
    }
    check(db, code, sql);
    assert_int_equal(sqlite3_finalize(query), SQLITE_OK);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    return answer;
}

void sqlite_hold(const char *path, const char *sql)
{
    assert_null(held);
    check(held, sqlite3_open(path, &held), path);
    check(held, sqlite3_exec(held, sql, NULL, NULL, NULL), sql);
}

void sqlite_let_go(void)
{
    assert_int_equal(sqlite3_close(held), SQLITE_OK);
    held = NULL;
}
