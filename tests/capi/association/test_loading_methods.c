/*
 * What association methods, failures and rollbacks do to what is loaded. It must not test how it came to
 * be loaded (test_include.c, test_loading.c).
 */
#include "loading.h"

/* ann and bob; licence 10 is ann's, 11 nobody's. */
static int world_of_two(void **state)
{
    const world *w;
    world_n(state);
    w = *state;
    given(w, "Person", "{'id': 1, 'name': 'ann'}");
    given(w, "Person", "{'id': 2, 'name': 'bob'}");
    given(w, "License", "{'id': 10, 'number': 'A', 'ownerId': 1}");
    given(w, "License", "{'id': 11, 'number': 'B'}");
    return 0;
}

static gemel_record *person(const world *w, const char *key)
{
    return found_with(w, "Person", key, "{'include': 'license'}");
}

static gemel_record *license(const world *w, const char *key)
{
    return found_with(w, "License", key, "{'include': 'owner'}");
}

/* ---- The has-one end ---- */

static void set_shows_each_the_other(void **state)
{
    world *w = *state;
    gemel_record *ann = person(w, "{'id': 1}"), *l11 = license(w, "{'id': 11}");
    expect_ok(gemel_record_set_association(ann, "license", l11, NULL, &err));
    forget_statements(w);
    expect_json(ann, "{'id':1,'name':'ann','license':{'id':11,'number':'B','ownerId':1,"
                     "'owner':{'id':1,'name':'ann'}}}");
    expect_json(l11, "{'id':11,'number':'B','ownerId':1,'owner':{'id':1,'name':'ann',"
                     "'license':{'id':11,'number':'B','ownerId':1}}}");
    expect_ok(gemel_record_set_text(l11, "number", "N", GEMEL_NUL, &err));
    expect_attribute(loaded(ann, "license"), "number", "N");
    expect_statements(w, 0, 0);
}

static void what_was_not_loaded_stays_so(void **state)
{
    const world *w = *state;
    gemel_record *ann = found(w, "Person", "{'id': 1}"), *l11 = found(w, "License", "{'id': 11}"), *made = NULL;
    expect_ok(gemel_record_set_association(ann, "license", l11, NULL, &err));
    assert_false(is_loaded(ann, "license"));
    assert_false(is_loaded(l11, "owner"));
    expect_ok(gemel_record_set_association(l11, "owner", ann, NULL, &err));
    expect_ok(gemel_record_unset_association(ann, "license", NULL, &err));
    expect_ok(gemel_record_create_association(ann, "license", NULL, NULL, &made, &err));
    assert_false(is_loaded(keep(made), "owner"));
    assert_false(is_loaded(ann, "license"));
    assert_false(is_loaded(l11, "owner"));
}

static void s43_unset_shows_nobody(void **state)
{
    world *w = *state;
    gemel_record *ann = person(w, "{'id': 1}");
    expect_ok(gemel_record_unset_association(ann, "license", NULL, &err));
    forget_statements(w);
    expect_json(ann, "{'id':1,'name':'ann','license':null}");
    assert_null(loaded(ann, "license"));
    expect_statements(w, 0, 0);
}

static void create_shows_what_it_made_and_keeps_it(void **state)
{
    world *w = *state;
    gemel_record *bob = person(w, "{'id': 2}");
    expect_ok(gemel_record_create_association(bob, "license", values("{'number': 'C'}"), NULL, NULL, &err));
    forget_statements(w);
    expect_attribute(loaded(bob, "license"), "number", "C");
    expect_statements(w, 0, 0);
}

static void set_by_key_shows_the_row_and_keeps_it(void **state)
{
    world *w = *state;
    gemel_record *bob = person(w, "{'id': 2}"), *row = NULL;
    expect_ok(gemel_record_set_association_key(bob, "license", values("{'id': 11}"), NULL, &row, &err));
    gemel_record_free(row);
    forget_statements(w);
    expect_json(bob, "{'id':2,'name':'bob','license':{'id':11,'number':'B','ownerId':2}}");
    expect_statements(w, 0, 0);
}

