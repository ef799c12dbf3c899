/*
 * Rows of paranoid models: marked by destroy, left out of what is found, restored. It must not test what association
 * methods do with them (test_soft_delete_methods.c), nor how paranoid is declared.
 */
#include "declarations.h"
#include "loading.h"
#include "paranoid.h"
#include <time.h>

#define DATED "'updatedAt': '" LONG_AGO "'"

static int64_t time_of(gemel_record *record, const char *attribute)
{
    int64_t microseconds = 0;
    expect_ok(gemel_record_get_int(record, attribute, &microseconds, &err));
    return microseconds;
}

/* The record of that row, as the witness reads it, marked or not. */
static gemel_record *stored(const world *w, const char *where)
{
    gemel_record *record = NULL;
    expect_ok(gemel_record_find_first(w->witness, model(w, "License"), values(where), with("{'withDeleted': true}"),
                                      &record, &err));
    return keep(record);
}

static void force(gemel_record *record, bool expected)
{
    bool deleted = !expected;
    expect_ok(gemel_record_destroy(record, with("{'force': true}"), &deleted, &err));
    assert_int_equal(deleted, expected);
}

/* ---- Marking ---- */

static void destroy_marks_the_row_and_says_when(void **state)
{
    world *w = *state;
    gemel_record *l10 = given(w, "License", "{'id': 10, " DATED "}");
    assert_false(is_deleted(l10));
    expect_attribute(l10, "deletedAt", NULL);
    forget_statements(w);
    mark(l10);
    expect_statements(w, 0, 1);
    assert_true(is_deleted(l10));
    assert_false(gemel_record_is_new(l10));
    assert_false(gemel_record_is_changed(l10));
    assert_in_range(time_of(l10, "deletedAt"), ((int64_t)time(NULL) - 3600) * 1000000,
                    ((int64_t)time(NULL) + 3600) * 1000000);
    assert_int_equal(time_of(l10, "updatedAt"), time_of(l10, "deletedAt"));
    assert_int_equal(time_of(stored(w, "{'id': 10}"), "updatedAt"), time_of(l10, "updatedAt"));
    assert_int_equal(time_of(stored(w, "{'id': 10}"), "deletedAt"), time_of(l10, "deletedAt"));
    expect_licenses(w, "10 null null deleted");
}

static void a_row_that_is_marked_already_keeps_its_mark(void **state)
{
    const world *w = *state;
    gemel_record *l10 = given(w, "License", "{'id': 10, 'deletedAt': '" LONG_AGO "'}");
    gemel_record *l11 = given(w, "License", "{'id': 11}");
    bool deleted = true;
    assert_true(is_deleted(l10));
    expect_ok(gemel_record_destroy(l10, NULL, &deleted, &err));
    assert_false(deleted);
    expect_attribute(l10, "deletedAt", LONG_AGO);
    expect_attribute(stored(w, "{'id': 10}"), "deletedAt", LONG_AGO);
    vanish(w, "License", "{'id': 11}");
    expect_ok(gemel_record_destroy(l11, NULL, &deleted, &err));
    assert_false(deleted);
    assert_false(is_deleted(l11));
}

static void force_deletes_marked_or_not(void **state)
{
    const world *w = *state;
    gemel_record *l10 = given(w, "License", "{'id': 10}"), *l11 = given(w, "License", "{'id': 11}");
    mark(l10);
    force(l10, true);
    force(l11, true);
    force(l11, false);
    expect_licenses(w, "");
}

static void destroy_refuses_what_it_does_not_know(void **state)
{
    const world *w = *state;
    gemel_record *l10 = given(w, "License", "{'id': 10}");
    expect(GEMEL_USAGE, gemel_record_destroy(l10, with("{'forced': true}"), NULL, &err));
    expect_mention("'force'");
    expect(GEMEL_USAGE, gemel_record_destroy(l10, with("{'force': 1}"), NULL, &err));
    expect(GEMEL_USAGE, gemel_record_destroy(built(w, "License", "{'id': 11}"), NULL, NULL, &err));
    expect_licenses(w, "10 null null");
}

static void the_mark_is_kept_by_gemel(void **state)
{
    const world *w = *state;
    gemel_record *l10 = given(w, "License", "{'id': 10}");
    expect(GEMEL_USAGE, gemel_record_set_text(l10, "deletedAt", LONG_AGO, GEMEL_NUL, &err));
    expect_mention("the timestamp 'deletedAt' of a stored License is kept by gemel");
    mark(l10);
    expect(GEMEL_USAGE, gemel_record_set_null(l10, "deletedAt", &err));
    expect_licenses(w, "10 null null deleted");
}

