/*
 * What queries refuse, by the member, before any statement; and bounds of filters. It must not test what select refuses
 * (test_query_values.c) nor includes (test_include_refused.c).
 */
#include "asked.h"
#include "declarations.h"

static int world_refusing(void **state)
{
    world_k(state);
    given(*state, "Person", "{'id': 1, 'name': 'ann'}");
    given(*state, "License", "{'id': 10, 'number': 'A', 'ownerId': 1}");
    forget_statements(*state);
    return 0;
}

static const struct {
    const char *query;
    gemel_status status;
    const char *mention;
} wrong[] = {
    {"{'wher': {}}", GEMEL_USAGE, "did you mean 'where'?"},
    {"{'where': []}", GEMEL_USAGE, "must be an object"},
    {"{'where': null}", GEMEL_USAGE, "must be an object"},
    {"{'where': {'nam': 'x'}}", GEMEL_USAGE, "did you mean 'name'?"},
    {"{'where': {'': 'x'}}", GEMEL_USAGE, "''"},
    {"{'where': {'lisence.number': 'x'}}", GEMEL_USAGE, "did you mean 'license'?"},
    {"{'where': {'license.numbr': 'x'}}", GEMEL_USAGE, "did you mean 'number'?"},
    {"{'where': {'license.chip.cod': 'x'}}", GEMEL_USAGE, "did you mean 'code'?"},
    {"{'where': {'name.license': 'x'}}", GEMEL_USAGE, "name"},
    {"{'where': {'license.': 'x'}}", GEMEL_USAGE, "License"},
    {"{'where': {'.name': 'x'}}", GEMEL_USAGE, "Person"},
    {"{'where': {'license': 'x'}}", GEMEL_USAGE, "is an association"},
    {"{'where': {'license': [1]}}", GEMEL_USAGE, "is an association"},
    {"{'where': {'license': {'nummer': 'x'}}}", GEMEL_USAGE, "did you mean 'number'?"},
    {"{'where': {'name': {'lik': 'x'}}}", GEMEL_USAGE, "did you mean 'like'?"},
    {"{'where': {'name': {'startswith': 'x'}}}", GEMEL_USAGE, "did you mean 'startsWith'?"},
    {"{'where': {'name': {'$gt': 'x'}}}", GEMEL_USAGE, "'$gt'"},
    {"{'where': {'name': {'gt': null}}}", GEMEL_USAGE, "neither less nor greater"},
    {"{'where': {'name': {'gt': ['a']}}}", GEMEL_USAGE, "takes a value"},
    {"{'where': {'name': {'eq': {'a': 1}}}}", GEMEL_USAGE, "takes a value"},
    {"{'where': {'name': {'in': 'a'}}}", GEMEL_USAGE, "takes a list"},
    {"{'where': {'name': {'in': [['a']]}}}", GEMEL_USAGE, "takes a value"},
    {"{'where': {'name': {'between': ['a']}}}", GEMEL_USAGE, "list of two"},
    {"{'where': {'name': {'between': ['a', null]}}}", GEMEL_USAGE, "null"},
    {"{'where': {'name': {'null': 1}}}", GEMEL_USAGE, "true or false"},
    {"{'where': {'name': {'like': null}}}", GEMEL_USAGE, "takes a text"},
    {"{'where': {'name': {'like': 'a\\\\'}}}", GEMEL_USAGE, "backslash"},
    {"{'where': {'name': {'contains': 'a\\u0000'}}}", GEMEL_USAGE, "U+0000"},
    {"{'where': {'id': {'like': '1%'}}}", GEMEL_USAGE, "looks for text"},
    {"{'where': {'and': {}}}", GEMEL_USAGE, "list of filters"},
    {"{'where': {'or': ['name']}}", GEMEL_USAGE, "list of filters"},
    {"{'where': {'not': []}}", GEMEL_USAGE, "takes a filter"},
    {"{'where': {'id': 'x'}}", GEMEL_VALIDATION, "id"},
    {"{'where': {'id': 2147483648}}", GEMEL_VALIDATION, "id"},
    {"{'where': {'id': {'in': [1, 'x']}}}", GEMEL_VALIDATION, "id"},
    {"{'where': {'license.number': 5}}", GEMEL_VALIDATION, "number"},
    {"{'order': 'nam'}", GEMEL_USAGE, "did you mean 'name'?"},
    {"{'order': 'license'}", GEMEL_USAGE, "is an association"},
    {"{'order': 'name up'}", GEMEL_USAGE, "no order"},
    {"{'order': 'name desc nulls'}", GEMEL_USAGE, "'first' or 'last'"},
    {"{'order': 'name; DROP TABLE people'}", GEMEL_USAGE, "name;"},
    {"{'order': ''}", GEMEL_USAGE, "''"},
    {"{'order': 'name,'}", GEMEL_USAGE, "''"},
    {"{'order': ['name', 1]}", GEMEL_USAGE, "list of texts"},
    {"{'limit': -1}", GEMEL_USAGE, "'limit'"},
    {"{'offset': -1}", GEMEL_USAGE, "'offset'"},
    {"{'limit': 1.5}", GEMEL_USAGE, "limit"},
    {"{'limit': '1'}", GEMEL_USAGE, "limit"},
    {"{'limit': 9223372036854775808}", GEMEL_USAGE, "limit"},
    {"{'offset': -9223372036854775809}", GEMEL_USAGE, "offset"},
    {"{'attributes': 'nam'}", GEMEL_USAGE, "did you mean 'name'?"},
    {"{'attributes': ['id', 'id']}", GEMEL_USAGE, "twice"},
    {"{'attributes': []}", GEMEL_USAGE, "empty"},
    {"{'after': {'id': 1}, 'order': 'name'}", GEMEL_USAGE, "lacks 'name'"},
    {"{'after': {'name': 'a'}, 'order': 'name'}", GEMEL_USAGE, "lacks 'id'"},
    {"{'after': {'id': 1, 'name': 'a'}}", GEMEL_USAGE, "neither in the order"},
    {"{'after': {'id': 'x'}}", GEMEL_VALIDATION, "id"},
    {"{'after': [1]}", GEMEL_USAGE, "must be an object"},
    {"{'after': {'id': 1}, 'offset': 1}", GEMEL_USAGE, "'offset' and 'after'"},
    {"{'lock': 'delete'}", GEMEL_USAGE, "no lock"},
    {"{'lock': 'update now'}", GEMEL_USAGE, "no lock"},
    {"{'lock': 'update skip'}", GEMEL_USAGE, "no lock"},
    {"{'lock': true}", GEMEL_USAGE, "lock"},
};

