/*
 * What is refused of `paranoid` and of the scopes of a model. It must not test what right ones do (test_soft_delete.c,
 * test_scopes.c, test_naming.c).
 */
#include "refusals.h"

/* clang-format off */
#define SCOPES(scopes) {MODEL_WITH("B", "{'scopes': " scopes "}"), ATTRIBUTE("B", "kind", "string(5)"), \
    ATTRIBUTE("B", "about", "json"), ATTRIBUTE("B", "price", "decimal(5,2)"), MODEL("A"), BELONGS_TO("B", "A", NULL)}
#define PARANOID(words) {MODEL_IS("A", "paranoid"), ATTRIBUTE("A", "deletedAt", words)}

static const refusal refusals[] = {
    /* ---- Paranoid ---- */
    {"the time of deletion is a timestamp", PARANOID("text"), {"A.deletedAt", "declare it timestamp", "another name"}},
    {"the time of deletion may be null", PARANOID("timestamp not null"), {"A.deletedAt", "let it be null"}},
    {"the time of deletion has no default", PARANOID("timestamp default now"), {"A.deletedAt", "no default"}},
    {"the time of deletion is not unique", PARANOID("timestamp unique"), {"A.deletedAt", "unique"}},
    {"the time of deletion is no primary key", PARANOID("timestamp primary key"), {"A.deletedAt", "primary key"}},
    {"the time of deletion is no other timestamp",
     {MODEL_WITH("A", "{'timestamps': {'updatedAt': 'at'}, 'paranoid': 'at'}")}, {"model A", "'at'", "both"}},
    {"paranoid is a flag or a name", {MODEL_WITH("A", "{'paranoid': 5}")}, {"paranoid", "true, false or a name"}},
    {"the name of paranoid is not empty", {MODEL_WITH("A", "{'paranoid': ''}")}, {"paranoid", "true, false or a name"}},
    {"paranoid names an attribute", {MODEL_WITH("A", "{'paranoid': 'a.b'}")}, {"a.b", "A"}},
    {"paranoid said twice is refused", {MODEL_IS("A", "paranoid paranoid")}, {"paranoid", "twice"}},
    {"paranoid said in words and in options is refused",
     {{declare_model, "A", NULL, "paranoid", "{'paranoid': true}"}}, {"paranoid", "both"}},
    {"a schema is not paranoid", {SCHEMA("{'paranoid': true}")}, {"schema", "paranoid"}},
    {"half a word tells the whole", {MODEL_IS("A", "paranoyd")}, {"paranoyd", "'paranoid'"}},
    {"a scope is not over the time of deletion",
     {MODEL("A"), MODEL_IS("B", "paranoid"), HAS_ONE("A", "B", "scope (deletedAt = '2024-01-01T00:00:00Z')")},
     {"B.deletedAt", "timestamp"}},
    {"a place is not kept by a primary key",
     {MODEL("A"), MODEL_IS("B", "paranoid"), ATTRIBUTE("B", "aId", "integer primary key"),
      HAS_ONE("A", "B", "foreign key aId")},
     {"B.aId, the foreign key of A.b", "keeps its value (paranoid)", "is the primary key", "a primary key of its own"}},
    {"a place is not kept by what something refers to",
     {MODEL("A"), MODEL_IS("B", "paranoid"), MODEL("C"), HAS_ONE("A", "B", "foreign key aId unique"),
      HAS_ONE("B", "C", "source key aId")},
     {"B.aId, the foreign key of A.b", "is referred to", "let nothing refer to it"}},

    /* ---- Scopes of a model ---- */
    {"scopes are an object", SCOPES("['kind']"), {"scopes", "an object of scopes"}},
    {"a scope of a model is an object", SCOPES("{'cars': 'car'}"), {"'cars'", "{where: {...}}"}},
    {"a scope of a model has a name", SCOPES("{'': {'where': {'kind': 'car'}}}"), {"scope", "no name"}},
    {"a scope of a model says where", SCOPES("{'cars': {}}"), {"'cars'", "'where' must be an object"}},
    {"what a scope of a model says is an object", SCOPES("{'cars': {'where': ['kind']}}"),
     {"'cars'", "'where' must be an object"}},
    {"a scope of a model says something", SCOPES("{'cars': {'where': {}}}"), {"'cars'", "'where' must be an object"}},
    {"a scope of a model only says where", SCOPES("{'cars': {'order': 'kind', 'where': {'kind': 'car'}}}"),
     {"'cars'", "unknown option 'order'", "only says 'where'"}},
    {"an unknown member of a scope tells the nearest", SCOPES("{'cars': {'were': {'kind': 'car'}}}"),
     {"'cars'", "did you mean 'where'?"}},
    {"an unknown attribute in a scope of a model tells the nearest", SCOPES("{'cars': {'where': {'knd': 'car'}}}"),
     {"model B, scope 'cars'", "unknown attribute 'knd' on model B; did you mean 'kind'?"}},
    {"a value in a scope of a model fits", SCOPES("{'cars': {'where': {'kind': 'long car'}}}"),
     {"scope 'cars': B.kind", "at most 5 characters"}},
    {"each value of a list in a scope of a model fits", SCOPES("{'cars': {'where': {'kind': ['car', 5]}}}"),
     {"scope 'cars': B.kind", "a text"}},
    {"a scope of a model is not over json", SCOPES("{'cars': {'where': {'about': '{}'}}}"),
     {"scope 'cars'", "compared to nothing but null"}},
    {"an unknown operator in a scope of a model tells the nearest",
     SCOPES("{'cars': {'where': {'kind': {'startWith': 'c'}}}}"),
     {"scope 'cars'", "unknown operator 'startWith' for B.kind; did you mean 'startsWith'?"}},
    {"a scope of a model leads to no partner", SCOPES("{'cars': {'where': {'not': {'a.id': 1}}}}"),
     {"scope 'cars'", "'a.id' leads to a partner", "attributes of B only"}},
    {"a scope of a model does not ask for a partner", SCOPES("{'cars': {'where': {'or': [{'a': true}]}}}"),
     {"scope 'cars'", "'a' leads to a partner", "attributes of B only"}},
    {"a scope of a model compares no decimal by its order",
     SCOPES("{'cars': {'where': {'price': {'between': [1, 2]}}}}"),
     {"scope 'cars'", "B.price is decimal(5,2)", "eq, ne, in or notIn"}},
    {"scopes have no words", {MODEL_IS("A", "scopes")}, {"scopes"}},
};
/* clang-format on */

int main(void)
{
    struct CMUnitTest tests[COUNT(refusals)];
    refusal_tests(tests, refusals, COUNT(refusals));
    return cmocka_run_group_tests_name("paranoid and scopes that are refused", tests, NULL, NULL);
}
