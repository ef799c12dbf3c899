/*
 * What hooks assign to their record is checked and written with the rest. It must not test which hooks run when
 * (test_hooks.c).
 */
#include "acting.h"
#include "declarations.h"

static int world_required(void **state)
{
    static const declaration declarations[DECLARATIONS_MAX] = {
        MODEL("Person"),
        ATTRIBUTE("Person", "name", "string(5) not null"),
        MODEL("License"),
        ATTRIBUTE("License", "number", "string not null"),
        HAS_ONE("Person", "License", "foreign key ownerId inverse owner"),
    };
    return acting(state, declared(declarations));
}

static int world_timed(void **state)
{
    static const declaration declarations[DECLARATIONS_MAX] = {
        {declare_model, "Person", NULL, "timestamps", NULL},
        ATTRIBUTE("Person", "at", "timestamp default now"),
        MODEL("License"),
        HAS_ONE("Person", "License", "foreign key ownerId inverse owner"),
    };
    return acting(state, declared(declarations));
}

static gemel_status name_it_too_long(const gemel_hook_event *event, gemel_error **error)
{
    return gemel_record_set_text(gemel_hook_event_record(event), "name", "too long", GEMEL_NUL, error);
}

static void what_a_hook_assigns_is_written(void **state)
{
    static const int32_t before[] = {GEMEL_HOOK_BEFORE_VALIDATE, GEMEL_HOOK_AFTER_VALIDATE, GEMEL_HOOK_BEFORE_SAVE};
    const world *w = *state;
    gemel_record *ada;
    size_t i;
    acts[GEMEL_HOOK_BEFORE_VALIDATE] = name_it;
    ada = given(w, "Person", "{'id': 1}");
    expect_rows(w, "Person", "1 made");
    for (i = 0; i < COUNT(before); ++i) {
        act_no_more();
        expect_ok(gemel_record_update(ada, values("{'name': 'Ada'}"), NULL, &err));
        acts[before[i]] = name_it;
        expect_ok(gemel_record_save(ada, NULL, &err));
        expect_rows(w, "Person", "1 made");
        assert_false(gemel_record_is_changed(ada));
    }
}

static void a_hook_can_give_what_may_not_be_null(void **state)
{
    const world *w = *state;
    gemel_record *ada, *made = NULL;
    acts[GEMEL_HOOK_BEFORE_VALIDATE] = name_it;
    ada = given(w, "Person", "{}");
    expect_ok(gemel_record_create_association(ada, "license", NULL, NULL, &made, &err));
    keep(made);
    expect_attribute(made, "number", "made");
    expect_ok(gemel_record_set_association(ada, "license", built(w, "License", "{}"), NULL, &err));
    made = NULL;
    expect_ok(gemel_record_create(w->session, model(w, "Person"), values("{'license': {}}"),
                                  with("{'include': 'license'}"), &made, &err));
    keep(made);
    expect_rows(w, "Person", "1 made, 2 made");
    expect_rows(w, "License", "1 made null, 2 made 1, 3 made 2");
}

static void what_a_hook_assigns_is_checked(void **state)
{
    static const int32_t before[] = {GEMEL_HOOK_BEFORE_VALIDATE, GEMEL_HOOK_AFTER_VALIDATE, GEMEL_HOOK_BEFORE_SAVE};
    const world *w = *state;
    gemel_record *ada = given(w, "Person", "{'name': 'Ada'}");
    size_t i;
    for (i = 0; i < COUNT(before); ++i) {
        act_no_more();
        acts[before[i]] = name_it_too_long;
        expect(GEMEL_VALIDATION, gemel_record_save(ada, NULL, &err));
        expect_attribute(ada, "name", "Ada");
        assert_false(gemel_record_is_changed(ada));
    }
}

static void what_hooks_assign_in_a_set_is_written_with_it(void **state)
{
    const world *w = *state;
    gemel_record *ada = given(w, "Person", "{'id': 1}");
    gemel_record *l10 = given(w, "License", "{'id': 10, 'number': 'A', 'ownerId': 1}");
    gemel_record *l11 = given(w, "License", "{'id': 11, 'number': 'B'}");
    acts[GEMEL_HOOK_BEFORE_UPDATE] = name_it;
    expect_ok(gemel_record_set_association(ada, "license", l11, NULL, &err));
    expect_rows(w, "License", "10 made null, 11 made 1");
    assert_false(gemel_record_is_changed(l11));
    expect_ok(gemel_record_reload(l10, NULL, &err));
    expect_ok(gemel_record_update(l10, values("{'number': 'A'}"), with("{'hooks': false}"), &err));
    expect_ok(gemel_record_set_association(l10, "owner", ada, with("{'replace': true}"), &err));
    expect_rows(w, "License", "10 made 1, 11 made null");
}

