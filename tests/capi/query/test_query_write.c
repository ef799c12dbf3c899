/*
 * Queries that write many rows by one statement: which, what, what is refused, and what the database refuses. It must
 * not test which rows a filter means (test_query.c).
 */
#include "asked.h"
#include "declarations.h"
#include <stdio.h>

/* As schema_k, with timestamps of licences and a version of chips. */
static int world_writes(void **state)
{
    gemel_schema *s = gemel_schema_new();
    gemel_schema_add_model(s, "Person", NULL, NULL, NULL);
    gemel_schema_add_attribute(s, "Person", "name", "string not null", NULL, NULL);
    gemel_schema_add_attribute(s, "Person", "email", "string unique", NULL, NULL);
    gemel_schema_add_model(s, "License", "timestamps", NULL, NULL);
    gemel_schema_add_attribute(s, "License", "number", "string", NULL, NULL);
    gemel_schema_has_one(s, "Person", "License", "foreign key ownerId inverse owner no constraint", NULL, NULL);
    gemel_schema_add_model(s, "Chip", NULL, NULL, NULL);
    gemel_schema_add_attribute(s, "Chip", "code", "string", NULL, NULL);
    gemel_schema_has_one(s, "Person", "Chip", "foreign key personId inverse person on delete no action", NULL, NULL);
    world_of(state, s);
    given(*state, "Person", "{'id': 1, 'name': 'ann', 'email': 'a@x'}");
    given(*state, "Person", "{'id': 2, 'name': 'bob', 'email': 'b@x'}");
    given(*state, "Person", "{'id': 3, 'name': 'cyd'}");
    given(*state, "License", "{'id': 1, 'number': 'A', 'ownerId': 1}");
    given(*state, "License", "{'id': 2, 'number': 'B', 'ownerId': 2}");
    given(*state, "Chip", "{'id': 1, 'code': 'c', 'personId': 1}");
    forget_statements(*state);
    return 0;
}

static const char people[] = "1 ann a@x, 2 bob b@x, 3 cyd null";

#define expect_update(status, w, name, json, given, count)                                                             \
    expect_update_at((status), (w), (name), (json), (given), (count), __FILE__, __LINE__)
static void expect_update_at(gemel_status status, const world *w, const char *model_name, const char *json,
                             const char *given_values, int64_t count, const char *file, int line)
{
    gemel_query *q = query(w, model_name, json);
    int64_t rows = -1;
    expect_at(status, gemel_query_update(q, w->session, values(given_values), NULL, &rows, &err), json, file, line);
    _assert_int_equal((uintmax_t)rows, (uintmax_t)count, file, line);
    gemel_query_free(q);
}

#define expect_destroy(status, w, name, json, count)                                                                   \
    expect_destroy_at((status), (w), (name), (json), (count), __FILE__, __LINE__)
static void expect_destroy_at(gemel_status status, const world *w, const char *model_name, const char *json,
                              int64_t count, const char *file, int line)
{
    gemel_query *q = query(w, model_name, json);
    int64_t rows = -1;
    expect_at(status, gemel_query_destroy(q, w->session, NULL, &rows, &err), json, file, line);
    _assert_int_equal((uintmax_t)rows, (uintmax_t)count, file, line);
    gemel_query_free(q);
}

static void rows_are_updated_by_a_filter_and_by_a_path_in_one_statement(void **state)
{
    world *w = *state;
    expect_update(GEMEL_OK, w, "Person", "{'where': {'id': {'gt': 1}}}", "{'name': 'x'}", 2);
    expect_statements(w, 0, 1);
    expect_rows(w, "Person", "1 ann a@x, 2 x b@x, 3 x null");
    forget_statements(w);
    expect_update(GEMEL_OK, w, "Person", "{'where': {'license.number': 'A'}}", "{'name': 'y', 'email': null}", 1);
    expect_statements(w, 0, 1);
    expect_update(GEMEL_OK, w, "Person", "{'where': {'license': false}}", "{'email': 'c@x'}", 1);
    expect_update(GEMEL_OK, w, "Person", "{'where': {'license.number': 'Z'}}", "{'name': 'z'}", 0);
    expect_rows(w, "Person", "1 y null, 2 x b@x, 3 x c@x");
    expect_update(GEMEL_OK, w, "Person", "{'all': true}", "{'name': 'all'}", 3);
}

static void rows_are_destroyed_by_a_filter_and_by_a_path_in_one_statement(void **state)
{
    world *w = *state;
    expect_destroy(GEMEL_OK, w, "License", "{'where': {'owner.name': 'bob'}}", 1);
    expect_statements(w, 0, 1);
    expect_destroy(GEMEL_OK, w, "Person", "{'where': {'chip': null, 'license': null}}", 2);
    expect_destroy(GEMEL_OK, w, "Person", "{'where': {'id': 9}}", 0);
    expect_rows(w, "Person", "1 ann a@x");
    expect_destroy(GEMEL_OK, w, "License", "{'all': true}", 1);
    expect_rows(w, "License", "");
}

static void a_query_without_a_filter_writes_nothing(void **state)
{
    world *w = *state;
    static const char *const everything[] = {"{}", "{'where': {}}", "{'where': {'and': []}}",
                                             "{'where': {'and': [{}, {'and': []}]}}", "{'all': false}"};
    size_t i;
    for (i = 0; i < COUNT(everything); ++i) {
        expect_update(GEMEL_USAGE, w, "Person", everything[i], "{'name': 'x'}", 0);
        expect_mention("'all'");
        expect_destroy(GEMEL_USAGE, w, "Person", everything[i], 0);
    }
    expect_refused(w, "Person", "{'all': true, 'where': {'id': 1}}", GEMEL_USAGE, "'all'");
    expect_statements(w, 0, 0);
    expect_rows(w, "Person", people);
}

