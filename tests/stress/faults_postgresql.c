/*
 * What becomes of a method whose connection, server process or own process ends in the middle, at every place where it
 * can: a proxy (tests/wire) sees to it. Afterwards both tables hold the old state or the new one and nothing between,
 * the status says no more than is known, the records are as they were, and the next call works. Must not know how a
 * method is sent.
 *
 *     faults_postgresql [--long]       --long: each place in every world, else some in some
 */
#define _XOPEN_SOURCE 700
#include "methods.h"
#include "server.h"
#include "stage.h"
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

enum { TEXT_SIZE = 4096, PLACES_MAX = 500, POOL_SIZE = 4, STATUSES = GEMEL_INTERNAL + 1 };

/* Of so many places one is tried. No divisor of what a statement has: all of its messages have their turn. */
static int stride = 5;

/* ---- Faults ---- */

static pid_t victim;

/* Ended before the proxy goes on: asked again until it is gone, which does no harm. */
static bool end_server_process(void *user_data)
{
    static const char sql[] = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                              " WHERE application_name = '%s'";
    char text[sizeof sql + 64];
    (void)user_data;
    (void)snprintf(text, sizeof text, sql, server_schema());
    while (strcmp(server_ask(text), "0") != 0)
        continue;
    return true;
}

static bool end_client(void *user_data)
{
    (void)user_data;
    (void)kill(victim, SIGKILL);
    return false;
}

static void arm_end_of_server_process(int n)
{
    proxy_hold_after_statement(between, n, end_server_process, NULL);
}

static void arm_end_of_client(int n)
{
    proxy_hold_after_message(between, n, end_client, NULL);
}

static void arm_cut_after_message(int n)
{
    proxy_cut_after_message(between, n);
}

static void arm_cut_before_answer(int n)
{
    proxy_cut_before_answer(between, n);
}

typedef struct fault {
    const char *name;
    void (*arm)(int n);
    int first;
    bool is_frequent; /* its places are messages, four or so for a statement */
} fault;

static const fault end_of_server_process = {"the server process ends after statement", arm_end_of_server_process, 1,
                                            false};
static const fault cut_after_message = {"cut after message", arm_cut_after_message, 0, true};
static const fault cut_before_answer = {"cut before answer", arm_cut_before_answer, 1, true};
static const fault end_of_client = {"the client ends after message", arm_end_of_client, 1, true};

/* ---- One trial ---- */

typedef struct trial {
    const world *w;
    const method *m;
    const fault *f;
    int n;
    bool in_transaction;
    gemel_status status; /* of the call, or of the commit after it */
    bool is_new;         /* the state of the tables */
    char old_rows[TEXT_SIZE], new_rows[TEXT_SIZE];
    char memory[TEXT_SIZE];      /* as the records must be after a failure */
    char rolled_back[TEXT_SIZE]; /* as a rollback leaves them: what was assigned stays assigned */
} trial;

/* How often each status came with the old state, and with the new one. */
static int seen[STATUSES][2];

static void require(const trial *t, bool good, const char *complaint)
{
    if (good)
        return;
    print_error("%s, %s %d%s: %s\n  status %s\n  before: %s\n  now:    %s\n  or:     %s\n", t->m->name, t->f->name,
                t->n, t->in_transaction ? ", in a transaction" : "", complaint, gemel_status_name(t->status),
                t->old_rows, all_rows(), t->new_rows);
    fail();
}

static void copy(char *to, const char *from)
{
    assert_true(strlen(from) < TEXT_SIZE);
    (void)strcpy(to, from);
}

/* All that can be seen of the records. */
static const char *memory(void)
{
    static char text[TEXT_SIZE];
    gemel_record *const all[] = {on_stage.ann, on_stage.bob, on_stage.ten, on_stage.eleven, on_stage.unsaved};
    size_t used = 0, i;
    for (i = 0; i < COUNT(all); ++i) {
        const char *json = NULL;
        expect_ok(gemel_record_to_json(all[i], &json, NULL, &err));
        used += (size_t)snprintf(text + used, sizeof text - used, "%s%s%s ", json,
                                 gemel_record_is_new(all[i]) ? " new" : "",
                                 gemel_record_is_changed(all[i]) ? " changed" : "");
        assert_true(used < sizeof text);
    }
    return text;
}

static void prepare(trial *t)
{
    release(NULL);
    set_rows(t->w, t->m);
    set_stage(t->w);
    copy(t->old_rows, all_rows());
    copy(t->memory, memory());
}

static void perform(trial *t)
{
    t->status = t->m->run(NULL);
    expect(t->status, t->status);
    if (!t->in_transaction)
        return;
    if (t->status == GEMEL_OK) {
        t->status = gemel_session_commit(t->w->session, &err);
        expect(t->status, t->status);
        copy(t->memory, t->rolled_back);
        return;
    }
    require(t, t->status == GEMEL_CONNECTION, "before the commit nothing can be unknown");
    expect_ok(gemel_session_rollback(t->w->session, &err));
}

