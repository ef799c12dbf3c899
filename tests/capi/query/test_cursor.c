/*
 * Cursors: what they give, what the session may do meanwhile, and how they end. What `where` and `include` mean is in
 * test_find.c and test_include.c.
 */
#include "loading.h"

static gemel_cursor *opened(const world *w, const char *name, const char *where, const char *options)
{
    gemel_cursor *cursor = NULL;
    expect_ok(gemel_cursor_open(w->session, model(w, name), where ? values(where) : NULL,
                                options ? with(options) : NULL, &cursor, &err));
    return cursor;
}

/* Freed by the teardown. */
static gemel_record *next(gemel_cursor *cursor)
{
    gemel_record *record = NULL;
    expect_ok(gemel_cursor_next(cursor, &record, &err));
    return record ? keep(record) : NULL;
}

static void expect_next(gemel_cursor *cursor, const char *name)
{
    gemel_record *record = next(cursor);
    if (!name)
        assert_null(record);
    else
        expect_attribute(record, "name", name);
}

static void expect_closed(gemel_cursor *cursor)
{
    gemel_record *record = NULL;
    expect(GEMEL_USAGE, gemel_cursor_next(cursor, &record, &err));
    expect_mention("is closed");
    assert_null(record);
    gemel_cursor_free(cursor);
}

static void given_people(const world *w, int count)
{
    static const char *const names[] = {"{'name': 'a'}", "{'name': 'b'}", "{'name': 'c'}", "{'name': 'd'}",
                                        "{'name': 'e'}"};
    for (int i = 0; i < count; ++i)
        given(w, "Person", names[i]);
}

static void expect_all_of_five(gemel_cursor *cursor)
{
    static const char *const names[] = {"a", "b", "c", "d", "e"};
    for (size_t i = 0; i < COUNT(names); ++i)
        expect_next(cursor, names[i]);
    expect_next(cursor, NULL);
    expect_next(cursor, NULL);
    gemel_cursor_free(cursor);
}

/* ---- What it gives ---- */

static void rows_come_one_by_one_and_then_none(void **state)
{
    const world *w = *state;
    static const char *const options[] = {NULL, "{'batchSize': 1}", "{'batchSize': 2}", "{'batchSize': 5}",
                                          "{'batchSize': 6}"};
    given_people(w, 5);
    for (size_t i = 0; i < COUNT(options); ++i)
        expect_all_of_five(opened(w, "Person", NULL, options[i]));
    assert_int_equal(gemel_session_depth(w->session), 0);
}

static void of_no_rows_there_is_nothing(void **state)
{
    const world *w = *state;
    gemel_cursor *cursor = opened(w, "Person", NULL, NULL);
    expect_next(cursor, NULL);
    gemel_cursor_free(cursor);
    given_people(w, 1);
}

static void only_what_equals_where_is_given(void **state)
{
    const world *w = *state;
    gemel_cursor *cursor;
    given_people(w, 5);
    cursor = opened(w, "Person", "{'name': ['b', 'd', 'x']}", NULL);
    expect_next(cursor, "b");
    expect_next(cursor, "d");
    expect_next(cursor, NULL);
    gemel_cursor_free(cursor);
}

static void a_query_is_read_as_it_says(void **state)
{
    const world *w = *state;
    gemel_query *every = NULL, *q = NULL;
    gemel_cursor *cursor = NULL;
    const char *const members = "{\"where\": {\"name\": {\"gt\": \"a\"}}, \"order\": \"name desc\", \"offset\": 1, "
                                "\"limit\": 2}";
    given_people(w, 5);
    expect_ok(gemel_query_new(model(w, "Person"), &every, &err));
    expect_ok(gemel_query_merge_json(every, members, GEMEL_NUL, &q, &err));
    expect_ok(gemel_query_cursor(q, w->session, with("{'batchSize': 1}"), &cursor, &err));
    gemel_query_free(q);
    gemel_query_free(every);
    expect_next(cursor, "d");
    expect_next(cursor, "c");
    expect_next(cursor, NULL);
    gemel_cursor_free(cursor);
}

static void a_query_that_gives_no_records_is_refused(void **state)
{
    const world *w = *state;
    static const char *const members[] = {"{\"lock\": \"update\"}", "{\"select\": \"count(*)\"}"};
    gemel_query *every = NULL, *q = NULL;
    gemel_cursor *cursor = NULL;
    expect_ok(gemel_query_new(model(w, "Person"), &every, &err));
    for (size_t i = 0; i < COUNT(members); ++i) {
        expect_ok(gemel_query_merge_json(every, members[i], GEMEL_NUL, &q, &err));
        expect(GEMEL_USAGE, gemel_query_cursor(q, w->session, NULL, &cursor, &err));
        gemel_query_free(q);
    }
    expect(GEMEL_USAGE, gemel_query_cursor(every, w->session, with("{'limit': 1}"), &cursor, &err));
    expect(GEMEL_USAGE, gemel_query_cursor(NULL, w->session, NULL, &cursor, &err));
    expect(GEMEL_USAGE, gemel_query_cursor(every, NULL, NULL, &cursor, &err));
    assert_null(cursor);
    gemel_query_free(every);
}

