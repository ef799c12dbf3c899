/*
 * Scopes, timestamps and methods that must be refused. It must not test what right ones do (test_scope.c,
 * test_naming.c).
 */
#include "refusals.h"

/* clang-format off */
#define PERSON_LICENSE MODEL("Person"), MODEL("License"), ATTRIBUTE("License", "kind", "string(5)"), \
    ATTRIBUTE("License", "about", "json")
#define SCOPED(words) {PERSON_LICENSE, HAS_ONE("Person", "License", words)}
#define SCOPED_WITH(options) {PERSON_LICENSE, HAS_ONE_WITH("Person", "License", options)}

static const refusal refusals[] = {
    /* ---- Scopes ---- */
    {"an unknown attribute in a scope tells the nearest", SCOPED("scope (knid = 'x')"),
     {"Person.license", "knid", "kind", "License"}},
    {"an unknown attribute in a scope of options tells the nearest", SCOPED_WITH("{'scope': {'knid': 'x'}}"),
     {"Person.license", "knid", "kind"}},
    {"a value of a scope fits", SCOPED("scope (kind = 'longer')"), {"License.kind", "at most 5 characters"}},
    {"a value of a scope is of its type", SCOPED_WITH("{'scope': {'kind': 5}}"), {"License.kind", "a text"}},
    {"a scope needs a value", SCOPED("scope (kind = null)"), {"License.kind", "null", "a scope needs a value"}},
    {"a scope in options needs a value", SCOPED_WITH("{'scope': {'kind': null}}"), {"a scope needs a value"}},
    {"a scope is not over the foreign key", SCOPED("scope (personId = 1)"), {"License.personId", "foreign key"}},
    {"a scope is not over the primary key", SCOPED("scope (id = 1)"), {"License.id", "primary key"}},
    {"a scope is not over json", SCOPED("scope (about = '{}')"), {"License.about", "compared"}},
    {"a scope is not over a timestamp that is written by itself",
     {SCHEMA("{'timestamps': true}"), PERSON_LICENSE,
      HAS_ONE("Person", "License", "scope (createdAt = '2024-01-01T00:00:00Z')")}, {"License.createdAt", "timestamp"}},
    {"a scope has brackets", SCOPED("scope kind = 'x'"), {"'scope' is followed by brackets"}},
    {"a scope is not empty", SCOPED("scope ()"), {"scope", "the name of an attribute"}},
    {"a scope has an equal sign", SCOPED("scope (kind 'x')"), {"scope", "'='"}},
    {"a scope has literals", SCOPED("scope (kind = x)"), {"scope", "'text'", "'x'"}},
    {"a scope has literals after every equal sign", SCOPED("scope (kind =)"), {"scope", "'text'", "at its end"}},
    {"a scope has commas", SCOPED("scope (kind = 'x' about = 'y')"), {"scope", "','"}},
    {"a scope gives an attribute once", SCOPED("scope (kind = 'x', kind = 'y')"), {"scope", "'kind' twice"}},
    {"a scope said twice is refused", SCOPED("scope (kind = 'x') scope (kind = 'y')"), {"'scope' is said twice"}},
    {"a scope said in words and in options is refused",
     {PERSON_LICENSE, {declare_has_one, "Person", "License", "scope (kind = 'x')", "{'scope': {'kind': 'x'}}"}},
     {"scope", "both"}},
    {"a scope in options is an object", SCOPED_WITH("{'scope': 'kind'}"), {"scope", "{attribute: value}"}},
    {"a scope in options is not empty", SCOPED_WITH("{'scope': {}}"), {"scope", "{attribute: value}"}},
    {"a scope in options takes one value", SCOPED_WITH("{'scope': {'kind': ['x']}}"), {"kind", "one value"}},
    {"a belongs to has no scope",
     {PERSON_LICENSE, BELONGS_TO("License", "Person", "scope (kind = 'x')")}, {"scope", "declare the has one"}},
    {"a belongs to has no scope in options",
     {PERSON_LICENSE, BELONGS_TO_WITH("License", "Person", "{'scope': {'kind': 'x'}}")},
     {"scope", "declare the has one"}},
    {"the inverse of a has one has no scope",
     SCOPED_WITH("{'inverse': {'as': 'owner', 'scope': {'kind': 'x'}}}"), {"inverse", "scope", "beside inverse"}},
    {"the inverse of a belongs to has no scope there",
     {PERSON_LICENSE,
      BELONGS_TO_WITH("License", "Person", "{'inverse': {'type': 'hasOne', 'scope': {'kind': 'x'}}}")},
     {"inverse", "scope", "declare the has one"}},

    /* ---- Timestamps ---- */
    {"a declared timestamp is a timestamp",
     {MODEL_IS("A", "timestamps"), ATTRIBUTE("A", "createdAt", "text not null")},
     {"A.createdAt", "timestamp not null", "another name"}},
    {"a declared timestamp may not be null",
     {MODEL_IS("A", "timestamps"), ATTRIBUTE("A", "updatedAt", "timestamp")}, {"A.updatedAt", "declare it not null"}},
    {"a timestamp is no primary key",
     {MODEL_IS("A", "timestamps"), ATTRIBUTE("A", "createdAt", "timestamp not null primary key")},
     {"A.createdAt", "primary key"}},
    {"a timestamp refers to nothing",
     {MODEL("B"), ATTRIBUTE("B", "day", "timestamp unique"), MODEL_IS("A", "timestamps"),
      ATTRIBUTE("A", "createdAt", "timestamp not null references B.day")}, {"A.createdAt", "foreign key"}},
    {"two timestamps have two names",
     {MODEL_WITH("A", "{'timestamps': {'createdAt': 'at', 'updatedAt': 'at'}}")}, {"model A", "'at'", "both"}},
    {"a timestamp is named like an attribute",
     {MODEL_WITH("A", "{'timestamps': {'createdAt': 'a.b'}}")}, {"a.b", "A"}},
    {"timestamps said twice are refused", {MODEL_IS("A", "timestamps no timestamps")}, {"no timestamps", "twice"}},
    {"timestamps said in words and in options are refused",
     {{declare_model, "A", NULL, "timestamps", "{'timestamps': true}"}}, {"timestamps", "both"}},
    {"timestamps are a flag or an object", {MODEL_WITH("A", "{'timestamps': 'yes'}")},
     {"timestamps", "{createdAt, updatedAt}"}},
    {"a timestamp is a flag or a name", {MODEL_WITH("A", "{'timestamps': {'createdAt': 5}}")},
     {"createdAt", "true, false or a name"}},
    {"the name of a timestamp is not empty", {MODEL_WITH("A", "{'timestamps': {'updatedAt': ''}}")},
     {"updatedAt", "true, false or a name"}},
    {"an unknown timestamp tells the nearest", {MODEL_WITH("A", "{'timestamps': {'createAt': true}}")},
     {"createAt", "createdAt"}},
    {"underscored said against itself is refused", {MODEL_IS("A", "underscored not underscored")},
     {"not underscored", "twice"}},
    {"underscored is a flag", {MODEL_WITH("A", "{'underscored': 'yes'}")}, {"underscored", "true or false"}},
    {"half a word of a model tells the whole", {MODEL_IS("A", "not")}, {"not underscored"}},

    /* ---- Methods ---- */
    {"methods are a list", {MODEL_WITH("A", "{'methods': 'getB'}")}, {"methods", "list of names"}},
    {"methods are names", {MODEL_WITH("A", "{'methods': [5]}")}, {"methods", "list of names"}},
    {"methods are not empty names", {MODEL_WITH("A", "{'methods': ['']}")}, {"methods", "list of names"}},
    {"a method does not make way for a built-in accessor",
     {MODEL("B"), MODEL_WITH("A", "{'methods': ['getText', 'setText', 'createText']}"),
      HAS_ONE("A", "B", "as text")}, {"A.text", "every record"}},
};
/* clang-format on */

int main(void)
{
    struct CMUnitTest tests[COUNT(refusals)];
    refusal_tests(tests, refusals, COUNT(refusals));
    return cmocka_run_group_tests_name("scopes and timestamps that are refused", tests, NULL, NULL);
}
