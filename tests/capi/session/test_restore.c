/*
 * What a rollback does to the records that the transaction wrote: new again, keys and stored values as before,
 * assigned values dirty again. It must not test what it does to rows (test_transaction.c).
 */
#include "fixture.h"
#include "temporary.h"

static void begin(const world *w)
{
    expect_ok(gemel_session_begin(w->session, NULL, &err));
}

static void commit(const world *w)
{
    expect_ok(gemel_session_commit(w->session, &err));
}

static void rollback(const world *w)
{
    expect_ok(gemel_session_rollback(w->session, &err));
}

static void assign(gemel_record *record, const char *name)
{
    expect_ok(gemel_record_set_text(record, "name", name, GEMEL_NUL, &err));
}

static void rename_to(gemel_record *record, const char *name)
{
    assign(record, name);
    expect_ok(gemel_record_save(record, NULL, &err));
}

/* The stored name is this one: assigning it leaves nothing to save. */
static void expect_stored_name(gemel_record *record, const char *name)
{
    assign(record, name);
    assert_false(gemel_record_is_changed(record));
}

static void a_created_record_is_new_again_and_forgets_its_generated_key(void **state)
{
    const world *w = *state;
    gemel_record *ann;
    begin(w);
    ann = given(w, "Person", "{'name': 'ann'}");
    expect_attribute(ann, "id", "1");
    rollback(w);
    assert_true(gemel_record_is_new(ann));
    assert_true(gemel_record_is_changed(ann));
    expect_attribute(ann, "id", NULL);
    expect_attribute(ann, "name", "ann");
    expect_ok(gemel_record_save(ann, NULL, &err));
    expect_rows(w, "Person", by_dialect("1 ann", "2 ann"));
}

static void an_assigned_key_stays(void **state)
{
    const world *w = *state;
    gemel_record *ann = built(w, "Person", "{'id': 7, 'name': 'ann'}");
    begin(w);
    expect_ok(gemel_record_save(ann, NULL, &err));
    rollback(w);
    assert_true(gemel_record_is_new(ann));
    expect_attribute(ann, "id", "7");
    expect_ok(gemel_record_save(ann, NULL, &err));
    expect_rows(w, "Person", "7 ann");
}

static void saved_values_are_dirty_again(void **state)
{
    const world *w = *state;
    gemel_record *ann = given(w, "Person", "{'name': 'ann'}");
    begin(w);
    rename_to(ann, "eve");
    assert_false(gemel_record_is_changed(ann));
    rollback(w);
    expect_attribute(ann, "name", "eve");
    assert_true(gemel_record_is_changed(ann));
    expect_ok(gemel_record_save(ann, NULL, &err));
    expect_rows(w, "Person", "1 eve");
}

static void the_stored_value_is_the_one_before(void **state)
{
    const world *w = *state;
    gemel_record *ann = given(w, "Person", "{'name': 'ann'}");
    begin(w);
    rename_to(ann, "eve");
    rename_to(ann, "zoe");
    rollback(w);
    expect_attribute(ann, "name", "zoe");
    expect_stored_name(ann, "ann");
    rename_to(ann, "bob");
    expect_rows(w, "Person", "1 bob");
}

static void values_assigned_after_the_undone_save_stay(void **state)
{
    const world *w = *state;
    gemel_record *ann = given(w, "Person", "{'name': 'ann'}");
    begin(w);
    rename_to(ann, "eve");
    assign(ann, "zoe");
    rollback(w);
    expect_attribute(ann, "name", "zoe");
    assert_true(gemel_record_is_changed(ann));
    expect_stored_name(ann, "ann");
}

static void values_that_were_never_saved_stay_dirty(void **state)
{
    const world *w = *state;
    gemel_record *ann = given(w, "Person", "{'name': 'ann'}");
    assign(ann, "eve");
    begin(w);
    rollback(w);
    expect_attribute(ann, "name", "eve");
    assert_true(gemel_record_is_changed(ann));
}

static void a_commit_keeps_records_as_they_are(void **state)
{
    const world *w = *state;
    gemel_record *ann = given(w, "Person", "{'name': 'ann'}");
    begin(w);
    rename_to(ann, "eve");
    commit(w);
    assert_false(gemel_record_is_changed(ann));
    begin(w);
    rollback(w);
    expect_attribute(ann, "name", "eve");
    assert_false(gemel_record_is_changed(ann));
}

