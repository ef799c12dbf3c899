/*
 * `dependent` and `mandatory` that contradict themselves or their foreign key, or have no place where they are said. It
 * must not test what they do (test_dependent.c, test_mandatory.c).
 */
#include "refusals.h"

static const refusal refusals[] = {
    {"an unknown fate in words is refused",
     {MODEL("A"), MODEL("B"), HAS_ONE("A", "B", "dependent delete")},
     {"database, destroy, nullify or restrict", "'delete'"}},
    {"an unknown fate in options is refused",
     {MODEL("A"), MODEL("B"), HAS_ONE_WITH("A", "B", "{'dependent': 'delete'}")},
     {"option 'dependent' must be database, destroy, nullify or restrict, not 'delete'"}},
    {"a word for mandatory must be deferred",
     {MODEL("A"), MODEL("B"), HAS_ONE_WITH("A", "B", "{'mandatory': 'later'}")},
     {"option 'mandatory' must be true, false or \"deferred\""}},
    {"nullify contradicts a key that may not be null",
     {MODEL("A"), MODEL("B"), HAS_ONE("A", "B", "not null dependent nullify")},
     {"A.b", "nullify", "B.aId"}},
    {"nullify contradicts mandatory",
     {MODEL("A"), MODEL("B"), HAS_ONE("A", "B", "dependent nullify mandatory")},
     {"A.b", "nullify contradicts mandatory"}},
    {"restrict contradicts mandatory",
     {MODEL("A"), MODEL("B"), HAS_ONE_WITH("A", "B", "{'dependent': 'restrict', 'mandatory': true}")},
     {"A.b", "restrict contradicts mandatory"}},
    {"a belongs to has no dependent, in words",
     {MODEL("A"), MODEL("B"), BELONGS_TO("B", "A", "dependent destroy")},
     {"said of the has one"}},
    {"a belongs to is not mandatory, in options",
     {MODEL("A"), MODEL("B"), BELONGS_TO_WITH("B", "A", "{'mandatory': true}")},
     {"said of the has one"}},
    {"what is said in words and options is refused",
     {MODEL("A"), MODEL("B"), {declare_has_one, "A", "B", "mandatory", "{'mandatory': true}"}},
     {"mandatory"}},
    {"what is said twice is refused",
     {MODEL("A"), MODEL("B"), HAS_ONE("A", "B", "dependent destroy dependent restrict")},
     {"dependent"}},
};

static void deferred_is_unsupported_where_nothing_checks_at_the_commit(void **state)
{
    static const declaration declarations[DECLARATIONS_MAX] = {
        MODEL("A"),
        MODEL("B"),
        HAS_ONE("A", "B", "mandatory deferred"),
    };
    gemel_schema *schema = resolved(declarations);
    gemel_database *database = NULL;
    (void)state;
    expect_ok(gemel_database_open("sqlite::memory:", schema, NULL, &database, &err));
    expect(GEMEL_UNSUPPORTED, gemel_database_sync(database, NULL, &err));
    expect_mention("every A must have a b");
    expect_mention("write mandatory: true");
    expect_ok(gemel_database_drop(database, NULL, &err));
    gemel_database_free(database);
    gemel_schema_free(schema);
}

int main(void)
{
    struct CMUnitTest tests[COUNT(refusals) + 1];
    const struct CMUnitTest unsupported = ALONE(deferred_is_unsupported_where_nothing_checks_at_the_commit);
    refusal_tests(tests, refusals, COUNT(refusals));
    tests[COUNT(refusals)] = unsupported;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