static void what_means_nothing_is_refused_before_any_statement(void **state)
{
    const world *w = *state;
    size_t i;
    for (i = 0; i < COUNT(wrong); ++i) {
        print_message("# %s\n", wrong[i].query);
        expect_refused(w, "Person", wrong[i].query, wrong[i].status, wrong[i].mention);
    }
    expect_statements(w, 0, 0);
}

static void what_is_no_json_object_is_refused_with_its_place(void **state)
{
    const world *w = *state;
    expect_refused(w, "Person", "{'limit': 1", GEMEL_VALIDATION, "line 1, column 12");
    expect_refused(w, "Person", "[]", GEMEL_VALIDATION, "object");
    expect_refused(w, "Person", "", GEMEL_VALIDATION, "line 1");
}

static void steps_are_refused_as_their_members_are(void **state)
{
    const world *w = *state;
    gemel_query *q = query(w, "Person", "{}"), *out = NULL;
    expect(GEMEL_USAGE, gemel_query_where_text(q, "name", "is", "a", GEMEL_NUL, &out, &err));
    expect_mention("'is'");
    expect(GEMEL_VALIDATION, gemel_query_where_text(q, "id", "eq", "a", GEMEL_NUL, &out, &err));
    expect(GEMEL_VALIDATION, gemel_query_where_text(q, "name", "eq", "\xff", GEMEL_NUL, &out, &err));
    expect(GEMEL_VALIDATION, gemel_query_where_int(q, "id", "lt", INT64_MAX, &out, &err));
    expect(GEMEL_VALIDATION, gemel_query_where_double(q, "id", "eq", 1.5, &out, &err));
    expect(GEMEL_USAGE, gemel_query_where_bool(q, "license", "ne", true, &out, &err));
    expect(GEMEL_USAGE, gemel_query_where_int(q, "and", "eq", 1, &out, &err));
    expect(GEMEL_USAGE, gemel_query_limit(q, -1, &out, &err));
    expect(GEMEL_USAGE, gemel_query_offset(q, INT64_MIN, &out, &err));
    expect(GEMEL_USAGE, gemel_query_order(q, "name desc desc", &out, &err));
    assert_null(out);
    expect_statements(w, 0, 0);
    gemel_query_free(q);
}

static void wildcards_from_outside_are_text(void **state)
{
    const world *w = *state;
    static const char *const texts[] = {"%", "_", "\\", "*", "?", "[A]", "%' OR '1'='1"};
    size_t i;
    for (i = 0; i < COUNT(texts); ++i) {
        gemel_query *q = query(w, "License", "{}"), *out = NULL;
        expect_ok(gemel_query_where_text(q, "number", "contains", texts[i], GEMEL_NUL, &out, &err));
        expect_query(out, w, "");
        gemel_query_free(out);
        gemel_query_free(q);
    }
}

