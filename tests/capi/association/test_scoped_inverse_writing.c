/*
 * Writing over the inverse of has ones that all have a scope: a row outside of it gets no owner there, and loses none,
 * for the key that it holds is another association's. It must not test what reading shows (test_scoped_inverse.c), nor
 * who is touched (test_scoped_inverse_touch.c).
 */
#include "declarations.h"
#include "loading.h"
#include <stdio.h>

/* A Person has one Image, and so has a Company, which must have one, over one key. */
static const declaration images[DECLARATIONS_MAX] = {
    MODEL("Person"),
    MODEL("Company"),
    MODEL("Image"),
    ATTRIBUTE("Image", "ownerType", "string"),
    ATTRIBUTE("Image", "ownerId", "integer"),
    HAS_ONE_WITH("Person", "Image",
                 "{'foreignKey': 'ownerId', 'foreignKeyConstraints': false, 'scope': {'ownerType': 'Person'}}"),
    HAS_ONE_WITH("Company", "Image",
                 "{'foreignKey': 'ownerId', 'foreignKeyConstraints': false, 'scope': {'ownerType': 'Company'}, "
                 "'mandatory': true}"),
};

static int times_updated;

static gemel_status count_updates(const gemel_hook_event *event, void *user_data, gemel_error **error)
{
    (void)event, (void)user_data, (void)error;
    ++times_updated;
    return GEMEL_OK;
}

/* Person 1 and 2, company 1; image 1 is person 1's, 2 company 1's, 3 nobody's, and 4 of no kind. */
static int begin(void **state, gemel_schema *schema)
{
    gemel_record *company = NULL, *image = NULL;
    const world *w;
    world_of(state, schema);
    w = *state;
    given(w, "Person", "{'id': 1}");
    given(w, "Person", "{'id': 2}");
    given(w, "Image", "{'id': 1, 'ownerType': 'Person', 'ownerId': 1}");
    expect_ok(gemel_record_create_pair(w->session, association(w->schema, "Company", "image"), values("{'id': 1}"),
                                       values("{'id': 2}"), NULL, &company, &image, &err));
    keep(company);
    keep(image);
    given(w, "Image", "{'id': 3, 'ownerType': 'Person'}");
    given(w, "Image", "{'id': 4}");
    times_updated = 0;
    forget_statements(*state);
    return 0;
}

static int world_plain(void **state)
{
    return begin(state, declared(images));
}

static int world_hooked(void **state)
{
    gemel_schema *schema = declared(images);
    gemel_schema_add_hook(schema, "Image", NULL, GEMEL_HOOK_AFTER_UPDATE, count_updates, NULL, NULL, NULL);
    return begin(state, schema);
}

#define AS_GIVEN "1 Person 1, 2 Company 1, 3 Person null, 4 null null"

static gemel_record *image(const world *w, int id)
{
    char where[20];
    snprintf(where, sizeof where, "{'id': %d}", id);
    return found(w, "Image", where);
}

/* Somebody else says so. */
static void made_to_be(const world *w, int id, const char *is)
{
    gemel_record *other = NULL;
    char where[20];
    snprintf(where, sizeof where, "{'id': %d}", id);
    expect_ok(gemel_record_find_first(w->witness, model(w, "Image"), values(where), NULL, &other, &err));
    expect_ok(gemel_record_update(keep(other), values(is), NULL, &err));
    times_updated = 0;
}

static void a_row_outside_of_the_scope_gets_no_owner(void **state)
{
    world *w = *state;
    gemel_record *person = found(w, "Person", "{'id': 2}"), *stranger = image(w, 2), *made = NULL;
    forget_statements(w);
    expect(GEMEL_VALIDATION, gemel_record_set_association(stranger, "person", person, NULL, &err));
    expect_mention("Image 2 is outside of the scope of its person, where ownerType is 'Person'");
    expect(GEMEL_VALIDATION,
           gemel_record_set_association_key(stranger, "person", values("{'id': 2}"), NULL, NULL, &err));
    expect(GEMEL_VALIDATION, gemel_record_set_association(stranger, "person", person, with("{'replace': true}"), &err));
    expect(GEMEL_VALIDATION, gemel_record_create_association(stranger, "person", NULL, NULL, &made, &err));
    expect_mention("Image 2 is outside of the scope of its person");
    expect_statements(w, 0, 0);
    expect(GEMEL_VALIDATION, gemel_record_set_association(image(w, 4), "person", person, NULL, &err));
    expect_attribute(stranger, "ownerId", "1");
    expect_rows(w, "Image", AS_GIVEN);
    expect_rows(w, "Person", "1, 2");
    assert_int_equal(times_updated, 0);
}

