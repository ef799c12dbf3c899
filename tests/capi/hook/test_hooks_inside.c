/*
 * Calls that hooks make on their session, and what they must leave alone. It must not test which hooks run when
 * (test_hooks.c).
 */
#include "acting.h"
#include <pthread.h>

static gemel_status create_a_licence(const gemel_hook_event *event, gemel_error **error)
{
    gemel_record *made = NULL;
    const gemel_status status =
        gemel_record_create(gemel_hook_event_session(event), model(here, "License"), NULL, NULL, &made, error);
    gemel_record_free(made);
    ++times;
    return status;
}

static gemel_status create_a_licence_then_fail(const gemel_hook_event *event, gemel_error **error)
{
    const gemel_status status = create_a_licence(event, error);
    return status == GEMEL_OK ? gemel_error_raise(GEMEL_OCCUPIED, "there is no room", error) : status;
}

static void calls_inside_are_of_the_same_transaction(void **state)
{
    const world *w = *state;
    gemel_record *ada = built(w, "Person", "{}");
    acts[GEMEL_HOOK_AFTER_CREATE] = create_a_licence_then_fail;
    expect(GEMEL_OCCUPIED, gemel_record_save(ada, NULL, &err));
    assert_string_equal(gemel_error_message(failure()), "there is no room");
    assert_int_equal(times, 1);
    expect_rows(w, "License", "");
    acts[GEMEL_HOOK_AFTER_CREATE] = create_a_licence;
    expect_ok(gemel_record_save(ada, NULL, &err));
    assert_int_equal(times, 2);
    expect_own_rows(w, "Person", by_dialect("1 null", "2 null"));
    expect_own_rows(w, "License", by_dialect("1 null null", "2 null null"));
}

static gemel_status see_no_commit(const gemel_hook_event *event, gemel_error **error)
{
    (void)error;
    ++times;
    assert_int_equal(gemel_session_depth(gemel_hook_event_session(event)), 1);
    return GEMEL_OK;
}

static void hooks_after_the_statement_run_before_the_commit(void **state)
{
    const world *w = *state;
    acts[GEMEL_HOOK_AFTER_CREATE] = see_no_commit;
    given(w, "Person", "{}");
    assert_int_equal(times, 1);
    assert_int_equal(gemel_session_depth(w->session), 0);
}

static gemel_status save_again(const gemel_hook_event *event, gemel_error **error)
{
    gemel_record *record = gemel_hook_event_record(event);
    gemel_status status;
    ++times;
    status = gemel_record_set_int(record, "ownerId", times, error);
    return status == GEMEL_OK ? gemel_record_save(record, NULL, error) : status;
}

static void hooks_that_call_each_other_for_ever_are_stopped(void **state)
{
    const world *w = *state;
    gemel_record *l10 = given(w, "License", "{'id': 10}");
    acts[GEMEL_HOOK_BEFORE_SAVE] = save_again;
    expect(GEMEL_USAGE, gemel_record_save(l10, NULL, &err));
    expect_mention("deep");
    assert_int_equal(times, 16);
    expect_attribute(l10, "ownerId", NULL);
    acts[GEMEL_HOOK_BEFORE_SAVE] = NULL;
    expect_ok(gemel_record_save(l10, NULL, &err));
}

static gemel_status free_all(const gemel_hook_event *event, gemel_error **error)
{
    (void)error;
    gemel_record_free(gemel_hook_event_record(event));
    gemel_session_free(gemel_hook_event_session(event));
    ++times;
    return GEMEL_OK;
}

static void what_a_hook_is_given_is_borrowed(void **state)
{
    const world *w = *state;
    acts[GEMEL_HOOK_AFTER_CREATE] = free_all;
    given(w, "Person", "{'id': 1}");
    assert_int_equal(times, 1);
    expect_rows(w, "Person", "1 null");
}

static gemel_record *freed;

static gemel_status free_the_callers(const gemel_hook_event *event, gemel_error **error)
{
    (void)event;
    (void)error;
    gemel_record_free(freed);
    return GEMEL_OK;
}

static void a_hook_may_free_the_record_that_is_saved(void **state)
{
    const world *w = *state;
    expect_ok(gemel_record_build(w->session, model(w, "Person"), values("{'id': 1}"), &freed, &err));
    acts[GEMEL_HOOK_BEFORE_SAVE] = free_the_callers;
    expect_ok(gemel_record_save(freed, NULL, &err));
    expect_rows(w, "Person", "1 null");
}

static gemel_status leave_a_transaction(const gemel_hook_event *event, gemel_error **error)
{
    return gemel_session_begin(gemel_hook_event_session(event), NULL, error);
}

