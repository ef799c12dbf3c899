/*
 * Many pairs of a has one linked at once: what moves, what is displaced, all or nothing, and what records show
 * afterwards. What one pair does is in test_set_has_one.c.
 */
#include "declarations.h"
#include "loading.h"

enum { PAIRS_MAX = 4 };

static gemel_status set(const world *w, size_t count, gemel_record *const *owners, gemel_record *const *others,
                        const char *options)
{
    return gemel_records_set_association(w->session, association(w->schema, "Person", "license"), owners, others, count,
                                         options ? with(options) : NULL, &err);
}

typedef struct cast {
    gemel_record *people[PAIRS_MAX], *licenses[PAIRS_MAX];
} cast;

/* People 1 to 4 and licenses A to D; the first so many are linked, in this order. */
static cast given_cast(const world *w, int linked)
{
    static const char *const rows[] = {"{'number': 'A'}", "{'number': 'B'}", "{'number': 'C'}", "{'number': 'D'}"};
    cast all;
    for (int i = 0; i < PAIRS_MAX; ++i) {
        gemel_values *v = values(rows[i]);
        all.people[i] = given(w, "Person", "{}");
        if (i < linked)
            gemel_values_set_int(v, "ownerId", i + 1, NULL);
        expect_ok(gemel_record_create(w->session, model(w, "License"), v, NULL, &all.licenses[i], &err));
        keep(all.licenses[i]);
    }
    return all;
}

/* ---- What moves ---- */

static void pairs_are_linked_by_few_statements(void **state)
{
    world *w = *state;
    const cast all = given_cast(w, 0);
    forget_statements(w);
    expect_ok(set(w, 3, all.people, all.licenses, NULL));
    expect_statements(w, 0, 2);
    expect_rows(w, "License", "1 A 1, 2 B 2, 3 C 3, 4 D null");
}

static void no_pairs_are_no_statement(void **state)
{
    world *w = *state;
    forget_statements(w);
    expect_ok(set(w, 0, NULL, NULL, NULL));
    expect_statements(w, 0, 0);
}

static void who_was_linked_before_is_freed(void **state)
{
    const world *w = *state;
    const cast all = given_cast(w, 2);
    gemel_record *const owners[] = {all.people[1], all.people[0]}, *const others[] = {all.licenses[3], all.licenses[2]};
    expect_ok(set(w, 2, owners, others, NULL));
    expect_rows(w, "License", "1 A null, 2 B null, 3 C 1, 4 D 2");
}

static void dependents_may_change_places(void **state)
{
    const world *w = *state;
    const cast all = given_cast(w, 3);
    gemel_record *const round[] = {all.licenses[1], all.licenses[2], all.licenses[0]};
    expect_ok(set(w, 3, all.people, round, NULL));
    expect_rows(w, "License", "1 A 3, 2 B 1, 3 C 2, 4 D null");
}

static void one_may_come_from_an_owner_that_gets_none(void **state)
{
    const world *w = *state;
    const cast all = given_cast(w, 4);
    gemel_record *const others[] = {all.licenses[2], all.licenses[0]};
    expect_ok(set(w, 2, all.people, others, NULL));
    expect_rows(w, "License", "1 A 2, 2 B null, 3 C 1, 4 D 4");
}

static void destroying_who_was_there_spares_those_that_move(void **state)
{
    const world *w = *state;
    const cast all = given_cast(w, 3);
    gemel_record *const others[] = {all.licenses[1], all.licenses[3]};
    expect_ok(set(w, 2, all.people, others, "{'destroyPrevious': true}"));
    expect_rows(w, "License", "2 B 1, 3 C 3, 4 D 2");
}

static void where_a_key_may_not_be_null_who_was_there_is_deleted(void **state)
{
    const world *w = *state;
    const cast all = given_cast(w, 4);
    gemel_record *const others[] = {all.licenses[2], all.licenses[0]};
    expect_ok(set(w, 2, all.people, others, NULL));
    expect_rows(w, "License", "1 A 2, 3 C 1, 4 D 4");
}