static void a_row_that_is_marked_can_be_written_and_read_again(void **state)
{
    const world *w = *state;
    gemel_record *l10 = given(w, "License", "{'id': 10}");
    mark(l10);
    expect_ok(gemel_record_update(l10, values("{'number': 'A'}"), NULL, &err));
    expect_licenses(w, "10 A null deleted");
    expect_ok(gemel_record_reload(l10, NULL, &err));
    assert_true(is_deleted(l10));
}

/* ---- Leaving out ---- */

static void finders_leave_out_what_is_marked_unless_asked(void **state)
{
    const world *w = *state;
    const gemel_options *all = with("{'withDeleted': true}");
    const gemel_model *license = model(w, "License");
    gemel_record *out;
    mark(given(w, "License", "{'id': 10, 'number': 'A'}"));
    given(w, "License", "{'id': 11, 'number': 'A'}");
    expect_ok(gemel_record_find(w->session, license, values("{'id': 10}"), NULL, &out, &err));
    assert_null(out);
    expect(GEMEL_NOT_FOUND,
           gemel_record_find(w->session, license, values("{'id': 10}"), with("{'rejectOnEmpty': true}"), &out, &err));
    expect_ok(gemel_record_find(w->session, license, values("{'id': 10}"), all, &out, &err));
    assert_true(is_deleted(keep(out)));
    expect_attribute(found(w, "License", "{'number': 'A'}"), "id", "11");
    expect_ok(gemel_record_find_first(w->session, license, values("{'number': 'A'}"), all, &out, &err));
    expect_attribute(keep(out), "id", "10");
    expect_licenses(w, "10 A null deleted, 11 A null");
    expect(GEMEL_USAGE, gemel_record_find_first(w->session, license, NULL, with("{'withDeleted': 1}"), &out, &err));
    expect_mention("'withDeleted' must be true or false");
    expect_ok(gemel_record_find_first(w->session, license, values("{'number': 'A'}"), with("{'paranoid': false}"), &out,
                                      &err));
    expect_attribute(keep(out), "id", "10");
    expect(GEMEL_USAGE, gemel_record_find_first(w->session, license, NULL,
                                                with("{'paranoid': false, 'withDeleted': true}"), &out, &err));
    expect_mention("'withDeleted' and 'paranoid'");
}

static void get_and_load_see_no_partner_that_is_marked(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}"), *out;
    gemel_record *l10 = given(w, "License", "{'id': 10, 'ownerId': 1}");
    gemel_records *list;
    mark(l10);
    expect_ok(gemel_record_get_association(p1, "license", NULL, &out, &err));
    assert_null(out);
    expect_ok(gemel_record_get_association(p1, "license", with("{'withDeleted': true}"), &out, &err));
    expect_attribute(keep(out), "id", "10");
    assert_null(loaded(p1, "license"));
    expect_ok(gemel_records_get_association(w->session, association(w->schema, "Person", "license"), &p1, 1, NULL,
                                            &list, &err));
    assert_int_equal(gemel_records_count(list), 0);
    gemel_records_free(list);
    expect_ok(gemel_records_get_association(w->session, association(w->schema, "Person", "license"), &p1, 1,
                                            with("{'withDeleted': true}"), &list, &err));
    assert_int_equal(gemel_records_count(list), 1);
    gemel_records_free(list);
    mark(p1);
    expect_ok(gemel_record_get_association(l10, "owner", NULL, &out, &err));
    assert_null(out);
    expect_ok(gemel_record_get_association(l10, "owner", with("{'withDeleted': true}"), &out, &err));
    expect_attribute(keep(out), "id", "1");
}

static void include_keeps_the_record_whose_partner_is_marked(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}"), *shown;
    given(w, "Person", "{'id': 2}");
    mark(given(w, "License", "{'id': 10, 'number': 'A', 'ownerId': 1}"));
    shown = found_with(w, "Person", "{'id': 1}", "{'include': 'license'}");
    assert_true(is_loaded(shown, "license"));
    assert_null(loaded(shown, "license"));
    given(w, "License", "{'id': 11, 'number': 'B', 'ownerId': 1}");
    shown = found_with(w, "Person", "{'id': 1}", "{'include': 'license'}");
    expect_attribute(loaded(shown, "license"), "id", "11");
    /* Of several the lowest primary key: the old one. */
    shown = found_with(w, "Person", "{'id': 1}", "{'include': {'association': 'license', 'withDeleted': true}}");
    expect_attribute(loaded(shown, "license"), "id", "10");
    expect_ok(gemel_record_reload(shown, NULL, &err));
    expect_attribute(loaded(shown, "license"), "id", "10");
    shown = found_with(w, "Person", "{}", "{'include': {'association': 'license', 'required': true}}");
    expect_attribute(shown, "id", "1");
    mark(p1);
    shown = found_with(w, "License", "{'id': 11}", "{'include': 'owner'}");
    assert_null(loaded(shown, "owner"));
    shown = found_with(w, "License", "{'id': 11}", "{'include': {'association': 'owner', 'withDeleted': true}}");
    expect_attribute(loaded(shown, "owner"), "id", "1");
}

