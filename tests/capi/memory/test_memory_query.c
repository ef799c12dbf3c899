/*
 * Out of memory at every allocation of the calls that make, ask and write by queries: such a call has changed nothing,
 * gives nothing, and works when it is said again. It must not know how much a call allocates.
 */
#include "allocation.h"
#include "asked.h"

static const char people[] = "1 ann, 2 somebody whose name is too long for any small string";

static int world_memory(void **state)
{
    world_k(state);
    given(*state, "Person", "{'id': 1, 'name': 'ann'}");
    given(*state, "Person", "{'id': 2, 'name': 'somebody whose name is too long for any small string'}");
    given(*state, "License", "{'id': 10, 'number': 'a number that is too long for any small string', 'ownerId': 1}");
    return 0;
}

/* What a call is given, and what it gives: of these, one. */
typedef struct asked {
    const gemel_query *query;
    const gemel_values *values, *inner;
    const gemel_model *model;
    gemel_session *session;
    gemel_record *record;
    gemel_query *made;
    gemel_records *records;
    gemel_rows *rows;
    int64_t count;
} asked;

typedef gemel_status call(asked *it, gemel_error **error);

static gemel_status merge(asked *it, gemel_error **error)
{
    static const char json[] = "{\"where\": {\"or\": [{\"name\": {\"contains\": \"a text that is rather long\"}},"
                               " {\"license\": {\"number\": [\"a\", null]}}]}, \"order\": \"license.number desc\"}";
    return gemel_query_merge_json(it->query, json, GEMEL_NUL, &it->made, error);
}

static gemel_status step(asked *it, gemel_error **error)
{
    return gemel_query_where_text(it->query, "license.number", "startsWith", "a text that is too long to be small",
                                  GEMEL_NUL, &it->made, error);
}

static gemel_status turn(asked *it, gemel_error **error)
{
    return gemel_query_not(it->query, &it->made, error);
}

static gemel_status page(asked *it, gemel_error **error)
{
    return gemel_query_after(it->query, it->record, &it->made, error);
}

static gemel_status say(asked *it, gemel_error **error)
{
    const char *json = NULL;
    return gemel_query_to_json(it->query, &json, NULL, error);
}

static gemel_status all(asked *it, gemel_error **error)
{
    return gemel_query_all(it->query, it->session, &it->records, error);
}

static gemel_status count(asked *it, gemel_error **error)
{
    return gemel_query_count(it->query, it->session, &it->count, error);
}

static gemel_status select_values(asked *it, gemel_error **error)
{
    return gemel_query_values(it->query, it->session, &it->rows, error);
}

static gemel_status show_values(asked *it, gemel_error **error)
{
    const char *json = NULL;
    gemel_status status = gemel_query_values(it->query, it->session, &it->rows, error);
    return status == GEMEL_OK ? gemel_rows_to_json(it->rows, &json, NULL, error) : status;
}

static gemel_status ask_sql(asked *it, gemel_error **error)
{
    return gemel_records_query_sql(it->session, it->model, "SELECT id, name FROM people WHERE name <> :name", GEMEL_NUL,
                                   it->values, &it->records, error);
}

static gemel_status ask_by_literals(asked *it, gemel_error **error)
{
    return gemel_records_find_all(
        it->session, it->model,
        GEMEL_VALUES(GEMEL_LIST("name", GEMEL_TEXT(NULL, "a name that is too long for any small string"),
                                GEMEL_TEXT(NULL, "ann"), gemel_value_null(NULL)),
                     GEMEL_NESTED("license", gemel_value_nested("number", it->inner))),
        GEMEL_OPTIONS(GEMEL_NESTED("include", GEMEL_TEXT("association", "license"), GEMEL_TEXT("strategy", "batch"))),
        &it->records, error);
}

static gemel_status ask_by_key(asked *it, gemel_error **error)
{
    gemel_record *none = NULL;
    return gemel_record_find_by_text(it->session, it->model, "000000000000000000000000000000009", GEMEL_NUL, NULL,
                                     &none, error);
}

