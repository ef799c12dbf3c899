/* Faults, and what must hold after one; see trial.h. */
#define _XOPEN_SOURCE 700
#include "trial.h"
#include "server.h"
#include <signal.h>
#include <stdio.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PLACES_MAX = 500, POOL_SIZE = 4 };

int stride = 5;
int seen[STATUSES][2];

/* ---- Faults ---- */

static pid_t victim;

/* Ended before the proxy goes on: asked again until it is gone, which does no harm. */
bool end_server_process(void *user_data)
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

const fault end_of_server_process = {"the server process ends after statement", arm_end_of_server_process, 1, false};
const fault cut_after_message = {"cut after message", arm_cut_after_message, 0, true};
const fault cut_before_answer = {"cut before answer", arm_cut_before_answer, 1, true};
const fault end_of_client = {"the client ends after message", arm_end_of_client, 1, true};

/* ---- One trial ---- */

void require(const trial *t, bool good, const char *complaint)
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

const char *memory(void)
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

void prepare(trial *t)
{
    release(NULL);
    set_rows(t->w, t->m);
    set_stage(t->w);
    copy(t->old_rows, all_rows());
    copy(t->memory, memory());
}

void perform(trial *t)
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

void expect_usable(const trial *t)
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

/* Has a COMMIT come by? */
static bool has_committed(void)
{
    const size_t count = proxy_statement_count(between);
    return count > 0 && strcmp(proxy_statement(between, count - 1), "COMMIT") == 0;
}

/* Was there an occasion for the fault? */
static bool disturb(trial *t)
{
    const bool may_be_in_doubt = t->m->kind != READS || t->in_transaction;
    bool fired, commits;
    prepare(t);
    if (t->in_transaction)
        expect_ok(gemel_session_begin(t->w->session, NULL, &err));
    proxy_forget(between);
    t->f->arm(t->n);
    perform(t);
    fired = proxy_disarm(between);
    commits = has_committed();
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
        require(t, may_be_in_doubt, "what only reads leaves no doubt");
    }
    require(t, fired || t->status == GEMEL_OK, "it fails by itself");
    if (t->f == &cut_before_answer && t->status != GEMEL_OK && may_be_in_doubt)
        require(t, commits == (t->status == GEMEL_UNKNOWN_OUTCOME), "what is in doubt is what COMMIT was sent for");
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

int first_place(const fault *f, size_t method_number)
{
    return f->first + (f->is_frequent ? (int)(method_number % (size_t)stride) : 0);
}

void disturb_everywhere(const world *w, const method *m, const fault *f, int first, bool in_transaction)
{
    static trial t;
    t = (trial){w, m, f, first, in_transaction, GEMEL_OK, false, "", "", "", ""};
    learn_outcome(&t);
    while (f == &end_of_client ? disturb_child(&t) : disturb(&t))
        assert_true((t.n += f->is_frequent ? stride : 1) < PLACES_MAX);
    require(&t, t.n > first, "there was no occasion for the fault");
}
