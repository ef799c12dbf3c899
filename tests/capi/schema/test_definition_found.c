/*
 * Definitions that were taken once and did not work, or that PostgreSQL would have refused: each was found by
 * tests/property. It must not test what the files of definitions and of types test already.
 */
#include "declarations.h"
#include "fixture.h"
#include "refusals.h"

/* SQLite's RETURNING made a double of it, because the first column of the table is one. */
static void an_integer_that_the_database_makes_keeps_its_last_digit_behind_a_double(void **state)
{
    const declaration declarations[DECLARATIONS_MAX] = {
        MODEL("Parcel"),
        ATTRIBUTE("Parcel", "weight", "double primary key"),
        ATTRIBUTE("Parcel", "code", "bigint default (9007199254740993)"),
    };
    world_of(state, declared(declarations));
    expect_attribute(given(*state, "Parcel", "{'weight': 1.5}"), "code", "9007199254740993");
    world_free(state);
}

/* clang-format off */
static const refusal refusals[] = {
    {"a table of the name of PostgreSQL's sequence is refused",
     {MODEL("Person"), {declare_model, "Number", NULL, "table people_id_seq", NULL}},
     {"Person.id", "'people_id_seq'", "sequence", "Number"}},
    {"a table of the name of the sequence of a column is refused",
     {MODEL("Person"), ATTRIBUTE("Person", "id", "bigint primary key auto increment column nr"),
      {declare_model, "Number", NULL, "table People_NR_seq", NULL}},
     {"Person.id", "'people_nr_seq'", "sequence", "Number"}},
};
/* clang-format on */

static void a_table_may_have_the_name_of_a_sequence_that_is_not_made(void **state)
{
    const declaration declarations[DECLARATIONS_MAX] = {
        MODEL("Person"),
        ATTRIBUTE("Person", "id", "integer primary key"),
        {declare_model, "Number", NULL, "table people_id_seq", NULL},
    };
    world_of(state, declared(declarations));
    world_free(state);
}

/* Without a constraint the two may be of different types; what was linked could not be read again. */
static void a_key_of_another_type_is_stored_as_the_foreign_key_has_it(void **state)
{
    const declaration declarations[DECLARATIONS_MAX] = {
        MODEL("Person"),
        MODEL("License"),
        ATTRIBUTE("License", "ownerId", "decimal(4,2)"),
        HAS_ONE("Person", "License", "as license foreign key ownerId inverse owner no constraint"),
    };
    gemel_record *p1, *p2, *l10, *got;
    const world *w;
    world_of(state, declared(declarations));
    w = *state;
    p1 = given(w, "Person", "{'id': 1}");
    p2 = given(w, "Person", "{'id': 2}");
    l10 = given(w, "License", "{'id': 10}");
    expect_ok(gemel_record_set_association(p1, "license", l10, NULL, &err));
    expect_attribute(l10, "ownerId", "1.00");
    expect_ok(gemel_record_get_association(p1, "license", NULL, &got, &err));
    expect_attribute(keep(got), "ownerId", "1.00");
    expect_ok(gemel_record_set_association(l10, "owner", p2, NULL, &err));
    expect_attribute(l10, "ownerId", "2.00");
    expect(GEMEL_OCCUPIED, gemel_record_create_association(p2, "license", NULL, NULL, NULL, &err));
    expect_ok(gemel_record_create_association(l10, "owner", values("{'id': 3}"), NULL, NULL, &err));
    assert_false(gemel_record_is_changed(l10));
    expect_rows(w, "License", "10 3.00");
    world_free(state);
}

int main(void)
{
    struct CMUnitTest tests[COUNT(refusals) + 3] = {
        ALONE(an_integer_that_the_database_makes_keeps_its_last_digit_behind_a_double),
        ALONE(a_table_may_have_the_name_of_a_sequence_that_is_not_made),
        ALONE(a_key_of_another_type_is_stored_as_the_foreign_key_has_it),
    };
    refusal_tests(tests + 3, refusals, COUNT(refusals));
    return cmocka_run_group_tests_name("definitions that were taken once", tests, NULL, NULL);
}
