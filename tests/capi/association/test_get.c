/*
 * gemel_record_get_association: who is at the other end, and with how many statements. It must
 * not test what changes who that is.
 */
#include "declarations.h"
#include "fixture.h"

/* The record at the other end, freed by the teardown; NULL if there is none. */
static gemel_record *get(gemel_record *self, const char *association_name)
{
    gemel_record *other = NULL;
    expect_ok(gemel_record_get_association(self, association_name, NULL, &other, &err));
    return other ? keep(other) : NULL;
}

static void g01_none_is_null_with_one_select(void **state)
{
    world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    forget_statements(w);
    assert_null(get(p1, "license"));
    expect_statements(w, 1, 0);
}

static void g02_the_linked_one_is_read_whole(void **state)
{
    world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    gemel_record *l10;
    given(w, "License", "{'id': 10, 'number': 'A', 'ownerId': 1}");
    forget_statements(w);
    l10 = get(p1, "license");
    expect_statements(w, 1, 0);
    assert_non_null(l10);
    expect_attribute(l10, "id", "10");
    expect_attribute(l10, "number", "A");
    expect_attribute(l10, "ownerId", "1");
    assert_false(gemel_record_is_new(l10));
    assert_false(gemel_record_is_changed(l10));
    assert_ptr_equal(gemel_record_model(l10), model(w, "License"));
}

static void every_get_asks_again_and_gives_a_new_object(void **state)
{
    world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    gemel_record *first, *second;
    given(w, "License", "{'id': 10, 'number': 'A', 'ownerId': 1}");
    forget_statements(w);
    first = get(p1, "license");
    second = get(p1, "license");
    expect_statements(w, 2, 0);
    assert_ptr_not_equal(first, second);
    assert_true(same_row(first, second));
    vanish(w, "License", "{'id': 10}");
    assert_null(get(p1, "license"));
}

static void g14_a_get_sees_the_work_of_its_transaction(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    gemel_record *l10 = given(w, "License", "{'id': 10}");
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    expect_ok(gemel_record_set_association(p1, "license", l10, NULL, &err));
    expect_attribute(get(p1, "license"), "id", "10");
    expect_ok(gemel_session_rollback(w->session, &err));
    assert_null(get(p1, "license"));
}

static int text_keys(void **state)
{
    static const declaration declarations[DECLARATIONS_MAX] = {
        MODEL("Person"),
        MODEL("License"),
        ATTRIBUTE("License", "code", "string primary key"),
        HAS_ONE("Person", "License", "foreign key ownerId"),
    };
    return world_of(state, declared(declarations));
}

static void of_several_the_lowest_primary_key_is_given(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    given(w, "License", "{'code': 'c', 'ownerId': 1}");
    given(w, "License", "{'code': 'a', 'ownerId': 1}");
    given(w, "License", "{'code': 'b', 'ownerId': 1}");
    expect_attribute(get(p1, "license"), "code", "a");
}

static void a_new_owner_has_none_without_a_statement(void **state)
{
    world *w = *state;
    gemel_record *unsaved = built(w, "Person", "{'id': 1}");
    given(w, "License", "{'id': 10}");
    forget_statements(w);
    assert_null(get(unsaved, "license"));
    expect_statements(w, 0, 0);
}

static void b01_a_null_key_has_no_owner_without_a_statement(void **state)
{
    world *w = *state;
    gemel_record *l10 = given(w, "License", "{'id': 10}");
    forget_statements(w);
    assert_null(get(l10, "owner"));
    expect_statements(w, 0, 0);
}

static void b02_the_owner_is_read_by_its_key(void **state)
{
    world *w = *state;
    gemel_record *l10;
    given(w, "Person", "{'id': 1, 'name': 'ann'}");
    l10 = given(w, "License", "{'id': 10, 'ownerId': 1}");
    forget_statements(w);
    expect_attribute(get(l10, "owner"), "name", "ann");
    expect_statements(w, 1, 0);
}