/* It goes on as if nothing had happened. */
static void expect_usable(const trial *t)
{
    const gemel_database *database = t->w->database;
    require(t, gemel_session_depth(t->w->session) == 0, "there is still a transaction");
    require(t, gemel_database_pool_count(database, GEMEL_POOL_IN_USE) == 0, "a connection is still in use");
    require(t, gemel_database_pool_count(database, GEMEL_POOL_OPEN) <= POOL_SIZE, "more connections than may be");
    expect_ok(gemel_record_reload(on_stage.ann, NULL, &err));
}

static void look_at_rows(trial *t)
{
    const char *rows = all_rows();
    t->is_new = strcmp(rows, t->new_rows) == 0;
    require(t, t->is_new || strcmp(rows, t->old_rows) == 0, "neither the old state nor the new one");
}

/* Was there an occasion for the fault? */
static bool disturb(trial *t)
{
    bool fired;
    prepare(t);
    if (t->in_transaction)
        expect_ok(gemel_session_begin(t->w->session, NULL, &err));
    t->f->arm(t->n);
    perform(t);
    fired = proxy_disarm(between);
    look_at_rows(t);
    ++seen[t->status][t->is_new];
    switch (t->status) {
    case GEMEL_OK:
        require(t, t->is_new, "a success that is none");
        break;
    case GEMEL_CONNECTION:
        require(t, strcmp(all_rows(), t->old_rows) == 0, "what was kept is known, and not told");
        break;
    default:
        require(t, t->status == GEMEL_UNKNOWN_OUTCOME, "another status");
        require(t, t->m->kind != READS || t->in_transaction, "what only reads leaves no doubt");
    }
    require(t, fired || t->status == GEMEL_OK, "it fails by itself");
    if (t->status != GEMEL_OK)
        require(t, strcmp(memory(), t->memory) == 0, "the records are not as they were");
    expect_usable(t);
    return fired;
}

/* The same in a child, which nobody asks how it went. */
static bool disturb_child(trial *t)
{
    bool fired;
    int go[2];
    char nothing;
    prepare(t);
    assert_int_equal(pipe(go), 0);
    t->f->arm(t->n);
    victim = fork();
    if (victim == 0) {
        close(go[1]);
        _exit(read(go[0], &nothing, 1) == 0 && t->m->run(NULL) == GEMEL_OK ? 0 : 1);
    }
    assert_true(victim > 0);
    close(go[0]);
    close(go[1]); /* now that it is known who is to be ended */
    assert_int_equal(waitpid(victim, NULL, 0), victim);
    fired = proxy_disarm(between);
    look_at_rows(t);
    ++seen[GEMEL_UNKNOWN_OUTCOME][t->is_new];
    require(t, fired || t->is_new, "it fails by itself");
    expect_usable(t);
    return fired;
}

/* ---- All places ---- */

static void learn_outcome(trial *t)
{
    prepare(t);
    expect_ok(gemel_session_begin(t->w->session, NULL, &err));
    expect_ok(t->m->run(NULL));
    expect_ok(gemel_session_rollback(t->w->session, &err));
    copy(t->rolled_back, memory());
    prepare(t);
    expect_ok(t->m->run(NULL));
    copy(t->new_rows, all_rows());
}

static void disturb_everywhere(const world *w, const method *m, const fault *f, int first, bool in_transaction)
{
    static trial t;
    t = (trial){w, m, f, first, in_transaction, GEMEL_OK, false, "", "", "", ""};
    learn_outcome(&t);
    while (f == &end_of_client ? disturb_child(&t) : disturb(&t))
        assert_true((t.n += f->is_frequent ? stride : 1) < PLACES_MAX);
    require(&t, t.n > first, "there was no occasion for the fault");
}

/* Another one for each method, so that the places left out are not always the same. */
static int first_place(const fault *f, size_t method_number)
{
    return f->first + (f->is_frequent ? (int)(method_number % (size_t)stride) : 0);
}

static void disturb_all(const world *w, const fault *f, bool in_transaction)
{
    size_t i;
    for (i = 0; i < association_method_count; ++i)
        if (association_methods[i].kind != NEEDS_NULL || owners_may_be_null(w))
            disturb_everywhere(w, &association_methods[i], f, first_place(f, i), in_transaction);
    for (i = 0; i < record_method_count; ++i)
        disturb_everywhere(w, &record_methods[i], f, first_place(f, i), in_transaction);
}

/* Both outcomes came, or the faults were at no place where it matters. */
static void disturb_to_both_ends(const world *w, const fault *f, bool in_transaction)
{
    memset(seen, 0, sizeof seen);
    disturb_all(w, f, in_transaction);
    assert_true(seen[GEMEL_UNKNOWN_OUTCOME][false] + seen[GEMEL_CONNECTION][false] > 0);
    assert_true(seen[GEMEL_UNKNOWN_OUTCOME][true] + seen[GEMEL_OK][true] > 0);
}

static void all_or_nothing_is_kept_if_the_server_process_ends(void **state)
{
    disturb_to_both_ends(*state, &end_of_server_process, false);
}