static void each_owner_comes_once_however_many_rows_are_marked(void **state)
{
    const world *w = *state;
    given(w, "Person", "{'id': 1}");
    mark(given(w, "License", "{'id': 10, 'ownerId': 1}"));
    mark(given(w, "License", "{'id': 11, 'ownerId': 1}"));
    given(w, "License", "{'id': 12, 'ownerId': 1}");
    {
        gemel_records *people = NULL;
        expect_ok(gemel_records_find_all(w->session, model(w, "Person"), NULL,
                                         with("{'include': {'association': 'license', 'withDeleted': true}}"), &people,
                                         &err));
        assert_int_equal(gemel_records_count(people), 1);
        gemel_records_free(people);
    }
}

/* ---- Unique ---- */

static void what_is_unique_is_free_again_once_its_row_is_marked(void **state)
{
    const world *w = *state;
    gemel_record *none = NULL;
    given(w, "Person", "{'id': 1}");
    mark(given(w, "License", "{'id': 10, 'ownerId': 1}"));
    mark(given(w, "License", "{'id': 11, 'ownerId': 1}"));
    given(w, "License", "{'id': 12, 'ownerId': 1}");
    expect(GEMEL_UNIQUE,
           gemel_record_create(w->session, model(w, "License"), values("{'id': 13, 'ownerId': 1}"), NULL, &none, &err));
    assert_int_equal(gemel_error_item_count(failure()), 1);
    assert_string_equal(gemel_error_item_model(failure(), 0), "License");
    assert_string_equal(gemel_error_item_attribute(failure(), 0), "ownerId");
    assert_string_equal(gemel_error_table(failure()), "licenses");
    if (!on_sqlite()) /* which names the columns instead */
        assert_string_equal(gemel_error_constraint(failure()), "licenses_owner_id_unique");
    expect_licenses(w, "10 null 1 deleted, 11 null 1 deleted, 12 null 1");
}

static int addresses(void **state)
{
    static const declaration declarations[DECLARATIONS_MAX] = {
        MODEL_IS("Person", "paranoid"),
        ATTRIBUTE("Person", "email", "string unique"),
        ATTRIBUTE("Person", "nick", "string unique"),
        MODEL("License"),
        HAS_ONE("Person", "License", "source key email"),
    };
    return world_of(state, declared(declarations));
}

static void what_is_referred_to_stays_taken(void **state)
{
    const world *w = *state;
    gemel_record *none = NULL;
    mark(given(w, "Person", "{'id': 1, 'email': 'a', 'nick': 'n'}"));
    given(w, "Person", "{'id': 2, 'email': 'b', 'nick': 'n'}");
    expect(GEMEL_UNIQUE, gemel_record_create(w->session, model(w, "Person"),
                                             values("{'id': 3, 'email': 'a', 'nick': 'm'}"), NULL, &none, &err));
    assert_string_equal(gemel_error_item_attribute(failure(), 0), "email");
}

/* ---- Restoring ---- */

static void restore_takes_the_mark_away(void **state)
{
    world *w = *state;
    gemel_record *l10 = given(w, "License", "{'id': 10, 'deletedAt': '" LONG_AGO "', " DATED "}");
    forget_statements(w);
    expect_ok(gemel_record_restore(l10, &err));
    expect_statements(w, 0, 1);
    assert_false(is_deleted(l10));
    assert_false(gemel_record_is_changed(l10));
    expect_attribute(l10, "deletedAt", NULL);
    assert_int_equal(time_of(stored(w, "{'id': 10}"), "updatedAt"), time_of(l10, "updatedAt"));
    expect_untouched(w, "");
    expect_licenses(w, "10 null null");
}

