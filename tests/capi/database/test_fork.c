/*
 * What base.h says of fork: a child process never touches its parent's connections, and both go on. A child cannot
 * assert, so it tells its parent through a pipe what was wrong. Nothing depends on who is faster.
 */
#define _XOPEN_SOURCE 700
#include "fixture.h"
#include "temporary.h"
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

enum { COMPLAINT_SIZE = 512 };

static const world *here; /* what a child uses */

/* ---- A child ---- */

typedef struct child {
    pid_t process;
    int complaint; /* comes from the child: nothing if all was right */
    int go;        /* closed to let it go on */
    int is_ready;  /* closed by the child */
} child;

static int go, ready; /* the child's ends */

/* What was wrong, for a child to return. */
#define WRONG(call) "line " WRONG_LINE(__LINE__) ": " #call
#define WRONG_LINE(line) WRONG_TEXT(line)
#define WRONG_TEXT(line) #line
#define NEED(condition)                                                                                                \
    do {                                                                                                               \
        if (!(condition))                                                                                              \
            return WRONG(condition);                                                                                   \
    } while (0)

/* By exec: what a child has of its parent is not freed, and nobody is to look for leaks in it. */
static void leave(bool right)
{
    execlp(right ? "true" : "false", "child", (char *)NULL);
    _exit(1);
}

static child begin_child(const char *(*run)(void))
{
    int complaints[2], gos[2], readies[2];
    child made;
    assert_int_equal(pipe(complaints), 0);
    assert_int_equal(pipe(gos), 0);
    assert_int_equal(pipe(readies), 0);
    made.process = fork();
    assert_true(made.process >= 0);
    if (made.process == 0) {
        const char *complaint;
        ssize_t written = 0;
        close(gos[1]);
        close(readies[0]);
        go = gos[0];
        ready = readies[1];
        complaint = run();
        if (complaint)
            written = write(complaints[1], complaint, strlen(complaint));
        leave(written >= 0);
    }
    close(complaints[1]);
    close(gos[0]);
    close(readies[1]);
    made.complaint = complaints[0];
    made.go = gos[1];
    made.is_ready = readies[0];
    return made;
}

static void await_closed(int end)
{
    char nothing;
    while (read(end, &nothing, 1) > 0)
        continue;
    close(end);
}

/* In the child: says that it has come here, and waits for the parent. */
static void meet_parent(void)
{
    close(ready);
    await_closed(go);
}

static void await_ready(const child *it)
{
    await_closed(it->is_ready);
}

/* Lets it go on and waits for its end. */
static void end_child(const child *it)
{
    char complaint[COMPLAINT_SIZE];
    size_t length = 0;
    ssize_t got;
    int status = -1;
    close(it->go);
    while (length < sizeof complaint - 1 &&
           (got = read(it->complaint, complaint + length, sizeof complaint - 1 - length)) > 0)
        length += (size_t)got;
    complaint[length] = '\0';
    close(it->complaint);
    assert_int_equal(waitpid(it->process, &status, 0), it->process);
    assert_string_equal(complaint, "");
    assert_int_equal(status, 0);
}

static void run_child(const char *(*run)(void))
{
    const child it = begin_child(run);
    await_ready(&it);
    end_child(&it);
}

/* ---- The world that both have ---- */

static int in_a_file(void **state)
{
    temporary_make();
    world_at(state, schema_n(), temporary_url("shared.db"));
    here = *state;
    return 0;
}

/* A file that was there before keeps its journal, which locks otherwise than WAL. */
static int in_a_file_with_a_rollback_journal(void **state)
{
    temporary_make();
    sqlite_run(temporary_path("shared.db"), "CREATE TABLE t (x)");
    world_at(state, schema_n(), temporary_url("shared.db"));
    here = *state;
    return 0;
}

static int file_free(void **state)
{
    world_free(state);
    temporary_remove();
    return 0;
}

static void expect_people(const char *names)
{
    assert_string_equal(sqlite_ask(temporary_path("shared.db"), "PRAGMA integrity_check"), "ok");
    assert_string_equal(sqlite_ask(temporary_path("shared.db"), "SELECT name FROM people ORDER BY name"), names);
}

static const gemel_model *person(void)
{
    const gemel_model *found = NULL;
    gemel_schema_find_model(here->schema, "Person", &found, NULL);
    return found;
}