static void a_destroyed_record_is_stored_again(void **state)
{
    const world *w = *state;
    gemel_record *ann = given(w, "Person", "{'name': 'ann'}");
    bool deleted = false;
    begin(w);
    expect_ok(gemel_record_destroy(ann, NULL, NULL, &err));
    rollback(w);
    assert_false(gemel_record_is_new(ann));
    assert_false(gemel_record_is_changed(ann));
    rename_to(ann, "eve");
    expect_rows(w, "Person", "1 eve");
    expect_ok(gemel_record_destroy(ann, NULL, &deleted, &err));
    assert_true(deleted);
}

static void a_record_created_and_destroyed_is_new_again(void **state)
{
    const world *w = *state;
    gemel_record *ann;
    begin(w);
    ann = given(w, "Person", "{'name': 'ann'}");
    expect_ok(gemel_record_destroy(ann, NULL, NULL, &err));
    rollback(w);
    assert_true(gemel_record_is_new(ann));
    expect_ok(gemel_record_save(ann, NULL, &err));
    expect_rows(w, "Person", by_dialect("1 ann", "2 ann"));
}

/* ---- Savepoints ---- */

static void a_savepoint_restores_to_its_own_begin(void **state)
{
    const world *w = *state;
    gemel_record *ann = given(w, "Person", "{'name': 'ann'}");
    begin(w);
    rename_to(ann, "bob");
    begin(w);
    rename_to(ann, "cid");
    rollback(w);
    expect_attribute(ann, "name", "cid");
    expect_stored_name(ann, "bob");
    rollback(w);
    expect_stored_name(ann, "ann");
    expect_rows(w, "Person", "1 ann");
}

static void a_kept_savepoint_is_restored_with_its_transaction(void **state)
{
    const world *w = *state;
    gemel_record *ann = given(w, "Person", "{'name': 'ann'}");
    gemel_record *bob;
    begin(w);
    begin(w);
    rename_to(ann, "eve");
    bob = given(w, "Person", "{'name': 'bob'}");
    commit(w);
    rollback(w);
    assert_true(gemel_record_is_new(bob));
    expect_attribute(bob, "id", NULL);
    expect_stored_name(ann, "ann");
}

static void a_kept_savepoint_adds_to_what_its_transaction_wrote(void **state)
{
    const world *w = *state;
    gemel_record *ann = given(w, "Person", "{'name': 'ann'}");
    begin(w);
    rename_to(ann, "bob");
    begin(w);
    rename_to(ann, "cid");
    commit(w);
    rollback(w);
    expect_attribute(ann, "name", "cid");
    expect_stored_name(ann, "ann");
}

static void a_record_created_before_the_savepoint_stays_stored(void **state)
{
    const world *w = *state;
    gemel_record *ann;
    begin(w);
    ann = given(w, "Person", "{'name': 'ann'}");
    begin(w);
    rename_to(ann, "eve");
    rollback(w);
    assert_false(gemel_record_is_new(ann));
    expect_attribute(ann, "id", "1");
    expect_stored_name(ann, "ann");
    commit(w);
    expect_rows(w, "Person", "1 ann");
}

static void a_record_saved_again_after_a_rolled_back_savepoint(void **state)
{
    const world *w = *state;
    gemel_record *ann = built(w, "Person", "{'name': 'ann'}");
    begin(w);
    begin(w);
    expect_ok(gemel_record_save(ann, NULL, &err));
    rollback(w);
    assert_true(gemel_record_is_new(ann));
    expect_ok(gemel_record_save(ann, NULL, &err));
    commit(w);
    assert_false(gemel_record_is_new(ann));
    expect_rows(w, "Person", by_dialect("1 ann", "2 ann"));
}

/* ---- Association methods ---- */

static void a_rolled_back_set_leaves_the_key_as_it_was_and_can_be_repeated(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    gemel_record *l10 = given(w, "License", "{'id': 10, 'number': 'A'}");
    begin(w);
    expect_ok(gemel_record_set_association(p1, "license", l10, NULL, &err));
    expect_attribute(l10, "ownerId", "1");
    rollback(w);
    expect_attribute(l10, "ownerId", NULL);
    assert_false(gemel_record_is_changed(l10));
    expect_rows(w, "License", "10 A null");
    expect_ok(gemel_record_set_association(p1, "license", l10, NULL, &err));
    expect_rows(w, "License", "10 A 1");
}

