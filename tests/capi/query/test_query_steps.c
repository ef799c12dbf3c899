/*
 * Queries that are made step by step: each is a new one, says as JSON what it is, and is checked before any SQL. It
 * must not test which rows an operator means (test_query.c).
 */
#include "asked.h"
#include "declarations.h"

static int world_steps(void **state)
{
    world_k(state);
    given(*state, "Person", "{'id': 1, 'name': 'ann'}");
    given(*state, "Person", "{'id': 2, 'name': 'bob'}");
    given(*state, "Person", "{'id': 3, 'name': null}");
    given(*state, "License", "{'id': 10, 'number': 'A', 'ownerId': 1}");
    given(*state, "License", "{'id': 11, 'number': 'B', 'ownerId': 2}");
    given(*state, "Chip", "{'id': 5, 'code': 'c', 'licId': 10}");
    forget_statements(*state);
    return 0;
}

static gemel_query *every(const world *w, const char *model_name)
{
    return query(w, model_name, "{}");
}

#define expect_says(q, json) expect_says_at((q), (json), __FILE__, __LINE__)
static void expect_says_at(const gemel_query *q, const char *json, const char *file, int line)
{
    const char *said = NULL;
    char shown[1024];
    size_t length = 0, i;
    expect_at(GEMEL_OK, gemel_query_to_json(q, &said, &length, &err), "a query as JSON", file, line);
    assert_true(length == strlen(said) && length < sizeof shown);
    for (i = 0; i <= length; ++i)
        shown[i] = said[i] == '"' ? '\'' : said[i];
    _assert_string_equal(shown, json, file, line);
}

static void a_step_gives_a_new_query_and_leaves_the_old_one(void **state)
{
    const world *w = *state;
    gemel_query *all = every(w, "Person"), *named = NULL, *page = NULL;
    expect_ok(gemel_query_where_text(all, "name", "ge", "a", GEMEL_NUL, &named, &err));
    expect_ok(gemel_query_limit(named, 1, &page, &err));
    expect_says(all, "{}");
    expect_says(named, "{'where':{'name':{'ge':'a'}}}");
    expect_says(page, "{'where':{'name':{'ge':'a'}},'limit':1}");
    expect_statements(w, 0, 0);
    expect_query(page, w, "1");
    expect_query(named, w, "1 2");
    expect_query(all, w, "1 2 3");
    gemel_query_free(all);
    expect_query(page, w, "1");
    gemel_query_free(named);
    gemel_query_free(page);
}

static void every_step_says_what_its_member_says(void **state)
{
    const world *w = *state;
    const gemel_values *where = values("{'id': [1, 2]}");
    gemel_query *q[12] = {every(w, "Person")};
    size_t i = 0, made;
    expect_ok(gemel_query_where(q[i], where, &q[i + 1], &err)), ++i;
    expect_says(q[i], "{'where':{'id':[1,2]}}");
    expect_ok(gemel_query_where_int(q[i], "id", "lt", 9, &q[i + 1], &err)), ++i;
    expect_ok(gemel_query_where_bool(q[i], "name", "null", false, &q[i + 1], &err)), ++i;
    expect_ok(gemel_query_where_bool(q[i], "license", "eq", true, &q[i + 1], &err)), ++i;
    expect_query(q[i], w, "1 2");
    expect_ok(gemel_query_order(q[i], "license.number desc, id", &q[i + 1], &err)), ++i;
    expect_query(q[i], w, "2 1");
    expect_ok(gemel_query_offset(q[i], 1, &q[i + 1], &err)), ++i;
    expect_query(q[i], w, "1");
    expect_ok(gemel_query_limit(q[i], 0, &q[i + 1], &err)), ++i;
    expect_query(q[i], w, "");
    expect_ok(gemel_query_merge_json(q[i], "{\"limit\": 5, \"offset\": 0}", GEMEL_NUL, &q[i + 1], &err)), ++i;
    expect_query(q[i], w, "2 1");
    for (made = i + 1; made-- > 0;)
        gemel_query_free(q[made]);
}

