/*
 * Inserting or updating: which row is meant, what of it is written, and what the record then shows; one row, and many
 * (conflict as an option of gemel_records_insert and of bulks).
 */
#include "declarations.h"
#include "loading.h"

static int world_of_users(void **state)
{
    const declaration declarations[DECLARATIONS_MAX] = {
        MODEL_WITH("User", "{'timestamps': true}"),
        ATTRIBUTE("User", "email", "string unique"),
        ATTRIBUTE("User", "name", "string"),
        ATTRIBUTE("User", "visits", "integer not null default 1"),
        MODEL("Seat"),
        ATTRIBUTE("Seat", "row", "string primary key"),
        ATTRIBUTE("Seat", "number", "integer primary key"),
        MODEL_IS("Badge", "paranoid"),
        ATTRIBUTE("Badge", "code", "string unique"),
        ATTRIBUTE("Badge", "name", "string"),
    };
    return world_of(state, declared(declarations));
}

static int world_of_doors(void **state)
{
    const declaration declarations[DECLARATIONS_MAX] = {
        MODEL_WITH("Door", "{'timestamps': true, 'version': true}"),
        ATTRIBUTE("Door", "code", "string unique"),
        ATTRIBUTE("Door", "name", "string"),
    };
    return world_of(state, declared(declarations));
}

static gemel_status upsert(const world *w, const char *name, const char *json, const char *options, gemel_record **out)
{
    return gemel_record_upsert(w->session, model(w, name), values(json), options ? with(options) : NULL, out, &err);
}

static gemel_record *upserted(const world *w, const char *name, const char *json, const char *options)
{
    gemel_record *record = NULL;
    expect_ok(upsert(w, name, json, options, &record));
    return keep(record);
}

static const char by_email[] = "{'conflict': 'email'}";

static int64_t time_of(gemel_record *record, const char *attribute)
{
    int64_t time = 0;
    expect_ok(gemel_record_get_int(record, attribute, &time, &err));
    return time;
}

static void a_row_that_is_not_there_is_inserted(void **state)
{
    world *w = *state;
    gemel_record *ann;
    forget_statements(w);
    ann = upserted(w, "User", "{'email': 'a', 'name': 'Ann'}", by_email);
    expect_statements(w, 0, 1);
    assert_false(gemel_record_is_new(ann));
    assert_false(gemel_record_is_changed(ann));
    expect_attribute(ann, "id", "1");
    expect_attribute(ann, "visits", "1");
    assert_true(time_of(ann, "createdAt") > 0);
    assert_true(time_of(ann, "createdAt") == time_of(ann, "updatedAt"));
}

static void a_row_that_is_there_gets_what_is_given_and_keeps_the_rest(void **state)
{
    const world *w = *state;
    gemel_record *before = given(w, "User",
                                 "{'email': 'a', 'name': 'Ann', 'visits': 7, 'createdAt': "
                                 "'2001-02-03T00:00:00Z', 'updatedAt': '2001-02-03T00:00:00Z'}"),
                 *after;
    after = upserted(w, "User", "{'email': 'a', 'name': 'Anne'}", by_email);
    assert_true(same_row(before, after));
    expect_attribute(after, "name", "Anne");
    expect_attribute(after, "visits", "7");
    assert_true(time_of(after, "createdAt") == time_of(before, "createdAt"));
    assert_true(time_of(after, "updatedAt") > time_of(before, "updatedAt"));
    expect_ok(gemel_record_reload(before, NULL, &err));
    expect_attribute(before, "name", "Anne");
    expect_attribute(before, "visits", "7");
    assert_true(time_of(after, "updatedAt") == time_of(before, "updatedAt"));
}

