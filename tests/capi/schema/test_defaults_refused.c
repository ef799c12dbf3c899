/*
 * SQL in a default that no database finds wrong before a row is inserted: whoever inserts is told which attribute of
 * which model has it, by every call that inserts. It must not test what sync finds out (test_sync.c).
 */
#include "declarations.h"
#include "fixture.h"

/* Code and grade are fine; points is not. */
static int world_wrong(void **state)
{
    const declaration declarations[DECLARATIONS_MAX] = {
        MODEL("Person"),
        ATTRIBUTE("Person", "name", "string unique"),
        MODEL("License"),
        ATTRIBUTE("License", "code", "string default ('a' || 'b')"),
        ATTRIBUTE("License", "points",
                  by_dialect("integer not null default (json_extract('{', '$'))",
                             "integer not null default (length('abc') / (length('abc') - 3))")),
        ATTRIBUTE("License", "grade", "integer default (6 * 7)"),
        HAS_ONE("Person", "License", "foreign key ownerId inverse owner"),
    };
    return world_shared(state, declared(declarations));
}

static void expect_points_told(void)
{
    assert_int_equal(gemel_error_item_count(failure()), 1);
    assert_string_equal(gemel_error_item_model(failure(), 0), "License");
    assert_string_equal(gemel_error_item_attribute(failure(), 0), "points");
    expect_mention("License.points: its default, '");
    expect_mention(by_dialect("SQLite: malformed JSON)", "PostgreSQL: division by zero)"));
}

static gemel_status create(const world *w, const char *model_name, const char *json, const char *options)
{
    gemel_record *none = NULL;
    gemel_status status = gemel_record_create(w->session, model(w, model_name), values(json),
                                              options ? with(options) : NULL, &none, &err);
    gemel_record_free(none);
    return status;
}

static void whoever_inserts_a_row_is_told_whose_default_is_wrong(void **state)
{
    const world *w = *state;
    gemel_record *ann = given(w, "Person", "{'id': 1, 'name': 'ann'}"), *none = NULL;
    expect(GEMEL_DATABASE, create(w, "License", "{'id': 10}", NULL));
    expect_points_told();
    expect(GEMEL_DATABASE, gemel_record_create_association(ann, "license", values("{'id': 10}"), NULL, &none, &err));
    expect_points_told();
    expect(GEMEL_DATABASE,
           create(w, "Person", "{'id': 5, 'name': 'bob', 'license': {'id': 10}}", "{'include': ['license']}"));
    expect_points_told();
    expect(GEMEL_DATABASE,
           create(w, "License", "{'id': 10, 'owner': {'id': 5, 'name': 'bob'}}", "{'include': ['owner']}"));
    expect_points_told();
    expect(GEMEL_DATABASE,
           gemel_record_upsert(w->session, model(w, "License"), values("{'id': 10, 'code': 'x'}"), NULL, &none, &err));
    expect_points_told();
    assert_null(none);
    expect_ok(create(w, "License", "{'id': 10, 'points': 3}", NULL));
    expect_rows(w, "Person", "1 ann");
    expect_rows(w, "License", "10 ab 3 42 null");
}

static void whoever_inserts_many_is_told_as_well(void **state)
{
    const world *w = *state;
    const gemel_values *rows[] = {values("{'id': 10}"), values("{'id': 11}")};
    gemel_bulk *bulk = NULL;
    expect(GEMEL_DATABASE, gemel_records_insert(w->session, model(w, "License"), rows, COUNT(rows), NULL, NULL, &err));
    expect_points_told();
    expect_ok(gemel_bulk_open(w->session, model(w, "License"), NULL, &bulk, &err));
    expect_ok(gemel_bulk_add(bulk, rows[0], &err));
    expect(GEMEL_DATABASE, gemel_bulk_finish(bulk, NULL, &err));
    expect_points_told();
    gemel_bulk_free(bulk);
    expect_rows(w, "License", "");
}

static void finding_out_leaves_the_transaction_as_it_was(void **state)
{
    const world *w = *state;
    const gemel_values *rows[] = {values("{'id': 10}"), values("{'id': 11}")};
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    given(w, "Person", "{'id': 1, 'name': 'ann'}");
    expect(GEMEL_DATABASE, create(w, "License", "{'id': 10}", NULL));
    expect_points_told();
    expect(GEMEL_DATABASE, gemel_records_insert(w->session, model(w, "License"), rows, COUNT(rows), NULL, NULL, &err));
    expect_own_rows(w, "Person", "1 ann");
    assert_int_equal(gemel_session_depth(w->session), 1);
    expect_ok(gemel_session_commit(w->session, &err));
    expect_rows(w, "Person", "1 ann");
    expect_rows(w, "License", "");
}

/* It has not said why, or not that. */
static void what_is_no_fault_of_a_default_is_told_as_it_is(void **state)
{
    const world *w = *state;
    shared_run(by_dialect("CREATE TRIGGER never BEFORE INSERT ON licenses BEGIN SELECT RAISE(ABORT, 'never'); END",
                          "CREATE FUNCTION never() RETURNS trigger LANGUAGE plpgsql AS"
                          " $$BEGIN RAISE 'never'; END$$;"
                          "CREATE TRIGGER never BEFORE INSERT ON licenses FOR EACH ROW EXECUTE FUNCTION never()"));
    expect(GEMEL_DATABASE, create(w, "License", "{'points': 3}", NULL));
    assert_int_equal(gemel_error_item_count(failure()), 0);
    assert_string_equal(gemel_error_message(failure()), by_dialect("SQLite: never", "PostgreSQL: never"));
    expect(GEMEL_UNIQUE,
           (given(w, "Person", "{'id': 5, 'name': 'ann'}"), create(w, "Person", "{'id': 6, 'name': 'ann'}", NULL)));
    expect_mention("Person.name: another row has this value already");
    expect_rows(w, "License", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_SHARED_WORLD(world_wrong, whoever_inserts_a_row_is_told_whose_default_is_wrong),
        IN_SHARED_WORLD(world_wrong, whoever_inserts_many_is_told_as_well),
        IN_SHARED_WORLD(world_wrong, finding_out_leaves_the_transaction_as_it_was),
        IN_SHARED_WORLD(world_wrong, what_is_no_fault_of_a_default_is_told_as_it_is),
    };
    return cmocka_run_group_tests_name("defaults_refused", tests, NULL, NULL);
}