static void what_a_query_says_makes_it_again(void **state)
{
    const world *w = *state;
    const char *said = NULL;
    size_t length = 0;
    gemel_query *all = every(w, "Person"), *again = NULL;
    gemel_query *q = query(w, "Person",
                           "{'where': {'or': [{'license.number': {'like': '\\\\%_\\u00e4'}}, {'id': 1}]},"
                           " 'order': ['name desc nulls first'], 'limit': 9223372036854775807,"
                           " 'include': {'association': 'license', 'strategy': 'batch'}}");
    expect_ok(gemel_query_to_json(q, &said, &length, &err));
    expect_ok(gemel_query_merge_json(all, said, length, &again, &err));
    expect_says(again, "{'where':{'or':[{'license.number':{'like':'\\\\%_\xc3\xa4'}},{'id':1}]},"
                       "'order':['name desc nulls first'],'limit':9223372036854775807,"
                       "'include':{'association':'license','strategy':'batch'}}");
    expect_query(again, w, "1");
    gemel_query_free(all);
    gemel_query_free(q);
    gemel_query_free(again);
}

static void filters_are_joined_by_or_and_turned_by_not(void **state)
{
    const world *w = *state;
    gemel_query *ann = query(w, "Person", "{'where': {'name': 'ann'}, 'order': 'id desc'}");
    gemel_query *bob = query(w, "Person", "{'where': {'name': 'bob'}}"), *either = NULL, *neither = NULL;
    expect_ok(gemel_query_or(ann, bob, &either, &err));
    expect_query(either, w, "2 1");
    expect_ok(gemel_query_not(either, &neither, &err));
    expect_query(neither, w, "3");
    gemel_query_free(neither);

    neither = ann;
    expect(GEMEL_USAGE, gemel_query_or(bob, ann, &neither, &err));
    expect_mention("'order'");
    assert_null(neither);
    neither = every(w, "License");
    gemel_query_free(bob);
    expect(GEMEL_USAGE, gemel_query_or(ann, neither, &bob, &err));
    expect_mention("License");
    gemel_query_free(neither);
    gemel_query_free(ann);
    gemel_query_free(either);
}

static void not_of_all_is_none_and_or_with_all_is_all(void **state)
{
    const world *w = *state;
    gemel_query *all = every(w, "Person"), *ann = query(w, "Person", "{'where': {'id': 1}}"), *made = NULL;
    expect_ok(gemel_query_not(all, &made, &err));
    expect_query(made, w, "");
    gemel_query_free(made);
    expect_ok(gemel_query_or(ann, all, &made, &err));
    expect_query(made, w, "1 2 3");
    gemel_query_free(made);
    gemel_query_free(all);
    gemel_query_free(ann);
}

static void a_page_begins_behind_a_record(void **state)
{
    const world *w = *state;
    gemel_query *by_name = query(w, "Person", "{'order': 'name desc nulls first', 'limit': 2}"), *next = NULL;
    gemel_query *by_number = query(w, "Person", "{'order': 'license.number desc', 'limit': 1, 'include': 'license'}");
    gemel_records *page = NULL;
    expect_query(by_name, w, "3 2");
    expect_ok(gemel_query_after(by_name, found(w, "Person", "{'id': 3}"), &next, &err));
    expect_query(next, w, "2 1");
    gemel_query_free(next);
    expect_ok(gemel_query_after(by_name, found(w, "Person", "{'id': 1}"), &next, &err));
    expect_query(next, w, "");
    gemel_query_free(next);

    expect_ok(gemel_query_all(by_number, w->session, &page, &err));
    expect_ok(gemel_query_after(by_number, gemel_records_at(page, 0), &next, &err));
    gemel_records_free(page);
    expect_query(next, w, "1");
    gemel_query_free(next);
    gemel_query_free(by_name);
    gemel_query_free(by_number);
}