static void a_key_that_is_unique_and_not_null_is_not_exchanged(void **state)
{
    const world *w = *state;
    const cast all = given_cast(w, 4);
    gemel_record *const swapped[] = {all.licenses[1], all.licenses[0]}, *const fine[] = {all.licenses[2],
                                                                                         all.licenses[3]};
    expect(GEMEL_UNSUPPORTED, set(w, 2, all.people, swapped, NULL));
    expect_mention("License");
    expect_rows(w, "License", "1 A 1, 2 B 2, 3 C 3, 4 D 4");
    expect_ok(set(w, 2, all.people, fine, NULL));
    expect_rows(w, "License", "3 C 1, 4 D 2");
}

static void what_is_linked_already_stays_and_is_not_touched(void **state)
{
    const world *w = *state;
    const cast all = given_cast(w, 2);
    expect_ok(set(w, 2, all.people, all.licenses, "{'destroyPrevious': true}"));
    expect_rows(w, "License", "1 A 1, 2 B 2, 3 C null, 4 D null");
}

/* Keys that are no primary keys, texts and composite ones; and a scope. */
static int world_of_seats(void **state)
{
    const declaration declarations[DECLARATIONS_MAX] = {
        MODEL_WITH("Guest", "{'timestamps': true}"),
        ATTRIBUTE("Guest", "code", "string unique not null"),
        MODEL_WITH("Seat", "{'timestamps': true}"),
        ATTRIBUTE("Seat", "row", "string primary key"),
        ATTRIBUTE("Seat", "number", "integer primary key"),
        ATTRIBUTE("Seat", "kind", "string"),
        ATTRIBUTE("Seat", "guestCode", "string"),
        HAS_ONE_WITH("Guest", "Seat",
                     "{'as': 'window', 'foreignKey': 'guestCode', 'sourceKey': 'code', 'scope': {'kind': 'w'}}"),
    };
    return world_of(state, declared(declarations));
}

static void keys_may_be_texts_and_of_many_columns(void **state)
{
    const world *w = *state;
    gemel_record *const owners[] = {given(w, "Guest", "{'code': 'a\\\"b, {}'}"),
                                    given(w, "Guest", "{'code': 'x\\\\y'}")};
    gemel_record *const seats[] = {given(w, "Seat", "{'row': 'A', 'number': 1, 'updatedAt': '2001-02-03T00:00:00Z'}"),
                                   given(w, "Seat", "{'row': 'A', 'number': 2}")};
    int64_t before = 0, after = 0;
    given(w, "Seat", "{'row': 'B', 'number': 1, 'kind': 'w', 'guestCode': 'a\\\"b, {}'}");
    given(w, "Seat", "{'row': 'B', 'number': 2, 'kind': 'x', 'guestCode': 'a\\\"b, {}'}");
    expect_ok(gemel_record_get_int(seats[0], "updatedAt", &before, &err));
    expect_ok(gemel_records_set_association(w->session, association(w->schema, "Guest", "window"), owners, seats, 2,
                                            NULL, &err));
    expect_attribute(seats[0], "guestCode", "a\"b, {}");
    expect_attribute(seats[1], "guestCode", "x\\y");
    expect_attribute(seats[1], "kind", "w");
    expect_ok(gemel_record_get_int(seats[0], "updatedAt", &after, &err));
    assert_true(after > before);
    assert_false(gemel_record_is_changed(seats[0]));
    expect_attribute(found(w, "Seat", "{'row': 'B', 'number': 1}"), "guestCode", NULL);
    expect_attribute(found(w, "Seat", "{'row': 'B', 'number': 2}"), "guestCode", "a\"b, {}");
    expect_attribute(found(w, "Seat", "{'row': 'A', 'number': 2}"), "guestCode", "x\\y");
    expect_ok(gemel_record_get_int(found(w, "Seat", "{'row': 'A', 'number': 1}"), "updatedAt", &before, &err));
    assert_true(before == after);
}