static void belongs_to_goes_by_the_key_in_memory(void **state)
{
    const world *w = *state;
    gemel_record *l10;
    given(w, "Person", "{'id': 1, 'name': 'ann'}");
    given(w, "Person", "{'id': 2, 'name': 'bob'}");
    l10 = given(w, "License", "{'id': 10, 'ownerId': 1}");
    expect_ok(gemel_record_set_int(l10, "ownerId", 2, &err));
    expect_attribute(get(l10, "owner"), "name", "bob");
    expect_ok(gemel_record_set_null(l10, "ownerId", &err));
    assert_null(get(l10, "owner"));
    expect_attribute(get(built(w, "License", "{'ownerId': 2}"), "owner"), "name", "bob");
}

static int without_constraint(void **state)
{
    static const declaration declarations[DECLARATIONS_MAX] = {
        MODEL("Person"),
        MODEL("License"),
        HAS_ONE("Person", "License", "foreign key ownerId inverse owner no constraint"),
    };
    return world_of(state, declared(declarations));
}

static void b16_a_key_that_leads_nowhere_gives_none(void **state)
{
    const world *w = *state;
    gemel_record *l10 = given(w, "License", "{'id': 10, 'ownerId': 99}");
    assert_null(get(l10, "owner"));
}

static int by_email(void **state)
{
    static const declaration declarations[DECLARATIONS_MAX] = {
        MODEL("Person"),
        ATTRIBUTE("Person", "email", "string unique"),
        MODEL("License"),
        HAS_ONE("Person", "License", "source key email inverse owner column p_email"),
    };
    return world_of(state, declared(declarations));
}

static void c11_get_finds_by_the_source_key(void **state)
{
    const world *w = *state;
    gemel_record *ann = given(w, "Person", "{'id': 1, 'email': 'ann@x'}");
    gemel_record *l10 = given(w, "License", "{'id': 10, 'ownerEmail': 'ann@x'}");
    expect_attribute(get(ann, "license"), "id", "10");
    expect_attribute(get(l10, "owner"), "id", "1");
}

static void an_owner_without_key_value_has_none_without_a_statement(void **state)
{
    world *w = *state;
    gemel_record *nobody = given(w, "Person", "{'id': 1}");
    given(w, "License", "{'id': 10}");
    forget_statements(w);
    assert_null(get(nobody, "license"));
    expect_statements(w, 0, 0);
}

static void an_unsaved_change_of_the_key_does_not_count(void **state)
{
    const world *w = *state;
    gemel_record *ann = given(w, "Person", "{'id': 1, 'email': 'ann@x'}");
    given(w, "License", "{'id': 10, 'ownerEmail': 'ann@x'}");
    expect_ok(gemel_record_set_text(ann, "email", "other@x", GEMEL_NUL, &err));
    expect_attribute(get(ann, "license"), "id", "10");
}

static void an_association_with_itself_gives_itself(void **state)
{
    const world *w = *state;
    gemel_record *a = given(w, "Node", "{'id': 1}");
    given(w, "Node", "{'id': 2, 'prevId': 1}");
    expect_attribute(get(a, "next"), "id", "2");
    assert_null(get(a, "prev"));
    expect_ok(gemel_record_set_association(a, "next", a, NULL, &err));
    expect_attribute(get(a, "next"), "id", "1");
    expect_attribute(get(a, "prev"), "id", "1");
    expect_rows(w, "Node", "1 1, 2 null");
}

static int nodes(void **state)
{
    static const declaration declarations[DECLARATIONS_MAX] = {
        MODEL("Node"),
        HAS_ONE("Node", "Node", "as next inverse prev"),
    };
    return world_of(state, declared(declarations));
}

static void an_unknown_association_is_refused_and_tells_the_nearest(void **state)
{
    world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    gemel_record *out = p1;
    forget_statements(w);
    expect(GEMEL_USAGE, gemel_record_get_association(p1, "licence", NULL, &out, &err));
    expect_mention("licence");
    expect_mention("license");
    expect_mention("Person");
    assert_null(out);
    expect(GEMEL_USAGE, gemel_record_get_association(p1, "name", NULL, &out, &err));
    expect(GEMEL_USAGE, gemel_record_get_association(p1, "", NULL, &out, &err));
    expect_statements(w, 0, 0);
}

