// Mistakes in names: of models, tables, attributes and columns. Must not know how resolve finds them.
#include "spot.hpp"

namespace property {

namespace {

const std::string long_name = "a_name_of_sixty_three_bytes_is_the_longest_that_is_kept_wholexx";

void table(Model &model, const std::string &name)
{
    model.phrases = {name_phrase("table", "table", name)};
}

} // namespace

std::vector<MistakeMaker> name_mistakes()
{
    return {
        {"a model declared twice",
         [](Spot &it) {
             it.definition.models.push_back({it.name(), {}});
             return Places{it.name()};
         }},
        {"a model that differs in letter case only",
         [](Spot &it) {
             it.other_model("Other");
             it.other_model("OTHER");
             return Places{"OTHER", "Other"};
         }},
        {"a model whose name is none",
         [](Spot &it) {
             const std::string name = it.random.pick({"A b", "1a", "a-b", "a.b", "a\"b", "$a"});
             it.other_model(name);
             return Places{"model", name};
         }},
        {"a table that another model has",
         [](Spot &it) {
             it.other_model("Other");
             table(it.definition.models.back(), "the table");
             it.other_model("Another");
             table(it.definition.models.back(), it.random.pick({"the table", "THE TABLE", "The Table"}));
             return Places{"Other", "Another", "table"};
         }},
        {"a table that SQLite keeps for itself",
         [](Spot &it) {
             table(it.model(), it.random.pick({"sqlite_wrong", "SQLite_Wrong"}));
             return Places{it.name(), "sqlite_"};
         }},
        {"a table that begins with what SQLite takes for a quote",
         [](Spot &it) {
             const std::string name = it.random.pick({"[table]", "`table`", "'table'", "\"table\"", "[table"});
             table(it.model(), name);
             return Places{it.name(), "quote"};
         }},
        {"a table under the name of a primary key",
         [](Spot &it) {
             it.other_model("Other");
             table(it.definition.models.back(), "base");
             it.other_model("Another");
             table(it.definition.models.back(), "base_pkey");
             return Places{"Other", "Another", "base_pkey"};
         }},
        {"a table under the name of a constraint",
         [](Spot &it) {
             it.other_model("Other", {{"of", {type_phrase("integer"), Spot::unique()}}});
             it.other_model("Another");
             table(it.definition.models.back(), it.random.pick({"others_of_unique", "Others_of_Unique"}));
             return Places{"Other.of", "Another", "thers_of_"};
         }},
        {"a table under the name of a sequence",
         [](Spot &it) {
             it.definition.models.push_back({"Other", {}});
             it.other_model("Another");
             table(it.definition.models.back(), "others_id_seq");
             return Places{"Other.id", "Another", "others_id_seq", "sequence"};
         }},
        {"a table equal in 63 bytes",
         [](Spot &it) {
             it.other_model("Other");
             table(it.definition.models.back(), long_name + "a");
             it.other_model("Another");
             table(it.definition.models.back(), long_name + "b");
             return Places{"Another", "63 bytes"};
         }},
        {"an attribute declared twice",
         [](Spot &it) {
             it.attribute("wrong", {type_phrase("text")});
             it.attribute("wrong", {type_phrase("integer")});
             return it.at("wrong", "");
         }},
        {"an attribute equal in snake_case",
         [](Spot &it) {
             it.attribute("wrongName", {type_phrase("text")});
             it.attribute(it.random.pick({"wrong_name", "wrong name", "wrong-name", "WrongName"}),
                          {type_phrase("text")});
             return it.at("wrong", "snake_case");
         }},
        {"an attribute whose name is none",
         [](Spot &it) {
             const std::string name = it.random.pick({"a.b", "$a", "a$", "a::b", "a->b"});
             it.attribute(name, {type_phrase("text")});
             return it.at(name);
         }},
        {"a column that another attribute has",
         [](Spot &it) {
             it.attribute("first", {type_phrase("text"), Spot::column("The Column")});
             it.attribute("second", {type_phrase("text"), Spot::column(it.random.pick({"The Column", "the column"}))});
             return Places{it.name(), "first", "second", "column"};
         }},
        {"a column equal in 63 bytes",
         [](Spot &it) {
             it.attribute("first", {type_phrase("text"), Spot::column(long_name + "a")});
             it.attribute("second", {type_phrase("text"), Spot::column(long_name + "b")});
             return Places{it.name(), "first", "second", "63 bytes"};
         }},
        {"a column that PostgreSQL has already",
         [](Spot &it) {
             const std::string name = it.random.pick({"xmin", "ctid", "tableoid", "cmax"});
             it.attribute("wrong", {type_phrase("text"), Spot::column(name)});
             return it.at("wrong", name);
         }},
        {"a column under the name of an implicit one",
         [](Spot &it) {
             Model other{"Other", {}, {{"wrong", {type_phrase("text"), Spot::column("ID")}}}};
             it.definition.models.push_back(std::move(other));
             return Places{"Other.wrong", "Other.id", "ID"};
         }},
        {"constraints equal in 63 bytes",
         [](Spot &it) {
             it.attribute(long_name + "a", {type_phrase("text"), Spot::unique()});
             it.attribute(long_name.substr(0, 62) + "b", {type_phrase("text"), Spot::unique()});
             return Places{it.name(), "63 bytes"};
         }},
    };
}

} // namespace property
