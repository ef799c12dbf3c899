/*
 * What hooks do to the rows of a query while they are written: rows that they add, change, take away or mark. It must
 * not test when hooks run (test_query_hooks.c).
 */
#include "acting.h"
#include "asked.h"
#include "declarations.h"
#include "written.h"

#include <stdio.h>

static void three_people(const world *w)
{
    given(w, "Person", "{'id': 1, 'name': 'A'}");
    given(w, "Person", "{'id': 2, 'name': 'B'}");
    given(w, "Person", "{'id': 3, 'name': 'C'}");
}

static gemel_status insert_one_more(const gemel_hook_event *event, gemel_error **error)
{
    gemel_record *made = NULL;
    const gemel_status status = gemel_record_create(gemel_hook_event_session(event), model(here, "Person"),
                                                    values("{'name': 'more'}"), NULL, &made, error);
    gemel_record_free(made);
    ++times;
    return status;
}

static void rows_that_hooks_add_are_not_met(void **state)
{
    const world *w = *state;
    int64_t count = 0;
    int i;
    gemel_query *q;
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    for (i = 0; i < 503; ++i)
        given(w, "Person", "{'name': 'x'}");
    expect_ok(gemel_session_commit(w->session, &err));
    acts[GEMEL_HOOK_BEFORE_DESTROY] = insert_one_more;
    expect_destroyed(w, "Person", "{'all': true}", "{}", 503);
    assert_int_equal(times, 503);
    q = query(w, "Person", "{'where': {'name': 'more'}}");
    expect_ok(gemel_query_count(q, w->session, &count, &err));
    gemel_query_free(q);
    assert_int_equal(count, 503);
}

static gemel_status rename_all(const gemel_hook_event *event, gemel_error **error)
{
    gemel_query *q = query(here, "Person", "{'all': true}");
    const gemel_status status = gemel_query_update(q, gemel_hook_event_session(event), values("{'name': 'other'}"),
                                                   with("{'hooks': false}"), NULL, error);
    gemel_query_free(q);
    return status;
}

static void what_hooks_change_of_other_rows_spares_none(void **state)
{
    const world *w = *state;
    three_people(w);
    acts[GEMEL_HOOK_AFTER_DESTROY] = rename_all;
    expect_destroyed(w, "Person", "{'where': {'name': ['A', 'B', 'C']}}", "{}", 3);
    expect_rows(w, "Person", "");
}

static gemel_status take_the_third(const gemel_hook_event *event, gemel_error **error)
{
    gemel_record *third = NULL;
    gemel_status status = gemel_record_find(gemel_hook_event_session(event), model(here, "Person"), values("{'id': 3}"),
                                            NULL, &third, error);
    if (status == GEMEL_OK && third && ++times == 1)
        status = gemel_record_destroy(third, with("{'hooks': false}"), NULL, error);
    gemel_record_free(third);
    return status;
}

static void rows_that_hooks_take_away_do_not_count(void **state)
{
    const world *w = *state;
    three_people(w);
    acts[GEMEL_HOOK_AFTER_DESTROY] = take_the_third;
    expect_destroyed(w, "Person", "{'all': true}", "{}", 2);
    three_people(w);
    act_no_more();
    times = 0;
    acts[GEMEL_HOOK_AFTER_UPDATE] = take_the_third;
    expect_updated(w, "Person", "{'all': true}", "{'name': 'x'}", "{}", 2);
    expect_rows(w, "Person", "1 x, 2 x");
}

static gemel_status take_it_too(const gemel_hook_event *event, gemel_error **error)
{
    gemel_record *same = NULL;
    int64_t id = 0;
    char key[32];
    gemel_status status = gemel_record_get_int(gemel_hook_event_record(event), "id", &id, error);
    snprintf(key, sizeof key, "{'id': %d}", (int)id);
    if (status == GEMEL_OK)
        status =
            gemel_record_find(gemel_hook_event_session(event), model(here, "Person"), values(key), NULL, &same, error);
    if (status == GEMEL_OK)
        status = gemel_record_destroy(same, with("{'hooks': false}"), NULL, error);
    gemel_record_free(same);
    return status;
}

static void a_row_that_its_own_hook_takes_away_does_not_count(void **state)
{
    const world *w = *state;
    three_people(w);
    acts[GEMEL_HOOK_BEFORE_DESTROY] = take_it_too;
    expect_destroyed(w, "Person", "{'all': true}", "{}", 0);
    expect_rows(w, "Person", "");
}

static int world_acting_and_marking(void **state)
{
    static const declaration declarations[DECLARATIONS_MAX] = {
        MODEL_IS("Person", "paranoid"),
        ATTRIBUTE("Person", "name", "string"),
        MODEL("License"),
    };
    return acting(state, declared(declarations));
}

static void a_row_that_hooks_mark_as_deleted_is_left_alone(void **state)
{
    const world *w = *state;
    three_people(w);
    acts[GEMEL_HOOK_AFTER_UPDATE] = take_the_third;
    expect_updated(w, "Person", "{'all': true}", "{'name': 'x'}", "{}", 2);
    expect_asked(w, "Person", "{'withDeleted': true, 'where': {'name': 'x'}}", "1 2");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(world_acting_n, rows_that_hooks_add_are_not_met),
        IN_WORLD(world_acting_n, what_hooks_change_of_other_rows_spares_none),
        IN_WORLD(world_acting_n, rows_that_hooks_take_away_do_not_count),
        IN_WORLD(world_acting_n, a_row_that_its_own_hook_takes_away_does_not_count),
        IN_WORLD(world_acting_and_marking, a_row_that_hooks_mark_as_deleted_is_left_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