/* It holds that key already: a company's. */
static void a_key_that_is_held_by_chance_is_no_link(void **state)
{
    const world *w = *state;
    expect(GEMEL_VALIDATION,
           gemel_record_set_association(image(w, 2), "person", found(w, "Person", "{'id': 1}"), NULL, &err));
    expect_rows(w, "Image", AS_GIVEN);
}

static void the_row_says_whether_the_scope_holds(void **state)
{
    const world *w = *state;
    gemel_record *person = found(w, "Person", "{'id': 2}"), *fourth = image(w, 4), *third = image(w, 3);
    made_to_be(w, 4, "{'ownerType': 'Person'}");
    made_to_be(w, 3, "{'ownerType': null}");
    expect(GEMEL_VALIDATION, gemel_record_set_association(third, "person", person, NULL, &err));
    expect_ok(gemel_record_set_association(fourth, "person", person, NULL, &err));
    expect_rows(w, "Image", "1 Person 1, 2 Company 1, 3 null null, 4 Person 2");
}

static void unset_leaves_the_key_that_is_another_association_s(void **state)
{
    world *w = *state;
    gemel_record *stranger = image(w, 2), *company = NULL;
    expect_ok(gemel_record_load_association(stranger, "company", NULL, &company, &err));
    assert_non_null(keep(company));
    forget_statements(w);
    expect_ok(gemel_record_unset_association(stranger, "person", NULL, &err));
    expect_attribute(stranger, "ownerId", "1");
    assert_false(gemel_record_is_changed(stranger));
    assert_int_equal(times_updated, 0);
    assert_non_null(loaded(stranger, "company"));
    assert_null(loaded(stranger, "person"));
    expect_rows(w, "Image", AS_GIVEN);
    expect(GEMEL_VALIDATION, gemel_record_unset_association(stranger, "company", NULL, &err));
    expect_mention("must have one");
    expect_ok(gemel_record_unset_association(image(w, 1), "person", NULL, &err));
    expect_rows(w, "Image", "1 Person null, 2 Company 1, 3 Person null, 4 null null");
}

static void unset_of_a_row_that_is_gone_still_says_so(void **state)
{
    const world *w = *state;
    gemel_record *stranger = image(w, 4);
    vanish(w, "Image", "{'id': 4}");
    expect(GEMEL_NOT_FOUND, gemel_record_unset_association(stranger, "person", NULL, &err));
}

/* Where the record alone is changed, what it shows decides: what is assigned will be written with the key. */
static void in_memory_the_record_says_whether_the_scope_holds(void **state)
{
    const world *w = *state;
    const gemel_options *unsaved = with("{'save': false}");
    gemel_record *person = found(w, "Person", "{'id': 2}"), *stranger = image(w, 2), *made = NULL;
    gemel_record *fresh = built(w, "Image", "{'id': 5}");
    expect(GEMEL_VALIDATION, gemel_record_set_association(stranger, "person", person, unsaved, &err));
    expect_mention("Image 2 is outside of the scope");
    expect_ok(gemel_record_unset_association(stranger, "person", unsaved, &err));
    assert_false(gemel_record_is_changed(stranger));
    expect(GEMEL_VALIDATION, gemel_record_set_association(fresh, "person", person, NULL, &err));
    expect_mention("this Image is outside of the scope");
    expect(GEMEL_VALIDATION, gemel_record_create_association(fresh, "person", NULL, NULL, &made, &err));
    expect_attribute(fresh, "ownerId", NULL);
    expect_rows(w, "Person", "1, 2");
    expect_ok(gemel_record_set_text(fresh, "ownerType", "Person", GEMEL_NUL, &err));
    expect_ok(gemel_record_set_association(fresh, "person", person, NULL, &err));
    expect_ok(gemel_record_save(fresh, NULL, &err));
    expect_rows(w, "Image", AS_GIVEN ", 5 Person 2");
}

