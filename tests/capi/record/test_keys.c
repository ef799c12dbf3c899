/*
 * Finding and linking by a key that is one value, without a builder. It must not test what finding and linking do:
 * test_find.c, test_set_has_one.c and test_set_belongs_to.c do.
 */
#include "declarations.h"
#include "fixture.h"

/* A badge is known by a text, a seat by two attributes. */
static int office(void **state)
{
    static const declaration declarations[DECLARATIONS_MAX] = {
        MODEL("Person"),
        MODEL("Badge"),
        ATTRIBUTE("Badge", "code", "string primary key"),
        MODEL("Seat"),
        ATTRIBUTE("Seat", "row", "integer primary key"),
        ATTRIBUTE("Seat", "place", "string primary key"),
        HAS_ONE("Person", "Badge", NULL),
        HAS_ONE("Person", "Seat", NULL),
    };
    return world_of(state, declared(declarations));
}

/* A pass is known by a uuid, and whose it is by a mail. */
static int gate(void **state)
{
    static const declaration declarations[DECLARATIONS_MAX] = {
        MODEL("Person"),
        ATTRIBUTE("Person", "mail", "string not null unique"),
        MODEL("Pass"),
        ATTRIBUTE("Pass", "serial", "uuid primary key"),
        HAS_ONE("Person", "Pass", "source key mail"),
    };
    return world_of(state, declared(declarations));
}

#define SERIAL "6ba7b810-9dad-11d1-80b4-00c04fd430c8"

static void an_integer_finds_the_row(void **state)
{
    world *w = *state;
    gemel_record *ann = given(w, "Person", "{}"), *copy = NULL;
    forget_statements(w);
    expect_ok(gemel_record_find_by_int(w->session, model(w, "Person"), 1, NULL, &copy, &err));
    expect_statements(w, 1, 0);
    assert_true(same_row(keep(copy), ann));
    copy = NULL;
    expect_ok(gemel_record_find_by_text(w->session, model(w, "Person"), "12", 1, NULL, &copy, &err));
    assert_true(same_row(keep(copy), ann));
    expect_ok(gemel_record_find_by_int(w->session, model(w, "Person"), 2, NULL, &copy, &err));
    assert_null(copy);
}

static void a_text_finds_the_row(void **state)
{
    const world *w = *state;
    gemel_record *copy = NULL;
    given(w, "Badge", "{'code': 'B-1'}");
    given(w, "Badge", "{'code': '7'}");
    expect_ok(gemel_record_find_by_text(w->session, model(w, "Badge"), "B-1", GEMEL_NUL, NULL, &copy, &err));
    expect_attribute(keep(copy), "code", "B-1");
}

static void finding_by_one_value_takes_the_options_of_find(void **state)
{
    const world *w = *state;
    gemel_record *ann = given(w, "Person", "{}"), *copy = NULL;
    bool loaded = false;
    given(w, "Badge", "{'code': 'B-1', 'personId': 1}");
    expect_ok(gemel_record_find_by_int(w->session, model(w, "Person"), 1, with("{'include': 'badge'}"), &copy, &err));
    expect_ok(gemel_record_is_loaded(keep(copy), "badge", &loaded, &err));
    assert_true(loaded);
    assert_true(same_row(copy, ann));
    expect(GEMEL_NOT_FOUND,
           gemel_record_find_by_int(w->session, model(w, "Person"), 2, with("{'rejectOnEmpty': true}"), &copy, &err));
    expect_mention("Person 2");
    expect(GEMEL_USAGE,
           gemel_record_find_by_text(w->session, model(w, "Badge"), "x", 1, with("{'inculde': 1}"), &copy, &err));
    expect_mention("include");
    assert_null(copy);
}

static void a_value_that_is_no_key_is_refused_before_sql(void **state)
{
    world *w = *state;
    gemel_record *none = NULL;
    forget_statements(w);
    expect(GEMEL_USAGE, gemel_record_find_by_int(w->session, model(w, "Badge"), 1, NULL, &none, &err));
    expect_mention("Badge.code");
    expect(GEMEL_USAGE, gemel_record_find_by_int(w->session, model(w, "Person"), INT64_MAX, NULL, &none, &err));
    expect_mention("Person.id");
    expect(GEMEL_VALIDATION, gemel_record_find_by_text(w->session, model(w, "Badge"), "\xff", 1, NULL, &none, &err));
    expect_mention("'text'");
    expect_statements(w, 0, 0);
    assert_null(none);
}