static gemel_status update(asked *it, gemel_error **error)
{
    return gemel_query_update(it->query, it->session, it->values, NULL, &it->count, error);
}

static gemel_status destroy(asked *it, gemel_error **error)
{
    return gemel_query_destroy(it->query, it->session, NULL, &it->count, error);
}

static void expect_all_or_nothing(const world *w, call *call, const char *query_json, const char *rows_after)
{
    gemel_query *q = query(w, "Person", query_json);
    asked it = {.query = q, .values = values("{'name': 'another name that is too long for small strings'}")};
    long successes = 0, failed = 1;
    it.inner = values("{'ne': 'a number that nobody has, and a long one'}");
    it.model = model(w, "Person");
    it.session = w->session;
    it.record = found(w, "Person", "{'id': 1}");
    for (; failed > 0; ++successes) {
        gemel_error *error = NULL;
        gemel_status status;
        allocation_arm(successes, false);
        status = call(&it, &error);
        failed = allocation_disarm();
        gemel_rows_free(it.rows);
        it.rows = NULL;
        if (failed == 0) {
            expect_ok(status);
            break;
        }
        assert_string_equal(gemel_status_name(status), "out-of-memory");
        assert_null(error);
        assert_true(!it.made && !it.records && it.count == 0);
        expect_rows(w, "Person", people);
    }
    /* If nothing ever failed, allocations were not replaced and nothing was tested. */
    assert_true(successes > 0);
    gemel_query_free(it.made);
    gemel_records_free(it.records);
    gemel_query_free(q);
    expect_rows(w, "Person", rows_after);
}

static void a_step_is_made_or_not(void **state)
{
    static const char filter[] = "{'where': {'name': {'ge': 'a text that is too long for small strings'}}}";
    const world *w = *state;
    expect_all_or_nothing(w, merge, filter, people);
    expect_all_or_nothing(w, step, filter, people);
    expect_all_or_nothing(w, turn, filter, people);
    expect_all_or_nothing(w, page, "{'order': 'name desc', 'limit': 2}", people);
    expect_all_or_nothing(w, say, filter, people);
}

static void an_answer_is_given_whole_or_not(void **state)
{
    const world *w = *state;
    expect_all_or_nothing(w, all, "{'where': {'license.number': {'null': false}}, 'include': 'license'}", people);
    expect_all_or_nothing(w, all, "{'include': {'association': 'license', 'strategy': 'batch'}}", people);
    expect_all_or_nothing(w, all, "{'attributes': 'id'}", people);
    expect_all_or_nothing(w, count, "{'where': {'license': true}}", people);
    expect_all_or_nothing(w, select_values, "{'select': ['name', 'count(*) as n'], 'group': 'name'}", people);
    expect_all_or_nothing(w, show_values, "{'select': ['id', 'name']}", people);
    expect_all_or_nothing(w, ask_sql, "{}", people);
    expect_all_or_nothing(w, ask_by_literals, "{}", people);
    expect_all_or_nothing(w, ask_by_key, "{}", people);
}

static void rows_are_written_all_or_none(void **state)
{
    const world *w = *state;
    expect_all_or_nothing(w, update, "{'where': {'id': 9}}", people);
    expect_all_or_nothing(w, destroy, "{'where': {'license.number': 'a number that nobody has'}}", people);
    expect_all_or_nothing(w, destroy, "{'where': {'license': false}}", "1 ann");
}

static void rows_are_updated_all_or_none(void **state)
{
    const world *w = *state;
    expect_all_or_nothing(w, update, "{'all': true}",
                          "1 another name that is too long for small strings, "
                          "2 another name that is too long for small strings");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(world_memory, a_step_is_made_or_not),
        IN_WORLD(world_memory, an_answer_is_given_whole_or_not),
        IN_WORLD(world_memory, rows_are_written_all_or_none),
        IN_WORLD(world_memory, rows_are_updated_all_or_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
