/*
 * Who is touched over the inverse of has ones that all have a scope: nobody from a row outside of it, as it leads to
 * nobody there. It must not test what reading shows (test_scoped_inverse.c), nor other touching (test_touch.c).
 */
#include "asked.h"
#include "declarations.h"
#include "loading.h"
#include <stdio.h>

/* A Person has one Image, and so has a Company, over one key; each is touched by its own. */
static const declaration images[DECLARATIONS_MAX] = {
    MODEL_IS("Person", "timestamps"),
    MODEL_IS("Company", "timestamps"),
    MODEL("Image"),
    ATTRIBUTE("Image", "ownerType", "string"),
    ATTRIBUTE("Image", "ownerId", "integer"),
    HAS_ONE_WITH("Person", "Image",
                 "{'foreignKey': 'ownerId', 'foreignKeyConstraints': false, 'scope': {'ownerType': 'Person'}, "
                 "'inverse': {'as': 'person', 'touch': true}}"),
    HAS_ONE_WITH("Company", "Image",
                 "{'foreignKey': 'ownerId', 'foreignKeyConstraints': false, 'scope': {'ownerType': 'Company'}, "
                 "'inverse': {'as': 'company', 'touch': true}}"),
};

#define BEFORE "2001-02-03T04:05:06.000000Z"

/* Person and Company 1 and 2, dated back; image 1 is person 1's, 2 company 1's, 3 nobody's, and 4 of no kind. */
static int world_of_images(void **state)
{
    const world *w;
    int i;
    world_of(state, declared(images));
    w = *state;
    given(w, "Image", "{'id': 1, 'ownerType': 'Person', 'ownerId': 1}");
    given(w, "Image", "{'id': 2, 'ownerType': 'Company', 'ownerId': 1}");
    given(w, "Image", "{'id': 3, 'ownerType': 'Person'}");
    given(w, "Image", "{'id': 4, 'ownerId': 2}");
    for (i = 1; i <= 2; ++i) {
        given(w, "Person", "{'createdAt': '" BEFORE "', 'updatedAt': '" BEFORE "'}");
        given(w, "Company", "{'createdAt': '" BEFORE "', 'updatedAt': '" BEFORE "'}");
    }
    return 0;
}

static gemel_record *image(const world *w, int id)
{
    char where[20];
    snprintf(where, sizeof where, "{'id': %d}", id);
    return found(w, "Image", where);
}

/* Who was touched: "P1 C2". */
static const char *touched(const world *w)
{
    static char text[40];
    static const char *const models[] = {"Person", "Company"};
    size_t i;
    int id;
    text[0] = '\0';
    for (i = 0; i < COUNT(models); ++i)
        for (id = 1; id <= 2; ++id) {
            char where[20];
            const char *time = NULL;
            snprintf(where, sizeof where, "{'id': %d}", id);
            expect_ok(gemel_record_get_text(found(w, models[i], where), "updatedAt", &time, NULL, &err));
            if (strcmp(time, BEFORE) != 0)
                snprintf(text + strlen(text), sizeof text - strlen(text), "%s%c%d", *text ? " " : "", models[i][0], id);
        }
    return text;
}

/* ---- Rows that are written as such ---- */

static void an_update_touches_only_whose_the_row_is(void **state)
{
    const world *w = *state;
    expect_ok(gemel_record_update(image(w, 2), values("{'ownerId': 2}"), NULL, &err));
    assert_string_equal(touched(w), "C1 C2");
}

static void a_row_of_nobody_touches_nobody(void **state)
{
    const world *w = *state;
    expect_ok(gemel_record_update(image(w, 4), values("{'ownerId': 1}"), NULL, &err));
    expect_ok(gemel_record_destroy(image(w, 4), NULL, NULL, &err));
    assert_string_equal(touched(w), "");
}

static void who_comes_into_a_scope_touches_whose_it_is_now(void **state)
{
    const world *w = *state;
    expect_ok(gemel_record_update(image(w, 1), values("{'ownerType': 'Company'}"), NULL, &err));
    assert_string_equal(touched(w), "P1 C1");
    expect_ok(gemel_record_update(image(w, 4), values("{'ownerType': 'Person'}"), NULL, &err));
    assert_string_equal(touched(w), "P1 P2 C1");
}