static void a_rolled_back_set_of_a_new_one_makes_it_new_again(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    gemel_record *fresh = built(w, "License", "{'number': 'N'}");
    begin(w);
    expect_ok(gemel_record_set_association(p1, "license", fresh, NULL, &err));
    rollback(w);
    assert_true(gemel_record_is_new(fresh));
    expect_attribute(fresh, "id", NULL);
    expect_attribute(fresh, "ownerId", NULL);
    expect_attribute(fresh, "number", "N");
}

static void a_rolled_back_belongs_to_set_is_written_when_repeated(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    gemel_record *l10 = given(w, "License", "{'id': 10, 'number': 'A'}");
    begin(w);
    expect_ok(gemel_record_set_association(l10, "owner", p1, NULL, &err));
    rollback(w);
    expect_rows(w, "License", "10 A null");
    expect_ok(gemel_record_set_association(l10, "owner", p1, NULL, &err));
    expect_rows(w, "License", "10 A 1");
}

static void rolled_back_creates_are_new_again(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{}");
    gemel_record *l10 = given(w, "License", "{'id': 10, 'number': 'A'}");
    gemel_record *license = NULL, *owner = NULL;
    begin(w);
    expect_ok(gemel_record_create_association(p1, "license", values("{'number': 'B'}"), NULL, &license, &err));
    expect_ok(gemel_record_create_association(l10, "owner", values("{'name': 'z'}"), NULL, &owner, &err));
    keep(license);
    keep(owner);
    rollback(w);
    assert_true(gemel_record_is_new(license));
    expect_attribute(license, "id", NULL);
    expect_attribute(license, "number", "B");
    assert_true(gemel_record_is_new(owner));
    expect_attribute(owner, "id", NULL);
    expect_attribute(owner, "name", "z");
    expect_rows(w, "License", "10 A null");
    expect_rows(w, "Person", "1 null");
}

/* ---- Other ways to lose a transaction ---- */

static gemel_status rename_and_fail(gemel_session *session, void *user_data, gemel_error **error)
{
    gemel_record *record = user_data;
    (void)session;
    gemel_record_set_text(record, "name", "eve", GEMEL_NUL, NULL);
    gemel_record_save(record, NULL, NULL);
    return gemel_error_raise(GEMEL_CALLBACK, "no", error);
}

static void a_failed_callback_restores(void **state)
{
    const world *w = *state;
    gemel_record *ann = given(w, "Person", "{'name': 'ann'}");
    expect(GEMEL_CALLBACK, gemel_session_transact(w->session, NULL, rename_and_fail, ann, &err));
    expect_attribute(ann, "name", "eve");
    assert_true(gemel_record_is_changed(ann));
    expect_stored_name(ann, "ann");
}

static void closing_the_session_restores(void **state)
{
    const world *w = *state;
    gemel_record *ann = given(w, "Person", "{'name': 'ann'}");
    gemel_record *bob;
    begin(w);
    rename_to(ann, "eve");
    bob = given(w, "Person", "{'name': 'bob'}");
    expect_ok(gemel_session_close(w->session, &err));
    assert_true(gemel_record_is_new(bob));
    expect_attribute(bob, "id", NULL);
    expect_attribute(ann, "name", "eve");
    assert_true(gemel_record_is_changed(ann));
    expect_rows(w, "Person", "1 ann");
}

static void records_that_are_gone_do_not_hinder_a_rollback(void **state)
{
    const world *w = *state;
    gemel_record *bob = NULL;
    gemel_record *ann = given(w, "Person", "{'name': 'ann'}");
    begin(w);
    expect_ok(gemel_record_create(w->session, model(w, "Person"), values("{'name': 'bob'}"), NULL, &bob, &err));
    gemel_record_free(bob);
    rename_to(ann, "eve");
    rollback(w);
    expect_stored_name(ann, "ann");
}

