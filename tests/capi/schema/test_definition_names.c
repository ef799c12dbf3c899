/*
 * Names that must be refused: two things of one name on a record or in the database, and names that a database keeps
 * for itself. It must not test which names are made (test_naming.c, test_sync.c).
 */
#include "refusals.h"
#include <stdio.h>

#define SIXTY "a_name_that_has_exactly_sixty_bytes_and_so_is_cut_by_no_one_"
#define LONG SIXTY "abc"

/* clang-format off */
#define PERSON_LICENSE MODEL("Person"), MODEL("License")

static const refusal refusals[] = {
    /* ---- On a record ---- */
    {"two attributes of one name in snake_case are refused",
     {MODEL("Person"), ATTRIBUTE("Person", "userName", "text"), ATTRIBUTE("Person", "user_name", "text")},
     {"Person.user_name", "snake_case", "Person.userName"}},
    {"two attributes that differ in letter case are refused",
     {MODEL("Person"), ATTRIBUTE("Person", "name", "text"), ATTRIBUTE("Person", "Name", "text column other")},
     {"Person.Name", "Person.name"}},
    {"an association of an attribute's name in snake_case is refused",
     {PERSON_LICENSE, ATTRIBUTE("Person", "driving_license", "text"),
      HAS_ONE("Person", "License", "as drivingLicense")},
     {"Person.drivingLicense", "Person.driving_license", "'as'"}},
    {"an inverse of an attribute's name in snake_case is refused",
     {PERSON_LICENSE, ATTRIBUTE("License", "the_owner", "text"), HAS_ONE("Person", "License", "inverse theOwner")},
     {"License.theOwner", "License.the_owner", "'inverse'"}},
    {"an accessor of an attribute's name is refused",
     {PERSON_LICENSE, ATTRIBUTE("Person", "getLicense", "text"), HAS_ONE("Person", "License", NULL)},
     {"Person.license", "accessors", "Person.getLicense"}},
    {"accessors of one name in snake_case are refused",
     {PERSON_LICENSE, HAS_ONE("Person", "License", "as theLicense foreign key ownerId inverse owner"),
      HAS_ONE("Person", "License", "as the_license foreign key otherId inverse other")},
     {"Person.the_license", "Person.theLicense", "accessors"}},
    {"accessors of one name are refused in snake naming too",
     {SCHEMA("{'naming': 'snake'}"), PERSON_LICENSE,
      HAS_ONE("Person", "License", "as theLicense foreign key ownerId inverse owner"),
      HAS_ONE("Person", "License", "as the_license foreign key otherId inverse other")}, {"accessors"}},
    {"an association of an accessor's name is refused",
     {PERSON_LICENSE, HAS_ONE("Person", "License", "foreign key ownerId inverse owner"),
      HAS_ONE("Person", "License", "as get_license foreign key otherId inverse other")},
     {"Person.get_license", "Person.license"}},
    {"an inverse of a built-in accessor's name is refused",
     {PERSON_LICENSE, HAS_ONE("Person", "License", "inverse text")}, {"License.text", "getText", "'inverse'"}},
    {"an alias with a dollar is refused", {PERSON_LICENSE, HAS_ONE("Person", "License", "as $a")}, {"$a", "letters"}},
    {"an alias with colons is refused", {PERSON_LICENSE, HAS_ONE("Person", "License", "as a::b")}, {"a::b"}},
    {"an alias that begins with a digit is refused", {PERSON_LICENSE, HAS_ONE("Person", "License", "as 1a")}, {"1a"}},
    {"a foreign key is named like an attribute",
     {PERSON_LICENSE, HAS_ONE("Person", "License", "foreign key a.b")}, {"a.b", "License"}},
    {"an unknown model of an association is told with its declaration",
     {MODEL("Person"), HAS_ONE("Person", "Licence", NULL)}, {"Person has one Licence", "unknown model 'Licence'"}},
    {"a name of two lines is told in one",
     {MODEL("A"), ATTRIBUTE("A", "a\nb", "text"), ATTRIBUTE("A", "a\nb", "text")}, {"A.a?b is declared twice"}},
    {"models that differ in letter case are refused", {MODEL("Person"), MODEL("person")}, {"person", "Person"}},

    /* ---- In the database ---- */
    {"tables are compared without letter case",
     {MODEL_IS("A", "table Things"), MODEL_IS("B", "table things")}, {"B", "things", "table of A", "with table"}},
    {"columns are compared without letter case",
     {MODEL("A"), ATTRIBUTE("A", "x", "text column c"), ATTRIBUTE("A", "y", "text column C")},
     {"A.y", "'C'", "column of A.x", "with column"}},
    {"a foreign key takes no attribute's column",
     {PERSON_LICENSE, ATTRIBUTE("License", "number", "text column owner"),
      HAS_ONE("Person", "License", "column owner")}, {"License.personId", "owner", "License.number"}},
    {"underscored columns of one name are refused",
     {MODEL_IS("A", "underscored"), ATTRIBUTE("A", "userName", "text"),
      ATTRIBUTE("A", "login", "text column user_name")}, {"A.login", "user_name", "A.userName"}},
    {"a table cannot have the name of a primary key",
     {MODEL_IS("A", "table things"), MODEL_IS("B", "table things_pkey")}, {"A", "things_pkey", "primary key", "B"}},
    {"a table cannot have the name of a constraint that is an index",
     {MODEL_IS("A", "table things"), ATTRIBUTE("A", "code", "text unique"),
      MODEL_IS("B", "table things_code_unique")}, {"A.code", "things_code_unique", "B"}},
    {"two constraints of one name are refused",
     {MODEL("A"), ATTRIBUTE("A", "x", "text unique column userName"),
      ATTRIBUTE("A", "y", "text unique column user_name")}, {"A.y", "as_user_name_unique", "A.x"}},
    {"two foreign keys of one name are refused",
     {MODEL("A"), MODEL("B"), ATTRIBUTE("A", "x", "references B column theB"),
      ATTRIBUTE("A", "y", "references B column the_b")}, {"A.y", "as_the_b_fkey", "A.x"}},
    {"two checks of one name are refused",
     {MODEL_WITH("A", "{'checks': [{'name': 'c', 'expression': 'id > 0'}, {'name': 'C', 'expression': 'id < 9'}]}")},
     {"A", "'C'", "check", "with checks: [{name"}},
    {"a check cannot have the name of a foreign key",
     {MODEL("B"), MODEL_WITH("A", "{'checks': [{'name': 'as_b_id_fkey', 'expression': 'id > 0'}]}"),
      BELONGS_TO("A", "B", NULL)}, {"A", "as_b_id_fkey", "A.bId"}},
    {"a check cannot have the name of an enum's",
     {MODEL_WITH("A", "{'checks': [{'name': 'as_kind_check', 'expression': 'id > 0'}]}"),
      ATTRIBUTE("A", "kind", "enum('x','y')")}, {"as_kind_check"}},
    {"a check cannot have the name of the primary key's constraint",
     {MODEL_WITH("A", "{'checks': [{'name': 'as_pkey', 'expression': 'id > 0'}]}")}, {"as_pkey", "primary key"}},
    {"a table that begins with sqlite_ is refused", {MODEL_IS("A", "table SQLite_a")}, {"SQLite_a", "sqlite_"}},
    {"a default table that begins with sqlite_ is refused", {MODEL("SqliteThing")}, {"sqlite_things"}},
    {"an index that begins with sqlite_ is refused",
     {MODEL_IS("A", "table SqliteA"), MODEL("B"), BELONGS_TO("A", "B", NULL)}, {"A.bId", "sqlite_a_b_id_index"}},
    {"a table that begins with what SQLite takes for a quote is refused",
     {MODEL_WITH("A", "{'table': '[a]'}")}, {"A", "'[a]'", "quote", "with table"}},
    {"a column that PostgreSQL has already is refused",
     {MODEL("A"), ATTRIBUTE("A", "ctid", "text")}, {"A.ctid", "PostgreSQL"}},
    {"a column cannot hold U+0000",
     {MODEL("A"), ATTRIBUTE_WITH("A", "x", "{'type': 'text', 'column': 'a\\u0000b'}")}, {"A.x", "U+0000"}},
    {"a table cannot hold U+0000", {MODEL_WITH("A", "{'table': 'a\\u0000b'}")}, {"A", "U+0000"}},
    {"a check's name cannot hold U+0000",
     {MODEL_WITH("A", "{'checks': [{'name': 'a\\u0000b', 'expression': 'id > 0'}]}")}, {"A", "U+0000"}},
    {"tables that PostgreSQL would cut to one name are refused",
     {MODEL_IS("A", "table " LONG "x"), MODEL_IS("B", "table " LONG "y")}, {"B", "63 bytes", LONG "x"}},
    {"columns that PostgreSQL would cut to one name are refused",
     {MODEL("A"), ATTRIBUTE("A", LONG "x", "text"), ATTRIBUTE("A", LONG "y", "text")}, {"A." LONG "y", "63 bytes"}},
    {"constraints that PostgreSQL would cut to one name are refused",
     {MODEL("A"), ATTRIBUTE("A", SIXTY "x", "text unique"), ATTRIBUTE("A", SIXTY "y", "text unique")},
     {SIXTY "y", "63 bytes"}},
    {"a name is cut between characters",
     {MODEL_IS("A", "table " SIXTY "ab\xc3\xa4"), MODEL_IS("B", "table " SIXTY "ab\xc3\xb6")}, {"B", "63 bytes"}},
};
/* clang-format on */

