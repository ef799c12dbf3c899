/*
 * Attributes that must be refused: defaults that are made, SQL, references, and types that are no keys. It must not
 * test what a right attribute means (test_schema.c, test_sync.c).
 */
#include "refusals.h"
#include <stdio.h>

/* clang-format off */
#define THING(words) {MODEL("Thing"), ATTRIBUTE("Thing", "a", words)}
#define THING_WITH(options) {MODEL("Thing"), ATTRIBUTE_WITH("Thing", "a", options)}
#define SQL_OF(text) THING_WITH("{'type': 'text', 'default': {'sql': '" text "'}}")
#define PERSON MODEL("Person"), ATTRIBUTE("Person", "email", "string unique"), ATTRIBUTE("Person", "name", "string")
#define REFERS(words) {PERSON, MODEL("License"), ATTRIBUTE("License", "ownerId", words)}
#define REFERS_WITH(options) {PERSON, MODEL("License"), ATTRIBUTE_WITH("License", "ownerId", options)}
#define COMPOSITE MODEL("Seat"), ATTRIBUTE("Seat", "row", "integer primary key"), \
    ATTRIBUTE("Seat", "place", "integer primary key")

static const refusal refusals[] = {
    /* ---- Defaults ---- */
    {"now needs a date or a timestamp", THING("integer default now"), {"Thing.a", "default now", "date or timestamp"}},
    {"now is no text", THING("text default now"), {"default now", "text"}},
    {"a uuid needs a type that holds it", THING("integer default uuid"), {"Thing.a", "default uuid", "integer"}},
    {"a uuid has 36 characters", THING("string(35) default uuid"), {"36 characters", "string(35)"}},
    {"what the database numbers has no default of now", {MODEL("Thing"),
     ATTRIBUTE("Thing", "a", "integer primary key auto increment default now")}, {"auto increment has no default"}},
    {"what the database numbers has no SQL default", {MODEL("Thing"),
     ATTRIBUTE("Thing", "a", "integer primary key auto increment default (1)")}, {"auto increment has no default"}},
    {"a default said twice is refused", THING("text default 'a' default (1)"), {"'default' is said twice"}},
    {"the default null contradicts a primary key", THING("text primary key default null"),
     {"default null contradicts not null"}},
    {"a default that is neither literal nor known tells all", THING("text default nwo"), {"nwo", "now, uuid or (SQL)"}},
    {"default in options is one thing", THING_WITH("{'type': 'uuid', 'default': {'uuid': true, 'now': true}}"),
     {"Thing.a, default", "one of {now: true}, {uuid: true} and {sql: TEXT}"}},
    {"default in options is not nothing", THING_WITH("{'type': 'uuid', 'default': {}}"), {"one of {now: true}"}},
    {"a default in options that is false is none", THING_WITH("{'type': 'uuid', 'default': {'uuid': false}}"),
     {"one of {now: true}"}},
    {"an unknown kind of default tells the nearest", THING_WITH("{'type': 'uuid', 'default': {'uudi': true}}"),
     {"uudi", "uuid"}},
    {"SQL in options is a text", THING_WITH("{'type': 'text', 'default': {'sql': 5}}"), {"sql", "text"}},
    {"default in options is no list", THING_WITH("{'type': 'text', 'default': [1]}"), {"{now: true}"}},
    {"a default of the foreign key must fit too",
     {PERSON, MODEL("License"), HAS_ONE("Person", "License", "default now")}, {"License.personId", "default now"}},

    /* ---- SQL cannot leave its brackets ---- */
    {"SQL that would change the connection is no default",
     THING("text default (set_config('search_path', 'x', false))"), {"Thing.a", "set_config"}},
    {"SQL that would lock for the connection is no default", THING("bigint default (pg_catalog.Pg_Advisory_Lock(1))"),
     {"Thing.a", "pg_advisory_lock"}},
    {"SQL is not empty", THING("text default ( )"), {"Thing.a", "SQL", "is empty"}},
    {"SQL in options is not empty", SQL_OF(" "), {"is empty"}},
    {"SQL holds no semicolon", THING("text default (1; DROP TABLE x)"), {"holds a ';'"}},
    {"SQL holds no comment to the end of the line", THING("text default (1 -- x\n)"), {"comment"}},
    {"SQL holds no comment in marks", THING("text default (1 /* x)"), {"comment"}},
    {"SQL holds no question mark", THING("text default (?)"), {"holds a '?'"}},
    {"SQL holds no number of a value", THING("text default ($1)"), {"holds a '$'"}},
    {"SQL holds no text in dollars", SQL_OF("$$\\u0027$$) ; x --\\u0027"), {"holds a '$'"}},
    {"SQL holds no name in grave accents", SQL_OF("`\\u0027`"), {"holds a '`'"}},
    {"SQL holds no name in square brackets", SQL_OF("[\\u0027]"), {"holds a '['"}},
    {"SQL holds no backslash", SQL_OF("E\\u0027\\\\\\u0027\\u0027) ; x --\\u0027"), {"holds a '\\'"}},
    {"SQL holds no U+0000", SQL_OF("1\\u0000"), {"U+0000"}},
    {"SQL closes its quotes", SQL_OF("it\\u0027s"), {"quote that is not closed"}},
    {"SQL closes its quoted names", SQL_OF("\\\"a"), {"quote that is not closed"}},
    {"SQL closes its brackets", SQL_OF("((1)"), {"bracket that is not closed"}},
    {"SQL opens its brackets first", SQL_OF("1) or (1"), {"closes a bracket that it has not opened"}},
    {"brackets in words are closed", THING("text default ((1)"), {"bracket", "not closed"}},
    {"brackets in words are opened first", THING("text default (1))"), {"closed that was not opened"}},

    /* ---- References ---- */
    {"d28: a reference to another model than the association's is refused",
     {PERSON, MODEL("Town"), MODEL("License"), ATTRIBUTE("License", "ownerId", "integer references Town"),
      HAS_ONE("Person", "License", "foreign key ownerId")}, {"ownerId", "Town.id", "Person.id", "declaration"}},
    {"d28: a reference to another attribute than the association's is refused",
     {PERSON, MODEL("License"), ATTRIBUTE("License", "owner", "string references Person.email"),
      HAS_ONE("Person", "License", "foreign key owner inverse holder")}, {"owner", "Person.email", "Person.id"}},
    {"d28: in options too",
     {PERSON, MODEL("Town"), MODEL("License"),
      ATTRIBUTE_WITH("License", "ownerId", "{'type': 'integer', 'references': 'Town'}"),
      BELONGS_TO("License", "Person", "foreign key ownerId")}, {"Town.id", "Person.id"}},
    {"a reference contradicts an association without constraint",
     {PERSON, MODEL("License"), ATTRIBUTE("License", "ownerId", "integer references Person"),
      HAS_ONE("Person", "License", "foreign key ownerId no constraint")}, {"ownerId", "foreignKeyConstraints"}},
    {"a reference to an unknown model tells the nearest", REFERS("integer references Persn"),
     {"License.ownerId", "Persn", "Person"}},
    {"a reference to an unknown attribute tells the nearest", REFERS("string references Person.emial"),
     {"License.ownerId", "emial", "email"}},
    {"a reference to what is not unique is refused", REFERS("string references Person.name"),
     {"License.ownerId", "Person.name", "not unique"}},
    {"a reference to a composite key names an attribute",
     {COMPOSITE, MODEL("Guest"), ATTRIBUTE("Guest", "seat", "integer references Seat")},
     {"Guest.seat", "several attributes", "references Seat.ATTRIBUTE"}},
    {"a reference to part of a composite key is refused",
     {COMPOSITE, MODEL("Guest"), ATTRIBUTE("Guest", "seat", "integer references Seat.row")}, {"Seat.row", "unique"}},
    {"a reference compares", REFERS("string references Person"), {"License.ownerId", "string(255)", "integer"}},
    {"a reference is not numbered by the database",
     {PERSON, MODEL("License"), ATTRIBUTE("License", "id", "integer primary key auto increment references Person")},
     {"License.id", "auto increment"}},
    {"a reference that may not be null cannot be set null",
     REFERS("integer not null references Person on delete set null"), {"License.ownerId", "SET NULL"}},
    {"a reference that may not be null needs a default to be set to it",
     REFERS("integer not null references Person on update set default"), {"SET DEFAULT needs a default"}},
    {"set default does not know what is made here", {PERSON, MODEL("Token"),
     ATTRIBUTE("Token", "code", "uuid unique"), MODEL("License"),
     ATTRIBUTE("License", "token", "uuid default uuid references Token.code on delete set default")},
     {"License.token", "SET DEFAULT", "uuid"}},
    {"references needs a name", REFERS("integer references"), {"name is missing after 'references'"}},
    {"references takes no brackets", REFERS("integer references Person (email)"), {"references Person.ATTRIBUTE"}},
    {"references said twice is refused", REFERS("integer references Person references Person"),
     {"references", "twice"}},
    {"references in words and in options is refused",
     {PERSON, MODEL("License"),
      {declare_attribute, "License", "ownerId", "integer references Person", "{'references': 'Person'}"}},
     {"references", "both"}},
    {"references in options is a name or an object", REFERS_WITH("{'references': 5}"), {"references", "{model, key}"}},
    {"references in options names a model", REFERS_WITH("{'references': {'key': 'id'}}"), {"'model' is missing"}},
    {"an unknown option of references tells the nearest", REFERS_WITH("{'references': {'modle': 'Person'}}"),
     {"modle", "model"}},
    {"references names no table", REFERS_WITH("{'references': {'table': 'people'}}"), {"table", "write model"}},
    {"on delete needs a reference", REFERS("integer on delete cascade"), {"License.ownerId", "references MODEL"}},
    {"an unknown action of an attribute tells all", REFERS("integer references Person on delete casc"),
     {"on delete", "casc", "cascade"}},
    {"an association says itself what it refers to",
     {PERSON, MODEL("License"), HAS_ONE("Person", "License", "references Person")}, {"declare the foreign key"}},
    {"a foreignKey says not what it refers to",
     {PERSON, MODEL("License"), HAS_ONE_WITH("Person", "License", "{'foreignKey': {'references': 'Person'}}")},
     {"references", "the association says itself"}},
    {"a foreign key is never auto increment in words",
     {PERSON, MODEL("License"), HAS_ONE("Person", "License", "auto increment")}, {"auto increment"}},
    {"two references without types have none",
     {MODEL("A"), MODEL("B"), ATTRIBUTE("A", "b", "unique references B.a"),
      ATTRIBUTE("B", "a", "unique references A.b")}, {"A.b: has no type"}},

    /* ---- Types that are no keys ---- */
    {"a primary key is no json", THING("json primary key"), {"Thing.a", "primary key", "json"}},
    {"what is unique is no json", THING("json unique"), {"Thing.a", "unique", "json"}},
    {"a foreign key is no json",
     {PERSON, MODEL("License"), HAS_ONE("Person", "License", "json")}, {"License.personId", "json"}},
    {"a foreign key without constraint is no json",
     {PERSON, MODEL("License"), HAS_ONE("Person", "License", "json no constraint")}, {"License.personId", "json"}},
    {"a foreign key refers to no json",
     {MODEL("Person"), ATTRIBUTE("Person", "about", "json"), MODEL("License"),
      HAS_ONE("Person", "License", "source key about no constraint")}, {"Person.about", "json"}},
    {"a type in brackets that do not fit is refused", THING("enum ('a', 'a')"), {"Thing.a"}},
};
/* clang-format on */