static void records_are_whole_and_stored(void **state)
{
    const world *w = *state;
    gemel_cursor *cursor;
    gemel_record *thing;
    given(w, "Thing",
          "{'whole': -1, 'big': 9007199254740993, 'real': 4, 'flag': true, 'brief': '007', 'body': 'x\\n'}");
    cursor = opened(w, "Thing", NULL, NULL);
    thing = next(cursor);
    gemel_cursor_free(cursor);
    assert_false(gemel_record_is_new(thing));
    assert_false(gemel_record_is_changed(thing));
    expect_json(thing, "{'id':1,'whole':-1,'big':9007199254740993,'real':4.0,'flag':true,'brief':'007','name':null,"
                       "'body':'x\\n'}");
}

static void fetches_are_few(void **state)
{
    world *w = *state;
    gemel_cursor *cursor;
    given_people(w, 5);
    forget_statements(w);
    cursor = opened(w, "Person", NULL, "{'batchSize': 3}");
    expect_statements(w, 1, 0);
    expect_all_of_five(cursor);
    expect_statements(w, 3, 0);
}

static void what_is_included_comes_with_each(void **state)
{
    const world *w = *state;
    gemel_cursor *cursor;
    given_people(w, 3);
    given(w, "License", "{'number': 'B', 'ownerId': 2}");
    cursor = opened(w, "Person", NULL, "{'include': 'license', 'batchSize': 2}");
    expect_json(next(cursor), "{'id':1,'name':'a','license':null}");
    expect_json(next(cursor), "{'id':2,'name':'b','license':{'id':1,'number':'B','ownerId':2}}");
    expect_json(next(cursor), "{'id':3,'name':'c','license':null}");
    expect_next(cursor, NULL);
    gemel_cursor_free(cursor);
}

static void what_is_lazy_is_loaded_for_a_fetch_at_a_time(void **state)
{
    world *w = *state;
    gemel_cursor *cursor;
    gemel_record *first, *second;
    given_people(w, 2);
    given(w, "License", "{'number': 'B', 'ownerId': 2}");
    cursor = opened(w, "Person", NULL, NULL);
    first = next(cursor);
    second = next(cursor);
    forget_statements(w);
    assert_null(loaded(first, "license"));
    expect_attribute(loaded(second, "license"), "number", "B");
    expect_statements(w, 1, 0);
    gemel_cursor_free(cursor);
}

/* ---- Meanwhile ---- */

static void in_a_transaction_rows_are_as_they_were_whatever_is_written(void **state)
{
    const world *w = *state;
    gemel_cursor *cursor;
    gemel_record *record = NULL;
    int count = 0;
    given_people(w, 3);
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    cursor = opened(w, "Person", NULL, "{'batchSize': 1}");
    vanish(&(world){.schema = w->schema, .database = w->database, .session = w->session, .witness = w->session},
           "Person", "{'name': 'b'}");
    for (record = next(cursor); record; record = next(cursor), ++count) {
        expect_attribute(record, "name", count == 0 ? "a" : count == 1 ? "b" : "c");
        given(w, "Person", "{'name': 'z'}");
        assert_true(count < 3);
    }
    assert_int_equal(count, 3);
    gemel_cursor_free(cursor);
    expect_ok(gemel_session_commit(w->session, &err));
    expect_rows(w, "Person", "1 a, 3 c, 4 z, 5 z, 6 z");
}

static void outside_a_transaction_the_session_only_reads_until_the_end(void **state)
{
    const world *w = *state;
    gemel_record *record = NULL;
    gemel_cursor *cursor;
    given_people(w, 1);
    cursor = opened(w, "Person", NULL, NULL);
    assert_int_equal(gemel_session_depth(w->session), 1);
    expect(GEMEL_USAGE,
           gemel_record_create(w->session, model(w, "Person"), values("{'name': 'x'}"), NULL, &record, &err));
    expect_mention("cursor over Person");
    expect_attribute(found(w, "Person", "{'name': 'a'}"), "id", "1");
    expect(GEMEL_USAGE, gemel_session_commit(w->session, &err));
    expect_mention("cursor over Person");
    expect_next(cursor, "a");
    expect_next(cursor, NULL);
    assert_int_equal(gemel_session_depth(w->session), 0);
    given(w, "Person", "{'name': 'b'}");
    gemel_cursor_free(cursor);
    expect_rows(w, "Person", "1 a, 2 b");
}