static void restore_of_a_row_that_is_not_marked_leaves_it(void **state)
{
    const world *w = *state;
    gemel_record *l10 = given(w, "License", "{'id': 10, " DATED "}");
    gemel_record *l11 = given(w, "License", "{'id': 11, " DATED "}");
    mark(l11);
    expect_ok(gemel_record_restore(stored(w, "{'id': 11}"), &err));
    expect_ok(gemel_record_restore(l10, &err));
    expect_untouched(w, "10");
    expect_ok(gemel_record_restore(l11, &err));
    assert_false(is_deleted(l11));
    assert_int_equal(time_of(stored(w, "{'id': 11}"), "updatedAt"), time_of(l11, "updatedAt"));
}

static void restore_needs_a_row_and_a_paranoid_model(void **state)
{
    const world *w = *state;
    gemel_record *l10 = given(w, "License", "{'id': 10}");
    mark(l10);
    force(stored(w, "{'id': 10}"), true);
    expect(GEMEL_NOT_FOUND, gemel_record_restore(l10, &err));
    assert_string_equal(gemel_error_message(failure()), "License 10 is gone");
    assert_true(is_deleted(l10));
    expect(GEMEL_USAGE, gemel_record_restore(built(w, "License", "{}"), &err));
    expect_mention("was never saved");
}

static void other_models_have_no_marks(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    expect(GEMEL_USAGE, gemel_record_restore(p1, &err));
    assert_string_equal(gemel_error_message(failure()), "Person is not paranoid: what is deleted is gone");
    assert_false(is_deleted(p1));
    force(p1, true);
    expect_rows(w, "Person", "");
}

static void restore_of_a_row_whose_place_is_taken_changes_nothing(void **state)
{
    const world *w = *state;
    gemel_record *l10;
    given(w, "Person", "{'id': 1}");
    l10 = given(w, "License", "{'id': 10, 'ownerId': 1}");
    mark(l10);
    given(w, "License", "{'id': 11, 'ownerId': 1}");
    expect(GEMEL_UNIQUE, gemel_record_restore(l10, &err));
    expect_mention("License.ownerId: another row has this value already");
    assert_true(is_deleted(l10));
    expect_licenses(w, "10 null 1 deleted, 11 null 1");
}

static void a_rollback_gives_back_marks_and_takes_them_away(void **state)
{
    const world *w = *state;
    gemel_record *l10 = given(w, "License", "{'id': 10}"), *l11 = given(w, "License", "{'id': 11}");
    mark(l11);
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    mark(l10);
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    expect_ok(gemel_record_restore(l10, &err));
    expect_ok(gemel_record_restore(l11, &err));
    expect_ok(gemel_session_rollback(w->session, &err));
    assert_true(is_deleted(l10));
    assert_true(is_deleted(l11));
    expect_ok(gemel_session_rollback(w->session, &err));
    assert_false(is_deleted(l10));
    assert_true(is_deleted(l11));
    assert_false(gemel_record_is_changed(l10));
    expect_licenses(w, "10 null null, 11 null null deleted");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(paranoid_n, destroy_marks_the_row_and_says_when),
        IN_WORLD(paranoid_n, a_row_that_is_marked_already_keeps_its_mark),
        IN_WORLD(paranoid_n, force_deletes_marked_or_not),
        IN_WORLD(paranoid_n, destroy_refuses_what_it_does_not_know),
        IN_WORLD(paranoid_n, the_mark_is_kept_by_gemel),
        IN_WORLD(paranoid_n, a_row_that_is_marked_can_be_written_and_read_again),
        IN_WORLD(paranoid_n, finders_leave_out_what_is_marked_unless_asked),
        IN_WORLD(paranoid_u, get_and_load_see_no_partner_that_is_marked),
        IN_WORLD(paranoid_u, include_keeps_the_record_whose_partner_is_marked),
        IN_WORLD(paranoid_u, each_owner_comes_once_however_many_rows_are_marked),
        IN_WORLD(paranoid_u, what_is_unique_is_free_again_once_its_row_is_marked),
        IN_WORLD(addresses, what_is_referred_to_stays_taken),
        IN_WORLD(paranoid_n, restore_takes_the_mark_away),
        IN_WORLD(paranoid_n, restore_of_a_row_that_is_not_marked_leaves_it),
        IN_WORLD(paranoid_n, restore_needs_a_row_and_a_paranoid_model),
        IN_WORLD(world_n, other_models_have_no_marks),
        IN_WORLD(paranoid_u, restore_of_a_row_whose_place_is_taken_changes_nothing),
        IN_WORLD(paranoid_n, a_rollback_gives_back_marks_and_takes_them_away),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
