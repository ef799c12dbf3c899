/*
 * The inverse of has ones that all have a scope: from a row outside of these scopes it leads to nobody, whatever way it
 * is asked. It must not test what the scope does at the other end (test_scope.c).
 */
#include "asked.h"
#include "declarations.h"
#include "loading.h"
#include <stdio.h>

/* A Person has one Image, and so has a Company, over one key: what ownerType says tells whose it is. */
static const declaration images[DECLARATIONS_MAX] = {
    MODEL("Person"),
    ATTRIBUTE("Person", "name", "string"),
    MODEL("Company"),
    ATTRIBUTE("Company", "name", "string"),
    MODEL("Image"),
    ATTRIBUTE("Image", "ownerType", "string"),
    ATTRIBUTE("Image", "ownerId", "integer"),
    HAS_ONE_WITH("Person", "Image",
                 "{'foreignKey': 'ownerId', 'foreignKeyConstraints': false, 'scope': {'ownerType': 'Person'}}"),
    HAS_ONE_WITH("Company", "Image",
                 "{'foreignKey': 'ownerId', 'foreignKeyConstraints': false, 'scope': {'ownerType': 'Company'}}"),
};

/* Image 1 is Ada's, 2 is the mill's, whose ids are equal; 3 is nobody's, and 4 of a kind that nobody has. */
static int world_of_images(void **state)
{
    world_of(state, declared(images));
    given(*state, "Person", "{'id': 1, 'name': 'ada'}");
    given(*state, "Company", "{'id': 1, 'name': 'mill'}");
    given(*state, "Image", "{'id': 1, 'ownerType': 'Person', 'ownerId': 1}");
    given(*state, "Image", "{'id': 2, 'ownerType': 'Company', 'ownerId': 1}");
    given(*state, "Image", "{'id': 3, 'ownerType': 'Person'}");
    given(*state, "Image", "{'id': 4, 'ownerId': 1}");
    forget_statements(*state);
    return 0;
}

static gemel_record *image(const world *w, int id)
{
    char where[20];
    snprintf(where, sizeof where, "{'id': %d}", id);
    return found(w, "Image", where);
}

/* Name of whom get gives; NULL for nobody. Borrowed until the teardown. */
static const char *got(gemel_record *record, const char *name)
{
    gemel_record *out = NULL;
    const char *text = NULL;
    expect_ok(gemel_record_get_association(record, name, NULL, &out, &err));
    if (out)
        expect_ok(gemel_record_get_text(keep(out), "name", &text, NULL, &err));
    return text;
}

static void get_leads_only_from_what_the_scope_says(void **state)
{
    world *w = *state;
    assert_string_equal(got(image(w, 1), "person"), "ada");
    assert_null(got(image(w, 1), "company"));
    assert_null(got(image(w, 2), "person"));
    assert_string_equal(got(image(w, 2), "company"), "mill");
    assert_null(got(image(w, 3), "person"));
    assert_null(got(image(w, 4), "person"));
    assert_null(got(image(w, 4), "company"));
}

static void nobody_is_asked_for_where_the_scope_does_not_hold(void **state)
{
    world *w = *state;
    gemel_record *stranger = image(w, 2);
    gemel_plan *plan = NULL;
    forget_statements(w);
    assert_null(got(stranger, "person"));
    assert_null(loaded(stranger, "person"));
    assert_true(is_loaded(stranger, "person"));
    expect_ok(gemel_plan_explain_get(stranger, "person", NULL, &plan, &err));
    assert_int_equal(gemel_plan_step_count(plan), 0);
    gemel_plan_free(plan);
    expect_statements(w, 0, 0);
}

static void a_scope_counts_as_it_is_assigned_like_the_key(void **state)
{
    world *w = *state;
    gemel_record *stranger = image(w, 2), *fresh = built(w, "Image", "{'ownerId': 1}");
    expect_ok(gemel_record_set_text(stranger, "ownerType", "Person", GEMEL_NUL, &err));
    assert_string_equal(got(stranger, "person"), "ada");
    assert_null(got(stranger, "company"));
    assert_null(got(fresh, "person"));
    expect_ok(gemel_record_set_text(fresh, "ownerType", "Person", GEMEL_NUL, &err));
    assert_string_equal(got(fresh, "person"), "ada");
}

