/*
 * Queries: which rows they give, in what order, by every operator and path, from JSON and step by step. It must not
 * test values instead of records (test_query_values.c), writing (test_query_write.c), nor SQL (test_query_sql.c).
 */
#include "asked.h"
#include "declarations.h"

/* ann (10, with chip 5), bob (none), cyd (12, without chip), and licence 13 of nobody. */
static int world_q(void **state)
{
    world_k(state);
    given(*state, "Person", "{'id': 1, 'name': 'ann'}");
    given(*state, "Person", "{'id': 2, 'name': 'bob'}");
    given(*state, "Person", "{'id': 3, 'name': null}");
    given(*state, "License", "{'id': 10, 'number': 'A%1', 'ownerId': 1}");
    given(*state, "License", "{'id': 12, 'number': 'a_2', 'ownerId': 3}");
    given(*state, "License", "{'id': 13, 'number': null}");
    given(*state, "Chip", "{'id': 5, 'code': 'c', 'licId': 10}");
    return 0;
}

static const struct {
    const char *model, *query, *ids;
} answers[] = {
    {"Person", "{}", "1 2 3"},
    {"Person", "{'where': {'name': 'ann'}}", "1"},
    {"Person", "{'where': {'name': null}}", "3"},
    {"Person", "{'where': {'name': {'null': false}}}", "1 2"},
    {"Person", "{'where': {'name': ['ann', null]}}", "1 3"},
    {"Person", "{'where': {'name': []}}", ""},
    {"Person", "{'where': {'name': {'ne': 'ann'}}}", "2 3"},
    {"Person", "{'where': {'name': {'ne': null}}}", "1 2"},
    {"Person", "{'where': {'name': {'notIn': ['ann']}}}", "2 3"},
    {"Person", "{'where': {'name': {'notIn': ['ann', null]}}}", "2"},
    {"Person", "{'where': {'id': {'gt': 1, 'le': 3}}}", "2 3"},
    {"Person", "{'where': {'id': {'between': [2, 3]}}}", "2 3"},
    {"Person", "{'where': {'name': {'lt': 'b'}}}", "1"},
    {"Person", "{'where': {'not': {'name': {'lt': 'b'}}}}", "2 3"},
    {"Person", "{'where': {'or': [{'id': 1}, {'name': 'bob'}]}}", "1 2"},
    {"Person", "{'where': {'or': []}}", ""},
    {"Person", "{'where': {'and': []}}", "1 2 3"},
    {"Person", "{'where': {'not': {}}}", ""},
    {"License", "{'where': {'number': {'like': 'A%'}}}", "10"},
    {"License", "{'where': {'number': {'like': 'a\\\\_2'}}}", "12"},
    {"License", "{'where': {'number': {'like': 'A\\\\_1'}}}", ""},
    {"License", "{'where': {'number': {'like': '_%_'}}}", "10 12"},
    {"License", "{'where': {'number': {'notLike': 'A%'}}}", "12 13"},
    {"License", "{'where': {'number': {'ilike': 'a%'}}}", "10 12"},
    {"License", "{'where': {'number': {'startsWith': 'A%'}}}", "10"},
    {"License", "{'where': {'number': {'startsWith': '%'}}}", ""},
    {"License", "{'where': {'number': {'contains': '_'}}}", "12"},
    {"License", "{'where': {'number': {'contains': '*'}}}", ""},
    {"License", "{'where': {'number': {'endsWith': '%1'}}}", "10"},
    {"Person", "{'where': {'license': true}}", "1 3"},
    {"Person", "{'where': {'license': null}}", "2"},
    {"Person", "{'where': {'license': {'chip': false}}}", "3"},
    {"Person", "{'where': {'license.number': 'A%1'}}", "1"},
    {"Person", "{'where': {'license.chip.code': 'c'}}", "1"},
    {"Person", "{'where': {'license.chip.code': null}}", "2 3"},
    {"Person", "{'where': {'license.number': {'ne': 'A%1'}}}", "2 3"},
    {"License", "{'where': {'owner.name': {'in': ['ann']}}}", "10"},
    {"Person", "{'order': 'name'}", "1 2 3"},
    {"Person", "{'order': 'name desc'}", "2 1 3"},
    {"Person", "{'order': 'name nulls first'}", "3 1 2"},
    {"Person", "{'order': ['license.number desc', 'id']}", "3 1 2"},
    {"Person", "{'order': 'id desc', 'limit': 2}", "3 2"},
    {"Person", "{'order': 'id desc', 'limit': 1, 'offset': 1}", "2"},
    {"Person", "{'offset': 1}", "2 3"},
    {"Person", "{'limit': 0}", ""},
    {"Person", "{'order': 'name', 'after': {'name': 'ann', 'id': 1}}", "2 3"},
    {"Person", "{'order': 'name', 'after': {'name': null, 'id': 2}}", "3"},
    {"Person", "{'order': 'name desc nulls first', 'after': {'name': null, 'id': 3}}", "2 1"},
    {"Person", "{'include': {'association': 'license', 'required': true}, 'order': 'license.number'}", "1 3"},
};

static void a_query_gives_the_rows_that_it_means(void **state)
{
    const world *w = *state;
    size_t i;
    for (i = 0; i < COUNT(answers); ++i) {
        print_message("# %s %s\n", answers[i].model, answers[i].query);
        expect_asked(w, answers[i].model, answers[i].query, answers[i].ids);
    }
}

static void count_and_exists_speak_of_the_same_rows(void **state)
{
    const world *w = *state;
    size_t i;
    for (i = 0; i < COUNT(answers); ++i) {
        gemel_query *q = query(w, answers[i].model, answers[i].query);
        int64_t rows = -1, expected = *answers[i].ids != '\0';
        bool any = false;
        const char *c;
        for (c = answers[i].ids; *c; ++c)
            expected += *c == ' ';
        expect_ok(gemel_query_count(q, w->session, &rows, &err));
        assert_int_equal(rows, expected);
        expect_ok(gemel_query_exists(q, w->session, &any, &err));
        assert_int_equal(any, expected > 0);
        gemel_query_free(q);
    }
}

static void an_owner_with_several_partners_comes_once_with_the_first(void **state)
{
    const world *w = *state;
    given(w, "License", "{'id': 9, 'number': 'B', 'ownerId': 1}");
    expect_asked(w, "Person", "{'where': {'license': true}}", "1 3");
    expect_asked(w, "Person", "{'where': {'license.number': 'B'}}", "1");
    expect_asked(w, "Person", "{'where': {'license.number': 'A%1'}}", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(world_q, a_query_gives_the_rows_that_it_means),
        IN_WORLD(world_q, count_and_exists_speak_of_the_same_rows),
        IN_WORLD(world_q, an_owner_with_several_partners_comes_once_with_the_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
