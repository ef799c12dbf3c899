// Mistakes in what refers to another model. Must not know how resolve finds them.
#include "spot.hpp"

namespace property {

namespace {

Phrase inverse(const std::string &name)
{
    return name_phrase("inverse", "inverse", name);
}

/// A reference from the model to a fresh one, "Other".
void refer(Spot &it, const std::string &key, Phrases phrases)
{
    phrases.push_back(reference_phrase("Other", key));
    it.attribute("wrong", std::move(phrases));
}

} // namespace

std::vector<MistakeMaker> association_mistakes()
{
    return {
        {"a reference to no model",
         [](Spot &it) {
             it.attribute("wrong", {type_phrase("integer"), reference_phrase("Nobody", "")});
             return it.at("wrong", "Nobody");
         }},
        {"a reference to no attribute",
         [](Spot &it) {
             it.move_to_single_key();
             it.attribute("wrong", {type_phrase("integer"), reference_phrase(it.name(), "nothing")});
             return it.at("wrong", "nothing");
         }},
        {"a reference to what is not unique",
         [](Spot &it) {
             const std::string type = any_key_type(it.random);
             it.other_model("Other", {{"plain", {type_phrase(type)}}});
             refer(it, "plain", {});
             return it.at("wrong", "Other.plain");
         }},
        {"a reference to a part of a primary key",
         [](Spot &it) {
             it.other_model("Other", {{"row", {type_phrase("integer"), Spot::primary_key()}}});
             refer(it, it.random.chance(50) ? "row" : "", {});
             return it.at("wrong", "Other");
         }},
        {"a reference of another type",
         [](Spot &it) {
             it.other_model("Other", {{"code", {type_phrase("uuid"), Spot::unique()}}});
             refer(it, "code", {type_phrase(it.random.pick({"integer", "text", "blob", "date", "json", "enum('a')"}))});
             return it.at("wrong", "Other.code");
         }},
        {"a reference of a decimal of another scale",
         [](Spot &it) {
             it.other_model("Other", {{"code", {type_phrase("decimal(5,2)"), Spot::unique()}}});
             refer(it, "code", {type_phrase("decimal(5,3)")});
             return it.at("wrong", "decimal(5,3)");
         }},
        {"references without type in a circle",
         [](Spot &it) {
             it.attribute("wrong", {Spot::unique(), reference_phrase(it.name(), "wrong too")});
             it.attribute("wrong too", {Spot::unique(), reference_phrase(it.name(), "wrong")});
             return it.at("wrong", "type");
         }},
        {"SET NULL where none may be",
         [](Spot &it) {
             it.other_model("Other");
             refer(it, "", {Spot::not_null(), action_phrase(it.random.pick({"delete", "update"}), "set null")});
             return it.at("wrong", "SET NULL");
         }},
        {"SET DEFAULT without one",
         [](Spot &it) {
             it.other_model("Other");
             refer(it, "", {Spot::not_null(), action_phrase(it.random.pick({"delete", "update"}), "set default")});
             return it.at("wrong", "SET DEFAULT");
         }},
        {"SET DEFAULT with one that the database does not know",
         [](Spot &it) {
             it.other_model("Other", {{"code", {type_phrase("uuid"), Spot::unique()}}});
             refer(it, "code",
                   {{"default uuid", "default", "{\"uuid\": true}"}, action_phrase("delete", "set default")});
             return it.at("wrong", "SET DEFAULT");
         }},
        {"an association with no model",
         [](Spot &it) {
             it.move_to_single_key();
             Association association{it.random.chance(50), it.name(), "Nobody", {Spot::as("wrong")}};
             if (it.random.chance(50))
                 std::swap(association.source, association.target);
             it.definition.associations.push_back(association);
             return Places{it.name(), "Nobody"};
         }},
        {"an association with itself under one name",
         [](Spot &it) {
             it.move_to_single_key();
             it.has_one(it.random.chance(50) ? Phrases{Spot::as("wrong")}
                                             : Phrases{Spot::as("wrong"), inverse("wrong")});
             return it.at("wrong", "two different names");
         }},
        {"an association under the name of an attribute",
         [](Spot &it) {
             it.attribute("wrongName", {type_phrase("text")});
             it.belongs_to(
                 {Spot::as(it.random.pick({"wrongName", "wrong_name", "WrongName"})), Spot::foreign_key("fk")});
             it.other_model("Other");
             it.definition.associations.back().target = "Other";
             return it.at("wrongName", "attribute");
         }},
        {"an accessor under the name of an attribute",
         [](Spot &it) {
             it.attribute(it.random.pick({"getWrong", "set_wrong", "createWrong"}), {type_phrase("text")});
             it.other_model("Other");
             it.definition.associations.push_back({false, it.name(), "Other", {Spot::as("wrong")}});
             return it.at("wrong", "accessors");
         }},
        {"an association under the name of what every record has",
         [](Spot &it) {
             const std::string alias = it.random.pick({"text", "json", "int", "blobAt", "null", "association"});
             it.other_model("Other");
             it.definition.associations.push_back({false, it.name(), "Other", {Spot::as(alias)}});
             return it.at(alias, "every record");
         }},
        {"two associations of one name",
         [](Spot &it) {
             it.other_model("Other");
             for (const char *key : {"fk one", "fk two"})
                 it.definition.associations.push_back(
                     {false, it.name(), "Other", {Spot::as("wrong"), Spot::foreign_key(key)}});
             return it.at("wrong", "twice");
         }},
        {"a foreign key of another type",
         [](Spot &it) {
             it.other_model("Other");
             it.attribute("fk",
                          {type_phrase(it.random.pick({"text", "uuid", "boolean", "double", "decimal(4)", "json"}))});
             it.definition.associations.push_back(
                 {true, "Other", it.name(), {Spot::as("wrong"), inverse("wrongs"), Spot::foreign_key("fk")}});
             return Places{it.name(), "fk", "Other"};
         }},
        {"a key that is not there",
         [](Spot &it) {
             it.has_one({Spot::as("wrong"), inverse("back"), name_phrase("source key", "sourceKey", "nothing")});
             return it.at("wrong", "nothing");
         }},
        {"a key that is not unique",
         [](Spot &it) {
             it.attribute("plain", {type_phrase(any_key_type(it.random))});
             it.belongs_to(
                 {Spot::as("wrong"), name_phrase("target key", "targetKey", "plain"), Spot::foreign_key("fk")});
             return it.at("fk", "plain");
         }},
        {"a composite primary key for a key",
         [](Spot &it) {
             it.other_model("Other", {{"row", {type_phrase("integer"), Spot::primary_key()}}});
             it.definition.associations.push_back({false, it.name(), "Other", {Spot::as("wrong")}});
             return it.at("wrong", "Other");
         }},
        {"actions without a constraint",
         [](Spot &it) {
             it.other_model("Other");
             it.definition.associations.push_back(
                 {false,
                  it.name(),
                  "Other",
                  {Spot::as("wrong"), flag_phrase("no constraint", "foreignKeyConstraints", false),
                   of_key(action_phrase("delete", it.random.pick(actions())))}});
             return it.at("wrong", "onDelete");
         }},
        {"a foreign key that refers to two",
         [](Spot &it) {
             it.other_model("Other");
             it.other_model("Another");
             for (const char *target : {"Other", "Another"})
                 it.definition.associations.push_back(
                     {false, it.name(), target, {Spot::as(std::string("wrong") + target), Spot::foreign_key("fk")}});
             return it.at("fk", "Another");
         }},
        {"two opinions on a foreign key",
         [](Spot &it) {
             it.other_model("Other");
             for (const char *type : {"integer", "bigint"})
                 it.definition.associations.push_back(
                     {false,
                      it.name(),
                      "Other",
                      {Spot::as(std::string("wrong") + type), Spot::foreign_key("fk"), of_key(type_phrase(type))}});
             return it.at("fk", "bigint");
         }},
        {"a foreign key that is numbered",
         [](Spot &it) {
             it.other_model("Other");
             it.other_model("Another");
             it.definition.models.back().attributes.front().phrases.push_back(
                 flag_phrase("auto increment", "autoIncrement", true));
             it.definition.associations.push_back({true, "Other", "Another", {Spot::foreign_key("id")}});
             return Places{"Another", "id", "auto increment"};
         }},
        {"a scope that is not there",
         [](Spot &it) {
             it.move_to_single_key();
             it.has_one({Spot::as("wrong"), inverse("back"), {std::nullopt, "scope", "{\"nothing\": 1}"}});
             return it.at("wrong", "nothing");
         }},
        {"a scope that does not fit",
         [](Spot &it) {
             it.move_to_single_key();
             const std::string type = any_key_type(it.random);
             it.attribute("kind", {type_phrase(type)});
             const std::string value = it.random.chance(80) ? misfitting(it.random, type).json : "null";
             it.has_one({Spot::as("wrong"), inverse("back"), {std::nullopt, "scope", "{\"kind\": " + value + "}"}});
             return it.at("wrong", "kind");
         }},
        {"a scope over the foreign key",
         [](Spot &it) {
             it.move_to_single_key();
             it.attribute("fk", {});
             it.has_one(
                 {Spot::as("wrong"), inverse("back"), Spot::foreign_key("fk"), {std::nullopt, "scope", "{\"fk\": 1}"}});
             return it.at("wrong", "fk");
         }},
    };
}

} // namespace property