static void a_query_that_says_more_than_which_rows_writes_nothing(void **state)
{
    world *w = *state;
    static const char *const more[] = {"'limit': 1",           "'offset': 1",          "'order': 'name'",
                                       "'include': 'license'", "'attributes': 'name'", "'select': 'name'",
                                       "'lock': 'update'"};
    size_t i;
    for (i = 0; i < COUNT(more); ++i) {
        char json[128];
        snprintf(json, sizeof json, "{'where': {'id': 1}, %s}", more[i]);
        print_message("# %s\n", json);
        expect_update(GEMEL_USAGE, w, "Person", json, "{'name': 'x'}", 0);
        expect_mention("says more");
        expect_destroy(GEMEL_USAGE, w, "Person", json, 0);
    }
    expect_statements(w, 0, 0);
}

static void values_that_rows_cannot_have_are_refused_before_any_statement(void **state)
{
    world *w = *state;
    expect_update(GEMEL_USAGE, w, "Person", "{'all': true}", "{'id': 9}", 0);
    expect_mention("primary key");
    expect_update(GEMEL_USAGE, w, "License", "{'all': true}", "{'updatedAt': '2024-01-01T00:00:00Z'}", 0);
    expect_mention("updatedAt");
    expect_update(GEMEL_USAGE, w, "License", "{'all': true}", "{'createdAt': null}", 0);
    expect_update(GEMEL_USAGE, w, "Person", "{'all': true}", "{}", 0);
    expect_mention("no values");
    expect_update(GEMEL_USAGE, w, "Person", "{'all': true}", "{'nam': 'x'}", 0);
    expect_mention("did you mean 'name'?");
    expect_update(GEMEL_USAGE, w, "Person", "{'all': true}", "{'license': null}", 0);
    expect_update(GEMEL_NOT_NULL, w, "Person", "{'all': true}", "{'name': null}", 0);
    expect_mention("name");
    expect_update(GEMEL_VALIDATION, w, "Person", "{'all': true}", "{'name': 5}", 0);
    expect_statements(w, 0, 0);
    expect_rows(w, "Person", people);
}

static void what_the_database_refuses_changes_no_row(void **state)
{
    world *w = *state;
    expect_update(GEMEL_UNIQUE, w, "Person", "{'all': true}", "{'email': 'same@x'}", 0);
    expect_mention("email");
    expect_update(GEMEL_FOREIGN_KEY, w, "Chip", "{'all': true}", "{'personId': 99}", 0);
    expect_destroy(GEMEL_FOREIGN_KEY, w, "Person", "{'where': {'id': {'ge': 1}}}", 0);
    expect_rows(w, "Person", people);
    expect_rows(w, "Chip", "1 c 1");
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    expect_destroy(GEMEL_FOREIGN_KEY, w, "Person", "{'where': {'id': {'ge': 1}}}", 0);
    expect_destroy(GEMEL_OK, w, "Person", "{'where': {'id': {'ge': 2}}}", 2);
    expect_ok(gemel_session_rollback(w->session, &err));
    expect_rows(w, "Person", people);
}

static void updated_at_is_written_unless_the_update_is_silent(void **state)
{
    world *w = *state;
    gemel_query *q = query(w, "License", "{'where': {'id': 1}}");
    gemel_record *license = found(w, "License", "{'id': 1}"), *after;
    int64_t before = 0, now = 0;
    expect_ok(gemel_record_get_int(license, "updatedAt", &before, &err));
    expect_ok(gemel_query_update(q, w->session, values("{'number': 'C'}"), with("{'silent': true}"), NULL, &err));
    after = found(w, "License", "{'id': 1}");
    expect_attribute(after, "number", "C");
    expect_ok(gemel_record_get_int(after, "updatedAt", &now, &err));
    assert_true(now == before);
    expect_ok(gemel_query_update(q, w->session, values("{'number': 'D'}"), NULL, NULL, &err));
    after = found(w, "License", "{'id': 1}");
    expect_ok(gemel_record_get_int(after, "updatedAt", &now, &err));
    assert_true(now > before);
    expect_attribute(license, "number", "A");
    gemel_query_free(q);
}

static void misspelled_options_are_refused(void **state)
{
    world *w = *state;
    gemel_query *q = query(w, "License", "{'all': true}");
    const gemel_options *slient = with("{'slient': true}"), *forced = with("{'force': 'yes'}");
    expect(GEMEL_USAGE, gemel_query_update(q, w->session, values("{'number': 'C'}"), slient, NULL, &err));
    expect_mention("did you mean 'silent'?");
    expect(GEMEL_USAGE, gemel_query_destroy(q, w->session, forced, NULL, &err));
    expect_mention("force");
    expect_statements(w, 0, 0);
    gemel_query_free(q);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(world_writes, rows_are_updated_by_a_filter_and_by_a_path_in_one_statement),
        IN_WORLD(world_writes, rows_are_destroyed_by_a_filter_and_by_a_path_in_one_statement),
        IN_WORLD(world_writes, a_query_without_a_filter_writes_nothing),
        IN_WORLD(world_writes, a_query_that_says_more_than_which_rows_writes_nothing),
        IN_WORLD(world_writes, values_that_rows_cannot_have_are_refused_before_any_statement),
        IN_WORLD(world_writes, what_the_database_refuses_changes_no_row),
        IN_WORLD(world_writes, updated_at_is_written_unless_the_update_is_silent),
        IN_WORLD(world_writes, misspelled_options_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
