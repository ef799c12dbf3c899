/*
 * createdAt and updatedAt of rows: who writes them, and who does not. It must not test how they are declared. Time
 * passes without being waited for: rows are dated back where a later time must be seen.
 */
#include "declarations.h"
#include "fixture.h"
#include <stdio.h>
#include <time.h>

/* A time that no clock shows any more. */
#define BEFORE "2001-02-03T04:05:06.000000Z"
#define DATED "'createdAt': '" BEFORE "', 'updatedAt': '" BEFORE "'"

static int world_with_timestamps(void **state)
{
    static const declaration declarations[DECLARATIONS_MAX] = {
        {declare_model, "Person", NULL, "timestamps", NULL},
        ATTRIBUTE("Person", "name", "string"),
        {declare_model, "License", NULL, "timestamps", NULL},
        ATTRIBUTE("License", "number", "string"),
        HAS_ONE("Person", "License", "as license foreign key ownerId inverse owner"),
    };
    return world_of(state, declared(declarations));
}

static int64_t time_of(gemel_record *record, const char *attribute)
{
    int64_t microseconds;
    expect_ok(gemel_record_get_int(record, attribute, &microseconds, &err));
    return microseconds;
}

/* The row was written now, as far as anyone can tell; what memory shows is what is stored. */
static void assert_written(const world *w, gemel_record *record)
{
    char where[64];
    int64_t id;
    gemel_record *stored;
    assert_in_range(time_of(record, "updatedAt"), ((int64_t)time(NULL) - 3600) * 1000000,
                    ((int64_t)time(NULL) + 3600) * 1000000);
    assert_false(gemel_record_is_changed(record));
    expect_ok(gemel_record_get_int(record, "id", &id, &err));
    (void)snprintf(where, sizeof where, "{'id': %d}", (int)id);
    stored = found(w, gemel_model_name(gemel_record_model(record)), where);
    assert_int_equal(time_of(stored, "updatedAt"), time_of(record, "updatedAt"));
    assert_int_equal(time_of(stored, "createdAt"), time_of(record, "createdAt"));
}

/* Neither memory nor the row says that it was written. */
static void assert_untouched(const world *w, const char *name, const char *where)
{
    expect_attribute(found(w, name, where), "updatedAt", BEFORE);
}

static void a_new_row_has_both_times_of_one_clock_reading(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    assert_written(w, p1);
    assert_int_equal(time_of(p1, "createdAt"), time_of(p1, "updatedAt"));
}

static void a_new_row_keeps_times_that_are_given(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1, " DATED "}");
    expect_attribute(p1, "createdAt", BEFORE);
    assert_untouched(w, "Person", "{'id': 1}");
}

static void s31_save_and_update_write_only_updated_at(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1, " DATED "}");
    gemel_record *p2 = given(w, "Person", "{'id': 2, " DATED "}");
    expect_ok(gemel_record_set_text(p1, "name", "ann", GEMEL_NUL, &err));
    expect_ok(gemel_record_save(p1, NULL, &err));
    expect_ok(gemel_record_update(p2, values("{'name': 'bob'}"), NULL, &err));
    assert_written(w, p1);
    assert_written(w, p2);
    expect_attribute(p1, "createdAt", BEFORE);
    expect_attribute(p2, "createdAt", BEFORE);
}

static void nothing_to_write_leaves_the_time(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1, 'name': 'ann', " DATED "}");
    expect_ok(gemel_record_save(p1, NULL, &err));
    expect_ok(gemel_record_update(p1, values("{'name': 'ann'}"), NULL, &err));
    assert_untouched(w, "Person", "{'id': 1}");
}

static void silent_writes_leave_the_time(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1, " DATED "}");
    gemel_record *l10 = given(w, "License", "{'id': 10, " DATED "}");
    const gemel_options *silent = with("{'silent': true}");
    expect_ok(gemel_record_set_text(p1, "name", "ann", GEMEL_NUL, &err));
    expect_ok(gemel_record_save(p1, silent, &err));
    expect_ok(gemel_record_update(p1, values("{'name': 'bob'}"), silent, &err));
    expect_ok(gemel_record_set_association(p1, "license", l10, silent, &err));
    expect_ok(gemel_record_unset_association(p1, "license", silent, &err));
    expect_ok(gemel_record_set_association(l10, "owner", p1, silent, &err));
    assert_untouched(w, "Person", "{'id': 1}");
    assert_untouched(w, "License", "{'id': 10}");
    expect_attribute(l10, "updatedAt", BEFORE);
}

