/*
 * Hooks of models that keep a version, and of dependents that touch their owner: one write is one step, and what fails
 * has changed neither version nor time, in the database or in a record. It must not test what hooks may do elsewhere
 * (test_hooks_inside.c), nor versions without hooks (test_version.c).
 */
#include "acting.h"
#include "declarations.h"

/* A time that no clock shows any more. */
#define BEFORE "2001-02-03T04:05:06.000000Z"

/* Person(id, name, version) has one License(id, number, ownerId, version); inverse `owner`. */
static int world_of_versions(void **state)
{
    static const declaration declarations[DECLARATIONS_MAX] = {
        MODEL_IS("Person", "version"),
        ATTRIBUTE("Person", "name", "string"),
        MODEL_IS("License", "version"),
        ATTRIBUTE("License", "number", "string"),
        ATTRIBUTE("License", "ownerId", "integer"),
        HAS_ONE("Person", "License", "foreign key ownerId inverse owner"),
    };
    return acting(state, declared(declarations));
}

/* The same, but Person keeps times, and its License touches it. */
static int world_of_touching(void **state)
{
    static const declaration declarations[DECLARATIONS_MAX] = {
        MODEL_IS("Person", "timestamps"),
        ATTRIBUTE("Person", "name", "string"),
        MODEL_IS("License", "version"),
        ATTRIBUTE("License", "number", "string"),
        ATTRIBUTE("License", "ownerId", "integer"),
        HAS_ONE_WITH("Person", "License", "{'foreignKey': 'ownerId', 'inverse': {'as': 'owner', 'touch': true}}"),
    };
    acting(state, declared(declarations));
    given(*state, "Person", "{'id': 1, 'updatedAt': '" BEFORE "'}");
    given(*state, "Person", "{'id': 2, 'updatedAt': '" BEFORE "'}");
    return 0;
}

static gemel_status refuse(const gemel_hook_event *event, gemel_error **error)
{
    (void)event;
    ++times;
    return gemel_error_raise(GEMEL_CALLBACK, "refused by a hook", error);
}

static gemel_status count(const gemel_hook_event *event, gemel_error **error)
{
    (void)event;
    (void)error;
    ++times;
    return GEMEL_OK;
}

/* Names the record, and creates another person besides. */
static gemel_status name_it_and_create(const gemel_hook_event *event, gemel_error **error)
{
    gemel_record *made = NULL;
    gemel_values *row = values("{}");
    gemel_status status = name_it(event, error);
    gemel_values_set_int(row, "id", 100 + times++, NULL);
    if (status == GEMEL_OK)
        status = gemel_record_create(gemel_hook_event_session(event), model(here, "Person"), row,
                                     with("{'hooks': false}"), &made, error);
    gemel_record_free(made);
    return status;
}

/* Somebody else writes the row, with no hooks. */
static void change(const world *w, const char *name, const char *where, const char *json)
{
    gemel_record *record = NULL;
    expect_ok(gemel_record_find_first(w->witness, model(w, name), values(where), NULL, &record, &err));
    expect_ok(gemel_record_update(keep(record), values(json), with("{'hooks': false}"), &err));
}

/* ---- Versions ---- */

static void a_stale_save_whose_hooks_ran_has_changed_nothing(void **state)
{
    const world *w = *state;
    gemel_record *ada = given(w, "Person", "{'id': 1, 'name': 'a'}");
    bool deleted = true;
    change(w, "Person", "{'id': 1}", "{'name': 'other'}");
    expect_ok(gemel_record_set_text(ada, "name", "mine", GEMEL_NUL, &err));
    acts[GEMEL_HOOK_BEFORE_SAVE] = acts[GEMEL_HOOK_BEFORE_DESTROY] = name_it_and_create;
    acts[GEMEL_HOOK_AFTER_SAVE] = acts[GEMEL_HOOK_AFTER_DESTROY] = count;
    expect(GEMEL_STALE, gemel_record_save(ada, NULL, &err));
    expect(GEMEL_STALE, gemel_record_update(ada, values("{'name': 'third'}"), NULL, &err));
    expect(GEMEL_STALE, gemel_record_destroy(ada, NULL, &deleted, &err));
    assert_int_equal(times, 3);
    assert_false(deleted);
    expect_attribute(ada, "name", "mine");
    expect_attribute(ada, "version", "0");
    assert_true(gemel_record_is_changed(ada));
    expect_rows(w, "Person", "1 other 1");
}