static void many_records_that_are_gone_do_not_hinder_a_rollback(void **state)
{
    enum { MANY = 3000 };
    const world *w = *state;
    const gemel_model *person = model(w, "Person");
    gemel_record *ann = given(w, "Person", "{'name': 'ann'}");
    int i;
    begin(w);
    rename_to(ann, "eve");
    for (i = 0; i < MANY; ++i) {
        gemel_record *bob = NULL;
        expect_ok(gemel_record_create(w->session, person, NULL, NULL, &bob, &err));
        gemel_record_free(bob);
    }
    rollback(w);
    expect_stored_name(ann, "ann");
    expect_rows(w, "Person", "1 ann");
}

static int where_commits_can_fail(void **state)
{
    const char *url = shared_make();
    /* An existing file keeps its journal, in which a reader can hold a commit up. */
    if (on_sqlite())
        shared_run("PRAGMA user_version = 1");
    world_at(state, schema_n(), url);
    /* On a server, a row that is refused by the commit. */
    if (!on_sqlite())
        shared_run("ALTER TABLE people ADD CONSTRAINT late UNIQUE (name) DEFERRABLE INITIALLY DEFERRED");
    return 0;
}

static void a_commit_that_fails_has_rolled_back_and_restores(void **state)
{
    const world *w = *state;
    gemel_record *ann = given(w, "Person", "{'name': 'ann'}");
    gemel_record *bob;
    begin(w);
    rename_to(ann, "eve");
    bob = given(w, "Person", "{'name': 'bob'}");
    if (on_sqlite()) {
        sqlite_hold(temporary_path("shared.db"), "BEGIN; SELECT count(*) FROM people");
        expect(GEMEL_BUSY, gemel_session_commit(w->session, &err));
        sqlite_let_go();
    } else {
        given(w, "Person", "{'name': 'bob'}");
        expect(GEMEL_UNIQUE, gemel_session_commit(w->session, &err));
    }
    assert_int_equal(gemel_session_depth(w->session), 0);
    assert_true(gemel_record_is_new(bob));
    expect_attribute(bob, "id", NULL);
    expect_attribute(ann, "name", "eve");
    assert_true(gemel_record_is_changed(ann));
    expect_rows(w, "Person", "1 ann");
    expect_ok(gemel_record_save(ann, NULL, &err));
    expect_rows(w, "Person", "1 eve");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(world_n, a_created_record_is_new_again_and_forgets_its_generated_key),
        IN_WORLD(world_n, an_assigned_key_stays),
        IN_WORLD(world_n, saved_values_are_dirty_again),
        IN_WORLD(world_n, the_stored_value_is_the_one_before),
        IN_WORLD(world_n, values_assigned_after_the_undone_save_stay),
        IN_WORLD(world_n, values_that_were_never_saved_stay_dirty),
        IN_WORLD(world_n, a_commit_keeps_records_as_they_are),
        IN_WORLD(world_n, a_destroyed_record_is_stored_again),
        IN_WORLD(world_n, a_record_created_and_destroyed_is_new_again),
        IN_WORLD(world_n, a_savepoint_restores_to_its_own_begin),
        IN_WORLD(world_n, a_kept_savepoint_is_restored_with_its_transaction),
        IN_WORLD(world_n, a_kept_savepoint_adds_to_what_its_transaction_wrote),
        IN_WORLD(world_n, a_record_created_before_the_savepoint_stays_stored),
        IN_WORLD(world_n, a_record_saved_again_after_a_rolled_back_savepoint),
        IN_WORLD(world_n, a_rolled_back_set_leaves_the_key_as_it_was_and_can_be_repeated),
        IN_WORLD(world_n, a_rolled_back_set_of_a_new_one_makes_it_new_again),
        IN_WORLD(world_n, a_rolled_back_belongs_to_set_is_written_when_repeated),
        IN_WORLD(world_n, rolled_back_creates_are_new_again),
        IN_WORLD(world_n, a_failed_callback_restores),
        IN_WORLD(world_n, closing_the_session_restores),
        IN_WORLD(world_n, records_that_are_gone_do_not_hinder_a_rollback),
        IN_WORLD(world_n, many_records_that_are_gone_do_not_hinder_a_rollback),
        IN_SHARED_WORLD(where_commits_can_fail, a_commit_that_fails_has_rolled_back_and_restores),
    };
    return cmocka_run_group_tests_name("restore", tests, NULL, NULL);
}
