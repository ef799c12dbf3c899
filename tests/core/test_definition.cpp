// What a definition becomes: the SQL that creates its tables, to the letter, where complaints come from, and what the
// resolved schema holds for the layers above. Must not test what the C API shows of it.
#include "tests/core/tape.hpp"

extern "C" {
// cmocka needs these before it
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
}

namespace {

using tape::Player;

gemel::ModelDefinition model(const char *name, const char *words,
                             std::initializer_list<std::pair<const char *, const char *>> attributes)
{
    gemel::ModelDefinition model = tape::model(name, attributes);
    model.options = gemel::model_words(words, name);
    return model;
}

std::string sync_of(const gemel::SchemaDefinition &definition)
{
    Player player(gemel::resolve(definition));
    player.database().sync(false);
    return player.sent();
}

void defaults_checks_and_references_are_written_into_the_table(void **)
{
    std::string sent;
    {
        gemel::SchemaDefinition definition;
        definition.models = {
            model("Person", "check (age >= 18 or not (code in ('it''s', 'x') and age is not null))",
                  {{"age", "integer default 18"},
                   {"code", "string(5) check (length(code) between 1 and age)"},
                   {"kind", "enum('new','it''s') default 'new'"},
                   {"at", "timestamp default now"},
                   {"token", "uuid default uuid"},
                   {"score", "double default (1.5 * 2) check (score <> -0.5)"},
                   {"day", "date default '2024-02-29' check (day < '2025-01-01')"}}),
            model("License", "underscored timestamps", {{"theOwner", "references Person on delete cascade"}})};
        sent = sync_of(definition);
    }
    assert_string_equal(
        sent.c_str(),
        "BEGIN IMMEDIATE\n"
        "CREATE TABLE IF NOT EXISTS \"people\" (\"id\" INTEGER PRIMARY KEY AUTOINCREMENT,"
        " \"age\" INTEGER DEFAULT 18, \"code\" VARCHAR(5), \"kind\" TEXT DEFAULT 'new', \"at\" TEXT, \"token\" TEXT,"
        " \"score\" DEFAULT (1.5 * 2), \"day\" TEXT DEFAULT '2024-02-29',"
        " CONSTRAINT \"people_kind_check\" CHECK (\"kind\" IN ('new', 'it''s')),"
        " CONSTRAINT \"people_code_check\" CHECK ((length(\"code\") >= 1 AND length(\"code\") <= \"age\")),"
        " CONSTRAINT \"people_score_check\" CHECK (\"score\" <> (-0.5)),"
        " CONSTRAINT \"people_day_check\" CHECK (\"day\" < '2025-01-01'),"
        " CONSTRAINT \"people_check\" CHECK ((\"age\" >= 18 OR"
        " NOT ((\"code\" IN ('it''s', 'x') AND NOT (\"age\" IS NULL))))))\n"
        "EXPLAIN INSERT INTO \"people\" DEFAULT VALUES\n"
        "CREATE TABLE IF NOT EXISTS \"licenses\" (\"id\" INTEGER PRIMARY KEY AUTOINCREMENT, \"the_owner\" INTEGER,"
        " \"created_at\" TEXT NOT NULL, \"updated_at\" TEXT NOT NULL, CONSTRAINT \"licenses_the_owner_fkey\""
        " FOREIGN KEY (\"the_owner\") REFERENCES \"people\" (\"id\") ON DELETE CASCADE ON UPDATE NO ACTION)\n"
        "CREATE INDEX IF NOT EXISTS \"licenses_the_owner_index\" ON \"licenses\" (\"the_owner\")\n"
        "COMMIT\n");
}

void a_complaint_says_where_a_document_said_it(void **)
{
    std::string first, second, third, whole;
    {
        gemel::SchemaDefinition definition;
        definition.models = {tape::model("Person", {{"name", "string default 5"}, {"age", "integer default 'x'"}}),
                             tape::model("License", {})};
        definition.models[0].attributes[0].origin = {12, "/models/Person/attributes/name"};
        definition.associations = {tape::has_one("Person", "License", "default 'x'")};
        definition.associations[0].origin = {20, "/associations/0"};
        try {
            gemel::resolve(definition);
        } catch (const gemel::Failure &failure) {
            whole = failure.message;
            first = failure.items.at(0).message;
            second = failure.items.at(1).message;
            third = failure.items.at(2).message;
        }
    }
    assert_string_equal(first.c_str(),
                        "line 12, /models/Person/attributes/name: Person.name: the default must be a text, not 5");
    assert_string_equal(second.c_str(), "Person.age: the default must be an integer of 32 bits, not 'x'");
    assert_string_equal(third.c_str(),
                        "line 20, /associations/0: License.personId: the default must be an integer of 32 bits, not"
                        " 'x'");
    assert_string_equal(whole.c_str(), (first + " (and 2 more)").c_str());
}

/// The message of the only complaint, each thing being declared in its own line of a document.
std::string complaint(gemel::SchemaDefinition definition)
{
    std::size_t line = 1;
    for (gemel::ModelDefinition &it : definition.models) {
        it.origin = {line, "/models/" + it.name};
        for (gemel::AttributeDefinition &attribute : it.attributes)
            attribute.origin = {++line, it.origin.path + "/attributes/" + attribute.name};
        line += 10;
    }
    for (gemel::AssociationDefinition &it : definition.associations)
        it.origin = {line++, "/associations"};
    try {
        gemel::resolve(definition);
    } catch (const gemel::Failure &failure) {
        return failure.items.size() == 1 ? failure.message : "several: " + failure.message;
    }
    return "accepted";
}

void every_stage_of_a_resolve_knows_its_origins(void **)
{
    using Attributes = std::initializer_list<std::pair<const char *, const char *>>;
    struct Case {
        const char *words;
        Attributes attributes;
        const char *association;
        const char *place;
    };
    const Case cases[] = {
        {"", {{"a", "text"}, {"a", "text"}}, nullptr, "line 3, /models/Person/attributes/a: "},
        {"", {{"id", "text"}}, nullptr, "line 2, /models/Person/attributes/id: "},
        {"", {{"a.b", "text"}}, nullptr, "line 2, /models/Person/attributes/a.b: "},
        {"", {{"a", "references Town"}}, nullptr, "line 2, /models/Person/attributes/a: "},
        {"", {{"a", "json unique"}}, nullptr, "line 2, /models/Person/attributes/a: "},
        {"", {{"a", "integer check (b > 0)"}}, nullptr, "line 2, /models/Person/attributes/a: "},
        {"check (b > 0)", {}, nullptr, "line 1, /models/Person: "},
        {"timestamps", {{"createdAt", "text"}}, nullptr, "line 2, /models/Person/attributes/createdAt: "},
        {"table licenses", {}, nullptr, "line 11, /models/License: "},
        {"", {{"x", "text column c"}, {"y", "text column C"}}, nullptr, "line 3, /models/Person/attributes/y: "},
        {"",
         {{"userName", "text"}, {"user_name", "text column x"}},
         nullptr,
         "line 3, /models/Person/attributes/user_name: "},
        {"", {{"license", "text"}}, "", "line 22, /associations: "},
        {"", {}, "inverse text", "line 21, /associations: "},
        {"", {}, "source key nope", "line 21, /associations: "},
        {"", {}, "scope (nope = 5)", "line 21, /associations: "},
        {"", {}, "not null on delete set null", "line 21, /associations: "},
    };
    for (const Case &it : cases) {
        std::string message;
        {
            gemel::SchemaDefinition definition;
            definition.models = {model("Person", it.words, it.attributes), tape::model("License", {})};
            if (it.association)
                definition.associations = {tape::has_one("Person", "License", it.association)};
            message = complaint(definition);
        }
        print_message("# %s\n", message.c_str());
        assert_int_equal(message.find(it.place), 0);
    }
}

void a_schema_tells_the_layers_above_what_they_need(void **)
{
    bool fits = false;
    {
        gemel::SchemaDefinition definition;
        definition.options.naming = gemel::Naming::Snake;
        definition.models = {model("Person", "timestamps", {{"code", "string unique"}}),
                             tape::model("License", {{"number", "integer default (1)"},
                                                     {"kind", "decimal(5,2)"},
                                                     {"other", "string references Person.code"}})};
        definition.associations = {tape::has_one("Person", "License", "scope (kind = 1.5) inverse owner")};
        const auto schema = gemel::resolve(definition);
        const gemel::Model &person = schema->model("Person");
        const gemel::Model &license = schema->model("License");
        const gemel::Association &has_one = person.association("license");
        fits = schema->naming == gemel::Naming::Snake && schema->associations.size() == 1 &&
               schema->associations[0] == &has_one && person.created_at == &person.attribute("created_at") &&
               person.updated_at == &person.attribute("updated_at") && !license.created_at && !license.updated_at &&
               license.attribute("number").generated() && license.attribute("id").generated() &&
               !license.attribute("kind").generated() && has_one.scope.size() == 1 &&
               has_one.scope[0].first == &license.attribute("kind") &&
               has_one.scope[0].second == gemel::Value(std::string("1.50")) && license.references.size() == 2 &&
               license.references[0].foreign_key == &license.attribute("other") &&
               license.references[0].key == &person.attribute("code") &&
               license.references[0].on_delete == "NO ACTION" &&
               license.references[1].foreign_key == has_one.foreign_key &&
               license.references[1].on_delete == "SET NULL" && person.references.empty();
    }
    assert_true(fits);
}

} // namespace

int main()
{
    const CMUnitTest tests[] = {
        cmocka_unit_test(defaults_checks_and_references_are_written_into_the_table),
        cmocka_unit_test(a_complaint_says_where_a_document_said_it),
        cmocka_unit_test(every_stage_of_a_resolve_knows_its_origins),
        cmocka_unit_test(a_schema_tells_the_layers_above_what_they_need),
    };
    return cmocka_run_group_tests(tests, nullptr, nullptr);
}
