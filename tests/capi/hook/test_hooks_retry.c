/*
 * Every call that runs hooks, while one of its hooks or validators fails once with GEMEL_RETRY, at each time that one
 * runs: the call is made again, and rows, records and what hooks are shown are as if none had failed. It must not know
 * which hooks run when.
 */
#include "stage.h"

#include <stdio.h>

enum { TOLD_MAX = 16384 };

static struct {
    char told[TOLD_MAX]; /* what was shown in the last try */
    int times;           /* hooks and validators ran, in all tries */
    int fails_at;        /* the time that fails; 0: none */
    int marks;           /* rows that hooks have written in the last try */
} run;

static void tell(gemel_record *record)
{
    const size_t used = strlen(run.told);
    const char *json = NULL;
    int more;
    if (!record)
        return;
    expect_ok(gemel_record_to_json(record, &json, NULL, &err));
    more = snprintf(run.told + used, TOLD_MAX - used, "%s%s%s ", json, gemel_record_is_changed(record) ? "*" : "",
                    gemel_record_is_new(record) ? " new" : "");
    assert_true(more > 0 && used + (size_t)more < TOLD_MAX);
}

static gemel_status ran(gemel_error **error)
{
    if (++run.times != run.fails_at)
        return GEMEL_OK;
    run.told[0] = '\0';
    run.marks = 0;
    return gemel_error_raise(GEMEL_RETRY, "once more", error);
}

/* If it is done twice, that is seen. */
static void add_a_sign(gemel_record *record)
{
    const char *note = NULL;
    char longer[128];
    expect_ok(gemel_record_get_text(record, "note", &note, NULL, &err));
    snprintf(longer, sizeof longer, "%s+", note ? note : "");
    expect_ok(gemel_record_set_text(record, "note", longer, GEMEL_NUL, &err));
}

static const stage *here;

static void leave_a_mark(const gemel_hook_event *event)
{
    gemel_session *session = gemel_hook_event_session(event);
    gemel_record *made = NULL;
    gemel_values *v = gemel_values_new();
    const gemel_model *mark = NULL;
    expect_ok(gemel_schema_find_model(here->schema, "Mark", &mark, &err));
    gemel_values_set_int(v, "id", ++run.marks, NULL);
    expect_ok(gemel_record_create(session, mark, v, NULL, &made, &err));
    gemel_values_free(v);
    gemel_record_free(made);
}

static gemel_status act(const gemel_hook_event *event, gemel_error **error)
{
    const int32_t kind = gemel_hook_event_kind(event);
    const size_t used = strlen(run.told);
    snprintf(run.told + used, TOLD_MAX - used, "%d ", (int)kind);
    tell(gemel_hook_event_record(event));
    tell(gemel_hook_event_other(event));
    if (kind == GEMEL_HOOK_BEFORE_VALIDATE || kind == GEMEL_HOOK_BEFORE_SAVE)
        add_a_sign(gemel_hook_event_record(event));
    if (kind == GEMEL_HOOK_AFTER_SAVE)
        leave_a_mark(event);
    return ran(error);
}

static gemel_status judge(gemel_record *row, gemel_error **error)
{
    (void)row;
    return ran(error);
}

typedef struct outcome {
    char rows[TOLD_MAX], records[TOLD_MAX], told[TOLD_MAX];
} outcome;

static void tell_all(const stage *on, outcome *out)
{
    assert_int_equal(gemel_session_depth(on->session), 0);
    tell_rows(on, out->rows, sizeof out->rows);
    tell_records(on, out->records, sizeof out->records);
    memcpy(out->told, run.told, sizeof run.told);
}

static void begin(stage *on, const call *played, int fails_at)
{
    stage_open(on, played, false);
    here = on;
    memset(&run, 0, sizeof run);
    run.fails_at = fails_at;
}

static void expect_same(const call *played, int at, const char *shown, const char *expected)
{
    if (strcmp(shown, expected))
        print_error("%s, failing at time %d:\n%s\nnot\n%s\n", played->name, at, shown, expected);
    assert_string_equal(shown, expected);
}

/* What comes of a call if that time fails; how often hooks and validators ran. */
static int play_failing(const call *played, int fails_at, outcome *out)
{
    stage on;
    begin(&on, played, fails_at);
    at_hook = act;
    at_validator = judge;
    expect_ok(play(&on, played, &err));
    at_hook = NULL;
    at_validator = NULL;
    tell_all(&on, out);
    stage_close(&on);
    return run.times;
}

static void a_call_is_made_again_as_if_nothing_had_failed(void **state)
{
    static outcome plain, again;
    size_t i;
    (void)state;
    for (i = 0; i < call_count; ++i) {
        const int times = play_failing(&calls[i], 0, &plain);
        int at;
        assert_true(times > 0);
        for (at = 1; at <= times; ++at) {
            assert_int_equal(play_failing(&calls[i], at, &again), times + at);
            expect_same(&calls[i], at, again.rows, plain.rows);
            expect_same(&calls[i], at, again.records, plain.records);
            expect_same(&calls[i], at, again.told, plain.told);
        }
    }
}

static gemel_status never(const gemel_hook_event *event, gemel_error **error)
{
    ++run.times;
    if (gemel_hook_event_kind(event) == GEMEL_HOOK_BEFORE_VALIDATE)
        add_a_sign(gemel_hook_event_record(event));
    return gemel_hook_event_kind(event) == run.fails_at ? gemel_error_raise(GEMEL_RETRY, "once more", error) : GEMEL_OK;
}

static void a_call_that_fails_each_time_is_given_up_and_has_changed_nothing(void **state)
{
    static outcome before, after;
    size_t i;
    (void)state;
    for (i = 0; i < call_count; ++i) {
        int kind;
        for (kind = GEMEL_HOOK_BEFORE_VALIDATE; kind <= GEMEL_HOOK_AFTER_SET; ++kind) {
            stage on;
            begin(&on, &calls[i], kind);
            tell_all(&on, &before);
            at_hook = never;
            if (play(&on, &calls[i], &err) != GEMEL_OK) { /* else that event is none of the call's */
                expect(GEMEL_RETRY, gemel_error_status(err));
                at_hook = NULL;
                tell_all(&on, &after);
                expect_same(&calls[i], kind, after.rows, before.rows);
                expect_same(&calls[i], kind, after.records, before.records);
                assert_int_equal(run.times % 4, 0);
            }
            stage_close(&on);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_call_is_made_again_as_if_nothing_had_failed, stage_build, stage_remove),
        cmocka_unit_test_setup_teardown(a_call_that_fails_each_time_is_given_up_and_has_changed_nothing, stage_build,
                                        stage_remove),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