static void update_says_what_is_written(void **state)
{
    const world *w = *state;
    gemel_record *ann;
    given(w, "User", "{'email': 'a', 'name': 'Ann', 'visits': 7}");
    ann =
        upserted(w, "User", "{'email': 'a', 'name': 'x', 'visits': 8}", "{'conflict': ['email'], 'update': 'visits'}");
    expect_attribute(ann, "name", "Ann");
    expect_attribute(ann, "visits", "8");
    ann = upserted(w, "User", "{'email': 'a', 'name': 'y', 'visits': 9}", "{'conflict': 'email', 'update': []}");
    expect_attribute(ann, "name", "Ann");
    expect_attribute(ann, "visits", "8");
}

static void with_nothing_to_update_the_row_stays_as_it_is(void **state)
{
    static const char *const nothing[][2] = {{"{'code': 'a'}", "{'conflict': 'code'}"},
                                             {"{'code': 'a', 'name': 'b'}", "{'conflict': 'code', 'update': []}"},
                                             {"{'id': 1}", NULL}};
    world *w = *state;
    const gemel_values *row = values("{'code': 'a'}");
    gemel_records *made = NULL;
    size_t i;
    given(w, "Door", "{'id': 1, 'code': 'a', 'name': 'n', 'updatedAt': '2001-02-03T04:05:06.000000Z'}");
    for (i = 0; i < COUNT(nothing); ++i) {
        gemel_record *same;
        forget_statements(w);
        same = upserted(w, "Door", nothing[i][0], nothing[i][1]);
        expect_statements(w, 0, 1);
        expect_attribute(same, "id", "1");
        expect_attribute(same, "name", "n");
        expect_attribute(same, "updatedAt", "2001-02-03T04:05:06.000000Z");
        expect_attribute(same, "version", "0");
        expect_attribute(found(w, "Door", "{'version': 0, 'name': 'n'}"), "id", "1");
    }
    expect_ok(gemel_records_insert(w->session, model(w, "Door"), &row, 1,
                                   with("{'conflict': 'code', 'returning': true}"), &made, &err));
    expect_attribute(gemel_records_at(made, 0), "version", "0");
    gemel_records_free(made);
    expect_attribute(upserted(w, "Door", "{'code': 'a', 'name': 'n'}", "{'conflict': 'code'}"), "version", "1");
}

static void by_default_the_primary_key_tells(void **state)
{
    const world *w = *state;
    given(w, "Person", "{'id': 5, 'name': 'a'}");
    expect_attribute(upserted(w, "Person", "{'id': 5, 'name': 'b'}", NULL), "name", "b");
    expect_attribute(upserted(w, "Person", "{'id': 6, 'name': 'c'}", "{'conflict': 'id'}"), "id", "6");
    expect_attribute(upserted(w, "Person", "{'id': 5}", NULL), "name", "b");
    expect_rows(w, "Person", "5 b, 6 c");
}

static void a_composite_key_tells_in_any_order(void **state)
{
    const world *w = *state;
    expect_json(upserted(w, "Seat", "{'row': 'A', 'number': 1}", NULL), "{'row':'A','number':1}");
    expect_json(upserted(w, "Seat", "{'row': 'A', 'number': 1}", "{'conflict': ['number', 'row']}"),
                "{'row':'A','number':1}");
    expect_rows(w, "Seat", "A 1");
}

static void another_unique_attribute_in_the_way_is_refused(void **state)
{
    const world *w = *state;
    gemel_record *none = NULL;
    given(w, "User", "{'id': 1, 'email': 'a'}");
    expect(GEMEL_UNIQUE, upsert(w, "User", "{'id': 2, 'email': 'a'}", NULL, &none));
    expect_mention("User.email");
    assert_null(none);
}

static void a_rollback_makes_the_record_new_again(void **state)
{
    const world *w = *state;
    gemel_record *ann;
    given(w, "Person", "{'id': 5, 'name': 'a'}");
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    ann = upserted(w, "Person", "{'id': 5, 'name': 'b'}", NULL);
    expect_ok(gemel_session_rollback(w->session, &err));
    assert_true(gemel_record_is_new(ann));
    expect_attribute(ann, "name", "b");
    expect_rows(w, "Person", "5 a");
}

