/*
 * What the scope of a has one does to its methods: rows with the same key but another scope are none of its. It must
 * not test how a scope is declared.
 */
#include "declarations.h"
#include "fixture.h"

static const declaration pages[DECLARATIONS_MAX] = {
    MODEL("Page"),
    MODEL("Picture"),
    ATTRIBUTE("Picture", "kind", "string"),
    ATTRIBUTE("Picture", "name", "string"),
    HAS_ONE_WITH("Page", "Picture", "{'as': 'cover', 'inverse': 'page', 'scope': {'kind': 'cover'}}"),
    HAS_ONE_WITH("Page", "Picture", "{'as': 'thumb', 'inverse': 'page', 'scope': {'kind': 'thumb'}}"),
};

static int world_of_pages(void **state)
{
    return world_of(state, declared(pages));
}

static void get_finds_only_what_is_in_scope(void **state)
{
    const world *w = *state;
    gemel_record *page = given(w, "Page", "{'id': 1}"), *out;
    given(w, "Picture", "{'id': 10, 'kind': 'thumb', 'pageId': 1}");
    given(w, "Picture", "{'id': 11, 'kind': 'cover', 'pageId': 1}");
    given(w, "Picture", "{'id': 12, 'pageId': 1}");
    expect_ok(gemel_record_get_association(page, "cover", NULL, &out, &err));
    expect_attribute(keep(out), "id", "11");
    vanish(w, "Picture", "{'id': 11}");
    expect_ok(gemel_record_get_association(page, "cover", NULL, &out, &err));
    assert_null(out);
}

static void create_writes_the_scope_over_what_is_given(void **state)
{
    const world *w = *state;
    gemel_record *page = given(w, "Page", "{'id': 1}"), *made;
    given(w, "Picture", "{'id': 10, 'kind': 'thumb', 'name': 't', 'pageId': 1}");
    expect_ok(gemel_record_create_association(page, "cover", values("{'id': 11, 'kind': 'thumb', 'name': 'c'}"), NULL,
                                              &made, &err));
    expect_attribute(keep(made), "kind", "cover");
    assert_false(gemel_record_is_changed(made));
    expect_rows(w, "Picture", "10 thumb t 1, 11 cover c 1");
    expect(GEMEL_OCCUPIED, gemel_record_create_association(page, "cover", NULL, NULL, NULL, &err));
}

static void set_writes_the_scope_and_leaves_other_scopes_alone(void **state)
{
    const world *w = *state;
    gemel_record *page = given(w, "Page", "{'id': 1}");
    gemel_record *other = given(w, "Picture", "{'id': 12, 'kind': 'thumb'}");
    given(w, "Picture", "{'id': 10, 'kind': 'thumb', 'pageId': 1}");
    given(w, "Picture", "{'id': 11, 'kind': 'cover', 'pageId': 1}");
    expect_ok(gemel_record_set_association(page, "cover", other, NULL, &err));
    expect_rows(w, "Picture", "10 thumb null 1, 11 cover null null, 12 cover null 1");
    expect_attribute(other, "kind", "cover");
    assert_false(gemel_record_is_changed(other));
}

static void set_moves_a_row_of_the_same_owner_into_the_scope(void **state)
{
    const world *w = *state;
    gemel_record *page = given(w, "Page", "{'id': 1}");
    given(w, "Picture", "{'id': 10, 'kind': 'thumb', 'pageId': 1}");
    expect_ok(gemel_record_set_association_key(page, "cover", values("{'id': 10}"), NULL, NULL, &err));
    expect_rows(w, "Picture", "10 cover null 1");
}

static void set_of_a_new_row_inserts_it_in_scope(void **state)
{
    const world *w = *state;
    gemel_record *page = given(w, "Page", "{'id': 1}"), *made = built(w, "Picture", "{'id': 10}");
    expect_ok(gemel_record_set_association(page, "thumb", made, NULL, &err));
    expect_rows(w, "Picture", "10 thumb null 1");
}

static void unset_clears_the_key_and_keeps_the_scope(void **state)
{
    const world *w = *state;
    gemel_record *page = given(w, "Page", "{'id': 1}");
    given(w, "Picture", "{'id': 10, 'kind': 'thumb', 'pageId': 1}");
    given(w, "Picture", "{'id': 11, 'kind': 'cover', 'pageId': 1}");
    expect_ok(gemel_record_unset_association(page, "cover", NULL, &err));
    expect_rows(w, "Picture", "10 thumb null 1, 11 cover null null");
}

static void an_inverse_takes_the_place_that_the_scope_of_its_row_says(void **state)
{
    const world *w = *state;
    gemel_record *page = given(w, "Page", "{'id': 1}");
    gemel_record *cover = given(w, "Picture", "{'id': 11, 'kind': 'cover'}");
    gemel_record *thumb = given(w, "Picture", "{'id': 12, 'kind': 'thumb'}");
    gemel_record *neither = given(w, "Picture", "{'id': 13}");
    given(w, "Picture", "{'id': 10, 'kind': 'thumb', 'pageId': 1}");
    expect_ok(gemel_record_set_association(cover, "page", page, NULL, &err));
    expect(GEMEL_VALIDATION, gemel_record_set_association(neither, "page", page, NULL, &err));
    expect_mention("kind is 'cover', or kind is 'thumb'");
    expect(GEMEL_OCCUPIED, gemel_record_set_association(thumb, "page", page, NULL, &err));
    expect_mention("thumb");
    expect_ok(gemel_record_set_association(thumb, "page", page, with("{'replace': true}"), &err));
    expect_rows(w, "Picture", "10 thumb null null, 11 cover null 1, 12 thumb null 1, 13 null null null");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(world_of_pages, get_finds_only_what_is_in_scope),
        IN_WORLD(world_of_pages, create_writes_the_scope_over_what_is_given),
        IN_WORLD(world_of_pages, set_writes_the_scope_and_leaves_other_scopes_alone),
        IN_WORLD(world_of_pages, set_moves_a_row_of_the_same_owner_into_the_scope),
        IN_WORLD(world_of_pages, set_of_a_new_row_inserts_it_in_scope),
        IN_WORLD(world_of_pages, unset_clears_the_key_and_keeps_the_scope),
        IN_WORLD(world_of_pages, an_inverse_takes_the_place_that_the_scope_of_its_row_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