static void who_was_handed_in_and_freed_is_not_loaded_any_more(void **state)
{
    world *w = *state;
    gemel_record *ann = person(w, "{'id': 1}"), *l11 = NULL;
    expect_ok(gemel_record_find(w->session, model(w, "License"), values("{'id': 11}"), NULL, &l11, &err));
    expect_ok(gemel_record_set_association(ann, "license", l11, NULL, &err));
    assert_true(is_loaded(ann, "license"));
    gemel_record_free(l11);
    assert_false(is_loaded(ann, "license"));
    expect_json(ann, "{'id':1,'name':'ann'}");
    forget_statements(w);
    expect_attribute(loaded(ann, "license"), "number", "B");
    expect_statements(w, 1, 0);
}

/* ---- The belongs-to end ---- */

static void an_owner_that_is_set_shows_and_is_shown(void **state)
{
    world *w = *state;
    gemel_record *bob = person(w, "{'id': 2}"), *l11 = license(w, "{'id': 11}");
    expect_ok(gemel_record_set_association(l11, "owner", bob, NULL, &err));
    forget_statements(w);
    expect_attribute(loaded(bob, "license"), "id", "11");
    expect_attribute(loaded(l11, "owner"), "id", "2");
    expect_statements(w, 0, 0);
}

static void an_owner_set_by_key_is_forgotten(void **state)
{
    world *w = *state;
    gemel_record *l10 = license(w, "{'id': 10}");
    expect_ok(gemel_record_set_association_key(l10, "owner", values("{'id': 2}"), NULL, NULL, &err));
    assert_false(is_loaded(l10, "owner"));
    forget_statements(w);
    expect_attribute(loaded(l10, "owner"), "name", "bob");
    expect_statements(w, 1, 0);
}

static void an_owner_that_is_unset_is_nobody(void **state)
{
    const world *w = *state;
    gemel_record *l10 = license(w, "{'id': 10}");
    expect_ok(gemel_record_unset_association(l10, "owner", NULL, &err));
    expect_json(l10, "{'id':10,'number':'A','ownerId':null,'owner':null}");
}

static void an_owner_that_is_created_is_kept(void **state)
{
    world *w = *state;
    gemel_record *l10 = license(w, "{'id': 10}");
    expect_ok(gemel_record_create_association(l10, "owner", values("{'id': 3, 'name': 'cid'}"), NULL, NULL, &err));
    forget_statements(w);
    expect_attribute(loaded(l10, "owner"), "name", "cid");
    expect_statements(w, 0, 0);
}

static void an_owner_of_a_new_one_is_shown_before_anything_is_written(void **state)
{
    world *w = *state;
    gemel_record *bob = person(w, "{'id': 2}"), *fresh = built(w, "License", "{'number': 'C'}");
    assert_null(loaded(fresh, "owner"));
    forget_statements(w);
    expect_ok(gemel_record_set_association(fresh, "owner", bob, NULL, &err));
    expect_attribute(loaded(fresh, "owner"), "name", "bob");
    expect_statements(w, 0, 0);
}

/* ---- Failures and rollbacks ---- */

static void a_call_that_fails_changes_nothing_that_is_loaded(void **state)
{
    world *w = *state;
    gemel_record *ann = person(w, "{'id': 1}"), *l11 = license(w, "{'id': 11}"), *none = NULL;
    static const char before[] = "{'id':1,'name':'ann','license':{'id':10,'number':'A','ownerId':1}}";
    expect(GEMEL_OCCUPIED, gemel_record_set_association(l11, "owner", ann, NULL, &err));
    expect(GEMEL_OCCUPIED, gemel_record_create_association(ann, "license", NULL, NULL, &none, &err));
    expect(GEMEL_NOT_FOUND, gemel_record_set_association_key(ann, "license", values("{'id': 99}"), NULL, &none, &err));
    vanish(w, "License", "{'id': 11}");
    expect(GEMEL_NOT_FOUND, gemel_record_set_association(ann, "license", l11, NULL, &err));
    expect_json(ann, before);
    expect_json(l11, "{'id':11,'number':'B','ownerId':null,'owner':null}");
}

static void a_rollback_restores_what_was_loaded(void **state)
{
    const world *w = *state;
    gemel_record *ann = person(w, "{'id': 1}"), *bob = person(w, "{'id': 2}"), *l11 = license(w, "{'id': 11}");
    gemel_record *l10 = license(w, "{'id': 10}");
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    expect_ok(gemel_record_set_association(ann, "license", l11, NULL, &err));
    expect_ok(gemel_record_create_association(bob, "license", NULL, NULL, NULL, &err));
    expect_ok(gemel_record_unset_association(l10, "owner", NULL, &err));
    expect_attribute(loaded(ann, "license"), "id", "11");
    assert_non_null(loaded(bob, "license"));
    expect_ok(gemel_session_rollback(w->session, &err));
    expect_json(ann, "{'id':1,'name':'ann','license':{'id':10,'number':'A','ownerId':1}}");
    expect_json(bob, "{'id':2,'name':'bob','license':null}");
    expect_json(l11, "{'id':11,'number':'B','ownerId':null,'owner':null}");
    expect_json(l10, "{'id':10,'number':'A','ownerId':1,'owner':{'id':1,'name':'ann'}}");
}

