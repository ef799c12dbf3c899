/*
 * What a resolved schema warns of, to the letter, and what it does not warn of. It must not test what resolve refuses.
 */
#include "declarations.h"
#include "fixture.h"

typedef struct caution {
    const char *name;
    declaration declarations[DECLARATIONS_MAX];
    const char *warnings[3]; /* all of them, in order */
} caution;

#define LONG "a_name_that_is_longer_than_the_sixty_three_bytes_that_postgresql_keeps"

/* clang-format off */
static const caution cautions[] = {
    {"a unique key is nothing to warn of",
     {MODEL("Person"), MODEL("License"), HAS_ONE("Person", "License", "unique")}, {NULL}},
    {"a shared primary key is nothing to warn of",
     {MODEL("Person"), MODEL("License"), ATTRIBUTE("License", "id", "integer primary key"),
      HAS_ONE("Person", "License", "foreign key id")}, {NULL}},
    {"a has one over a key that is not unique",
     {MODEL("Person"), MODEL("License"), HAS_ONE("Person", "License", "foreign key ownerId")},
     {"Person.license has one over License.ownerId, which is not unique: a plain write can give it two;"
      " declare the key unique"}},
    {"a has one with a scope is nothing to warn of: its key is shared",
     {MODEL("Person"), MODEL("License"), ATTRIBUTE("License", "kind", "string"),
      HAS_ONE("Person", "License", "scope (kind = 'car') inverse owner")}, {NULL}},
    {"a belongs to alone is nothing to warn of",
     {MODEL("Person"), MODEL("License"), BELONGS_TO("License", "Person", "")}, {NULL}},
    {"two belongs to over one key",
     {MODEL("Person"), MODEL("License"), BELONGS_TO("License", "Person", "as owner foreign key ownerId unique"),
      HAS_ONE("Person", "License", "foreign key ownerId")},
     {"License.owner and License.person both belong over License.ownerId;"
      " write 'inverse owner' where the has one is declared if they mean the same"}},
    {"rows that need each other",
     {MODEL("A"), MODEL("B"), BELONGS_TO("A", "B", "not null"), BELONGS_TO("B", "A", "not null")},
     {"A needs a row that needs a A by foreign keys that may not be null: no first row can be inserted;"
      " let one be null",
      "B needs a row that needs a B by foreign keys that may not be null: no first row can be inserted;"
      " let one be null"}},
    {"rows that need each other by references alone",
     {MODEL("A"), MODEL("B"), ATTRIBUTE("A", "b", "not null references B"),
      ATTRIBUTE("B", "a", "not null references A")},
     {"A needs a row that needs a A by foreign keys that may not be null: no first row can be inserted;"
      " let one be null",
      "B needs a row that needs a B by foreign keys that may not be null: no first row can be inserted;"
      " let one be null"}},
    {"a circle with one key that may be null is nothing to warn of",
     {MODEL("A"), MODEL("B"), BELONGS_TO("A", "B", "not null"), BELONGS_TO("B", "A", "")}, {NULL}},
    {"a row that needs one of its own model may be its own",
     {MODEL("Node"), BELONGS_TO("Node", "Node", "as prev not null")}, {NULL}},
    {"a name that PostgreSQL would cut",
     {MODEL("Person"), ATTRIBUTE("Person", LONG, "integer")},
     {"the column '" LONG "' has more than 63 bytes: PostgreSQL would cut it"}},
    {"a check's name that PostgreSQL would cut",
     {MODEL_WITH("Person", "{'checks': [{'name': '" LONG "', 'expression': 'id > 0'}]}")},
     {"the check '" LONG "' has more than 63 bytes: PostgreSQL would cut it"}},
};
/* clang-format on */

static void warns(void **state)
{
    const caution *it = *state;
    gemel_schema *schema = resolved(it->declarations);
    size_t count = 0;
    while (count < COUNT(it->warnings) && it->warnings[count])
        ++count;
    for (size_t i = 0; i < count && i < gemel_schema_warning_count(schema); ++i)
        assert_string_equal(gemel_schema_warning_at(schema, i), it->warnings[i]);
    assert_int_equal(gemel_schema_warning_count(schema), count);
    assert_null(gemel_schema_warning_at(schema, count));
    gemel_schema_free(schema);
}

static void an_unresolved_schema_warns_of_nothing(void **state)
{
    gemel_schema *schema = declared(cautions[2].declarations);
    (void)state;
    assert_int_equal(gemel_schema_warning_count(schema), 0);
    assert_null(gemel_schema_warning_at(schema, 0));
    assert_int_equal(gemel_schema_warning_count(NULL), 0);
    assert_null(gemel_schema_warning_at(NULL, 0));
    gemel_schema_free(schema);
}

int main(void)
{
    struct CMUnitTest tests[COUNT(cautions) + 1] = {ALONE(an_unresolved_schema_warns_of_nothing)};
    size_t i;
    for (i = 0; i < COUNT(cautions); ++i) {
        const struct CMUnitTest one = {cautions[i].name, warns, NULL, release, (void *)(uintptr_t)&cautions[i]};
        tests[i + 1] = one;
    }
    return cmocka_run_group_tests_name("warnings", tests, NULL, NULL);
}
