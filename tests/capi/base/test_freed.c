/*
 * Every call, while a hook, a validator or the log frees all that the call was given, and the handles of its session,
 * database and schema: the call ends as if they were there. What such a fault would read only a sanitizer or valgrind
 * sees. It must not know which callbacks run when.
 */
#include "stage.h"

enum { TOLD_MAX = 16384 };

static stage *here;
static int times, at;
static void (*deed)(stage *on);

static void ran(void)
{
    if (++times == at)
        deed(here);
}

static gemel_status act(const gemel_hook_event *event, gemel_error **error)
{
    (void)event;
    (void)error;
    ran();
    return GEMEL_OK;
}

static gemel_status judge(gemel_record *row, gemel_error **error)
{
    (void)row;
    (void)error;
    ran();
    return GEMEL_OK;
}

static void note(const gemel_log_event *event, void *user_data)
{
    (void)event;
    (void)user_data;
    ran();
}

/* How often callbacks ran, until they were taken away. */
static int play_doing(const call *played, int when, void (*what)(stage *), char *rows)
{
    stage on;
    stage_open(&on, played, true);
    here = &on;
    times = 0;
    at = when;
    deed = what;
    at_hook = act;
    at_validator = judge;
    expect_ok(gemel_database_set_log(on.database, note, NULL, NULL, &err));
    expect_ok(play(&on, played, &err));
    at_hook = NULL;
    at_validator = NULL;
    if (on.database)
        expect_ok(gemel_database_set_log(on.database, NULL, NULL, NULL, &err));
    /* What was let go inside of a call is ended. */
    stage_take_away(&on);
    tell_rows(&on, rows, TOLD_MAX);
    stage_close(&on);
    return times;
}

static void play_all(const call *table, size_t count, void (*what)(stage *), bool is_part)
{
    static char plain[TOLD_MAX], shown[TOLD_MAX];
    size_t i;
    for (i = 0; i < count; ++i) {
        const int total = play_doing(&table[i], 0, what, plain);
        int when;
        assert_true(total > 0);
        for (when = 1; when <= total; ++when) {
            play_doing(&table[i], when, what, shown);
            if (is_part || !strcmp(shown, plain))
                continue;
            print_error("%s, at time %d:\n%s\nnot\n%s\n", table[i].name, when, shown, plain);
            assert_string_equal(shown, plain);
        }
    }
}

static void a_call_with_hooks_keeps_what_callbacks_free(void **state)
{
    (void)state;
    play_all(calls, call_count, stage_take_away, false);
}

/* A bulk that is freed before its last row was sent is not there. */
static void any_other_call_keeps_what_callbacks_free(void **state)
{
    (void)state;
    play_all(other_calls, other_call_count, stage_take_away, true);
}

static void close_database(stage *on)
{
    expect_ok(gemel_database_close(on->database, &err));
}

static void a_call_ends_though_a_callback_closes_its_database(void **state)
{
    (void)state;
    play_all(calls, call_count, close_database, false);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_call_with_hooks_keeps_what_callbacks_free, stage_build, stage_remove),
        cmocka_unit_test_setup_teardown(any_other_call_keeps_what_callbacks_free, stage_build, stage_remove),
        cmocka_unit_test_setup_teardown(a_call_ends_though_a_callback_closes_its_database, stage_build, stage_remove),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
