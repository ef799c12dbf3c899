/*
 * Calls that run no hooks: they refuse a model that has some, unless they are told that it is known. It must not know
 * what these calls do else.
 */
#include "recorder.h"

static int world_recorded(void **state)
{
    gemel_schema *schema = schema_n();
    record_model(schema, "License");
    return world_of(state, schema);
}

static gemel_status attempt(const world *w, const char *call, const char *how)
{
    gemel_record *made = NULL;
    gemel_bulk *bulk = NULL;
    const gemel_values *rows[] = {values("{'id': 1}")};
    gemel_status status;
    if (!strcmp(call, "upsert"))
        status = gemel_record_upsert(w->session, model(w, "Person"), rows[0], with(how), &made, &err);
    else if (!strcmp(call, "insert"))
        status = gemel_records_insert(w->session, model(w, "Person"), rows, 1, with(how), NULL, &err);
    else
        status = gemel_bulk_open(w->session, model(w, "Person"), with(how), &bulk, &err);
    gemel_record_free(made);
    gemel_bulk_free(bulk);
    return status;
}

static gemel_status do_nothing(const gemel_hook_event *event, void *user_data, gemel_error **error)
{
    (void)event;
    (void)user_data;
    (void)error;
    return GEMEL_OK;
}

static int world_hooked_at(void **state, int32_t event)
{
    gemel_schema *schema = schema_n();
    gemel_schema_add_hook(schema, "Person", NULL, event, do_nothing, NULL, NULL, NULL);
    return world_of(state, schema);
}

static int world_after_save(void **state)
{
    return world_hooked_at(state, GEMEL_HOOK_AFTER_SAVE);
}

static int world_before_update(void **state)
{
    return world_hooked_at(state, GEMEL_HOOK_BEFORE_UPDATE);
}

static int world_before_destroy(void **state)
{
    return world_hooked_at(state, GEMEL_HOOK_BEFORE_DESTROY);
}

static void who_runs_no_hooks_refuses_a_model_that_has_some(void **state)
{
    static const char *const calls[] = {"upsert", "insert", "bulk"};
    const world *w = *state;
    size_t i;
    for (i = 0; i < COUNT(calls); ++i) {
        expect(GEMEL_USAGE, attempt(w, calls[i], "{}"));
        expect_mention("Person has hooks");
        expect_mention("hooks: false");
        expect(GEMEL_USAGE, attempt(w, calls[i], "{'hooks': true}"));
        expect_rows(w, "Person", "");
    }
    expect_ok(attempt(w, "upsert", "{'hooks': false}"));
    expect(GEMEL_UNIQUE, attempt(w, "insert", "{'hooks': false}"));
    expect_ok(attempt(w, "bulk", "{'hooks': false}"));
    expect_own_rows(w, "Person", "1 null");
}

static void hooks_of_updates_matter_to_who_updates(void **state)
{
    const world *w = *state;
    expect(GEMEL_USAGE, attempt(w, "upsert", "{}"));
    expect(GEMEL_USAGE, attempt(w, "insert", "{'conflict': 'id'}"));
    expect(GEMEL_USAGE, attempt(w, "bulk", "{'conflict': 'id'}"));
    expect_ok(attempt(w, "insert", "{}"));
    expect_ok(attempt(w, "bulk", "{}"));
    expect_own_rows(w, "Person", "1 null");
}

static void hooks_of_other_events_do_not_matter(void **state)
{
    const world *w = *state;
    expect_ok(attempt(w, "insert", "{}"));
    expect_ok(attempt(w, "upsert", "{'hooks': true}"));
    expect_ok(attempt(w, "bulk", "{}"));
}

static void many_are_not_linked_past_hooks(void **state)
{
    const world *w = *state;
    gemel_record *ada = given(w, "Person", "{'id': 1}"), *l10 = given(w, "License", "{'id': 10}");
    const gemel_association *link = association(w->schema, "Person", "license");
    expect(GEMEL_USAGE, gemel_records_set_association(w->session, link, &ada, &l10, 1, NULL, &err));
    expect_mention("hooks: false");
    expect_rows(w, "License", "10 null null");
    forget_run();
    expect_ok(gemel_records_set_association(w->session, link, &ada, &l10, 1, with("{'hooks': false}"), &err));
    expect_run("");
    expect_rows(w, "License", "10 null 1");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(world_after_save, who_runs_no_hooks_refuses_a_model_that_has_some),
        IN_WORLD(world_before_update, hooks_of_updates_matter_to_who_updates),
        IN_WORLD(world_before_destroy, hooks_of_other_events_do_not_matter),
        IN_WORLD(world_recorded, many_are_not_linked_past_hooks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
