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

int main(void)
{
    struct CMUnitTest tests[COUNT(refusals) + 2] = {
        ALONE(an_integer_that_the_database_makes_keeps_its_last_digit_behind_a_double),
        ALONE(a_table_may_have_the_name_of_a_sequence_that_is_not_made),
    };
    refusal_tests(tests + 2, refusals, COUNT(refusals));
    return cmocka_run_group_tests_name("definitions that were taken once", tests, NULL, NULL);
}