static void a_get_may_ask_for_more_of_its_partner(void **state)
{
    world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    gemel_record *license = NULL, *owner = NULL, *none = NULL;
    bool is_loaded = false;
    given(w, "License", "{'id': 10, 'number': 'A', 'ownerId': 1}");
    given(w, "License", "{'id': 11, 'number': 'B', 'ownerId': 1}");
    forget_statements(w);
    expect_ok(gemel_record_get_association(p1, "license", with("{'where': {'number': ['B', 'C']}, 'include': 'owner'}"),
                                           &license, &err));
    expect_statements(w, 1, 0);
    expect_attribute(keep(license), "id", "11");
    expect_ok(gemel_record_is_loaded(license, "owner", &is_loaded, &err));
    assert_true(is_loaded);
    expect_ok(gemel_record_load_association(license, "owner", NULL, &owner, &err));
    expect_attribute(keep(owner), "id", "1");
    expect_ok(gemel_record_get_association(p1, "license", with("{'where': {'number': 'C'}}"), &none, &err));
    assert_null(none);
}

static void g12_a_get_may_insist_on_a_partner(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    gemel_record *none = NULL;
    expect(GEMEL_NOT_FOUND, gemel_record_get_association(p1, "license", with("{'rejectOnEmpty': true}"), &none, &err));
    expect_mention("this Person has no license");
    expect(GEMEL_USAGE, gemel_record_get_association(p1, "license", with("{'where': {'nmber': 'A'}}"), &none, &err));
    expect_mention("did you mean 'number'?");
    expect(GEMEL_USAGE, gemel_record_get_association(p1, "license", with("{'where': 'A'}"), &none, &err));
    expect(GEMEL_USAGE, gemel_record_get_association(p1, "license", with("{'include': 'ownr'}"), &none, &err));
    expect_mention("did you mean 'owner'?");
}

static void an_unknown_option_is_refused(void **state)
{
    world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    gemel_record *out = NULL;
    forget_statements(w);
    expect(GEMEL_USAGE, gemel_record_get_association(p1, "license", with("{'replace': true}"), &out, &err));
    expect_mention("replace");
    expect_statements(w, 0, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(world_n, g01_none_is_null_with_one_select),
        IN_WORLD(world_n, g02_the_linked_one_is_read_whole),
        IN_WORLD(world_n, every_get_asks_again_and_gives_a_new_object),
        IN_WORLD(world_n, g14_a_get_sees_the_work_of_its_transaction),
        IN_WORLD(text_keys, of_several_the_lowest_primary_key_is_given),
        IN_WORLD(world_n, a_new_owner_has_none_without_a_statement),
        IN_WORLD(world_n, b01_a_null_key_has_no_owner_without_a_statement),
        IN_WORLD(world_n, b02_the_owner_is_read_by_its_key),
        IN_WORLD(world_n, belongs_to_goes_by_the_key_in_memory),
        IN_WORLD(without_constraint, b16_a_key_that_leads_nowhere_gives_none),
        IN_WORLD(by_email, c11_get_finds_by_the_source_key),
        IN_WORLD(by_email, an_owner_without_key_value_has_none_without_a_statement),
        IN_WORLD(by_email, an_unsaved_change_of_the_key_does_not_count),
        IN_WORLD(nodes, an_association_with_itself_gives_itself),
        IN_WORLD(world_n, an_unknown_association_is_refused_and_tells_the_nearest),
        IN_WORLD(world_n, a_get_may_ask_for_more_of_its_partner),
        IN_WORLD(world_n, g12_a_get_may_insist_on_a_partner),
        IN_WORLD(world_n, an_unknown_option_is_refused),
    };
    return cmocka_run_group_tests_name("get", tests, NULL, NULL);
}