static void a_page_does_not_begin_behind_what_was_not_read(void **state)
{
    const world *w = *state;
    gemel_query *by_number = query(w, "Person", "{'order': 'license.number'}"), *next = NULL;
    gemel_query *by_name = query(w, "Person", "{'order': 'name'}"), *ids = query(w, "Person", "{'attributes': 'id'}");
    gemel_record *only_id = NULL;
    expect(GEMEL_USAGE, gemel_query_after(by_number, found(w, "Person", "{'id': 1}"), &next, &err));
    expect_mention("'license'");
    expect(GEMEL_USAGE, gemel_query_after(by_name, found(w, "License", "{}"), &next, &err));
    expect_mention("License");
    expect_ok(gemel_query_first(ids, w->session, NULL, &only_id, &err));
    expect(GEMEL_USAGE, gemel_query_after(by_name, keep(only_id), &next, &err));
    expect_mention("'name'");
    expect(GEMEL_USAGE, gemel_query_after(by_name, built(w, "Person", "{'name': 'new'}"), &next, &err));
    assert_null(next);
    gemel_query_free(by_number);
    gemel_query_free(by_name);
    gemel_query_free(ids);
}

static void an_include_is_a_step_too(void **state)
{
    const world *w = *state;
    gemel_query *all = query(w, "License", "{'order': 'id', 'include': 'owner'}"), *more = NULL;
    gemel_record *first = NULL;
    const char *json = NULL;
    expect_ok(gemel_query_include(all, "chip", with("{'required': true, 'attributes': ['code']}"), &more, &err));
    expect_ok(gemel_query_first(more, w->session, NULL, &first, &err));
    expect_ok(gemel_record_to_json(keep(first), &json, NULL, &err));
    assert_string_equal(json, "{\"id\":10,\"number\":\"A\",\"ownerId\":1,\"owner\":{\"id\":1,\"name\":\"ann\"},"
                              "\"chip\":{\"code\":\"c\"}}");
    expect_statements(w, 1, 0);
    expect_query(more, w, "10");
    gemel_query_free(more);
    expect(GEMEL_USAGE, gemel_query_include(all, "owner", NULL, &more, &err));
    expect_mention("twice");
    expect(GEMEL_USAGE, gemel_query_include(all, "chipp", NULL, &more, &err));
    expect_mention("did you mean 'chip'?");
    expect(GEMEL_USAGE, gemel_query_include(all, "chip", with("{'association': 'owner'}"), &more, &err));
    assert_null(more);
    gemel_query_free(all);
}

static void the_first_is_found_or_missed(void **state)
{
    const world *w = *state;
    gemel_query *desc = query(w, "Person", "{'order': 'id desc'}"), *none = query(w, "Person", "{'where': {'id': 9}}");
    gemel_record *record = NULL;
    expect_ok(gemel_query_first(desc, w->session, NULL, &record, &err));
    expect_attribute(keep(record), "id", "3");
    expect_ok(gemel_query_first(none, w->session, NULL, &record, &err));
    assert_null(record);
    expect(GEMEL_NOT_FOUND, gemel_query_first(none, w->session, with("{'rejectOnEmpty': true}"), &record, &err));
    expect(GEMEL_USAGE, gemel_query_first(none, w->session, with("{'rejectOnEmtpy': true}"), &record, &err));
    expect_mention("did you mean 'rejectOnEmpty'?");
    gemel_query_free(desc);
    gemel_query_free(none);
}

static void a_query_outlives_its_schema_and_serves_several_sessions(void **state)
{
    world *w = *state;
    gemel_query *all = every(w, "Person");
    int64_t count = 0;
    gemel_schema_free(w->schema);
    w->schema = NULL;
    expect_ok(gemel_query_count(all, w->session, &count, &err));
    assert_int_equal(count, 3);
    expect_ok(gemel_query_count(all, w->witness, &count, &err));
    assert_int_equal(count, 3);
    gemel_query_free(all);
}

static void a_session_of_another_schema_is_refused(void **state)
{
    const world *w = *state;
    gemel_schema *other = schema_k();
    const gemel_model *person = NULL;
    gemel_query *q = NULL;
    gemel_records *list = NULL;
    gemel_rows *rows = NULL;
    int64_t count = 7;
    expect_ok(gemel_schema_resolve(other, &err));
    expect_ok(gemel_schema_find_model(other, "Person", &person, &err));
    expect_ok(gemel_query_new(person, &q, &err));
    expect(GEMEL_USAGE, gemel_query_all(q, w->session, &list, &err));
    expect(GEMEL_USAGE, gemel_query_values(q, w->session, &rows, &err));
    expect(GEMEL_USAGE, gemel_query_count(q, w->session, &count, &err));
    assert_int_equal(count, 0);
    expect(GEMEL_USAGE, gemel_records_query_sql(w->session, person, "SELECT 1", GEMEL_NUL, NULL, &list, &err));
    expect_statements(w, 0, 0);
    gemel_query_free(q);
    gemel_schema_free(other);
}