static void a_row_that_is_marked_as_deleted_is_in_nobodys_way(void **state)
{
    world *w = *state;
    static const char by_code[] = "{'conflict': 'code'}";
    const gemel_values *again[] = {values("{'code': 'a', 'name': 'Eva'}")};
    gemel_record *first = upserted(w, "Badge", "{'code': 'a', 'name': 'Ann'}", by_code), *next;
    gemel_records *list = NULL;
    upserted(w, "Badge", "{'code': 'a', 'name': 'Anna'}", by_code);
    expect_ok(gemel_record_destroy(first, NULL, NULL, &err));
    next = upserted(w, "Badge", "{'code': 'a', 'name': 'Eve'}", by_code);
    assert_false(same_row(first, next));
    expect_ok(gemel_records_insert(w->session, model(w, "Badge"), again, 1, with(by_code), NULL, &err));
    expect_ok(gemel_records_find_all(w->session, model(w, "Badge"), NULL,
                                     with("{'withDeleted': true, 'order': 'id', 'attributes': ['name']}"), &list,
                                     &err));
    assert_int_equal(gemel_records_count(list), 2);
    expect_attribute(gemel_records_at(list, 0), "name", "Anna");
    expect_attribute(gemel_records_at(list, 1), "name", "Eva");
    gemel_records_free(list);
}

static void by_its_primary_key_a_marked_row_is_updated_and_stays_marked(void **state)
{
    world *w = *state;
    gemel_record *badge = upserted(w, "Badge", "{'id': 7, 'code': 'a'}", NULL);
    expect_ok(gemel_record_destroy(badge, NULL, NULL, &err));
    badge = upserted(w, "Badge", "{'id': 7, 'code': 'b'}", NULL);
    assert_true(is_deleted(badge));
    expect_attribute(badge, "code", "b");
}

static void what_tells_no_row_is_refused_before_sql(void **state)
{
    static const struct {
        const char *values, *options, *part;
    } wrong[] = {
        {"{'name': 'a'}", NULL, "'id'"},
        {"{'name': 'a'}", by_email, "'email'"},
        {"{'email': null}", by_email, "'email'"},
        {"{'email': 'a', 'name': 'a'}", "{'conflict': 'name'}", "unique"},
        {"{'email': 'a', 'name': 'a'}", "{'conflict': ['email', 'name']}", "unique"},
        {"{'email': 'a'}", "{'conflict': []}", "unique"},
        {"{'email': 'a'}", "{'conflict': 'emial'}", "did you mean 'email'"},
        {"{'email': 'a'}", "{'conflict': 1}", "'conflict'"},
        {"{'email': 'a'}", "{'conflict': ['email', 'email']}", "twice"},
        {"{'email': 'a'}", "{'conflict': 'email', 'update': 'name'}", "no value"},
        {"{'email': 'a', 'id': 1}", "{'conflict': 'email', 'update': 'id'}", "leaves alone"},
        {"{'email': 'a'}", "{'conflict': 'email', 'update': 'createdAt'}", "leaves alone"},
        {"{'email': 'a'}", "{'conflit': 'email'}", "did you mean 'conflict'"},
    };
    world *w = *state;
    forget_statements(w);
    for (size_t i = 0; i < COUNT(wrong); ++i) {
        expect(GEMEL_USAGE, upsert(w, "User", wrong[i].values, wrong[i].options, NULL));
        expect_mention(wrong[i].part);
    }
    expect(GEMEL_VALIDATION, upsert(w, "User", "{'email': 1}", by_email, NULL));
    expect(GEMEL_NOT_NULL, upsert(w, "User", "{'email': 'a', 'visits': null}", by_email, NULL));
    expect(GEMEL_USAGE, gemel_record_upsert(w->session, model(w, "User"), NULL, NULL, NULL, &err));
    expect(GEMEL_USAGE, gemel_record_upsert(NULL, model(w, "User"), values("{}"), NULL, NULL, &err));
    expect(GEMEL_USAGE, gemel_record_upsert(w->session, NULL, values("{}"), NULL, NULL, &err));
    expect_statements(w, 0, 0);
}