static void scope_and_key_at_once_touch_the_owner_before_and_after(void **state)
{
    const world *w = *state;
    expect_ok(gemel_record_update(image(w, 1), values("{'ownerType': 'Company', 'ownerId': 2}"), NULL, &err));
    assert_string_equal(touched(w), "P1 C2");
}

/* What memory shows is not what the row says. */
static void the_row_says_whom_it_touches(void **state)
{
    const world *w = *state;
    gemel_record *stale = image(w, 2);
    expect_ok(gemel_record_update(image(w, 2), values("{'ownerType': 'Person'}"), with("{'silent': true}"), &err));
    expect_ok(gemel_record_update(stale, values("{'ownerId': 2}"), NULL, &err));
    assert_string_equal(touched(w), "P1 P2");
}

static void a_destroyed_row_touches_only_whose_it_was(void **state)
{
    const world *w = *state;
    expect_ok(gemel_record_destroy(image(w, 2), NULL, NULL, &err));
    assert_string_equal(touched(w), "C1");
}

static void an_inserted_row_touches_only_whose_it_is(void **state)
{
    const world *w = *state;
    given(w, "Image", "{'id': 5, 'ownerType': 'Person', 'ownerId': 2}");
    given(w, "Image", "{'id': 6, 'ownerId': 1}");
    assert_string_equal(touched(w), "P2");
}

/* ---- Rows of a query ---- */

static void updated(const world *w, const char *where, const char *to)
{
    gemel_query *q = query(w, "Image", where);
    int64_t count = 0;
    expect_ok(gemel_query_update(q, w->session, values(to), NULL, &count, &err));
    assert_int_equal(count, 1);
    gemel_query_free(q);
}

static void rows_of_a_query_touch_only_whose_they_are(void **state)
{
    const world *w = *state;
    updated(w, "{'where': {'id': 4}}", "{'ownerId': 1}");
    assert_string_equal(touched(w), "");
    updated(w, "{'where': {'company': true}}", "{'ownerId': 2}");
    assert_string_equal(touched(w), "C1 C2");
    updated(w, "{'where': {'id': 4}}", "{'ownerType': 'Person'}");
    assert_string_equal(touched(w), "P1 C1 C2");
}

static void destroyed_rows_of_a_query_touch_only_whose_they_were(void **state)
{
    const world *w = *state;
    gemel_query *q = query(w, "Image", "{'where': {'id': [2, 4]}}");
    int64_t count = 0;
    expect_ok(gemel_query_destroy(q, w->session, NULL, &count, &err));
    assert_int_equal(count, 2);
    gemel_query_free(q);
    assert_string_equal(touched(w), "C1");
}

/* ---- Methods ---- */

/* Touched, and it shows the time. */
static void expect_touched(gemel_record *owner)
{
    const char *time = NULL;
    expect_ok(gemel_record_get_text(owner, "updatedAt", &time, NULL, &err));
    assert_string_not_equal(time, BEFORE);
}

static void a_method_of_the_owner_touches_only_over_its_scope(void **state)
{
    const world *w = *state;
    gemel_record *person = found(w, "Person", "{'id': 2}"), *made = NULL;
    expect_ok(gemel_record_set_association(person, "image", image(w, 3), NULL, &err));
    assert_string_equal(touched(w), "P2");
    expect_touched(person);
    person = found(w, "Person", "{'id': 1}");
    expect_ok(gemel_record_unset_association(person, "image", NULL, &err));
    assert_string_equal(touched(w), "P1 P2");
    person = found(w, "Company", "{'id': 2}");
    expect_ok(gemel_record_create_association(person, "image", values("{'id': 9}"), NULL, &made, &err));
    keep(made);
    assert_string_equal(touched(w), "P1 P2 C2");
    expect_touched(person);
}

/* It holds the key of the new owner already, and was another's. */
static void set_touches_also_the_owner_whose_key_the_row_holds_by_chance(void **state)
{
    const world *w = *state;
    gemel_record *person = found(w, "Person", "{'id': 1}");
    expect_ok(gemel_record_update(image(w, 1), values("{'ownerId': null}"), with("{'silent': true}"), &err));
    expect_ok(gemel_record_set_association(person, "image", image(w, 2), NULL, &err));
    assert_string_equal(touched(w), "P1 C1");
    expect_touched(person);
}