static gemel_status end_the_transaction(const gemel_hook_event *event, gemel_error **error)
{
    (void)error;
    assert_int_equal(gemel_session_commit(gemel_hook_event_session(event), NULL), GEMEL_USAGE);
    assert_int_equal(gemel_session_rollback(gemel_hook_event_session(event), NULL), GEMEL_USAGE);
    assert_int_equal(gemel_session_close(gemel_hook_event_session(event), NULL), GEMEL_USAGE);
    return GEMEL_OK;
}

static void a_hook_leaves_the_depth_as_it_found_it(void **state)
{
    const world *w = *state;
    gemel_record *ada = built(w, "Person", "{'id': 1}");
    acts[GEMEL_HOOK_BEFORE_SAVE] = leave_a_transaction;
    expect(GEMEL_USAGE, gemel_record_save(ada, NULL, &err));
    expect_mention("depth");
    assert_int_equal(gemel_session_depth(w->session), 0);
    acts[GEMEL_HOOK_BEFORE_SAVE] = end_the_transaction;
    expect(GEMEL_USAGE, gemel_record_save(ada, NULL, &err));
    expect_rows(w, "Person", "");
}

static void *save_elsewhere(void *answer)
{
    *(gemel_status *)answer =
        gemel_record_find_first(here->session, model(here, "Person"), NULL, NULL, &(gemel_record *){NULL}, NULL);
    return NULL;
}

static gemel_status call_from_another_thread(const gemel_hook_event *event, gemel_error **error)
{
    pthread_t thread;
    gemel_status answer = GEMEL_OK;
    (void)event;
    (void)error;
    assert_int_equal(pthread_create(&thread, NULL, save_elsewhere, &answer), 0);
    assert_int_equal(pthread_join(thread, NULL), 0);
    assert_int_equal(answer, GEMEL_USAGE);
    ++times;
    return GEMEL_OK;
}

static void while_a_hook_runs_the_session_is_its_threads(void **state)
{
    const world *w = *state;
    acts[GEMEL_HOOK_BEFORE_SAVE] = call_from_another_thread;
    given(w, "Person", "{'id': 1}");
    assert_int_equal(times, 1);
}

static gemel_status fail_with_retry(const gemel_hook_event *event, gemel_error **error)
{
    gemel_status status = name_it(event, error);
    return ++times < 3 && status == GEMEL_OK ? gemel_error_raise(GEMEL_RETRY, "again", error) : status;
}

static void what_fails_with_retry_runs_again_as_a_whole(void **state)
{
    const world *w = *state;
    gemel_record *ada = built(w, "Person", "{'id': 1}");
    acts[GEMEL_HOOK_AFTER_CREATE] = fail_with_retry;
    expect_ok(gemel_record_save(ada, NULL, &err));
    assert_int_equal(times, 3);
    expect_rows(w, "Person", "1 null");
    expect_attribute(ada, "name", "made");
}

static gemel_status link_another(const gemel_hook_event *event, gemel_error **error)
{
    gemel_record *ada = NULL;
    gemel_status status;
    if (++times > 1)
        return GEMEL_OK;
    status = gemel_record_get_association(gemel_hook_event_record(event), "owner", NULL, &ada, error);
    assert_null(ada);
    return status == GEMEL_OK
               ? gemel_record_update(found(here, "License", "{'id': 12}"), values("{'ownerId': 1}"), NULL, error)
               : status;
}

static void whom_a_hook_puts_in_the_place_is_displaced_too(void **state)
{
    const world *w = *state;
    gemel_record *ada = given(w, "Person", "{'id': 1}"), *l11;
    given(w, "License", "{'id': 10, 'ownerId': 1}");
    l11 = given(w, "License", "{'id': 11}");
    given(w, "License", "{'id': 12}");
    acts[GEMEL_HOOK_AFTER_UPDATE] = link_another;
    expect_ok(gemel_record_set_association(ada, "license", l11, NULL, &err));
    expect_rows(w, "License", "10 null null, 11 null 1, 12 null null");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(world_after_create, calls_inside_are_of_the_same_transaction),
        IN_WORLD(world_after_create, hooks_after_the_statement_run_before_the_commit),
        IN_WORLD(world_acting_n, hooks_that_call_each_other_for_ever_are_stopped),
        IN_WORLD(world_after_create, what_a_hook_is_given_is_borrowed),
        IN_WORLD(world_acting_n, a_hook_may_free_the_record_that_is_saved),
        IN_WORLD(world_acting_n, a_hook_leaves_the_depth_as_it_found_it),
        IN_WORLD(world_acting_n, while_a_hook_runs_the_session_is_its_threads),
        IN_WORLD(world_after_create, what_fails_with_retry_runs_again_as_a_whole),
        IN_WORLD(world_acting_n, whom_a_hook_puts_in_the_place_is_displaced_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