static void what_the_scope_speaks_of_must_have_been_read(void **state)
{
    world *w = *state;
    gemel_record *record = NULL, *out = NULL;
    expect_ok(gemel_record_find(w->session, model(w, "Image"), values("{'id': 2}"),
                                with("{'attributes': ['id', 'ownerId']}"), &record, &err));
    keep(record);
    forget_statements(w);
    expect(GEMEL_USAGE, gemel_record_get_association(record, "person", NULL, &out, &err));
    expect_mention("read without 'ownerType'");
    expect(GEMEL_USAGE, gemel_record_load_association(record, "person", NULL, &out, &err));
    expect_mention("read without 'ownerType'");
    assert_false(is_loaded(record, "person"));
    expect_statements(w, 0, 0);
    /* What was read may be enough. */
    expect_ok(gemel_record_find(w->session, model(w, "Image"), values("{'id': 2}"),
                                with("{'attributes': ['ownerType']}"), &record, &err));
    assert_null(got(keep(record), "person"));
    expect_ok(gemel_record_find(w->session, model(w, "Image"), values("{'id': 3}"), with("{'attributes': ['ownerId']}"),
                                &record, &err));
    assert_null(got(keep(record), "person"));
}

#define EVERY_IMAGE                                                                                                    \
    "{'id':1,'ownerType':'Person','ownerId':1,'person':{'id':1,'name':'ada'},'company':null}"                          \
    "{'id':2,'ownerType':'Company','ownerId':1,'person':null,'company':{'id':1,'name':'mill'}}"                        \
    "{'id':3,'ownerType':'Person','ownerId':null,'person':null,'company':null}"                                        \
    "{'id':4,'ownerType':null,'ownerId':1,'person':null,'company':null}"

static void include_shows_the_same_by_joins_and_by_batches(void **state)
{
    world *w = *state;
    expect_found(w, "Image", NULL, "{'include': ['person', 'company']}", EVERY_IMAGE);
    expect_found(w, "Image", NULL,
                 "{'include': [{'association': 'person', 'strategy': 'batch'}, {'association': 'company', 'strategy': "
                 "'batch'}]}",
                 EVERY_IMAGE);
    /* A batch needs what tells whose they are: without it, they are joined. */
    expect_found(w, "Image", "{'id': [1, 2]}",
                 "{'attributes': ['id', 'ownerId'], 'include': {'association': 'person', 'strategy': 'batch'}}",
                 "{'id':1,'ownerId':1,'person':{'id':1,'name':'ada'}}{'id':2,'ownerId':1,'person':null}");
}

static void what_is_required_is_told_by_the_scope(void **state)
{
    world *w = *state;
    const char *const ada = "{'id':1,'ownerType':'Person','ownerId':1,'person':{'id':1,'name':'ada'}}";
    expect_found(w, "Image", NULL, "{'include': {'association': 'person', 'required': true}}", ada);
    expect_found(w, "Image", NULL, "{'include': {'association': 'person', 'required': true, 'strategy': 'batch'}}",
                 ada);
    expect_found(w, "Image", NULL, "{'include': {'association': 'person', 'where': {'name': 'ada'}}}", ada);
}

static void an_include_below_another_is_told_by_the_scope(void **state)
{
    world *w = *state;
    expect_found(w, "Company", NULL, "{'include': {'association': 'image', 'include': ['person', 'company']}}",
                 "{'id':1,'name':'mill','image':{'id':2,'ownerType':'Company','ownerId':1,'person':null,'company':{'id'"
                 ":1,'name':'mill'}}}");
    expect_found(w, "Company", NULL,
                 "{'include': {'association': 'image', 'include': {'association': 'person', 'required': true}}}",
                 "{'id':1,'name':'mill','image':null}");
}

static void many_at_once_and_those_that_came_together_are_told_by_the_scope(void **state)
{
    world *w = *state;
    gemel_record *const all[] = {image(w, 1), image(w, 2), image(w, 3), image(w, 4)};
    gemel_records *list = NULL;
    size_t i;
    expect_ok(gemel_records_get_association(w->session, association(w->schema, "Image", "person"), all + 1, 3, NULL,
                                            &list, &err));
    assert_int_equal(gemel_records_count(list), 0);
    gemel_records_free(list);
    expect_ok(gemel_records_get_association(w->session, association(w->schema, "Image", "person"), all, 4, NULL, &list,
                                            &err));
    assert_int_equal(gemel_records_count(list), 1);
    gemel_records_free(list);
    expect_ok(gemel_records_find_all(w->session, model(w, "Image"), NULL, NULL, &list, &err));
    forget_statements(w);
    for (i = 0; i < 4; ++i)
        assert_int_equal(loaded(gemel_records_at(list, i), "person") != NULL, i == 0);
    expect_statements(w, 1, 0);
    gemel_records_free(list);
}