static void the_times_of_a_stored_row_cannot_be_assigned(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1, " DATED "}");
    expect(GEMEL_USAGE, gemel_record_set_int(p1, "createdAt", 0, &err));
    assert_string_equal(gemel_error_message(failure()),
                        "the timestamp 'createdAt' of a stored Person is kept by gemel");
    expect(GEMEL_USAGE, gemel_record_update(p1, values("{'name': 'x', 'updatedAt': 5}"), NULL, &err));
    expect_ok(gemel_record_set_text(p1, "createdAt", BEFORE, GEMEL_NUL, &err));
    assert_false(gemel_record_is_changed(p1));
}

static void s31_has_one_set_writes_the_linked_and_the_displaced_row_only(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1, " DATED "}");
    gemel_record *l10 = given(w, "License", "{'id': 10, 'ownerId': 1, " DATED "}");
    gemel_record *l11 = given(w, "License", "{'id': 11, " DATED "}");
    expect_ok(gemel_record_set_association(p1, "license", l11, NULL, &err));
    assert_written(w, l11);
    expect_attribute(l11, "createdAt", BEFORE);
    expect_ok(gemel_record_reload(l10, NULL, &err));
    assert_int_equal(time_of(l10, "updatedAt"), time_of(l11, "updatedAt"));
    assert_untouched(w, "Person", "{'id': 1}");
}

static void set_of_who_is_linked_already_writes_nothing(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1, " DATED "}");
    gemel_record *l10 = given(w, "License", "{'id': 10, 'ownerId': 1, " DATED "}");
    expect_ok(gemel_record_set_association(p1, "license", l10, NULL, &err));
    expect_ok(gemel_record_set_association(l10, "owner", p1, NULL, &err));
    assert_untouched(w, "License", "{'id': 10}");
    expect_attribute(l10, "updatedAt", BEFORE);
}

static void belongs_to_set_and_create_write_the_source(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 101, " DATED "}"), *made;
    gemel_record *l10 = given(w, "License", "{'id': 10, " DATED "}");
    gemel_record *l11 = given(w, "License", "{'id': 11, " DATED "}");
    expect_ok(gemel_record_set_association(l10, "owner", p1, NULL, &err));
    assert_written(w, l10);
    expect_ok(gemel_record_create_association(l11, "owner", NULL, NULL, &made, &err));
    assert_written(w, keep(made));
    assert_written(w, l11);
    assert_untouched(w, "Person", "{'id': 101}");
}

static void d37_a_rollback_gives_the_times_back(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1, " DATED "}"), *p2 = built(w, "Person", "{'id': 2}");
    bool is_null;
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    expect_ok(gemel_record_update(p1, values("{'name': 'ann'}"), NULL, &err));
    expect_ok(gemel_record_save(p2, NULL, &err));
    expect_ok(gemel_session_rollback(w->session, &err));
    expect_attribute(p1, "updatedAt", BEFORE);
    expect_ok(gemel_record_is_null(p2, "createdAt", &is_null, &err));
    assert_true(is_null);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(world_with_timestamps, a_new_row_has_both_times_of_one_clock_reading),
        IN_WORLD(world_with_timestamps, a_new_row_keeps_times_that_are_given),
        IN_WORLD(world_with_timestamps, s31_save_and_update_write_only_updated_at),
        IN_WORLD(world_with_timestamps, nothing_to_write_leaves_the_time),
        IN_WORLD(world_with_timestamps, silent_writes_leave_the_time),
        IN_WORLD(world_with_timestamps, the_times_of_a_stored_row_cannot_be_assigned),
        IN_WORLD(world_with_timestamps, s31_has_one_set_writes_the_linked_and_the_displaced_row_only),
        IN_WORLD(world_with_timestamps, set_of_who_is_linked_already_writes_nothing),
        IN_WORLD(world_with_timestamps, belongs_to_set_and_create_write_the_source),
        IN_WORLD(world_with_timestamps, d37_a_rollback_gives_the_times_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