static void null_handles_are_usage(void **state)
{
    const world *w = *state;
    gemel_query *q = every(w, "Person"), *out = NULL;
    gemel_records *list = NULL;
    gemel_record *record = NULL;
    gemel_rows *rows = NULL;
    const char *json = NULL;
    int64_t count = 0;
    bool any = false;
    expect(GEMEL_USAGE, gemel_query_new(NULL, &out, &err));
    expect(GEMEL_USAGE, gemel_query_new(model(w, "Person"), NULL, &err));
    expect(GEMEL_USAGE, gemel_query_merge_json(NULL, "{}", GEMEL_NUL, &out, &err));
    expect(GEMEL_USAGE, gemel_query_merge_json(q, NULL, GEMEL_NUL, &out, &err));
    expect(GEMEL_USAGE, gemel_query_to_json(NULL, &json, NULL, &err));
    expect(GEMEL_USAGE, gemel_query_where(q, NULL, &out, &err));
    expect(GEMEL_USAGE, gemel_query_where_text(q, NULL, "eq", "a", GEMEL_NUL, &out, &err));
    expect(GEMEL_USAGE, gemel_query_where_text(q, "name", NULL, "a", GEMEL_NUL, &out, &err));
    expect(GEMEL_USAGE, gemel_query_where_text(q, "name", "eq", NULL, GEMEL_NUL, &out, &err));
    expect(GEMEL_USAGE, gemel_query_or(q, NULL, &out, &err));
    expect(GEMEL_USAGE, gemel_query_not(NULL, &out, &err));
    expect(GEMEL_USAGE, gemel_query_order(q, NULL, &out, &err));
    expect(GEMEL_USAGE, gemel_query_after(q, NULL, &out, &err));
    expect(GEMEL_USAGE, gemel_query_include(q, NULL, NULL, &out, &err));
    expect(GEMEL_USAGE, gemel_query_limit(q, 1, NULL, &err));
    expect(GEMEL_USAGE, gemel_query_all(NULL, w->session, &list, &err));
    expect(GEMEL_USAGE, gemel_query_all(q, NULL, &list, &err));
    expect(GEMEL_USAGE, gemel_query_all(q, w->session, NULL, &err));
    expect(GEMEL_USAGE, gemel_query_first(NULL, w->session, NULL, &record, &err));
    expect(GEMEL_USAGE, gemel_query_count(q, NULL, &count, &err));
    expect(GEMEL_USAGE, gemel_query_exists(q, NULL, &any, &err));
    expect(GEMEL_USAGE, gemel_query_values(q, NULL, &rows, &err));
    expect(GEMEL_USAGE, gemel_query_update(q, w->session, NULL, NULL, NULL, &err));
    expect(GEMEL_USAGE, gemel_query_destroy(NULL, w->session, NULL, NULL, &err));
    gemel_query_free(NULL);
    gemel_query_free(q);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(world_steps, a_step_gives_a_new_query_and_leaves_the_old_one),
        IN_WORLD(world_steps, every_step_says_what_its_member_says),
        IN_WORLD(world_steps, what_a_query_says_makes_it_again),
        IN_WORLD(world_steps, filters_are_joined_by_or_and_turned_by_not),
        IN_WORLD(world_steps, not_of_all_is_none_and_or_with_all_is_all),
        IN_WORLD(world_steps, a_page_begins_behind_a_record),
        IN_WORLD(world_steps, a_page_does_not_begin_behind_what_was_not_read),
        IN_WORLD(world_steps, an_include_is_a_step_too),
        IN_WORLD(world_steps, the_first_is_found_or_missed),
        IN_WORLD(world_steps, a_query_outlives_its_schema_and_serves_several_sessions),
        IN_WORLD(world_steps, a_session_of_another_schema_is_refused),
        IN_WORLD(world_steps, null_handles_are_usage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