static void silent_leaves_timestamps(void **state)
{
    const world *w = *state;
    gemel_record *const owner[] = {given(w, "Guest", "{'code': 'a'}")};
    gemel_record *const seat[] = {given(w, "Seat", "{'row': 'A', 'number': 1}")};
    int64_t before = 0, after = 0;
    expect_ok(gemel_record_get_int(seat[0], "updatedAt", &before, &err));
    expect_ok(gemel_records_set_association(w->session, association(w->schema, "Guest", "window"), owner, seat, 1,
                                            with("{'silent': true}"), &err));
    expect_ok(gemel_record_reload(seat[0], NULL, &err));
    expect_ok(gemel_record_get_int(seat[0], "updatedAt", &after, &err));
    assert_true(before == after);
    expect_attribute(seat[0], "guestCode", "a");
}

/* ---- Records ---- */

static void records_show_each_other_where_they_are_loaded(void **state)
{
    const world *w = *state;
    const cast all = given_cast(w, 1);
    gemel_record *const ann[] = {found_with(w, "Person", "{'id': 1}", "{'include': 'license'}"), all.people[1]};
    gemel_record *const others[] = {found_with(w, "License", "{'id': 2}", "{'include': 'owner'}"), all.licenses[0]};
    expect_ok(set(w, 2, ann, others, NULL));
    assert_true(same_row(loaded(ann[0], "license"), others[0]));
    assert_true(same_row(loaded(others[0], "owner"), ann[0]));
    expect_attribute(others[0], "ownerId", "1");
    expect_attribute(others[1], "ownerId", "2");
    assert_false(is_loaded(all.people[1], "license"));
    assert_false(gemel_record_is_changed(others[0]));
}

static void a_rollback_gives_the_records_back(void **state)
{
    const world *w = *state;
    const cast all = given_cast(w, 1);
    gemel_record *const others[] = {all.licenses[1], all.licenses[0]};
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    expect_ok(set(w, 2, all.people, others, NULL));
    expect_own_rows(w, "License", "1 A 2, 2 B 1, 3 C null, 4 D null");
    expect_attribute(all.licenses[0], "ownerId", "2");
    expect_ok(gemel_session_rollback(w->session, &err));
    expect_attribute(all.licenses[0], "ownerId", "1");
    expect_attribute(all.licenses[1], "ownerId", NULL);
    expect_rows(w, "License", "1 A 1, 2 B null, 3 C null, 4 D null");
}

/* ---- All or nothing ---- */

static void a_row_that_is_gone_changes_nothing(void **state)
{
    const world *w = *state;
    const cast all = given_cast(w, 1);
    gemel_record *const others[] = {all.licenses[1], all.licenses[2]};
    vanish(w, "Person", "{'id': 2}");
    expect(GEMEL_NOT_FOUND, set(w, 2, all.people, others, NULL));
    expect_mention("Person");
    expect_rows(w, "License", "1 A 1, 2 B null, 3 C null, 4 D null");
    expect_attribute(all.licenses[1], "ownerId", NULL);
    vanish(w, "License", "{'id': 3}");
    expect(GEMEL_NOT_FOUND, set(w, 1, all.people, &others[1], NULL));
    expect_mention("License");
    expect_ok(set(w, 1, all.people, others, NULL));
    expect_rows(w, "License", "1 A null, 2 B 1, 4 D null");
}

static void in_a_transaction_a_refused_call_leaves_the_rest(void **state)
{
    const world *w = *state;
    const cast all = given_cast(w, 0);
    gemel_record *const two[] = {all.people[1]};
    vanish(w, "License", "{'id': 4}");
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    expect_ok(set(w, 1, all.people, all.licenses, NULL));
    expect(GEMEL_NOT_FOUND, set(w, 1, two, &all.licenses[3], NULL));
    expect_ok(gemel_session_commit(w->session, &err));
    expect_rows(w, "License", "1 A 1, 2 B null, 3 C null");
}

static void in_a_snapshot_it_works_as_well(void **state)
{
    const world *w = *state;
    const cast all = given_cast(w, 2);
    gemel_record *const swapped[] = {all.licenses[1], all.licenses[0]};
    expect_ok(gemel_session_begin(w->session, with("{'isolation': 'repeatable read'}"), &err));
    expect_ok(set(w, 2, all.people, swapped, NULL));
    expect_ok(gemel_session_commit(w->session, &err));
    expect_rows(w, "License", "1 A 2, 2 B 1, 3 C null, 4 D null");
}

