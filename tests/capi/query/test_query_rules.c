/*
 * Queries, batches and writes of many rows where models have rules of their own: rows that are only marked as deleted,
 * a default scope, versions, validators. It must not test a rule alone (test_soft_delete.c and its neighbours do), nor
 * queries without (test_query.c).
 */
#include "asked.h"
#include "declarations.h"
#include "loading.h"

/*
 * Person(id, name) has one License(id, number, ownerId), which is paranoid, keeps a version and by default shows those
 * with a number. ann has 10; bob had 11, which is marked; cyd has 12, without a number.
 */
static int world_rules(void **state)
{
    static const declaration rules[DECLARATIONS_MAX] = {
        MODEL("Person"),
        ATTRIBUTE("Person", "name", "string"),
        MODEL_WITH("License", "{'paranoid': true, 'version': true, 'scopes': {'numbered': {'where': {'number': 'A'}},"
                              " 'default': {'where': {'number': ['A', 'B']}}}}"),
        ATTRIBUTE_WITH("License", "number", "{'type': 'string', 'validate': {'oneOf': ['A', 'B', 'C']}}"),
        HAS_ONE("Person", "License", "foreign key ownerId inverse owner"),
    };
    gemel_record *marked = NULL;
    bool deleted = false;
    world_of(state, declared(rules));
    given(*state, "Person", "{'id': 1, 'name': 'ann'}");
    given(*state, "Person", "{'id': 2, 'name': 'bob'}");
    given(*state, "Person", "{'id': 3, 'name': 'cyd'}");
    given(*state, "License", "{'id': 10, 'number': 'A', 'ownerId': 1}");
    marked = given(*state, "License", "{'id': 11, 'number': 'B', 'ownerId': 2}");
    given(*state, "License", "{'id': 12, 'ownerId': 3}");
    expect_ok(gemel_record_destroy(marked, NULL, &deleted, &err));
    assert_true(deleted);
    return 0;
}

static void a_query_sees_living_rows_of_the_default_scope_unless_it_says_otherwise(void **state)
{
    const world *w = *state;
    expect_asked(w, "License", "{}", "10");
    expect_asked(w, "License", "{'scope': false}", "10 12");
    expect_asked(w, "License", "{'withDeleted': true}", "10 11");
    expect_asked(w, "License", "{'withDeleted': true, 'scope': 'numbered'}", "10");
    expect_asked(w, "License", "{'withDeleted': true, 'scope': false, 'where': {'number': null}}", "12");
}

static void count_and_values_see_the_same(void **state)
{
    const world *w = *state;
    gemel_query *q = query(w, "License", "{'withDeleted': true, 'select': 'count(*)'}");
    gemel_query *every = query(w, "License", "{}");
    gemel_rows *rows = NULL;
    int64_t count = -1;
    expect_ok(gemel_query_values(q, w->session, &rows, &err));
    expect_ok(gemel_rows_get_int(rows, 0, 0, &count, &err));
    assert_int_equal(count, 2);
    expect_ok(gemel_query_count(every, w->session, &count, &err));
    assert_int_equal(count, 1);
    gemel_rows_free(rows);
    gemel_query_free(q);
    gemel_query_free(every);
}

static void a_path_leads_to_partners_that_are_seen(void **state)
{
    const world *w = *state;
    expect_asked(w, "Person", "{'where': {'license': true}}", "1");
    expect_asked(w, "Person", "{'where': {'license.id': null}}", "2 3");
    expect_asked(w, "Person",
                 "{'where': {'license': true}, 'include': {'association': 'license', 'withDeleted': true,"
                 " 'scope': false}}",
                 "1");
}

static void a_batch_shows_what_a_join_shows(void **state)
{
    const world *w = *state;
    const char *const people = "{'id':1,'name':'ann','license':{'id':10,'number':'A','deletedAt':null,'version':0,"
                               "'ownerId':1}}{'id':2,'name':'bob','license':null}{'id':3,'name':'cyd','license':null}";
    expect_found(w, "Person", NULL, "{'include': 'license'}", people);
    expect_found(w, "Person", NULL, "{'include': {'association': 'license', 'strategy': 'batch'}}", people);
    expect_found(w, "Person", "{'id': 3}",
                 "{'include': {'association': 'license', 'strategy': 'batch', 'scope': false}}",
                 "{'id':3,'name':'cyd','license':{'id':12,'number':null,'deletedAt':null,'version':0,'ownerId':3}}");
}