static void a_set_of_who_is_stale_or_gone_is_told_before_any_row_hook(void **state)
{
    const world *w = *state;
    gemel_record *ada = given(w, "Person", "{'id': 1}"), *l11 = given(w, "License", "{'id': 11}");
    given(w, "License", "{'id': 10, 'ownerId': 1}");
    change(w, "License", "{'id': 11}", "{'number': 'other'}");
    acts[GEMEL_HOOK_BEFORE_VALIDATE] = count;
    expect(GEMEL_STALE, gemel_record_set_association(ada, "license", l11, NULL, &err));
    expect_mention("License 11");
    assert_int_equal(times, 0);
    vanish(w, "License", "{'id': 11}");
    expect(GEMEL_NOT_FOUND, gemel_record_set_association(ada, "license", l11, NULL, &err));
    expect_mention("License 11");
    assert_int_equal(times, 0);
    expect_attribute(l11, "ownerId", NULL);
    expect_attribute(l11, "version", "0");
    expect_rows(w, "License", "10 null 1 0");
}

static void a_stale_belongs_to_is_told_before_any_row_hook_and_displaces_nobody(void **state)
{
    const world *w = *state;
    gemel_record *ada = given(w, "Person", "{'id': 1}"), *l11 = given(w, "License", "{'id': 11}");
    given(w, "License", "{'id': 10, 'ownerId': 1}");
    change(w, "License", "{'id': 11}", "{'number': 'other'}");
    acts[GEMEL_HOOK_BEFORE_SAVE] = name_it_and_create;
    expect(GEMEL_STALE, gemel_record_set_association(l11, "owner", ada, with("{'replace': true}"), &err));
    assert_int_equal(times, 0);
    expect_attribute(l11, "number", NULL);
    expect_attribute(l11, "ownerId", NULL);
    expect_attribute(l11, "version", "0");
    expect_rows(w, "License", "10 null 1 0, 11 other null 1");
    expect_rows(w, "Person", "1 null 0");
}

/* Writes the second license through another record, once. */
static gemel_status write_l11(const gemel_hook_event *event, gemel_error **error)
{
    gemel_record *same = NULL;
    gemel_status status = name_it(event, error);
    if (status != GEMEL_OK || times++)
        return status;
    status = gemel_record_find_first(gemel_hook_event_session(event), model(here, "License"), values("{'id': 11}"),
                                     NULL, &same, error);
    if (status == GEMEL_OK)
        status = gemel_record_update(same, values("{'number': 'by the hook'}"), with("{'hooks': false}"), error);
    gemel_record_free(same);
    return status;
}

static void who_gets_stale_by_a_hook_of_the_displaced_one_undoes_that_too(void **state)
{
    const world *w = *state;
    gemel_record *ada = given(w, "Person", "{'id': 1}"), *l10 = given(w, "License", "{'id': 10, 'ownerId': 1}");
    gemel_record *l11 = given(w, "License", "{'id': 11}");
    acts[GEMEL_HOOK_BEFORE_SAVE] = write_l11;
    expect(GEMEL_STALE, gemel_record_set_association(ada, "license", l11, NULL, &err));
    assert_int_equal(times, 2);
    expect_attribute(l10, "version", "0");
    expect_attribute(l11, "number", NULL);
    expect_attribute(l11, "ownerId", NULL);
    expect_attribute(l11, "version", "0");
    assert_false(gemel_record_is_changed(l11));
    expect_rows(w, "License", "10 null 1 0, 11 null null 0");
    expect_ok(gemel_record_set_association(ada, "license", l11, NULL, &err));
    expect_rows(w, "License", "10 made null 1, 11 made 1 1");
}