static void attributes_are_counted(size_t count, const char *words, gemel_status answer, const char *part)
{
    gemel_schema *schema = gemel_schema_new();
    size_t i;
    expect_ok(gemel_schema_add_model(schema, "Thing", NULL, NULL, &err));
    for (i = 0; i < count; ++i) {
        char name[32];
        snprintf(name, sizeof name, "a%zu", i);
        expect_ok(gemel_schema_add_attribute(schema, "Thing", name, words, NULL, &err));
    }
    expect(answer, gemel_schema_resolve(schema, &err));
    if (part)
        expect_mention(part);
    gemel_schema_free(schema);
}

static void a_model_has_as_many_attributes_as_a_table_has_columns(void **state)
{
    (void)state;
    attributes_are_counted(1599, "integer", GEMEL_OK, NULL); /* and id */
    attributes_are_counted(1600, "integer", GEMEL_DEFINITION, "1601 attributes");
}

static void a_primary_key_has_as_many_attributes_as_an_index_has_columns(void **state)
{
    (void)state;
    attributes_are_counted(32, "integer primary key", GEMEL_OK, NULL);
    attributes_are_counted(33, "integer primary key", GEMEL_DEFINITION, "33 attributes");
}

int main(void)
{
    struct CMUnitTest tests[COUNT(refusals) + 2] = {
        ALONE(a_model_has_as_many_attributes_as_a_table_has_columns),
        ALONE(a_primary_key_has_as_many_attributes_as_an_index_has_columns),
    };
    refusal_tests(tests + 2, refusals, COUNT(refusals));
    return cmocka_run_group_tests_name("attributes that are refused", tests, NULL, NULL);
}
