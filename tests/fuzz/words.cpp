// Words of definitions, as a program writes them: types, defaults, checks, keys, actions. Each input is one definition
// between two models.
#include "input.hpp"
#include "round_trip.hpp"
#include "target.hpp"

namespace fuzz {

namespace {

constexpr const char *vocabulary[] = {
    "integer",
    "bigint",
    "double",
    "boolean",
    "string",
    "text",
    "decimal",
    "blob",
    "uuid",
    "date",
    "timestamp",
    "json",
    "enum",
    "(",
    ")",
    ",",
    "1",
    "255",
    "(10,2)",
    "(20)",
    "('a','b')",
    "primary key",
    "auto increment",
    "not null",
    "null",
    "unique",
    "column",
    "column c",
    "default",
    "default now",
    "default uuid",
    "default (1 + 1)",
    "check",
    "check (a > 0)",
    "(length(a) < 3)",
    "references",
    "references Person",
    "references Person.name",
    "on delete",
    "on update",
    "cascade",
    "set null",
    "restrict",
    "no action",
    "set default",
    "true",
    "false",
    "'x'",
    "''",
    "'it''s'",
    "-1",
    "1.5",
    "1e400",
    "99999999999",
    "as",
    "as friend",
    "foreign key",
    "foreign key ownerId",
    "source key",
    "source key name",
    "target key",
    "target key name",
    "inverse",
    "inverse owner",
    "inverse has one",
    "inverse has one card",
    "scope",
    "scope (kind = 'a')",
    "no constraint",
    "dependent",
    "dependent destroy",
    "nullify",
    "database",
    "mandatory",
    "deferred",
    "table",
    "table t",
    "timestamps",
    "no timestamps",
    "underscored",
    "not underscored",
    "version",
    "paranoid",
    "and",
    "or",
    "not",
    "in",
    "between",
    "is null",
    "a",
    "id",
    "\"a b\"",
    "=",
    "<>",
    "<=",
    "'",
    "\"",
    ";",
    "--",
    "/*",
    "\xC3\xA9",
    "\xFF",
    "\n",
    "'2024-02-29'",
    "'00ff'",
    "''''",
    "default null",
    "default 'x'",
    "default -0.0",
    "touch",
    "kind",
    "[",
    "]",
    "::",
    "$$",
    "?",
    ":a",
    "select",
    "has one",
    "key",
};

std::string choose_words(Input &in)
{
    if (in.byte() % 4U == 0)
        return std::string(in.rest());
    std::string out;
    while (!in.is_empty()) {
        const std::uint8_t choice = in.byte();
        if (choice < std::size(vocabulary))
            out += std::string(out.empty() ? "" : " ") + vocabulary[choice];
        else if (!out.empty() && choice < 192)
            out.pop_back();
        else
            out += static_cast<char>(choice - 160);
    }
    return out;
}

/// A model for words to speak of.
Schema make_models()
{
    Schema out(gemel_schema_new());
    gemel_schema *it = out.get();
    must("Person", gemel_schema_add_model, it, "Person", "timestamps", nullptr);
    must("its name", gemel_schema_add_attribute, it, "Person", "name", "string not null unique", nullptr);
    must("Card", gemel_schema_add_model, it, "Card", nullptr, nullptr);
    must("its kind", gemel_schema_add_attribute, it, "Card", "kind", "string(5)", nullptr);
    must("its number", gemel_schema_add_attribute, it, "Card", "a", "integer", nullptr);
    return out;
}

Options choose_options(Input &in)
{
    constexpr const char *members[] = {
        R"({"unique": true})",
        R"({"allowNull": false})",
        R"({"default": 1})",
        R"({"default": {"sql": "1"}})",
        R"({"foreignKey": {"name": "k", "unique": true}})",
        R"({"scope": {"kind": "a"}})",
        R"({"validate": {"range": {"min": 3}}})",
        R"({"inverse": {"type": "hasOne", "as": "card"}})",
        R"({"paranoid": "goneAt"})",
        R"({"scopes": {"default": {"where": {"id": 1}}}})",
        R"({"checks": ["id > 1"]})",
        R"({"validate": {"pattern": "("}})",
        R"({"touch": true})",
    };
    if (in.byte() % 4U != 3)
        return nullptr;
    Options out(gemel_options_new());
    must("options", gemel_options_merge_json, out.get(), in.pick(members), GEMEL_NUL);
    return out;
}

gemel_status define(gemel_schema *schema, std::size_t what, const char *words, const gemel_options *options)
{
    switch (what) {
    case 0:
        return call(gemel_schema_has_one, schema, "Person", "Card", words, options);
    case 1:
        return call(gemel_schema_belongs_to, schema, "Card", "Person", words, options);
    case 2:
        return call(gemel_schema_add_model, schema, "Desk", words, options);
    default:
        return call(gemel_schema_add_attribute, schema, "Card", "b", words, options);
    }
}

} // namespace

} // namespace fuzz

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    using namespace fuzz;
    Input in(data, size);
    const std::size_t what = in.below(8);
    const Options options = choose_options(in);
    const std::string words = choose_words(in);
    trace(words);
    const Schema schema = make_models();
    const gemel_status status = define(schema.get(), what, words.c_str(), options.get());
    require(status == GEMEL_OK || status == GEMEL_DEFINITION || status == GEMEL_USAGE || status == GEMEL_VALIDATION,
            "words are refused otherwise than as a definition");
    try_round_trip(schema.get(), status);
    return 0;
}