static void what_hooks_assign_is_one_step_with_what_the_call_writes(void **state)
{
    world *w = *state;
    gemel_record *ada = given(w, "Person", "{'id': 1}"), *bob = given(w, "Person", "{'id': 2, 'name': 'b'}");
    acts[GEMEL_HOOK_BEFORE_VALIDATE] = acts[GEMEL_HOOK_BEFORE_UPDATE] = acts[GEMEL_HOOK_BEFORE_SAVE] = name_it;
    forget_statements(w);
    expect_ok(gemel_record_update(ada, values("{'name': 'Ada'}"), NULL, &err));
    expect_ok(gemel_record_save(bob, NULL, &err));
    expect_statements(w, 0, 2);
    expect_attribute(ada, "version", "1");
    expect_attribute(bob, "version", "1");
    expect_ok(gemel_record_save(bob, NULL, &err));
    expect_statements(w, 0, 2);
    expect_rows(w, "Person", "1 made 1, 2 made 1");
}

static void what_hooks_assign_in_a_set_is_one_step_for_each_row(void **state)
{
    const world *w = *state;
    gemel_record *ada = given(w, "Person", "{'id': 1}"), *l11 = given(w, "License", "{'id': 11}");
    given(w, "License", "{'id': 10, 'ownerId': 1}");
    acts[GEMEL_HOOK_BEFORE_SAVE] = name_it;
    expect_ok(gemel_record_set_association(ada, "license", l11, NULL, &err));
    expect_attribute(l11, "version", "1");
    expect_rows(w, "License", "10 made null 1, 11 made 1 1");
    expect_rows(w, "Person", "1 null 0");
    act_no_more();
    expect_ok(gemel_record_update(l11, values("{'number': 'L'}"), NULL, &err));
    expect_rows(w, "License", "10 made null 1, 11 L 1 2");
}

static void a_hook_that_fails_gives_the_version_back(void **state)
{
    static const int events[] = {GEMEL_HOOK_BEFORE_UPDATE, GEMEL_HOOK_AFTER_UPDATE, GEMEL_HOOK_AFTER_SAVE};
    const world *w = *state;
    gemel_record *ada = given(w, "Person", "{'id': 1}"), *l11 = given(w, "License", "{'id': 11}");
    size_t i;
    given(w, "License", "{'id': 10, 'ownerId': 1}");
    for (i = 0; i < COUNT(events); ++i) {
        acts[events[i]] = refuse;
        expect(GEMEL_CALLBACK, gemel_record_update(ada, values("{'name': 'x'}"), NULL, &err));
        expect(GEMEL_CALLBACK, gemel_record_set_association(ada, "license", l11, NULL, &err));
        expect_attribute(ada, "version", "0");
        expect_attribute(l11, "version", "0");
        expect_rows(w, "Person", "1 null 0");
        expect_rows(w, "License", "10 null 1 0, 11 null null 0");
        act_no_more();
    }
    expect_ok(gemel_record_update(ada, values("{'name': 'x'}"), NULL, &err));
    expect_ok(gemel_record_set_association(ada, "license", l11, NULL, &err));
    expect_rows(w, "Person", "1 x 1");
    expect_rows(w, "License", "10 null null 1, 11 null 1 1");
}

static void hooks_of_a_belongs_to_count_its_row_once(void **state)
{
    const world *w = *state;
    gemel_record *ada = given(w, "Person", "{'id': 1}"), *made = NULL;
    gemel_record *l10 = given(w, "License", "{'id': 10}"), *l11 = given(w, "License", "{'id': 11}");
    acts[GEMEL_HOOK_BEFORE_UPDATE] = name_it;
    expect_ok(gemel_record_set_association(l10, "owner", ada, NULL, &err));
    expect_rows(w, "License", "10 made 1 1, 11 null null 0");
    expect_ok(gemel_record_update(l10, values("{'number': 'x'}"), with("{'hooks': false}"), &err));
    expect_ok(gemel_record_unset_association(l10, "owner", NULL, &err));
    expect_attribute(l10, "version", "3");
    expect_ok(gemel_record_create_association(l11, "owner", values("{'id': 2}"), NULL, &made, &err));
    keep(made);
    expect_attribute(l11, "version", "1");
    expect_rows(w, "License", "10 made null 3, 11 made 2 1");
    expect_rows(w, "Person", "1 null 0, 2 null 0");
}