static void filters_and_orders_over_paths_are_told_by_the_scope(void **state)
{
    world *w = *state;
    expect_asked(w, "Image", "{'where': {'person': true}}", "1");
    expect_asked(w, "Image", "{'where': {'person': false}}", "2 3 4");
    expect_asked(w, "Image", "{'where': {'person.name': 'ada'}}", "1");
    expect_asked(w, "Image", "{'where': {'person.id': 1}}", "1");
    expect_asked(w, "Image", "{'where': {'not': {'person': {'name': 'ada'}}}}", "2 3 4");
    expect_asked(w, "Image", "{'where': {'person.name': null}}", "2 3 4");
    expect_asked(w, "Image", "{'order': 'company.name desc, id'}", "2 1 3 4");
    expect_asked(w, "Company", "{'where': {'image.person': true}}", "");
    expect_asked(w, "Company", "{'where': {'image.company.name': 'mill'}}", "1");
}

static void values_and_counts_over_paths_are_told_by_the_scope(void **state)
{
    world *w = *state;
    gemel_query *q =
        query(w, "Image", "{'select': ['person.name', 'count(*) as n'], 'group': 'person.name', 'order': 'n'}");
    gemel_rows *rows = NULL;
    const char *json = NULL;
    int64_t count = 0;
    expect_ok(gemel_query_values(q, w->session, &rows, &err));
    expect_ok(gemel_rows_to_json(rows, &json, NULL, &err));
    assert_string_equal(json, "[{\"person.name\":\"ada\",\"n\":1},{\"person.name\":null,\"n\":3}]");
    gemel_rows_free(rows);
    gemel_query_free(q);
    q = query(w, "Image", "{'where': {'person': true}}");
    expect_ok(gemel_query_count(q, w->session, &count, &err));
    assert_int_equal(count, 1);
    expect_ok(gemel_query_update(q, w->session, values("{'ownerId': 7}"), NULL, &count, &err));
    assert_int_equal(count, 1);
    gemel_query_free(q);
    expect_rows(w, "Image", "1 Person 7, 2 Company 1, 3 Person null, 4 null 1");
}

static void reload_shows_what_the_scope_says(void **state)
{
    world *w = *state;
    gemel_record *stranger = image(w, 2);
    expect_ok(gemel_record_reload(stranger, with("{'include': ['person', 'company']}"), &err));
    expect_json(stranger, "{'id':2,'ownerType':'Company','ownerId':1,'person':null,'company':{'id':1,'name':'mill'}}");
    expect_ok(gemel_record_update(stranger, values("{'ownerType': 'Person'}"), NULL, &err));
    expect_ok(gemel_record_reload(stranger, NULL, &err));
    expect_json(stranger, "{'id':2,'ownerType':'Person','ownerId':1,'person':{'id':1,'name':'ada'},'company':null}");
}

/* The scope that a method writes takes the record from whoever had it. */
static void a_method_shows_nobody_where_it_leads_out_of_the_scope(void **state)
{
    world *w = *state;
    gemel_record *mill = found(w, "Company", "{'id': 1}"), *first = image(w, 1), *second = image(w, 2);
    assert_non_null(loaded(first, "person"));
    assert_null(loaded(first, "company"));
    expect_ok(gemel_record_set_association(mill, "image", first, NULL, &err));
    assert_null(loaded(first, "person"));
    assert_true(is_loaded(first, "person"));
    assert_true(same_row(loaded(first, "company"), mill));
    expect_rows(w, "Image", "1 Company 1, 2 Company null, 3 Person null, 4 null 1");
    expect_ok(gemel_record_reload(second, NULL, &err));
    assert_null(got(second, "company"));
}

/* ---- Several has ones, one inverse ---- */

static void one_of_several_scopes_is_enough(void **state)
{
    world *w = *state;
    given(w, "Page", "{'id': 1}");
    given(w, "Picture", "{'id': 10, 'kind': 'thumb', 'pageId': 1}");
    given(w, "Picture", "{'id': 11, 'kind': 'cover', 'pageId': 1}");
    given(w, "Picture", "{'id': 12, 'kind': 'other', 'pageId': 1}");
    given(w, "Picture", "{'id': 13, 'pageId': 1}");
    expect_asked(w, "Picture", "{'where': {'page': true}}", "10 11");
    expect_found(w, "Picture", "{'id': [11, 12]}", "{'include': 'page'}",
                 "{'id':11,'kind':'cover','pageId':1,'page':{'id':1}}{'id':12,'kind':'other','pageId':1,'page':null}");
    assert_non_null(loaded(found(w, "Picture", "{'id': 10}"), "page"));
    assert_null(loaded(found(w, "Picture", "{'id': 13}"), "page"));
}

