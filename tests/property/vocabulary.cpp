// Names, types and phrases. Must not know how they go together.
#include "vocabulary.hpp"

#include <algorithm>

namespace property {

std::string kind_of(const std::string &type)
{
    return type.substr(0, type.find('('));
}

std::string family_of(const std::string &type)
{
    const std::string kind = kind_of(type);
    if (kind == "decimal")
        return kind + " " + (type.find(',') == std::string::npos ? "0" : type.substr(type.find(',') + 1));
    if (kind == "bigint")
        return "integer";
    return kind == "text" || kind == "enum" ? "string" : kind;
}

bool is_comparable(const std::string &type)
{
    return kind_of(type) != "json";
}

bool is_ordered(const std::string &type)
{
    return is_comparable(type) && kind_of(type) != "decimal";
}

bool is_text(const std::string &type)
{
    return kind_of(type) == "string" || kind_of(type) == "text";
}

std::string any_type(Random &random)
{
    return random.chance(6) ? "json" : any_key_type(random);
}

std::string any_key_type(Random &random)
{
    return random.pick({"integer",
                        "bigint",
                        "double",
                        "boolean",
                        "string",
                        "string(1)",
                        "string(40)",
                        "string(10485760)",
                        "text",
                        "decimal(1)",
                        "decimal(4,2)",
                        "decimal(3,3)",
                        "decimal(1000,20)",
                        "blob",
                        "uuid",
                        "date",
                        "timestamp",
                        "enum('new','old')",
                        "enum('it''s','a b','(',')','\xC3\xBC')",
                        "integer",
                        "string"});
}

std::string like_type(Random &random, const std::string &type)
{
    const std::string kind = kind_of(type);
    if (kind == "integer" || kind == "bigint")
        return random.pick({"integer", "bigint"});
    if (kind == "string" || kind == "text")
        return random.pick({"string", "text", "string(40)"});
    return type;
}

std::string in_single_quotes(const std::string &text)
{
    std::string out = "'";
    for (const char c : text)
        out.append(c == '\'' ? 2 : 1, c);
    return out + "'";
}

bool is_word(const std::string &name)
{
    return !name.empty() && name.find_first_of(std::string_view(" \t\r\n()'\0", 8)) == std::string::npos;
}

Phrase type_phrase(const std::string &type)
{
    return {type, "type", quoted(type)};
}

Phrase flag_phrase(const std::string &words, const std::string &option, bool value)
{
    return {words, option, value ? "true" : "false"};
}

Phrase name_phrase(const std::string &words, const std::string &option, const std::string &name)
{
    Phrase phrase{std::nullopt, option, quoted(name)};
    if (is_word(name))
        phrase.words = words + " " + name;
    return phrase;
}

Phrase default_phrase(const Literal &literal)
{
    return {"default " + literal.words, "default", literal.json};
}

Phrase sql_default_phrase(const std::string &expression)
{
    return {"default (" + expression + ")", "default", "{\"sql\": " + quoted(expression) + "}"};
}

Phrase action_phrase(const std::string &event, const std::string &action)
{
    return {"on " + event + " " + action, event == "delete" ? "onDelete" : "onUpdate", quoted(action)};
}

Phrase reference_phrase(const std::string &model, const std::string &key)
{
    if (key.empty())
        return name_phrase("references", "references", model);
    Phrase phrase = name_phrase("references", "references", model + "." + key);
    phrase.json = "{\"model\": " + quoted(model) + ", \"key\": " + quoted(key) + "}";
    return phrase;
}

Phrase check_phrase(const std::string &expression)
{
    return {"check (" + expression + ")", "check", quoted(expression)};
}

Phrase of_key(Phrase phrase)
{
    phrase.of_key = true;
    return phrase;
}

const std::vector<std::string> &good_models()
{
    static const std::vector<std::string> names{"Person",
                                                "License",
                                                "Order",
                                                "Group",
                                                "HTTPServer",
                                                "Stra\xC3\x9F"
                                                "e",
                                                "select",
                                                "X",
                                                "Child",
                                                "Series",
                                                "Box_7",
                                                "aModel",
                                                "\xE5\x90\x8D",
                                                "Sqlite"};
    return names;
}

const std::vector<std::string> &good_attributes()
{
    static const std::vector<std::string> names{"name",
                                                "age",
                                                "select",
                                                "two words",
                                                "quo\"te",
                                                "single'quote",
                                                "\xC3\xBCml\xC3\xA4ut",
                                                "dash-ed",
                                                "order",
                                                "not",
                                                "length",
                                                "null",
                                                "camelCase",
                                                "\xE5\x90\x8D\xE5\x89\x8D",
                                                "snake_it",
                                                "X",
                                                "100%",
                                                "(bracket)",
                                                "semi;",
                                                "back\\slash",
                                                "question?",
                                                "[square]",
                                                "rowid",
                                                "oid",
                                                "_rowid_",
                                                "default",
                                                "check",
                                                "\xF0\x9F\x98\x80",
                                                "tab\tbed",
                                                "UPPER",
                                                "is",
                                                "in",
                                                "true",
                                                "primary",
                                                "column",
                                                "a very long name that is just as long as PostgreSQL takes: 63 b"};
    return names;
}

const std::vector<std::string> &odd_names()
{
    static const std::vector<std::string> names{
        "",
        " ",
        "id",
        "ID",
        "Id",
        "name",
        "NAME",
        "userName",
        "user_name",
        "user-name",
        "user name",
        "people",
        "People",
        "persons",
        "licenses",
        "people_pkey",
        "people_name_unique",
        "people_id_seq",
        "people_check",
        "people_name_check",
        "licenses_owner_id_index",
        "sqlite_master",
        "sqlite_x",
        "SQLITE_stat1",
        "sqlite",
        "xmin",
        "XMIN",
        "ctid",
        "tableoid",
        "rowid",
        "oid",
        "_rowid_",
        "text",
        "value",
        "Values",
        "int",
        "json",
        "getName",
        "get_name",
        "setOwner",
        "owner",
        "ownerId",
        "owner_id",
        "createdAt",
        "created_at",
        "updatedAt",
        "a.b",
        "a::b",
        "a->b",
        "$dollar",
        "dollar$",
        "with\nline",
        "with\"quote",
        "with'quote",
        "with]bracket",
        "1digit",
        "\xC3\x84",
        "\xC3\xA4",
        "nan",
        "null",
        "main",
        "temp",
        "public",
        "a_name_of_sixty_three_bytes_is_the_longest_that_is_kept_wholexx",
        "a_name_of_sixty_three_bytes_is_the_longest_that_is_kept_wholexxy",
        "a_name_of_sixty_three_bytes_is_the_longest_that_is_kept_wholexxz",
        "A_name_of_sixty_three_bytes_is_the_longest_that_is_kept_wholexxZ",
        "sixty_two_bytes_and_then_a_character_of_two_bytes_is_what_it__\xC3\xA4",
        "sixty_two_bytes_and_then_a_character_of_two_bytes_is_what_it__\xC3\xB6",
    };
    return names;
}

const std::vector<std::string> &actions()
{
    static const std::vector<std::string> all{"cascade", "set null", "restrict", "no action", "set default"};
    return all;
}

} // namespace property