static void an_update_of_many_rows_counts_versions_and_asks_validators(void **state)
{
    const world *w = *state;
    gemel_record *read = found(w, "License", "{'id': 10}");
    gemel_query *numbered = query(w, "License", "{'where': {'number': 'A'}}");
    int64_t rows = -1;
    expect(GEMEL_VALIDATION, gemel_query_update(numbered, w->session, values("{'number': 'Z'}"), NULL, &rows, &err));
    expect_mention("number");
    expect(GEMEL_USAGE, gemel_query_update(numbered, w->session, values("{'version': 7}"), NULL, &rows, &err));
    expect(GEMEL_USAGE, gemel_query_update(numbered, w->session, values("{'deletedAt': null}"), NULL, &rows, &err));
    expect_ok(gemel_query_update(numbered, w->session, values("{'number': 'B'}"), NULL, &rows, &err));
    assert_int_equal(rows, 1);
    expect_attribute(found(w, "License", "{'id': 10}"), "version", "1");
    expect(GEMEL_STALE, gemel_record_update(read, values("{'number': 'C'}"), NULL, &err));
    gemel_query_free(numbered);
}

static void a_destroy_of_many_rows_marks_them_or_deletes_them_by_force(void **state)
{
    const world *w = *state;
    gemel_query *seen = query(w, "License", "{'all': true}");
    gemel_query *every = query(w, "License", "{'all': true, 'withDeleted': true, 'scope': false}");
    int64_t rows = -1;
    expect_ok(gemel_query_destroy(seen, w->session, NULL, &rows, &err));
    assert_int_equal(rows, 1);
    expect_asked(w, "License", "{'withDeleted': true, 'scope': false}", "10 11 12");
    expect_asked(w, "License", "{'scope': false}", "12");
    expect_ok(gemel_query_destroy(every, w->session, with("{'force': true}"), &rows, &err));
    assert_int_equal(rows, 3);
    expect_asked(w, "License", "{'withDeleted': true, 'scope': false}", "");
    gemel_query_free(seen);
    gemel_query_free(every);
}

static void pairs_are_linked_in_the_version_that_was_read(void **state)
{
    const world *w = *state;
    const gemel_association *license = association(w->schema, "Person", "license");
    gemel_record *bob = found(w, "Person", "{'id': 2}"), *a = found(w, "License", "{'id': 10}");
    gemel_record *again = found(w, "License", "{'id': 10}");
    expect_ok(gemel_records_set_association(w->session, license, &bob, &a, 1, NULL, &err));
    expect_attribute(a, "version", "1");
    expect_attribute(a, "ownerId", "2");
    expect(GEMEL_STALE, gemel_records_set_association(w->session, license, &bob, &again, 1, NULL, &err));
    expect_attribute(again, "version", "0");
}

static void an_upsert_counts_the_version_of_a_row_that_is_there(void **state)
{
    const world *w = *state;
    gemel_record *row = NULL;
    expect_ok(
        gemel_record_upsert(w->session, model(w, "License"), values("{'id': 10, 'number': 'C'}"), NULL, &row, &err));
    keep(row);
    expect_attribute(row, "version", "1");
    expect_attribute(row, "number", "C");
    expect(GEMEL_VALIDATION,
           gemel_record_upsert(w->session, model(w, "License"), values("{'id': 10, 'number': 'Z'}"), NULL, &row, &err));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(world_rules, a_query_sees_living_rows_of_the_default_scope_unless_it_says_otherwise),
        IN_WORLD(world_rules, count_and_values_see_the_same),
        IN_WORLD(world_rules, a_path_leads_to_partners_that_are_seen),
        IN_WORLD(world_rules, a_batch_shows_what_a_join_shows),
        IN_WORLD(world_rules, an_update_of_many_rows_counts_versions_and_asks_validators),
        IN_WORLD(world_rules, a_destroy_of_many_rows_marks_them_or_deletes_them_by_force),
        IN_WORLD(world_rules, pairs_are_linked_in_the_version_that_was_read),
        IN_WORLD(world_rules, an_upsert_counts_the_version_of_a_row_that_is_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