static void who_is_linked_already_is_counted_if_a_hook_assigns(void **state)
{
    const world *w = *state;
    gemel_record *ada = given(w, "Person", "{'id': 1}"), *l10 = given(w, "License", "{'id': 10, 'ownerId': 1}");
    expect_ok(gemel_record_set_association(ada, "license", l10, NULL, &err));
    expect_ok(gemel_record_set_association(l10, "owner", ada, NULL, &err));
    expect_attribute(l10, "version", "0");
    acts[GEMEL_HOOK_BEFORE_SAVE] = name_it;
    expect_ok(gemel_record_set_association(ada, "license", l10, NULL, &err));
    expect_attribute(l10, "version", "1");
    expect_rows(w, "License", "10 made 1 1");
    expect_ok(gemel_record_update(l10, values("{'number': 'x'}"), with("{'hooks': false}"), &err));
    expect_ok(gemel_record_set_association(l10, "owner", ada, NULL, &err));
    expect_attribute(l10, "version", "3");
    expect_rows(w, "License", "10 made 1 3");
}

/* Writes the row of its record through another record, once. */
static gemel_status write_the_row(const gemel_hook_event *event, gemel_error **error)
{
    gemel_record *same = NULL;
    gemel_status status;
    if (times++)
        return GEMEL_OK;
    status = gemel_record_find_first(gemel_hook_event_session(event), model(here, "Person"), values("{'id': 1}"), NULL,
                                     &same, error);
    if (status == GEMEL_OK)
        status = gemel_record_update(same, values("{'name': 'by the hook'}"), NULL, error);
    gemel_record_free(same);
    return status;
}

static void a_hook_that_writes_the_row_itself_makes_its_call_stale(void **state)
{
    const world *w = *state;
    gemel_record *ada = given(w, "Person", "{'id': 1, 'name': 'a'}");
    acts[GEMEL_HOOK_BEFORE_SAVE] = write_the_row;
    expect(GEMEL_STALE, gemel_record_update(ada, values("{'name': 'mine'}"), NULL, &err));
    assert_int_equal(times, 2);
    expect_attribute(ada, "name", "a");
    expect_attribute(ada, "version", "0");
    expect_rows(w, "Person", "1 a 0");
    expect_ok(gemel_record_update(ada, values("{'name': 'mine'}"), NULL, &err));
    expect_rows(w, "Person", "1 mine 1");
}

/* ---- Touching ---- */

static void expect_times(const world *w, bool first_touched, bool second_touched)
{
    const bool touched[] = {first_touched, second_touched};
    gemel_records *people = NULL;
    const char *time = NULL;
    size_t i;
    expect_ok(gemel_records_find_all(w->witness, model(w, "Person"), NULL, NULL, &people, &err));
    assert_int_equal(gemel_records_count(people), COUNT(touched));
    for (i = 0; i < COUNT(touched); ++i) {
        expect_ok(gemel_record_get_text(gemel_records_at(people, i), "updatedAt", &time, NULL, &err));
        assert_int_equal(strcmp(time, BEFORE) != 0, touched[i]);
    }
    gemel_records_free(people);
}

static void a_touch_by_a_dependent_whose_hook_fails_does_not_stay(void **state)
{
    const world *w = *state;
    gemel_record *l10 = given(w, "License", "{'id': 10}"), *none = NULL;
    expect_ok(gemel_record_update(l10, values("{'ownerId': 1}"), with("{'silent': true}"), &err));
    acts[GEMEL_HOOK_AFTER_CREATE] = acts[GEMEL_HOOK_AFTER_UPDATE] = acts[GEMEL_HOOK_AFTER_DESTROY] = refuse;
    expect(GEMEL_CALLBACK,
           gemel_record_create(w->session, model(w, "License"), values("{'ownerId': 2}"), NULL, &none, &err));
    expect(GEMEL_CALLBACK, gemel_record_update(l10, values("{'number': 'x'}"), NULL, &err));
    expect(GEMEL_CALLBACK, gemel_record_update(l10, values("{'ownerId': 2}"), NULL, &err));
    expect(GEMEL_CALLBACK, gemel_record_destroy(l10, NULL, NULL, &err));
    assert_int_equal(times, 4);
    expect_times(w, false, false);
    expect_attribute(l10, "version", "1");
    act_no_more();
    expect_ok(gemel_record_update(l10, values("{'ownerId': 2}"), NULL, &err));
    expect_times(w, true, true);
}