static void several_may_be_open(void **state)
{
    const world *w = *state;
    gemel_cursor *first, *second, *third;
    given_people(w, 5);
    first = opened(w, "Person", NULL, "{'batchSize': 2}");
    second = opened(w, "Person", "{'name': 'd'}", NULL);
    expect_next(first, "a");
    expect_next(second, "d");
    third = opened(w, "License", NULL, NULL);
    gemel_cursor_free(second);
    second = opened(w, "Person", "{'name': 'e'}", NULL);
    expect_next(first, "b");
    expect_next(first, "c");
    expect_next(second, "e");
    expect_next(third, NULL);
    expect_next(second, NULL);
    expect_next(first, "d");
    gemel_cursor_free(second);
    gemel_cursor_free(third);
    gemel_cursor_free(first);
    given_people(w, 1);
}

static void one_after_the_other_may_be_over_other_models(void **state)
{
    const world *w = *state;
    gemel_cursor *cursor;
    given_people(w, 1);
    given(w, "License", "{'number': 'A', 'ownerId': 1}");
    for (int round = 0; round < 2; ++round) {
        cursor = opened(w, "Person", NULL, NULL);
        expect_json(next(cursor), "{'id':1,'name':'a'}");
        gemel_cursor_free(cursor);
        cursor = opened(w, "License", NULL, NULL);
        expect_json(next(cursor), "{'id':1,'number':'A','ownerId':1}");
        gemel_cursor_free(cursor);
    }
}

static void a_cursor_may_feed_a_bulk(void **state)
{
    const world *w = *state;
    gemel_values *row = values("{}");
    gemel_bulk *bulk = NULL;
    gemel_record *record;
    gemel_cursor *cursor;
    given_people(w, 3);
    expect_ok(gemel_bulk_open(w->session, model(w, "License"), NULL, &bulk, &err));
    cursor = opened(w, "Person", NULL, "{'batchSize': 2}");
    for (record = next(cursor); record; record = next(cursor)) {
        const char *name = NULL;
        expect_ok(gemel_record_get_text(record, "name", &name, NULL, &err));
        gemel_values_set_text(row, "number", name, GEMEL_NUL, NULL);
        expect_ok(gemel_bulk_add(bulk, row, &err));
    }
    expect_ok(gemel_bulk_finish(bulk, NULL, &err));
    gemel_bulk_free(bulk);
    gemel_cursor_free(cursor);
    expect_rows(w, "License", "1 a null, 2 b null, 3 c null");
}

/* ---- How it ends ---- */

static int shared_n(void **state)
{
    return world_shared(state, schema_n());
}

static void one_that_is_freed_early_lets_the_session_write(void **state)
{
    const world *w = *state;
    gemel_cursor *cursor;
    given_people(w, 2);
    cursor = opened(w, "Person", NULL, NULL);
    expect_next(cursor, "a");
    gemel_cursor_free(cursor);
    given(w, "Person", "{'name': 'x'}");
    assert_int_equal(gemel_session_depth(w->session), 0);
    expect_rows(w, "Person", "1 a, 2 b, 3 x");
}

static void the_transaction_closes_it_either_way(void **state)
{
    const world *w = *state;
    gemel_cursor *cursor;
    given_people(w, 2);
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    cursor = opened(w, "Person", NULL, NULL);
    expect_next(cursor, "a");
    expect_ok(gemel_session_commit(w->session, &err));
    expect_closed(cursor);
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    cursor = opened(w, "Person", NULL, NULL);
    expect_ok(gemel_session_rollback(w->session, &err));
    expect_closed(cursor);
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    cursor = opened(w, "Person", NULL, NULL);
    expect_next(cursor, "a");
    gemel_cursor_free(cursor);
    expect_ok(gemel_session_commit(w->session, &err));
}

static void a_savepoint_closes_those_inside_it_only(void **state)
{
    const world *w = *state;
    gemel_cursor *outer, *inner, *kept;
    given_people(w, 2);
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    outer = opened(w, "Person", NULL, "{'batchSize': 1}");
    expect_next(outer, "a");
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    inner = opened(w, "Person", NULL, NULL);
    expect_ok(gemel_session_rollback(w->session, &err));
    expect_closed(inner);
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    kept = opened(w, "Person", NULL, NULL);
    expect_ok(gemel_session_commit(w->session, &err));
    expect_closed(kept);
    expect_next(outer, "b");
    expect_next(outer, NULL);
    gemel_cursor_free(outer);
    expect_ok(gemel_session_commit(w->session, &err));
}