static void all_or_nothing_is_kept_if_the_connection_is_cut_on_the_way_there(void **state)
{
    disturb_to_both_ends(*state, &cut_after_message, false);
}

/* Who is being answered has sent all of it. */
static void all_is_kept_if_the_connection_is_cut_on_the_way_back(void **state)
{
    memset(seen, 0, sizeof seen);
    disturb_all(*state, &cut_before_answer, false);
    assert_true(seen[GEMEL_UNKNOWN_OUTCOME][true] > 0 && seen[GEMEL_OK][true] > 0);
    assert_int_equal(seen[GEMEL_UNKNOWN_OUTCOME][false] + seen[GEMEL_CONNECTION][false], 0);
}

static void all_or_nothing_is_kept_if_the_client_ends(void **state)
{
    disturb_to_both_ends(*state, &end_of_client, false);
}

static void a_transaction_is_kept_or_not_if_the_server_process_ends(void **state)
{
    disturb_to_both_ends(*state, &end_of_server_process, true);
}

static void a_transaction_is_kept_or_not_if_the_connection_is_cut(void **state)
{
    disturb_to_both_ends(*state, &cut_after_message, true);
    disturb_to_both_ends(*state, &cut_before_answer, true);
}

static void without_a_constraint_create_of_the_owner_is_kept_as_a_whole_too(void **state)
{
    static const fault *const faults[] = {&end_of_server_process, &cut_after_message, &cut_before_answer};
    const int before = stride;
    size_t i, f;
    memset(seen, 0, sizeof seen);
    stride = 1; /* there are few places where it is not all sent together */
    for (i = 0; i < association_method_count; ++i)
        for (f = 0; f < COUNT(faults); ++f)
            if (strncmp(association_methods[i].name, "create of the owner", 19) == 0)
                disturb_everywhere(*state, &association_methods[i], faults[f], faults[f]->first, false);
    stride = before;
    assert_true(seen[GEMEL_CONNECTION][false] > 0 && seen[GEMEL_UNKNOWN_OUTCOME][true] > 0);
}

static void who_was_cut_off_before_the_call_knows_that_nothing_was_done(void **state)
{
    static const fault before = {"the server process ends before the call", NULL, 0, false};
    static trial t;
    size_t i;
    for (i = 0; i < association_method_count; ++i) {
        t = (trial){*state, &association_methods[i], &before, 0, false, GEMEL_OK, false, "", "", "", ""};
        prepare(&t);
        (void)end_server_process(NULL);
        while (proxy_connections(between) > 0)
            (void)sched_yield();
        perform(&t);
        require(&t, t.status == GEMEL_CONNECTION, "nothing was sent");
        require(&t, strcmp(all_rows(), t.old_rows) == 0, "something was done");
        require(&t, strcmp(memory(), t.memory) == 0, "the records are not as they were");
        expect_usable(&t);
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest in_each_world[] = {
        IN_EACH_WORLD("all or nothing is kept if the server process ends",
                      all_or_nothing_is_kept_if_the_server_process_ends),
        IN_EACH_WORLD("all or nothing is kept if the connection is cut on the way there",
                      all_or_nothing_is_kept_if_the_connection_is_cut_on_the_way_there),
        IN_EACH_WORLD("all is kept if the connection is cut on the way back",
                      all_is_kept_if_the_connection_is_cut_on_the_way_back),
        IN_EACH_WORLD("all or nothing is kept if the client ends", all_or_nothing_is_kept_if_the_client_ends),
        IN_EACH_WORLD("a transaction is kept or not if the server process ends",
                      a_transaction_is_kept_or_not_if_the_server_process_ends),
        IN_EACH_WORLD("a transaction is kept or not if the connection is cut",
                      a_transaction_is_kept_or_not_if_the_connection_is_cut),
    };
    const struct CMUnitTest in_some[] = {
        ON_STAGE(stage_n, all_or_nothing_is_kept_if_the_server_process_ends),
        ON_STAGE(stage_ru, all_or_nothing_is_kept_if_the_server_process_ends),
        ON_STAGE(stage_u, all_or_nothing_is_kept_if_the_connection_is_cut_on_the_way_there),
        ON_STAGE(stage_r, all_is_kept_if_the_connection_is_cut_on_the_way_back),
        ON_STAGE(stage_n, all_or_nothing_is_kept_if_the_client_ends),
        ON_STAGE(stage_r, a_transaction_is_kept_or_not_if_the_server_process_ends),
        ON_STAGE(stage_u, a_transaction_is_kept_or_not_if_the_connection_is_cut),
        ON_STAGE(stage_without_constraint, without_a_constraint_create_of_the_owner_is_kept_as_a_whole_too),
        ON_STAGE(stage_n, who_was_cut_off_before_the_call_knows_that_nothing_was_done),
    };
    int failed = 0;
    stage_open("GEMEL_TEST_POSTGRESQL");
    failed += cmocka_run_group_tests(in_some, NULL, NULL);
    stride = 1;
    if (argc > 1 && strcmp(argv[1], "--long") == 0)
        failed += cmocka_run_group_tests(in_each_world, NULL, NULL);
    stage_close();
    return failed;
}