static void an_alias_of_a_built_in_accessor_is_refused_in_either_naming(void **state)
{
    static const char *const built_in[] = {
        "association", "associationKey", "association_key", "blob",  "bool", "double", "int", "json",
        "null",        "text",           "text_at",         "intAt", "Text", "nullAt"};
    static const char *const namings[] = {"{'naming': 'camel'}", "{'naming': 'snake'}"};
    size_t i, j;
    (void)state;
    for (i = 0; i < COUNT(built_in); ++i)
        for (j = 0; j < COUNT(namings); ++j) {
            char words[64];
            snprintf(words, sizeof words, "as %s", built_in[i]);
            const refusal refused = {"",
                                     {SCHEMA(namings[j]), PERSON_LICENSE, HAS_ONE("Person", "License", words)},
                                     {built_in[i], "every record"}};
            print_message("# %s, %s\n", built_in[i], namings[j]);
            expect_refusal(&refused);
            release(NULL);
        }
}

static void names_that_are_only_alike_are_taken(void **state)
{
    static const declaration schemas[][DECLARATIONS_MAX] = {
        {PERSON_LICENSE, HAS_ONE("Person", "License", "as context inverse textual")},
        {MODEL_IS("A", "table " LONG "x"), MODEL("B"), ATTRIBUTE("B", SIXTY "abx", "text"),
         ATTRIBUTE("B", SIXTY "aby", "text")},
        {MODEL("A"), ATTRIBUTE("A", "CTID", "text"), ATTRIBUTE("A", "rowid", "text"), ATTRIBUTE("A", "oid", "text")},
        {PERSON_LICENSE, ATTRIBUTE("License", "license", "text"), HAS_ONE("Person", "License", NULL)},
    };
    size_t i;
    (void)state;
    for (i = 0; i < COUNT(schemas); ++i) {
        void *world = NULL;
        world_of(&world, declared(schemas[i])); /* the database takes them too */
        world_free(&world);
    }
}

int main(void)
{
    struct CMUnitTest tests[COUNT(refusals) + 2] = {
        ALONE(an_alias_of_a_built_in_accessor_is_refused_in_either_naming),
        ALONE(names_that_are_only_alike_are_taken),
    };
    refusal_tests(tests + 2, refusals, COUNT(refusals));
    return cmocka_run_group_tests_name("names that are refused", tests, NULL, NULL);
}