static void a_session_that_is_closed_closes_it(void **state)
{
    const world *w = *state;
    gemel_session *session = NULL;
    gemel_cursor *cursor = NULL;
    expect_ok(gemel_session_open(w->database, NULL, &session, &err));
    expect_ok(gemel_cursor_open(session, model(w, "Person"), NULL, NULL, &cursor, &err));
    expect_ok(gemel_session_close(session, &err));
    gemel_session_free(session);
    expect_closed(cursor);
}

static void one_whose_reading_failed_is_closed(void **state)
{
    const world *w = *state;
    gemel_record *record = NULL;
    gemel_cursor *cursor;
    given_people(w, 1);
    shared_run(by_dialect("UPDATE people SET name = x'00'", "ALTER TABLE people ALTER name TYPE inet USING '::1'"));
    cursor = opened(w, "Person", NULL, NULL);
    expect(on_sqlite() ? GEMEL_DATABASE : GEMEL_UNSUPPORTED, gemel_cursor_next(cursor, &record, &err));
    expect_mention("name");
    assert_null(record);
    expect_closed(cursor);
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    expect_ok(gemel_session_commit(w->session, &err));
}

static void a_database_that_only_reads_has_cursors(void **state)
{
    const world *w = *state;
    gemel_database *database = NULL;
    gemel_session *session = NULL;
    gemel_cursor *cursor = NULL;
    given_people(w, 1);
    expect_ok(gemel_database_open(shared_url(), w->schema, with("{'readOnly': true}"), &database, &err));
    expect_ok(gemel_session_open(database, NULL, &session, &err));
    gemel_database_free(database);
    expect_ok(gemel_cursor_open(session, model(w, "Person"), NULL, NULL, &cursor, &err));
    expect_next(cursor, "a");
    given(w, "Person", "{'name': 'b'}");
    expect_next(cursor, NULL);
    gemel_cursor_free(cursor);
    gemel_session_free(session);
}

static void what_is_no_option_is_refused(void **state)
{
    const world *w = *state;
    gemel_cursor *cursor = NULL;
    static const char *const wrong[] = {"{'batchSize': 0}", "{'batchSize': 100001}", "{'batchSize': '1'}",
                                        "{'batchSize ': 1}"};
    for (size_t i = 0; i < COUNT(wrong); ++i) {
        expect(GEMEL_USAGE, gemel_cursor_open(w->session, model(w, "Person"), NULL, with(wrong[i]), &cursor, &err));
        expect_mention("batchSize");
        assert_null(cursor);
    }
    expect(GEMEL_USAGE, gemel_cursor_open(w->session, model(w, "Person"), values("{'nam': 1}"), NULL, &cursor, &err));
    expect(GEMEL_VALIDATION,
           gemel_cursor_open(w->session, model(w, "Person"), values("{'name': 1}"), NULL, &cursor, &err));
    expect(GEMEL_USAGE, gemel_cursor_open(NULL, model(w, "Person"), NULL, NULL, &cursor, &err));
    expect(GEMEL_USAGE, gemel_cursor_open(w->session, NULL, NULL, NULL, &cursor, &err));
    expect(GEMEL_USAGE, gemel_cursor_open(w->session, model(w, "Person"), NULL, NULL, NULL, &err));
    assert_int_equal(gemel_session_depth(w->session), 0);
    gemel_cursor_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(world_n, rows_come_one_by_one_and_then_none),
        IN_WORLD(world_n, of_no_rows_there_is_nothing),
        IN_WORLD(world_n, only_what_equals_where_is_given),
        IN_WORLD(world_n, a_query_is_read_as_it_says),
        IN_WORLD(world_n, a_query_that_gives_no_records_is_refused),
        IN_WORLD(world_types, records_are_whole_and_stored),
        IN_WORLD(world_n, fetches_are_few),
        IN_WORLD(world_n, what_is_included_comes_with_each),
        IN_WORLD(world_n, what_is_lazy_is_loaded_for_a_fetch_at_a_time),
        IN_WORLD(world_n, in_a_transaction_rows_are_as_they_were_whatever_is_written),
        IN_WORLD(world_n, outside_a_transaction_the_session_only_reads_until_the_end),
        IN_WORLD(world_n, several_may_be_open),
        IN_WORLD(world_n, one_after_the_other_may_be_over_other_models),
        IN_WORLD(world_n, a_cursor_may_feed_a_bulk),
        IN_WORLD(world_n, one_that_is_freed_early_lets_the_session_write),
        IN_WORLD(world_n, the_transaction_closes_it_either_way),
        IN_WORLD(world_n, a_savepoint_closes_those_inside_it_only),
        IN_WORLD(world_n, a_session_that_is_closed_closes_it),
        IN_SHARED_WORLD(shared_n, one_whose_reading_failed_is_closed),
        IN_SHARED_WORLD(shared_n, a_database_that_only_reads_has_cursors),
        IN_WORLD(world_n, what_is_no_option_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
