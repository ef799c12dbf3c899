// Mistakes in what is said of one attribute. Must not know how resolve finds them.
#include "spot.hpp"

#include <algorithm>
#include <initializer_list>

namespace property {

namespace {

std::string other_than(Random &random, std::initializer_list<const char *> kinds)
{
    std::string type = any_key_type(random);
    while (std::count(kinds.begin(), kinds.end(), kind_of(type)) != 0)
        type = any_key_type(random);
    return type;
}

Phrase now()
{
    return {"default now", "default", "{\"now\": true}"};
}

Phrase uuid()
{
    return {"default uuid", "default", "{\"uuid\": true}"};
}

} // namespace

std::vector<MistakeMaker> attribute_mistakes()
{
    return {
        {"an unknown type",
         [](Spot &it) {
             const std::string said = it.random.pick({"strin", "int", "varchar(20)", "decimal", "string(0)", "enum()",
                                                      "decimal(2,3)", "enum('a','a')", "integer(5)", "datetime"});
             it.attribute("wrong", {type_phrase(said)});
             return it.at("wrong", said.substr(0, 4));
         }},
        {"no type",
         [](Spot &it) {
             it.attribute("wrong", {Spot::not_null()});
             return it.at("wrong", "type");
         }},
        {"an unknown word",
         [](Spot &it) {
             it.words("wrong", it.random.pick({"text uniqe", "text not nul", "text primary", "text refrences X"}));
             return it.at("wrong", "unknown word");
         }},
        {"a word said twice",
         [](Spot &it) {
             it.words("wrong", it.random.pick({"text unique unique", "text null not null", "text integer"}));
             return it.at("wrong", "twice");
         }},
        {"a default that does not fit",
         [](Spot &it) {
             const std::string type = any_type(it.random);
             it.attribute("wrong", {type_phrase(type), default_phrase(misfitting(it.random, type))});
             return it.at("wrong", "the default");
         }},
        {"now where there is no time",
         [](Spot &it) {
             it.attribute("wrong", {type_phrase(other_than(it.random, {"date", "timestamp"})), now()});
             return it.at("wrong", "now");
         }},
        {"a uuid where none fits",
         [](Spot &it) {
             const std::string type = other_than(it.random, {"uuid", "text", "string"});
             it.attribute("wrong", {type_phrase(it.random.chance(20) ? "string(35)" : type), uuid()});
             return it.at("wrong", "uuid");
         }},
        {"null by default where none may be",
         [](Spot &it) {
             it.attribute("wrong",
                          {type_phrase(any_type(it.random)), Spot::not_null(), default_phrase({"null", "null"})});
             return it.at("wrong", "null");
         }},
        {"a default in SQL that leaves its brackets",
         [](Spot &it) {
             const std::string sql =
                 it.random.pick({"1) NOT NULL, (2", "(1", "'", "1; 2", "1 -- 2", " ", "\"a", "a\\b", "?"});
             Phrase phrase = sql_default_phrase(sql);
             phrase.words.reset();
             it.attribute("wrong", {type_phrase("text"), phrase});
             return it.at("wrong", "SQL");
         }},
        {"a number that is not the whole primary key",
         [](Spot &it) {
             it.attribute("wrong", {type_phrase("integer"), flag_phrase("auto increment", "autoIncrement", true)});
             return it.at("wrong", "auto increment");
         }},
        {"a primary key that may be null",
         [](Spot &it) {
             it.attribute("wrong",
                          {type_phrase("integer"), Spot::primary_key(), flag_phrase("null", "allowNull", true)});
             return it.at("wrong", "null");
         }},
        {"json that is unique",
         [](Spot &it) {
             it.attribute("wrong", {type_phrase("json"), it.random.chance(50) ? Spot::unique() : Spot::primary_key()});
             return it.at("wrong", "json");
         }},
        {"an action without a reference",
         [](Spot &it) {
             it.attribute("wrong", {type_phrase("text"), action_phrase("delete", it.random.pick(actions()))});
             return it.at("wrong", "onDelete");
         }},
        {"a timestamp where something else is declared",
         [](Spot &it) {
             it.model().phrases = {{std::nullopt, "timestamps", "{\"updatedAt\": \"wrong\"}"}};
             it.attribute("wrong", it.random.chance(50) ? Phrases{type_phrase("date"), Spot::not_null()}
                                                        : Phrases{type_phrase("timestamp")});
             return it.at("wrong", "timestamp");
         }},
        {"two timestamps of one name",
         [](Spot &it) {
             it.model().phrases = {
                 {std::nullopt, "timestamps", "{\"createdAt\": \"wrong\", \"updatedAt\": \"wrong\"}"}};
             return it.at("wrong", "createdAt");
         }},
    };
}

} // namespace property
