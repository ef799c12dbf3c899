/*
 * What comes with the records of a query: partners by joins or in batches, and which attributes are read. It must not
 * test which partner counts (test_include.c, tests/property/queries.py).
 */
#include "asked.h"
#include "declarations.h"

static int world_included(void **state)
{
    world_k(state);
    given(*state, "Person", "{'id': 1, 'name': 'ann'}");
    given(*state, "Person", "{'id': 2, 'name': 'bob'}");
    given(*state, "Person", "{'id': 3, 'name': 'cyd'}");
    given(*state, "License", "{'id': 10, 'number': 'A', 'ownerId': 1}");
    given(*state, "License", "{'id': 11, 'number': 'B', 'ownerId': 2}");
    given(*state, "Chip", "{'id': 5, 'code': 'c', 'licId': 10}");
    given(*state, "Chip", "{'id': 6, 'code': 'd', 'licId': 11}");
    forget_statements(*state);
    return 0;
}

/* All records, each as JSON with ' for ", one behind the other. */
static void expect_all(world *w, const char *model_name, const char *json, int statements, const char *shown)
{
    gemel_query *q = query(w, model_name, json);
    gemel_records *list = NULL;
    char text[2048] = "";
    size_t i, end = 0;
    forget_statements(w);
    expect_ok(gemel_query_all(q, w->session, &list, &err));
    expect_statements(w, statements, 0);
    for (i = 0; i < gemel_records_count(list); ++i) {
        const char *one = NULL;
        size_t length = 0;
        expect_ok(gemel_record_to_json(gemel_records_at(list, i), &one, &length, &err));
        assert_true(end + length < sizeof text);
        while (*one)
            text[end++] = (char)(*one == '"' ? '\'' : *one), ++one;
    }
    gemel_records_free(list);
    gemel_query_free(q);
    assert_string_equal(text, shown);
}

static void batches_give_what_joins_give_with_a_statement_for_each_include(void **state)
{
    world *w = *state;
    static const char shown[] =
        "{'id':1,'name':'ann','license':{'id':10,'number':'A','ownerId':1,'chip':{'id':5,'code':'c','licId':10}}}"
        "{'id':2,'name':'bob','license':{'id':11,'number':'B','ownerId':2,'chip':{'id':6,'code':'d','licId':11}}}"
        "{'id':3,'name':'cyd','license':null}";
    expect_all(w, "Person", "{'include': {'association': 'license', 'include': 'chip'}}", 1, shown);
    expect_all(w, "Person", "{'include': {'association': 'license', 'strategy': 'batch', 'include': 'chip'}}", 2,
               shown);
    expect_all(w, "Person",
               "{'include': {'association': 'license', 'strategy': 'batch',"
               " 'include': {'association': 'chip', 'strategy': 'batch'}}}",
               3, shown);
    expect_all(w, "Person",
               "{'include': {'association': 'license', 'strategy': 'join',"
               " 'include': {'association': 'chip', 'strategy': 'batch'}}}",
               2, shown);
}

static void a_batch_of_nobody_is_not_asked_for(void **state)
{
    world *w = *state;
    expect_all(w, "Person", "{'where': {'id': 9}, 'include': {'association': 'license', 'strategy': 'batch'}}", 1, "");
    expect_all(w, "License",
               "{'where': {'id': 10}, 'attributes': ['id', 'ownerId'],"
               " 'include': {'association': 'owner', 'strategy': 'batch'}}",
               2, "{'id':10,'ownerId':1,'owner':{'id':1,'name':'ann'}}");
}

static void a_batch_finds_its_owners_when_their_key_is_not_among_its_attributes(void **state)
{
    world *w = *state;
    expect_all(w, "Person",
               "{'where': {'id': [1, 2]}, 'include': {'association': 'license', 'attributes': 'number',"
               " 'strategy': 'batch', 'include': {'association': 'chip', 'strategy': 'batch'}}}",
               2,
               "{'id':1,'name':'ann','license':{'number':'A','chip':{'id':5,'code':'c','licId':10}}}"
               "{'id':2,'name':'bob','license':{'number':'B','chip':{'id':6,'code':'d','licId':11}}}");
}

static void required_partners_in_batches_leave_records_out(void **state)
{
    world *w = *state;
    expect_all(w, "Person",
               "{'include': {'association': 'license', 'strategy': 'batch', 'where': {'number': {'ge': 'B'}}}}", 2,
               "{'id':2,'name':'bob','license':{'id':11,'number':'B','ownerId':2}}");
    expect_all(w, "Person",
               "{'limit': 2, 'order': 'id desc', 'include': {'association': 'license', 'strategy': 'batch',"
               " 'required': true, 'include': {'association': 'chip', 'where': {'code': 'c'}}}}",
               2,
               "{'id':1,'name':'ann','license':{'id':10,'number':'A','ownerId':1,'chip':{'id':5,'code':'c',"
               "'licId':10}}}");
}