static void what_the_scope_speaks_of_must_have_been_read_in_memory_alone(void **state)
{
    const world *w = *state;
    gemel_record *person = found(w, "Person", "{'id': 2}"), *partial = NULL;
    expect_ok(gemel_record_find(w->session, model(w, "Image"), values("{'id': 3}"),
                                with("{'attributes': ['id', 'ownerId']}"), &partial, &err));
    keep(partial);
    expect(GEMEL_USAGE, gemel_record_set_association(partial, "person", person, with("{'save': false}"), &err));
    expect_mention("read without 'ownerType', which tells its person");
    expect(GEMEL_USAGE, gemel_record_unset_association(partial, "person", with("{'save': false}"), &err));
    expect_ok(gemel_record_set_association(partial, "person", person, NULL, &err));
    expect_rows(w, "Image", "1 Person 1, 2 Company 1, 3 Person 2, 4 null null");
}

static void nobody_is_created_with_an_owner_outside_of_the_scope(void **state)
{
    const world *w = *state;
    const gemel_association *person = association(w->schema, "Image", "person");
    const gemel_options *include = with("{'include': 'person'}");
    gemel_record *made = NULL, *second = NULL;
    expect(GEMEL_VALIDATION, gemel_record_create(w->session, model(w, "Image"),
                                                 values("{'id': 5, 'person': {'id': 7}}"), include, &made, &err));
    expect_mention("this Image is outside of the scope of its person, where ownerType is 'Person'");
    expect(GEMEL_VALIDATION,
           gemel_record_create_pair(w->session, person, values("{'id': 7}"),
                                    values("{'id': 5, 'ownerType': 'Company'}"), NULL, &made, &second, &err));
    expect_mention("ownerType is 'Person'");
    expect_rows(w, "Person", "1, 2");
    expect_rows(w, "Image", AS_GIVEN);
    expect_ok(gemel_record_create(w->session, model(w, "Image"),
                                  values("{'id': 5, 'ownerType': 'Person', 'person': {'id': 7}}"), include, &made,
                                  &err));
    keep(made);
    expect_rows(w, "Image", AS_GIVEN ", 5 Person 7");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(world_plain, a_row_outside_of_the_scope_gets_no_owner),
        IN_WORLD(world_hooked, a_row_outside_of_the_scope_gets_no_owner),
        IN_WORLD(world_plain, a_key_that_is_held_by_chance_is_no_link),
        IN_WORLD(world_hooked, a_key_that_is_held_by_chance_is_no_link),
        IN_WORLD(world_plain, the_row_says_whether_the_scope_holds),
        IN_WORLD(world_hooked, the_row_says_whether_the_scope_holds),
        IN_WORLD(world_plain, unset_leaves_the_key_that_is_another_association_s),
        IN_WORLD(world_hooked, unset_leaves_the_key_that_is_another_association_s),
        IN_WORLD(world_plain, unset_of_a_row_that_is_gone_still_says_so),
        IN_WORLD(world_hooked, unset_of_a_row_that_is_gone_still_says_so),
        IN_WORLD(world_plain, in_memory_the_record_says_whether_the_scope_holds),
        IN_WORLD(world_hooked, in_memory_the_record_says_whether_the_scope_holds),
        IN_WORLD(world_plain, what_the_scope_speaks_of_must_have_been_read_in_memory_alone),
        IN_WORLD(world_hooked, what_the_scope_speaks_of_must_have_been_read_in_memory_alone),
        IN_WORLD(world_plain, nobody_is_created_with_an_owner_outside_of_the_scope),
        IN_WORLD(world_hooked, nobody_is_created_with_an_owner_outside_of_the_scope),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