static gemel_status create(gemel_session *session, const char *name)
{
    gemel_values *v = gemel_values_new();
    gemel_record *made = NULL;
    gemel_status status;
    gemel_values_set_text(v, "name", name, GEMEL_NUL, NULL);
    status = gemel_record_create(session, person(), v, NULL, &made, NULL);
    gemel_record_free(made);
    gemel_values_free(v);
    return status;
}

static size_t count_people(gemel_session *session)
{
    gemel_records *found = NULL;
    size_t count = (size_t)-1;
    if (gemel_records_find_all(session, person(), NULL, NULL, &found, NULL) == GEMEL_OK)
        count = gemel_records_count(found);
    gemel_records_free(found);
    return count;
}

/* ---- A child opens its own ---- */

static const char *write_too(void)
{
    gemel_session *own = NULL;
    NEED(gemel_session_open(here->database, NULL, &own, NULL) == GEMEL_OK);
    NEED(count_people(own) == 1);
    NEED(create(own, "child") == GEMEL_OK);
    meet_parent();
    NEED(create(own, "child again") == GEMEL_OK);
    gemel_session_free(own);
    gemel_database_free(here->database);
    return NULL;
}

static void parent_and_child_both_go_on(void **state)
{
    const world *w = *state;
    child it;
    expect_ok(create(w->session, "before"));
    it = begin_child(write_too);
    await_ready(&it);
    expect_ok(create(w->session, "parent"));
    end_child(&it);
    expect_ok(create(w->session, "parent again"));
    expect_people("before, child, child again, parent, parent again");
}

/* SQLite would have the child believe that the locks of its parent are its own. */
static void what_a_child_commits_is_kept_when_its_parent_closes(void **state)
{
    world *w = *state;
    child it;
    expect_ok(create(w->session, "before"));
    it = begin_child(write_too);
    await_ready(&it);
    expect_ok(gemel_session_close(w->session, &err));
    expect_ok(gemel_database_close(w->database, &err));
    end_child(&it);
    expect_people("before, child, child again");
}

static const char *open_anew(void)
{
    gemel_database *own = NULL;
    gemel_session *session = NULL;
    NEED(gemel_database_open(temporary_url("shared.db"), here->schema, NULL, &own, NULL) == GEMEL_OK);
    NEED(gemel_session_open(own, NULL, &session, NULL) == GEMEL_OK);
    NEED(count_people(session) == 1);
    meet_parent();
    NEED(create(session, "child") == GEMEL_OK);
    gemel_session_free(session);
    gemel_database_free(own);
    return NULL;
}

static void a_database_that_a_child_opens_is_as_safe(void **state)
{
    world *w = *state;
    child it;
    expect_ok(create(w->session, "before"));
    it = begin_child(open_anew);
    await_ready(&it);
    expect_ok(gemel_session_close(w->session, &err));
    expect_ok(gemel_database_close(w->database, &err));
    end_child(&it);
    expect_people("before, child");
}

static const char *use_a_session_of_the_parent(void)
{
    NEED(create(here->session, "child") == GEMEL_OK);
    NEED(count_people(here->session) == 2);
    NEED(gemel_database_pool_count(here->database, GEMEL_POOL_OPENED) == 1);
    NEED(gemel_database_pool_count(here->database, GEMEL_POOL_OPEN) == 1);
    meet_parent();
    return NULL;
}

static void a_session_without_a_transaction_goes_on_in_the_child(void **state)
{
    const world *w = *state;
    expect_ok(create(w->session, "before"));
    run_child(use_a_session_of_the_parent);
    expect_ok(create(w->session, "parent"));
    expect_people("before, child, parent");
}

/* ---- A child leaves its parent's alone ---- */