/* Each part of an "or" counts, and each comparison in it. */
static void a_filter_has_500_comparisons_and_no_more(void **state)
{
    const world *w = *state;
    enum { PARTS = 250, ROOM = 16 };
    char json[PARTS * ROOM] = "{'where': {'or': [{'id': 1}";
    size_t i, end;
    for (i = 1; i < PARTS; ++i)
        strcat(json, ", {'id': 2}");
    end = strlen(json);
    strcpy(json + end, "]}}");
    expect_asked(w, "Person", json, "1");
    strcpy(json + end, "], 'name': 'ann'}}");
    expect_refused(w, "Person", json, GEMEL_USAGE, "500");
}

static void a_filter_nests_64_deep_and_no_deeper(void **state)
{
    const world *w = *state;
    enum { DEEPEST = 64 };
    gemel_query *q = query(w, "Person", "{}"), *out = NULL;
    gemel_values *filter = gemel_values_new();
    size_t depth;
    expect_ok(gemel_values_merge_json(filter, "{\"id\": 1}", GEMEL_NUL, &err));
    for (depth = 1; depth < DEEPEST; ++depth) {
        gemel_values *outer = gemel_values_new();
        expect_ok(gemel_values_set_values(outer, "not", filter, &err));
        gemel_values_free(filter);
        filter = outer;
    }
    expect_ok(gemel_query_where(q, filter, &out, &err));
    expect_query(out, w, "");
    {
        gemel_values *outer = gemel_values_new();
        gemel_query *deeper = NULL;
        expect(GEMEL_VALIDATION, gemel_values_set_values(outer, "not", filter, &err));
        expect(GEMEL_USAGE, gemel_query_not(out, &deeper, &err));
        expect_mention("64");
        assert_null(deeper);
        gemel_values_free(outer);
    }
    gemel_query_free(out);
    gemel_values_free(filter);
    gemel_query_free(q);
}

static void an_include_that_never_ends_is_refused(void **state)
{
    const world *w = *state;
    enum { LEVELS = 51 };
    char json[LEVELS * 48] = "{'include': ";
    int i;
    for (i = 0; i < LEVELS; ++i)
        strcat(json, i % 2 ? "{'association': 'owner', 'include': " : "{'association': 'license', 'include': ");
    strcat(json, "'owner'");
    for (i = 0; i <= LEVELS; ++i)
        strcat(json, "}");
    expect_refused(w, "Person", json, GEMEL_USAGE, "50");
}

static void empty_lists_and_nulls_in_lists_mean_what_they_say(void **state)
{
    const world *w = *state;
    given(w, "Person", "{'id': 2, 'name': null}");
    expect_asked(w, "Person", "{'where': {'name': {'in': []}}}", "");
    expect_asked(w, "Person", "{'where': {'name': {'notIn': []}}}", "1 2");
    expect_asked(w, "Person", "{'where': {'name': {'in': [null]}}}", "2");
    expect_asked(w, "Person", "{'where': {'name': {'notIn': [null, 'x']}}}", "1");
    expect_asked(w, "Person", "{'where': {'name': {'between': ['z', 'a']}}}", "");
    expect_asked(w, "Person", "{'limit': 9223372036854775807, 'offset': 1}", "2");
    expect_asked(w, "Person", "{'offset': 9223372036854775807}", "");
}

static void a_lock_needs_a_transaction(void **state)
{
    const world *w = *state;
    gemel_query *q = query(w, "Person", "{'lock': 'update'}");
    gemel_records *list = NULL;
    expect(GEMEL_USAGE, gemel_query_all(q, w->session, &list, &err));
    expect_mention("transaction");
    expect_statements(w, 0, 0);
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    expect_query(q, w, "1");
    expect_ok(gemel_session_commit(w->session, &err));
    gemel_query_free(q);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(world_refusing, what_means_nothing_is_refused_before_any_statement),
        IN_WORLD(world_refusing, what_is_no_json_object_is_refused_with_its_place),
        IN_WORLD(world_refusing, steps_are_refused_as_their_members_are),
        IN_WORLD(world_refusing, wildcards_from_outside_are_text),
        IN_WORLD(world_refusing, a_filter_has_500_comparisons_and_no_more),
        IN_WORLD(world_refusing, a_filter_nests_64_deep_and_no_deeper),
        IN_WORLD(world_refusing, an_include_that_never_ends_is_refused),
        IN_WORLD(world_refusing, empty_lists_and_nulls_in_lists_mean_what_they_say),
        IN_WORLD(world_refusing, a_lock_needs_a_transaction),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