static void the_other_end_touches_only_over_its_own_scope(void **state)
{
    const world *w = *state;
    expect_ok(gemel_record_set_association(image(w, 1), "person", found(w, "Person", "{'id': 2}"), NULL, &err));
    assert_string_equal(touched(w), "P1 P2");
}

/* Nothing is written. */
static void unset_from_a_stranger_touches_nobody(void **state)
{
    const world *w = *state;
    gemel_record *stale = image(w, 1);
    expect_ok(gemel_record_update(image(w, 1), values("{'ownerType': 'other'}"), with("{'silent': true}"), &err));
    expect_ok(gemel_record_unset_association(stale, "person", NULL, &err));
    expect_attribute(stale, "ownerId", "1");
    expect_ok(gemel_record_unset_association(image(w, 2), "person", NULL, &err));
    assert_string_equal(touched(w), "");
    expect_ok(gemel_record_unset_association(image(w, 2), "company", NULL, &err));
    assert_string_equal(touched(w), "C1");
}

static void many_at_once_touch_no_stranger_with_the_same_key(void **state)
{
    const world *w = *state;
    gemel_record *person = found(w, "Person", "{'id': 1}"), *dependent = image(w, 3);
    expect_ok(gemel_records_set_association(w->session, association(w->schema, "Person", "image"), &person, &dependent,
                                            1, NULL, &err));
    assert_string_equal(touched(w), "P1");
    expect_touched(person);
    person = found(w, "Person", "{'id': 2}");
    dependent = image(w, 2);
    expect_ok(gemel_records_set_association(w->session, association(w->schema, "Person", "image"), &person, &dependent,
                                            1, NULL, &err));
    assert_string_equal(touched(w), "P1 P2 C1");
}

/* A key that its new owner gets only now says nothing about the one that it held. */
static void a_row_that_moves_to_a_new_owner_touches_only_the_old_one(void **state)
{
    const world *w = *state;
    gemel_record *made = NULL;
    gemel_values *tree = values("{}");
    expect_ok(gemel_values_set_record(tree, "image", image(w, 2), &err));
    expect_ok(gemel_record_create(w->session, model(w, "Person"), tree, with("{'include': 'image'}"), &made, &err));
    keep(made);
    assert_string_equal(touched(w), "C1");
    expect_ok(gemel_record_create(w->session, model(w, "Person"), values("{'image': {'id': 7}}"),
                                  with("{'include': 'image'}"), &made, &err));
    keep(made);
    assert_string_equal(touched(w), "C1");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(world_of_images, an_update_touches_only_whose_the_row_is),
        IN_WORLD(world_of_images, a_row_of_nobody_touches_nobody),
        IN_WORLD(world_of_images, who_comes_into_a_scope_touches_whose_it_is_now),
        IN_WORLD(world_of_images, scope_and_key_at_once_touch_the_owner_before_and_after),
        IN_WORLD(world_of_images, the_row_says_whom_it_touches),
        IN_WORLD(world_of_images, a_destroyed_row_touches_only_whose_it_was),
        IN_WORLD(world_of_images, an_inserted_row_touches_only_whose_it_is),
        IN_WORLD(world_of_images, rows_of_a_query_touch_only_whose_they_are),
        IN_WORLD(world_of_images, destroyed_rows_of_a_query_touch_only_whose_they_were),
        IN_WORLD(world_of_images, a_method_of_the_owner_touches_only_over_its_scope),
        IN_WORLD(world_of_images, set_touches_also_the_owner_whose_key_the_row_holds_by_chance),
        IN_WORLD(world_of_images, the_other_end_touches_only_over_its_own_scope),
        IN_WORLD(world_of_images, unset_from_a_stranger_touches_nobody),
        IN_WORLD(world_of_images, many_at_once_touch_no_stranger_with_the_same_key),
        IN_WORLD(world_of_images, a_row_that_moves_to_a_new_owner_touches_only_the_old_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