static void other_assigned_values_stay_unsaved_by_a_set(void **state)
{
    const world *w = *state;
    gemel_record *ada = given(w, "Person", "{'id': 1}");
    gemel_record *l10 = given(w, "License", "{'id': 10, 'number': 'A'}");
    expect_ok(gemel_record_set_text(l10, "number", "unsaved", GEMEL_NUL, &err));
    expect_ok(gemel_record_set_association(ada, "license", l10, NULL, &err));
    expect_rows(w, "License", "10 A 1");
    expect_attribute(l10, "number", "unsaved");
    assert_true(gemel_record_is_changed(l10));
}

static gemel_status expect_the_key(const gemel_hook_event *event, gemel_error **error)
{
    int64_t key = 0;
    const gemel_status status = gemel_record_get_int(gemel_hook_event_record(event), "ownerId", &key, error);
    ++times;
    return status == GEMEL_OK && key != 1 ? gemel_error_raise(GEMEL_CALLBACK, "not the key", error) : status;
}

static void hooks_of_who_is_linked_see_the_new_key(void **state)
{
    const world *w = *state;
    gemel_record *ada = given(w, "Person", "{'id': 1}");
    gemel_record *l10 = given(w, "License", "{'id': 10}");
    acts[GEMEL_HOOK_BEFORE_UPDATE] = acts[GEMEL_HOOK_AFTER_UPDATE] = expect_the_key;
    acts[GEMEL_HOOK_BEFORE_CREATE] = expect_the_key;
    expect_ok(gemel_record_set_association(ada, "license", l10, NULL, &err));
    assert_int_equal(times, 2);
    expect_ok(gemel_record_destroy(l10, NULL, NULL, &err));
    expect_ok(gemel_record_create_association(ada, "license", NULL, NULL, NULL, &err));
    assert_int_equal(times, 3);
}

static gemel_status steal_the_key(const gemel_hook_event *event, gemel_error **error)
{
    return gemel_record_set_int(gemel_hook_event_record(event), "ownerId", 2, error);
}

static void the_key_is_the_methods_own(void **state)
{
    const world *w = *state;
    gemel_record *ada = given(w, "Person", "{'id': 1}");
    gemel_record *l10 = given(w, "License", "{'id': 10}");
    given(w, "Person", "{'id': 2}");
    acts[GEMEL_HOOK_BEFORE_SAVE] = steal_the_key;
    expect(GEMEL_USAGE, gemel_record_set_association(ada, "license", l10, NULL, &err));
    expect_mention("License.ownerId");
    expect_rows(w, "License", "10 null null");
    expect_attribute(l10, "ownerId", NULL);
}

/* What was written before is not asked for the time, nor is the clock asked twice. */
static void a_default_is_of_the_time_of_its_call(void **state)
{
    const world *w = *state;
    static const char *const include[] = {"{}", "{'include': 'license'}"};
    size_t i;
    for (i = 0; i < COUNT(include); ++i) {
        gemel_record *made = NULL;
        const char *at = NULL;
        given(w, "License", "{}");
        expect_ok(gemel_record_create(w->session, model(w, "Person"), NULL, with(include[i]), &made, &err));
        keep(made);
        expect_ok(gemel_record_get_text(made, "createdAt", &at, NULL, &err));
        expect_attribute(made, "at", at);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(world_acting_n, what_a_hook_assigns_is_written),
        IN_WORLD(world_required, a_hook_can_give_what_may_not_be_null),
        IN_WORLD(world_required, what_a_hook_assigns_is_checked),
        IN_WORLD(world_acting_u, what_hooks_assign_in_a_set_is_written_with_it),
        IN_WORLD(world_acting_n, other_assigned_values_stay_unsaved_by_a_set),
        IN_WORLD(world_acting_n, hooks_of_who_is_linked_see_the_new_key),
        IN_WORLD(world_acting_n, the_key_is_the_methods_own),
        IN_WORLD(world_timed, a_default_is_of_the_time_of_its_call),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