static void an_include_may_come_back_to_where_it_began(void **state)
{
    world *w = *state;
    expect_all(w, "Person",
               "{'where': {'id': 1}, 'include': {'association': 'license', 'include': {'association': 'owner',"
               " 'include': 'license'}}}",
               1,
               "{'id':1,'name':'ann','license':{'id':10,'number':'A','ownerId':1,'owner':{'id':1,'name':'ann',"
               "'license':{'id':10,'number':'A','ownerId':1}}}}");
}

/* Case E08. */
static void an_include_with_attributes_shows_these_and_nobody_is_still_null(void **state)
{
    world *w = *state;
    expect_all(w, "Person", "{'where': {'id': [1, 3]}, 'include': {'association': 'license', 'attributes': 'number'}}",
               1, "{'id':1,'name':'ann','license':{'number':'A'}}{'id':3,'name':'cyd','license':null}");
}

static gemel_record *with_only(const world *w, const char *json)
{
    gemel_query *q = query(w, "Person", json);
    gemel_record *record = NULL;
    expect_ok(gemel_query_first(q, w->session, NULL, &record, &err));
    gemel_query_free(q);
    return keep(record);
}

static void what_was_not_read_is_usage_and_not_null(void **state)
{
    world *w = *state;
    gemel_record *record = with_only(w, "{'attributes': ['id']}");
    const char *text = "";
    bool is = false;
    expect(GEMEL_USAGE, gemel_record_get_text(record, "name", &text, NULL, &err));
    expect_mention("name");
    assert_null(text);
    expect(GEMEL_USAGE, gemel_record_is_null(record, "name", &is, &err));
    expect_ok(gemel_record_is_null(record, "id", &is, &err));
    expect_ok(gemel_record_set_text(record, "name", "amy", GEMEL_NUL, &err));
    expect_ok(gemel_record_save(record, NULL, &err));
    expect_rows(w, "Person", "1 amy, 2 bob, 3 cyd");
    record = with_only(w, "{'attributes': ['id'], 'where': {'id': 2}}");
    expect_ok(gemel_record_reload(record, NULL, &err));
    expect_attribute(record, "name", "bob");
}

/* Case G06. */
static void who_was_read_without_the_key_has_no_partner_that_could_be_asked_for(void **state)
{
    world *w = *state;
    gemel_record *record = with_only(w, "{'attributes': ['name'], 'where': {'id': 1}}"), *license = NULL;
    forget_statements(w);
    expect(GEMEL_USAGE, gemel_record_get_association(record, "license", NULL, &license, &err));
    expect_mention("id");
    expect(GEMEL_USAGE, gemel_record_load_association(record, "license", NULL, &license, &err));
    expect_mention("id");
    expect_statements(w, 0, 0);
}

/* Case G03. */
static void get_takes_a_filter_and_attributes(void **state)
{
    world *w = *state;
    gemel_record *ann = found(w, "Person", "{'id': 1}"), *license = NULL;
    const char *text = NULL;
    expect_ok(gemel_record_get_association(ann, "license", with("{'where': {'number': 'zzz'}}"), &license, &err));
    assert_null(license);
    expect_ok(
        gemel_record_get_association(ann, "license", with("{'where': {'number': {'like': 'A%'}}}"), &license, &err));
    expect_attribute(keep(license), "number", "A");
    expect_ok(gemel_record_get_association(ann, "license", with("{'attributes': ['id']}"), &license, &err));
    expect_attribute(keep(license), "id", "10");
    expect(GEMEL_USAGE, gemel_record_get_text(license, "number", &text, NULL, &err));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(world_included, batches_give_what_joins_give_with_a_statement_for_each_include),
        IN_WORLD(world_included, a_batch_of_nobody_is_not_asked_for),
        IN_WORLD(world_included, a_batch_finds_its_owners_when_their_key_is_not_among_its_attributes),
        IN_WORLD(world_included, required_partners_in_batches_leave_records_out),
        IN_WORLD(world_included, an_include_may_come_back_to_where_it_began),
        IN_WORLD(world_included, an_include_with_attributes_shows_these_and_nobody_is_still_null),
        IN_WORLD(world_included, what_was_not_read_is_usage_and_not_null),
        IN_WORLD(world_included, who_was_read_without_the_key_has_no_partner_that_could_be_asked_for),
        IN_WORLD(world_included, get_takes_a_filter_and_attributes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