static void who_is_there_twice_or_new_or_of_another_model_is_refused(void **state)
{
    world *w = *state;
    const cast all = given_cast(w, 0);
    gemel_record *const same_owner[] = {all.people[0], found(w, "Person", "{'id': 1}")};
    gemel_record *const same_other[] = {all.licenses[0], found(w, "License", "{'id': 1}")};
    gemel_record *const unsaved[] = {built(w, "License", "{'number': 'N'}")};
    gemel_record *const newcomer[] = {built(w, "Person", "{}")}, *const nobody[] = {NULL};
    const gemel_association *owner = association(w->schema, "License", "owner");
    forget_statements(w);
    expect(GEMEL_USAGE, set(w, 2, same_owner, all.licenses, NULL));
    expect_mention("pair 2: Person 1 is there twice");
    expect(GEMEL_USAGE, set(w, 2, all.people, same_other, NULL));
    expect_mention("pair 2: License 1 is there twice");
    expect(GEMEL_USAGE, set(w, 1, all.people, unsaved, NULL));
    expect_mention("pair 1: this License was never saved");
    expect(GEMEL_USAGE, set(w, 1, newcomer, all.licenses, NULL));
    expect_mention("pair 1: this Person was never saved");
    expect(GEMEL_USAGE, set(w, 1, all.licenses, all.people, NULL));
    expect(GEMEL_USAGE, set(w, 1, all.people, nobody, NULL));
    expect_mention("others");
    expect(GEMEL_USAGE, set(w, 1, NULL, all.licenses, NULL));
    expect_mention("owners");
    expect(GEMEL_USAGE, set(w, 1, all.people, all.licenses, "{'replace': true}"));
    expect(GEMEL_USAGE, gemel_records_set_association(w->session, owner, all.licenses, all.people, 1, NULL, &err));
    expect_mention("has one");
    expect(GEMEL_USAGE, gemel_records_set_association(NULL, owner, NULL, NULL, 0, NULL, &err));
    expect(GEMEL_USAGE, gemel_records_set_association(w->session, NULL, NULL, NULL, 0, NULL, &err));
    expect_statements(w, 0, 0);
    expect_rows(w, "License", "1 A null, 2 B null, 3 C null, 4 D null");
}

static void records_of_another_session_are_refused(void **state)
{
    const world *w = *state;
    const cast all = given_cast(w, 0);
    gemel_record *foreign = NULL;
    expect_ok(gemel_record_find_first(w->witness, model(w, "Person"), NULL, NULL, &foreign, &err));
    expect(GEMEL_USAGE, set(w, 1, &foreign, all.licenses, NULL));
    expect_mention("another session");
    gemel_record_free(foreign);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(world_u, pairs_are_linked_by_few_statements),
        IN_WORLD(world_n, no_pairs_are_no_statement),
        IN_WORLD(world_u, who_was_linked_before_is_freed),
        IN_WORLD(world_u, dependents_may_change_places),
        IN_WORLD(world_n, one_may_come_from_an_owner_that_gets_none),
        IN_WORLD(world_u, destroying_who_was_there_spares_those_that_move),
        IN_WORLD(world_r, where_a_key_may_not_be_null_who_was_there_is_deleted),
        IN_WORLD(world_ru, a_key_that_is_unique_and_not_null_is_not_exchanged),
        IN_WORLD(world_u, what_is_linked_already_stays_and_is_not_touched),
        IN_WORLD(world_of_seats, keys_may_be_texts_and_of_many_columns),
        IN_WORLD(world_of_seats, silent_leaves_timestamps),
        IN_WORLD(world_n, records_show_each_other_where_they_are_loaded),
        IN_WORLD(world_u, a_rollback_gives_the_records_back),
        IN_WORLD(world_u, a_row_that_is_gone_changes_nothing),
        IN_WORLD(world_n, in_a_transaction_a_refused_call_leaves_the_rest),
        IN_WORLD(world_n, in_a_snapshot_it_works_as_well),
        IN_WORLD(world_n, who_is_there_twice_or_new_or_of_another_model_is_refused),
        IN_WORLD(world_n, records_of_another_session_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