static void a_touch_by_a_method_whose_hook_fails_does_not_stay_in_row_or_record(void **state)
{
    const world *w = *state;
    gemel_record *ada = found(w, "Person", "{'id': 1}"), *bob = found(w, "Person", "{'id': 2}");
    gemel_record *l10 = given(w, "License", "{'id': 10}");
    expect_ok(gemel_record_update(l10, values("{'ownerId': 1}"), with("{'silent': true}"), &err));
    acts[GEMEL_HOOK_AFTER_SAVE] = refuse;
    expect(GEMEL_CALLBACK, gemel_record_set_association(bob, "license", l10, NULL, &err));
    expect(GEMEL_CALLBACK, gemel_record_set_association(l10, "owner", bob, NULL, &err));
    expect(GEMEL_CALLBACK, gemel_record_unset_association(ada, "license", NULL, &err));
    expect(GEMEL_CALLBACK, gemel_record_create_association(bob, "license", NULL, NULL, NULL, &err));
    assert_int_equal(times, 4);
    expect_times(w, false, false);
    expect_attribute(ada, "updatedAt", BEFORE);
    expect_attribute(bob, "updatedAt", BEFORE);
    assert_false(gemel_record_is_changed(bob));
    act_no_more();
    expect_ok(gemel_record_set_association(bob, "license", l10, NULL, &err));
    expect_times(w, true, true);
}

static void a_touch_runs_no_hooks_of_the_owner(void **state)
{
    const world *w = *state;
    gemel_record *ada = found(w, "Person", "{'id': 1}"), *l10 = given(w, "License", "{'id': 10}");
    acts[GEMEL_HOOK_BEFORE_VALIDATE] = acts[GEMEL_HOOK_AFTER_SAVE] = count;
    expect_ok(gemel_record_touch(ada, &err));
    assert_int_equal(times, 0);
    expect_ok(gemel_record_set_association(ada, "license", l10, NULL, &err));
    assert_int_equal(times, 2);
    expect_times(w, true, false);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(world_of_versions, a_stale_save_whose_hooks_ran_has_changed_nothing),
        IN_WORLD(world_of_versions, a_set_of_who_is_stale_or_gone_is_told_before_any_row_hook),
        IN_WORLD(world_of_versions, a_stale_belongs_to_is_told_before_any_row_hook_and_displaces_nobody),
        IN_WORLD(world_of_versions, who_gets_stale_by_a_hook_of_the_displaced_one_undoes_that_too),
        IN_WORLD(world_of_versions, what_hooks_assign_is_one_step_with_what_the_call_writes),
        IN_WORLD(world_of_versions, what_hooks_assign_in_a_set_is_one_step_for_each_row),
        IN_WORLD(world_of_versions, hooks_of_a_belongs_to_count_its_row_once),
        IN_WORLD(world_of_versions, who_is_linked_already_is_counted_if_a_hook_assigns),
        IN_WORLD(world_of_versions, a_hook_that_fails_gives_the_version_back),
        IN_WORLD(world_of_versions, a_hook_that_writes_the_row_itself_makes_its_call_stale),
        IN_WORLD(world_of_touching, a_touch_by_a_dependent_whose_hook_fails_does_not_stay),
        IN_WORLD(world_of_touching, a_touch_by_a_method_whose_hook_fails_does_not_stay_in_row_or_record),
        IN_WORLD(world_of_touching, a_touch_runs_no_hooks_of_the_owner),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
