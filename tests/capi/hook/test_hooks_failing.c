/*
 * What becomes of the call, the database and the records when a hook fails: all is as before. It must not test which
 * hooks run when (test_hooks.c).
 */
#include "acting.h"
#include "recorder.h"

static int world_recorded_n(void **state)
{
    gemel_schema *schema = schema_n();
    record_model(schema, "Person");
    record_model(schema, "License");
    record_association(schema, "Person", "license");
    return world_of(state, schema);
}

static void a_hook_that_fails_undoes_a_save(void **state)
{
    static const char *const events[] = {"beforeValidate", "afterValidate", "beforeUpdate",
                                         "beforeSave",     "afterUpdate",   "afterSave"};
    const world *w = *state;
    gemel_record *ada = given(w, "Person", "{'id': 1, 'name': 'Ada'}");
    size_t i;
    for (i = 0; i < COUNT(events); ++i) {
        expect_ok(gemel_record_set_text(ada, "name", "Bob", GEMEL_NUL, &err));
        refuse_at(events[i]);
        expect(GEMEL_CALLBACK, gemel_record_save(ada, NULL, &err));
        assert_string_equal(gemel_error_message(failure()), "refused by a hook");
        expect_rows(w, "Person", "1 Ada");
        expect_attribute(ada, "name", "Bob");
        assert_true(gemel_record_is_changed(ada));
        expect(GEMEL_CALLBACK, gemel_record_update(ada, values("{'name': 'Eve'}"), NULL, &err));
        expect_attribute(ada, "name", "Bob");
    }
    refuse_at(NULL);
    expect_ok(gemel_record_save(ada, NULL, &err));
    expect_rows(w, "Person", "1 Bob");
}

static void a_hook_that_fails_undoes_a_create(void **state)
{
    const world *w = *state;
    gemel_record *ada = built(w, "Person", "{'name': 'Ada'}"), *none = NULL;
    refuse_at("afterSave");
    expect(GEMEL_CALLBACK, gemel_record_save(ada, NULL, &err));
    assert_true(gemel_record_is_new(ada));
    expect_attribute(ada, "id", NULL);
    expect(GEMEL_CALLBACK, gemel_record_create(w->session, model(w, "Person"), values("{'license': {'id': 10}}"),
                                               with("{'include': 'license'}"), &none, &err));
    assert_null(none);
    expect_rows(w, "Person", "");
    expect_rows(w, "License", "");
}

static void a_hook_that_fails_undoes_a_destroy(void **state)
{
    static const char *const events[] = {"beforeDestroy", "afterDestroy"};
    const world *w = *state;
    gemel_record *ada = given(w, "Person", "{'id': 1}");
    size_t i;
    for (i = 0; i < COUNT(events); ++i) {
        refuse_at(events[i]);
        expect(GEMEL_CALLBACK, gemel_record_destroy(ada, NULL, NULL, &err));
        expect_rows(w, "Person", "1 null");
    }
}

static void a_hook_that_fails_undoes_a_set(void **state)
{
    static const char *const events[] = {"beforeValidate", "afterValidate", "beforeUpdate", "beforeSave",
                                         "afterUpdate",    "afterSave",     "beforeSet",    "afterSet"};
    const world *w = *state;
    gemel_record *ada = given(w, "Person", "{'id': 1}"), *l10, *l11, *shown = NULL;
    size_t i;
    given(w, "Person", "{'id': 2}");
    l10 = given(w, "License", "{'id': 10, 'ownerId': 1}");
    l11 = given(w, "License", "{'id': 11, 'ownerId': 2}");
    expect_ok(gemel_record_load_association(ada, "license", NULL, &shown, &err));
    keep(shown);
    expect_ok(gemel_record_set_text(l11, "number", "unsaved", GEMEL_NUL, &err));
    for (i = 0; i < COUNT(events); ++i) {
        refuse_at(events[i]);
        expect(GEMEL_CALLBACK, gemel_record_set_association(ada, "license", l11, NULL, &err));
        expect_rows(w, "License", "10 null 1, 11 null 2");
        expect_attribute(l10, "ownerId", "1");
        expect_attribute(l11, "ownerId", "2");
        expect_attribute(l11, "number", "unsaved");
        shown = NULL;
        expect_ok(gemel_record_load_association(ada, "license", NULL, &shown, &err));
        keep(shown);
        assert_true(same_row(shown, l10));
    }
    assert_int_equal(gemel_session_depth(w->session), 0);
}

static gemel_status assign_then_fail(const gemel_hook_event *event, gemel_error **error)
{
    const gemel_status status = name_it(event, error);
    return status == GEMEL_OK ? GEMEL_CALLBACK : status;
}

static void what_a_hook_that_fails_has_assigned_is_put_back(void **state)
{
    const world *w = *state;
    gemel_record *ada = given(w, "Person", "{'id': 1, 'name': 'Ada'}");
    acts[GEMEL_HOOK_BEFORE_SAVE] = assign_then_fail;
    expect(GEMEL_CALLBACK, gemel_record_save(ada, NULL, &err));
    expect_mention("beforeSave of Person");
    expect_attribute(ada, "name", "Ada");
    assert_false(gemel_record_is_changed(ada));
    act_no_more();
    acts[GEMEL_HOOK_AFTER_SAVE] = assign_then_fail;
    expect(GEMEL_CALLBACK, gemel_record_update(ada, values("{'name': 'Bob'}"), NULL, &err));
    expect_attribute(ada, "name", "Ada");
    assert_false(gemel_record_is_changed(ada));
}

static void a_failed_call_inside_a_transaction_leaves_the_rest_of_it(void **state)
{
    const world *w = *state;
    gemel_record *ada = given(w, "Person", "{'id': 1, 'name': 'Ada'}");
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    expect_ok(gemel_record_update(ada, values("{'name': 'Bob'}"), NULL, &err));
    refuse_at("afterSave");
    expect(GEMEL_CALLBACK, gemel_record_update(ada, values("{'name': 'Eve'}"), NULL, &err));
    expect_own_rows(w, "Person", "1 Bob");
    expect_attribute(ada, "name", "Bob");
    refuse_at(NULL);
    expect_ok(gemel_record_update(ada, values("{'name': 'Fay'}"), NULL, &err));
    expect_ok(gemel_session_rollback(w->session, &err));
    expect_rows(w, "Person", "1 Ada");
    assert_true(gemel_record_is_changed(ada));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(world_recorded_n, a_hook_that_fails_undoes_a_save),
        IN_WORLD(world_recorded_n, a_hook_that_fails_undoes_a_create),
        IN_WORLD(world_recorded_n, a_hook_that_fails_undoes_a_destroy),
        IN_WORLD(world_recorded_n, a_hook_that_fails_undoes_a_set),
        IN_WORLD(world_acting_n, what_a_hook_that_fails_has_assigned_is_put_back),
        IN_WORLD(world_recorded_n, a_failed_call_inside_a_transaction_leaves_the_rest_of_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