static void a_key_of_several_attributes_is_not_one_value(void **state)
{
    world *w = *state;
    gemel_record *ann = given(w, "Person", "{}"), *none = NULL;
    given(w, "Seat", "{'row': 1, 'place': 'a'}");
    forget_statements(w);
    expect(GEMEL_USAGE, gemel_record_find_by_int(w->session, model(w, "Seat"), 1, NULL, &none, &err));
    expect_mention("a Seat");
    expect_mention("'row', 'place'");
    expect(GEMEL_USAGE, gemel_record_find_by_text(w->session, model(w, "Seat"), "1", 1, NULL, &none, &err));
    expect_mention("'row', 'place'");
    expect(GEMEL_USAGE, gemel_record_set_association_int(ann, "seat", 1, NULL, &none, &err));
    expect_mention("'row', 'place'");
    expect(GEMEL_USAGE, gemel_record_set_association_text(ann, "seat", "1", 1, NULL, &none, &err));
    expect_mention("'row', 'place'");
    expect_statements(w, 0, 0);
    assert_null(none);
}

static void a_has_one_is_set_by_the_key_of_its_target(void **state)
{
    const world *w = *state;
    gemel_record *ann = given(w, "Person", "{}"), *row = NULL;
    given(w, "Badge", "{'code': 'B-1'}");
    given(w, "Badge", "{'code': 'B-2'}");
    expect_ok(gemel_record_set_association_text(ann, "badge", "B-2", GEMEL_NUL, NULL, &row, &err));
    expect_attribute(keep(row), "code", "B-2");
    expect_rows(w, "Badge", "B-1 null, B-2 1");
    expect_ok(gemel_record_set_association_text(ann, "badge", "B-1", 3, with("{'destroyPrevious': true}"), NULL, &err));
    expect_rows(w, "Badge", "B-1 1");
    row = NULL;
    expect(GEMEL_NOT_FOUND, gemel_record_set_association_text(ann, "badge", "B-3", GEMEL_NUL, NULL, &row, &err));
    assert_null(row);
    expect(GEMEL_USAGE, gemel_record_set_association_int(ann, "badge", 1, NULL, NULL, &err));
    expect_mention("Badge.code");
    expect_rows(w, "Badge", "B-1 1");
}

static void a_belongs_to_is_set_by_the_key_that_is_referred_to(void **state)
{
    const world *w = *state;
    gemel_record *badge = given(w, "Badge", "{'code': 'B-1'}");
    gemel_record *seat = given(w, "Seat", "{'row': 1, 'place': 'a'}"), *none = badge;
    given(w, "Person", "{}");
    expect_ok(gemel_record_set_association_int(badge, "person", 1, NULL, &none, &err));
    assert_null(none);
    expect_rows(w, "Badge", "B-1 1");
    expect_ok(gemel_record_set_association_text(seat, "person", "1", GEMEL_NUL, NULL, NULL, &err));
    expect_rows(w, "Seat", "1 a 1");
    expect(GEMEL_FOREIGN_KEY, gemel_record_set_association_int(badge, "person", 2, NULL, NULL, &err));
    expect(GEMEL_VALIDATION, gemel_record_set_association_text(badge, "person", "x", 1, NULL, NULL, &err));
    expect_mention("Person.id");
    expect_rows(w, "Badge", "B-1 1");
}

static void a_text_takes_every_form_of_its_type(void **state)
{
    const world *w = *state;
    gemel_record *ann = given(w, "Person", "{'mail': 'ann@example.org'}"), *pass = NULL;
    given(w, "Pass", "{'serial': '" SERIAL "'}");
    expect_ok(gemel_record_find_by_text(w->session, model(w, "Pass"), "6BA7B8109DAD11D180B400C04FD430C8", GEMEL_NUL,
                                        NULL, &pass, &err));
    expect_attribute(keep(pass), "serial", SERIAL);
    expect_ok(gemel_record_set_association_text(pass, "person", "ann@example.org", GEMEL_NUL, NULL, NULL, &err));
    expect_rows(w, "Pass", SERIAL " ann@example.org");
    expect_ok(gemel_record_unset_association(ann, "pass", NULL, &err));
    expect_ok(gemel_record_set_association_text(ann, "pass", SERIAL " and more", strlen(SERIAL), NULL, NULL, &err));
    expect_rows(w, "Pass", SERIAL " ann@example.org");
    expect(GEMEL_USAGE, gemel_record_find_by_text(w->session, model(w, "Pass"), "abc", GEMEL_NUL, NULL, &pass, &err));
    expect_mention("Pass.serial");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(office, an_integer_finds_the_row),
        IN_WORLD(office, a_text_finds_the_row),
        IN_WORLD(office, finding_by_one_value_takes_the_options_of_find),
        IN_WORLD(office, a_value_that_is_no_key_is_refused_before_sql),
        IN_WORLD(office, a_key_of_several_attributes_is_not_one_value),
        IN_WORLD(office, a_has_one_is_set_by_the_key_of_its_target),
        IN_WORLD(office, a_belongs_to_is_set_by_the_key_that_is_referred_to),
        IN_WORLD(gate, a_text_takes_every_form_of_its_type),
    };
    return cmocka_run_group_tests_name("keys", tests, NULL, NULL);
}
