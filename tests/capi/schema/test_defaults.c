/*
 * What a new record has where nothing is given: made by the client when it is built, or by the database when it is
 * inserted. It must not test how defaults are declared.
 */
#include "declarations.h"
#include "fixture.h"
#include <time.h>

static int world_with_defaults(void **state)
{
    static const declaration declarations[DECLARATIONS_MAX] = {
        MODEL("Thing"),
        ATTRIBUTE("Thing", "id", "uuid primary key default uuid"),
        ATTRIBUTE("Thing", "age", "integer default 18"),
        ATTRIBUTE("Thing", "made", "timestamp default now"),
        ATTRIBUTE("Thing", "day", "date default now"),
    };
    return world_of(state, declared(declarations));
}

/* Both databases compute 6 * 7 and 'a' || 'b' alike. */
static int world_that_computes(void **state)
{
    static const declaration declarations[DECLARATIONS_MAX] = {
        MODEL("Person"),
        ATTRIBUTE("Person", "code", "string(9) primary key default ('a' || 'b')"),
        MODEL("License"),
        ATTRIBUTE("License", "id", "integer primary key auto increment"),
        ATTRIBUTE("License", "points", "integer default (6 * 7)"),
        ATTRIBUTE("License", "rate", "decimal(4,2) default ('0.50')"),
        HAS_ONE("Person", "License", "as license foreign key ownerCode inverse owner"),
    };
    return world_of(state, declared(declarations));
}

static void m02_a_default_is_for_what_is_absent_and_not_for_null(void **state)
{
    const world *w = *state;
    expect_attribute(built(w, "Thing", "{}"), "age", "18");
    expect_attribute(built(w, "Thing", "{'age': null}"), "age", NULL);
}

static void each_record_gets_a_uuid_of_its_own(void **state)
{
    const world *w = *state;
    gemel_record *a = built(w, "Thing", "{}"), *b = built(w, "Thing", "{}");
    const char *first, *second;
    size_t length;
    expect_ok(gemel_record_get_text(a, "id", &first, &length, &err));
    expect_ok(gemel_record_get_text(b, "id", &second, NULL, &err));
    assert_int_equal(length, 36);
    assert_int_equal(first[14], '4'); /* a random one */
    assert_string_not_equal(first, second);
    expect_ok(gemel_record_save(a, NULL, &err));
    expect_ok(gemel_record_save(b, NULL, &err));
}

static void now_is_the_time_of_the_call(void **state)
{
    const world *w = *state;
    gemel_record *record = built(w, "Thing", "{}");
    int64_t made, day;
    expect_ok(gemel_record_get_int(record, "made", &made, &err));
    expect_ok(gemel_record_get_int(record, "day", &day, &err));
    assert_in_range(made, ((int64_t)time(NULL) - 3600) * 1000000, ((int64_t)time(NULL) + 3600) * 1000000);
    assert_int_equal(day, made / 1000000 / 86400);
}

static void what_the_database_makes_is_read_back_by_the_insert(void **state)
{
    world *w = *state;
    gemel_record *record = built(w, "License", "{}");
    expect_attribute(record, "points", NULL);
    forget_statements(w);
    expect_ok(gemel_record_save(record, NULL, &err));
    expect_statements(w, 0, 1);
    expect_attribute(record, "id", "1");
    expect_attribute(record, "points", "42");
    expect_attribute(record, "rate", "0.50");
    assert_false(gemel_record_is_changed(record));
}

static void a_given_value_and_a_null_win_over_the_database(void **state)
{
    const world *w = *state;
    expect_attribute(given(w, "License", "{'points': 7, 'rate': null}"), "points", "7");
    expect_rows(w, "License", "1 7 null null");
}

static void a_primary_key_can_be_made_by_the_database(void **state)
{
    const world *w = *state;
    gemel_record *person = given(w, "Person", "{}"), *license;
    expect_attribute(person, "code", "ab");
    expect_ok(gemel_record_create_association(person, "license", NULL, NULL, &license, &err));
    expect_attribute(keep(license), "points", "42");
    expect_rows(w, "License", "1 42 0.50 ab");
}

static void a_belongs_to_links_a_key_that_the_database_makes(void **state)
{
    const world *w = *state;
    gemel_record *stored = given(w, "License", "{}"), *unsaved = built(w, "License", "{}"), *owner;
    expect_ok(gemel_record_create_association(stored, "owner", NULL, NULL, &owner, &err));
    expect_attribute(keep(owner), "code", "ab");
    expect_attribute(stored, "ownerCode", "ab");
    assert_false(gemel_record_is_changed(stored));
    expect_rows(w, "License", "1 42 0.50 ab");
    vanish(w, "Person", "{'code': 'ab'}");
    expect_ok(gemel_record_create_association(unsaved, "owner", NULL, NULL, NULL, &err));
    expect_attribute(unsaved, "ownerCode", "ab");
    assert_true(gemel_record_is_new(unsaved));
}

static void a_belongs_to_refuses_an_owner_whose_key_is_given_as_null(void **state)
{
    world *w = *state;
    gemel_record *license = given(w, "License", "{}");
    forget_statements(w);
    expect(GEMEL_USAGE, gemel_record_create_association(license, "owner", values("{'code': null}"), NULL, NULL, &err));
    expect_statements(w, 0, 0);
}

static void an_insert_whose_made_value_does_not_fit_has_not_happened(void **state)
{
    static const declaration declarations[DECLARATIONS_MAX] = {
        MODEL("Thing"),
        ATTRIBUTE("Thing", "rate", "decimal(4,2) default ('NaN')"),
    };
    world *w;
    gemel_record *record;
    world_of(state, declared(declarations));
    w = *state;
    record = built(w, "Thing", "{'id': 1}");
    expect(GEMEL_DATABASE, gemel_record_save(record, NULL, &err));
    expect_mention("rate");
    assert_true(gemel_record_is_new(record));
    expect_rows(w, "Thing", "");
    world_free(state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(world_with_defaults, m02_a_default_is_for_what_is_absent_and_not_for_null),
        IN_WORLD(world_with_defaults, each_record_gets_a_uuid_of_its_own),
        IN_WORLD(world_with_defaults, now_is_the_time_of_the_call),
        IN_WORLD(world_that_computes, what_the_database_makes_is_read_back_by_the_insert),
        IN_WORLD(world_that_computes, a_given_value_and_a_null_win_over_the_database),
        IN_WORLD(world_that_computes, a_primary_key_can_be_made_by_the_database),
        IN_WORLD(world_that_computes, a_belongs_to_links_a_key_that_the_database_makes),
        IN_WORLD(world_that_computes, a_belongs_to_refuses_an_owner_whose_key_is_given_as_null),
        cmocka_unit_test(an_insert_whose_made_value_does_not_fit_has_not_happened),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