/* ---- Many ---- */

static void many_rows_are_inserted_or_updated(void **state)
{
    const world *w = *state;
    const gemel_values *rows[] = {values("{'email': 'b', 'name': 'Bob'}"), values("{'email': 'a', 'visits': 3}"),
                                  values("{'email': 'b', 'name': 'Ben'}")};
    static const char *const names[] = {"Bob", "Ann", "Ben"};
    gemel_records *made = NULL;
    given(w, "User", "{'email': 'a', 'name': 'Ann', 'visits': 7}");
    expect_ok(gemel_records_insert(w->session, model(w, "User"), rows, COUNT(rows),
                                   with("{'conflict': 'email', 'returning': true}"), &made, &err));
    for (size_t i = 0; i < COUNT(names); ++i) {
        expect_attribute(gemel_records_at(made, i), "name", names[i]);
        assert_false(gemel_record_is_changed(gemel_records_at(made, i)));
    }
    expect_attribute(gemel_records_at(made, 1), "id", "1");
    expect_attribute(gemel_records_at(made, 1), "visits", "3");
    assert_true(same_row(gemel_records_at(made, 0), gemel_records_at(made, 2)));
    gemel_records_free(made);
    expect_attribute(found(w, "User", "{'email': 'b'}"), "name", "Ben");
    expect_attribute(found(w, "User", "{'email': 'a'}"), "name", "Ann");
}

static void a_bulk_may_upsert(void **state)
{
    const world *w = *state;
    gemel_bulk *bulk = NULL;
    int64_t count = 0;
    given(w, "Person", "{'id': 1, 'name': 'a'}");
    expect_ok(
        gemel_bulk_open(w->session, model(w, "Person"), with("{'conflict': 'id', 'update': 'name'}"), &bulk, &err));
    expect_ok(gemel_bulk_add(bulk, values("{'id': 1, 'name': 'b'}"), &err));
    expect_ok(gemel_bulk_add(bulk, values("{'id': 2, 'name': 'c'}"), &err));
    expect(GEMEL_USAGE, gemel_bulk_add(bulk, values("{'id': 3}"), &err));
    expect_mention("row 3: option 'update' names 'name'");
    expect_ok(gemel_bulk_finish(bulk, &count, &err));
    gemel_bulk_free(bulk);
    assert_int_equal(count, 2);
    expect_rows(w, "Person", "1 b, 2 c");
}

static void update_without_conflict_is_refused(void **state)
{
    const world *w = *state;
    gemel_bulk *bulk = NULL;
    expect(GEMEL_USAGE, gemel_bulk_open(w->session, model(w, "Person"), with("{'update': 'name'}"), &bulk, &err));
    expect_mention("'conflict'");
    assert_null(bulk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(world_of_users, a_row_that_is_not_there_is_inserted),
        IN_WORLD(world_of_users, a_row_that_is_there_gets_what_is_given_and_keeps_the_rest),
        IN_WORLD(world_of_users, update_says_what_is_written),
        IN_WORLD(world_of_doors, with_nothing_to_update_the_row_stays_as_it_is),
        IN_WORLD(world_n, by_default_the_primary_key_tells),
        IN_WORLD(world_of_users, a_composite_key_tells_in_any_order),
        IN_WORLD(world_of_users, another_unique_attribute_in_the_way_is_refused),
        IN_WORLD(world_n, a_rollback_makes_the_record_new_again),
        IN_WORLD(world_of_users, a_row_that_is_marked_as_deleted_is_in_nobodys_way),
        IN_WORLD(world_of_users, by_its_primary_key_a_marked_row_is_updated_and_stays_marked),
        IN_WORLD(world_of_users, what_tells_no_row_is_refused_before_sql),
        IN_WORLD(world_of_users, many_rows_are_inserted_or_updated),
        IN_WORLD(world_n, a_bulk_may_upsert),
        IN_WORLD(world_n, update_without_conflict_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