static void a_savepoint_restores_what_was_loaded_when_it_began(void **state)
{
    const world *w = *state;
    gemel_record *ann = person(w, "{'id': 1}"), *l11 = found(w, "License", "{'id': 11}");
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    expect_ok(gemel_record_set_association(ann, "license", l11, NULL, &err));
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    expect_ok(gemel_record_unset_association(ann, "license", NULL, &err));
    expect_json(ann, "{'id':1,'name':'ann','license':null}");
    expect_ok(gemel_session_rollback(w->session, &err));
    expect_json(ann, "{'id':1,'name':'ann','license':{'id':11,'number':'B','ownerId':1}}");
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    expect_ok(gemel_record_unset_association(ann, "license", NULL, &err));
    expect_ok(gemel_session_commit(w->session, &err));
    expect_ok(gemel_session_rollback(w->session, &err));
    expect_json(ann, "{'id':1,'name':'ann','license':{'id':10,'number':'A','ownerId':1}}");
}

static void a_rollback_forgets_an_owner_that_was_loaded_in_between(void **state)
{
    const world *w = *state;
    gemel_record *l11 = found(w, "License", "{'id': 11}");
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    expect_ok(gemel_record_set_association_key(l11, "owner", values("{'id': 2}"), NULL, NULL, &err));
    expect_attribute(loaded(l11, "owner"), "name", "bob");
    expect_ok(gemel_session_rollback(w->session, &err));
    assert_false(is_loaded(l11, "owner"));
    assert_null(loaded(l11, "owner"));
}

static void a_nested_create_that_is_rolled_back_is_new_again(void **state)
{
    const world *w = *state;
    gemel_record *cid = NULL, *made;
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    expect_ok(gemel_record_create(w->session, model(w, "Person"),
                                  values("{'id': 3, 'name': 'cid', 'license': {'id': 12, 'number': 'C'}}"),
                                  with("{'include': 'license'}"), &cid, &err));
    made = loaded(keep(cid), "license");
    expect_ok(gemel_session_rollback(w->session, &err));
    assert_true(gemel_record_is_new(cid));
    assert_true(gemel_record_is_new(made));
    expect_attribute(made, "ownerId", NULL);
    expect_attribute(made, "number", "C");
    expect_rows(w, "Person", "1 ann, 2 bob");
    expect_rows(w, "License", "10 A 1, 11 B null");
    expect_ok(gemel_record_save(cid, NULL, &err));
    expect_ok(gemel_record_set_association(cid, "license", made, NULL, &err));
    expect_attribute(loaded(cid, "license"), "number", "C");
}

#define IN_TWO(test) IN_WORLD(world_of_two, test)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_TWO(set_shows_each_the_other),
        IN_TWO(what_was_not_loaded_stays_so),
        IN_TWO(s43_unset_shows_nobody),
        IN_TWO(create_shows_what_it_made_and_keeps_it),
        IN_TWO(set_by_key_shows_the_row_and_keeps_it),
        IN_TWO(who_was_handed_in_and_freed_is_not_loaded_any_more),
        IN_TWO(an_owner_that_is_set_shows_and_is_shown),
        IN_TWO(an_owner_set_by_key_is_forgotten),
        IN_TWO(an_owner_that_is_unset_is_nobody),
        IN_TWO(an_owner_that_is_created_is_kept),
        IN_TWO(an_owner_of_a_new_one_is_shown_before_anything_is_written),
        IN_TWO(a_call_that_fails_changes_nothing_that_is_loaded),
        IN_TWO(a_rollback_restores_what_was_loaded),
        IN_TWO(a_savepoint_restores_what_was_loaded_when_it_began),
        IN_TWO(a_rollback_forgets_an_owner_that_was_loaded_in_between),
        IN_TWO(a_nested_create_that_is_rolled_back_is_new_again),
    };
    return cmocka_run_group_tests_name("loading, methods", tests, NULL, NULL);
}