static void one_without_a_scope_restricts_nothing(void **state)
{
    static const declaration pages[DECLARATIONS_MAX] = {
        MODEL("Page"),
        MODEL("Picture"),
        ATTRIBUTE("Picture", "kind", "string"),
        HAS_ONE_WITH("Page", "Picture", "{'as': 'cover', 'inverse': 'page', 'scope': {'kind': 'cover'}}"),
        HAS_ONE_WITH("Page", "Picture", "{'as': 'any', 'inverse': 'page'}"),
    };
    world *w;
    world_of(state, declared(pages));
    w = *state;
    given(w, "Page", "{'id': 1}");
    given(w, "Picture", "{'id': 10, 'kind': 'thumb', 'pageId': 1}");
    expect_asked(w, "Picture", "{'where': {'page': true}}", "10");
    assert_non_null(loaded(found(w, "Picture", "{'id': 10}"), "page"));
    world_free(state);
}

/* Declared by the user, in whichever order: the same. */
static void a_declared_inverse_is_restricted_as_well(void **state)
{
    static const declaration pages[][DECLARATIONS_MAX] = {
        {MODEL("Page"), MODEL("Picture"), ATTRIBUTE("Picture", "kind", "string"), BELONGS_TO("Picture", "Page", NULL),
         BELONGS_TO("Picture", "Page", "as sheet foreign key pageId"),
         HAS_ONE_WITH("Page", "Picture", "{'as': 'cover', 'inverse': 'page', 'scope': {'kind': 'cover'}}")},
        {MODEL("Page"), MODEL("Picture"), ATTRIBUTE("Picture", "kind", "string"),
         HAS_ONE_WITH("Page", "Picture", "{'as': 'cover', 'inverse': 'page', 'scope': {'kind': 'cover'}}"),
         BELONGS_TO("Picture", "Page", NULL), BELONGS_TO("Picture", "Page", "as sheet foreign key pageId")},
    };
    size_t i;
    for (i = 0; i < COUNT(pages); ++i) {
        world *w;
        world_of(state, declared(pages[i]));
        w = *state;
        given(w, "Page", "{'id': 1}");
        given(w, "Picture", "{'id': 10, 'kind': 'thumb', 'pageId': 1}");
        given(w, "Picture", "{'id': 11, 'kind': 'cover', 'pageId': 1}");
        expect_asked(w, "Picture", "{'where': {'page': true}}", "11");
        /* It is nobody's inverse. */
        expect_asked(w, "Picture", "{'where': {'sheet': true}}", "10 11");
        assert_null(loaded(found(w, "Picture", "{'id': 10}"), "page"));
        assert_non_null(loaded(found(w, "Picture", "{'id': 10}"), "sheet"));
        world_free(state);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(world_of_images, get_leads_only_from_what_the_scope_says),
        IN_WORLD(world_of_images, nobody_is_asked_for_where_the_scope_does_not_hold),
        IN_WORLD(world_of_images, a_scope_counts_as_it_is_assigned_like_the_key),
        IN_WORLD(world_of_images, what_the_scope_speaks_of_must_have_been_read),
        IN_WORLD(world_of_images, include_shows_the_same_by_joins_and_by_batches),
        IN_WORLD(world_of_images, what_is_required_is_told_by_the_scope),
        IN_WORLD(world_of_images, an_include_below_another_is_told_by_the_scope),
        IN_WORLD(world_of_images, many_at_once_and_those_that_came_together_are_told_by_the_scope),
        IN_WORLD(world_of_images, filters_and_orders_over_paths_are_told_by_the_scope),
        IN_WORLD(world_of_images, values_and_counts_over_paths_are_told_by_the_scope),
        IN_WORLD(world_of_images, reload_shows_what_the_scope_says),
        IN_WORLD(world_of_images, a_method_shows_nobody_where_it_leads_out_of_the_scope),
        IN_WORLD(world_pages, one_of_several_scopes_is_enough),
        ALONE(one_without_a_scope_restricts_nothing),
        ALONE(a_declared_inverse_is_restricted_as_well),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
