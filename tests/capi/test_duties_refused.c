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

int main(void)
{
    struct CMUnitTest tests[COUNT(refusals)];
    refusal_tests(tests, refusals, COUNT(refusals));
    return cmocka_run_group_tests(tests, NULL, NULL);
}