static const char *touch_the_transaction(void)
{
    gemel_session *own = NULL;
    gemel_error *error = NULL;
    NEED(create(here->session, "child") == GEMEL_USAGE);
    NEED(gemel_session_commit(here->session, NULL) == GEMEL_USAGE);
    NEED(gemel_session_rollback(here->session, NULL) == GEMEL_USAGE);
    NEED(gemel_session_close(here->session, &error) == GEMEL_USAGE);
    NEED(strstr(gemel_error_message(error), "another process"));
    gemel_error_free(error);
    NEED(gemel_session_open(here->database, NULL, &own, NULL) == GEMEL_OK);
    NEED(count_people(own) == 1); /* what the parent has not committed is not to be seen */
    NEED(create(own, "child") == GEMEL_BUSY);
    gemel_session_free(own);
    gemel_session_free(here->session);
    NEED(gemel_database_close(here->database, NULL) == GEMEL_OK);
    gemel_session_free(here->witness);
    gemel_database_free(here->database);
    meet_parent();
    return NULL;
}

static void a_transaction_stays_the_parents(void **state)
{
    const world *w = *state;
    expect_ok(create(w->session, "before"));
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    expect_ok(create(w->session, "parent"));
    run_child(touch_the_transaction);
    expect_ok(create(w->session, "parent again"));
    expect_ok(gemel_session_commit(w->session, &err));
    expect_people("before, parent, parent again");
}

static const char *free_all(void)
{
    gemel_session_free(here->session);
    gemel_session_free(here->witness);
    gemel_database_free(here->database);
    meet_parent();
    return NULL;
}

static void freeing_in_the_child_does_nothing_to_the_parent(void **state)
{
    const world *w = *state;
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    expect_ok(create(w->session, "parent"));
    run_child(free_all);
    expect_ok(gemel_session_commit(w->session, &err));
    expect_people("parent");
}

static pid_t forked_inside;

static gemel_status fork_inside(gemel_session *session, void *user_data, gemel_error **error)
{
    (void)user_data;
    (void)error;
    forked_inside = fork();
    return forked_inside == 0 ? GEMEL_OK : create(session, "parent");
}

static void a_child_that_comes_out_of_a_transaction_does_not_commit_it(void **state)
{
    const world *w = *state;
    int status = -1;
    gemel_status answer = gemel_session_transact(w->session, NULL, fork_inside, NULL, NULL);
    if (forked_inside == 0)
        leave(answer == GEMEL_USAGE);
    assert_int_equal(waitpid(forked_inside, &status, 0), forked_inside);
    assert_int_equal(status, 0);
    assert_int_equal(answer, GEMEL_OK);
    expect_people("parent");
}

static const char *use_memory(void)
{
    gemel_error *error = NULL;
    gemel_values *v = gemel_values_new();
    gemel_record *none = NULL;
    NEED(gemel_record_create(here->session, person(), v, NULL, &none, &error) == GEMEL_USAGE);
    NEED(strstr(gemel_error_message(error), "memory"));
    gemel_error_free(error);
    gemel_values_free(v);
    return free_all();
}

static int in_memory(void **state)
{
    world_n(state);
    here = *state;
    return 0;
}

static void a_database_in_memory_stays_the_parents(void **state)
{
    const world *w = *state;
    given(w, "Person", "{'name': 'ann'}");
    run_child(use_memory);
    expect_rows(w, "Person", "1 ann");
}

#define IN_FILE(test) cmocka_unit_test_setup_teardown(test, in_a_file, file_free)
#define WITH_JOURNAL(test)                                                                                             \
    {                                                                                                                  \
#test "_with_a_rollback_journal", test, in_a_file_with_a_rollback_journal, file_free, NULL                     \
    }

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FILE(parent_and_child_both_go_on),
        WITH_JOURNAL(parent_and_child_both_go_on),
        IN_FILE(what_a_child_commits_is_kept_when_its_parent_closes),
        WITH_JOURNAL(what_a_child_commits_is_kept_when_its_parent_closes),
        IN_FILE(a_database_that_a_child_opens_is_as_safe),
        IN_FILE(a_session_without_a_transaction_goes_on_in_the_child),
        IN_FILE(a_transaction_stays_the_parents),
        WITH_JOURNAL(a_transaction_stays_the_parents),
        IN_FILE(freeing_in_the_child_does_nothing_to_the_parent),
        WITH_JOURNAL(freeing_in_the_child_does_nothing_to_the_parent),
        IN_FILE(a_child_that_comes_out_of_a_transaction_does_not_commit_it),
        cmocka_unit_test_setup_teardown(a_database_in_memory_stays_the_parents, in_memory, world_free),
    };
    return cmocka_run_group_tests_name("fork", tests, NULL, NULL);
}
