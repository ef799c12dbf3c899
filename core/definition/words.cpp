// Definitions of models and attributes in words, as in SQL: "string(20) not null unique". Reads form only; what the
// words mean together is checked when the schema is resolved.
#include "core/definition/form.hpp"
#include "core/definition/sql_expression.hpp"
#include "core/definition/tokens.hpp"
#include "core/definition/type_list.hpp"

#include <algorithm>

namespace gemel {

namespace {

bool take_type(Phrases &phrases, std::optional<Type> &into)
{
    const std::string *name = phrases.peek();
    const auto is_name = [&](const std::string &type) { return name && equals_ignoring_case(type, *name); };
    if (std::none_of(type_names().begin(), type_names().end(), is_name))
        return false;
    const std::string *next = phrases.peek(1);
    const bool brackets = next && next->front() == '(';
    const std::string text = brackets ? say(*name, *next) : *name;
    const auto type = parse_type(text);
    if (!type)
        phrases.refuse(type_complaint(text));
    phrases.say_once(into, *type, text);
    phrases.skip(brackets ? 2 : 1);
    return true;
}

std::string take_action(Phrases &phrases, std::string_view after)
{
    for (const std::string_view action : {"cascade", "set null", "restrict", "no action", "set default"})
        if (phrases.take(action))
            return *referential_action(action);
    phrases.refuse(say(in_quotes(after), " takes cascade, set null, restrict, no action or set default, not ",
                       in_quotes(phrases.peek() ? *phrases.peek() : "")));
}

Default take_default(Phrases &phrases)
{
    if (phrases.take("now"))
        return {Default::Kind::Now, Null{}};
    if (phrases.take("uuid"))
        return {Default::Kind::Uuid, Null{}};
    if (const auto expression = phrases.take_brackets()) {
        if (const auto fault = fault_of_sql(*expression))
            phrases.refuse(say("the SQL of a default ", *fault));
        return {Default::Kind::Database, Null{}, std::string(*expression)};
    }
    const std::string &word = phrases.name("default");
    const auto literal = parse_literal(word);
    if (!literal)
        phrases.refuse(
            say("a default is a number, true, false, null, 'text', now, uuid or (SQL), not ", in_quotes(word)));
    return {Default::Kind::Constant, *literal};
}

/// MODEL or MODEL.ATTRIBUTE.
ReferenceOptions take_reference(Phrases &phrases)
{
    const std::string &word = phrases.name("references");
    const std::size_t dot = word.find('.');
    const std::string model = word.substr(0, dot);
    if (phrases.peek() && phrases.peek()->front() == '(')
        phrases.refuse(say("write 'references ", model, ".ATTRIBUTE', without brackets"));
    ReferenceOptions reference{model, std::nullopt};
    if (dot != std::string::npos)
        reference.key = word.substr(dot + 1);
    return reference;
}

} // namespace

bool take_attribute_phrase(Phrases &phrases, AttributeOptions &options)
{
    if (phrases.take("auto increment"))
        phrases.say_once(options.auto_increment, true, "auto increment");
    else if (phrases.take("not null"))
        phrases.say_once(options.allow_null, false, "not null");
    else if (phrases.take("null"))
        phrases.say_once(options.allow_null, true, "null");
    else if (phrases.take("unique"))
        phrases.say_once(options.unique, true, "unique");
    else if (phrases.take("column"))
        phrases.say_once(options.column, phrases.name("column"), "column");
    else if (phrases.take("default"))
        phrases.say_once(options.fallback, take_default(phrases), "default");
    else if (phrases.take("check"))
        phrases.say_once(options.check, std::string(phrases.brackets("check")), "check");
    else if (phrases.take("on delete"))
        phrases.say_once(options.on_delete, take_action(phrases, "on delete"), "on delete");
    else if (phrases.take("on update"))
        phrases.say_once(options.on_update, take_action(phrases, "on update"), "on update");
    else
        return take_type(phrases, options.type);
    return true;
}

std::vector<std::string> attribute_phrases(std::vector<std::string> others)
{
    for (const char *phrase :
         {"auto increment", "not null", "null", "unique", "column", "default", "check", "on delete", "on update"})
        others.emplace_back(phrase);
    others.insert(others.end(), type_names().begin(), type_names().end());
    return others;
}

AttributeOptions attribute_words(std::string_view words, const std::string &where)
{
    Phrases phrases(words, where);
    AttributeOptions options;
    while (!phrases.done()) {
        if (phrases.take("primary key"))
            phrases.say_once(options.primary_key, true, "primary key");
        else if (phrases.take("references"))
            phrases.say_once(options.references, take_reference(phrases), "references");
        else if (!take_attribute_phrase(phrases, options))
            phrases.refuse_next(attribute_phrases({"primary key", "references"}),
                                options.type ? "" : suggested_type(*phrases.peek()));
    }
    return options;
}

ModelOptions model_words(std::string_view words, const std::string &where)
{
    Phrases phrases(words, where);
    ModelOptions options;
    while (!phrases.done()) {
        if (phrases.take("table"))
            phrases.say_once(options.table, phrases.name("table"), "table");
        else if (phrases.take("timestamps"))
            phrases.say_once(options.timestamps, TimestampOptions{}, "timestamps");
        else if (phrases.take("no timestamps"))
            phrases.say_once(options.timestamps, TimestampOptions{false, false}, "no timestamps");
        else if (phrases.take("underscored"))
            phrases.say_once(options.underscored, true, "underscored");
        else if (phrases.take("not underscored"))
            phrases.say_once(options.underscored, false, "not underscored");
        else if (phrases.take("paranoid"))
            phrases.say_once(options.paranoid, ParanoidOptions{}, "paranoid");
        else if (phrases.take("version"))
            phrases.say_once(options.version, std::string("version"), "version");
        else if (phrases.take("check")) {
            if (!options.checks)
                options.checks.emplace();
            options.checks->push_back({std::nullopt, std::string(phrases.brackets("check"))});
        } else
            phrases.refuse_next({"table", "timestamps", "no timestamps", "underscored", "not underscored", "version",
                                 "paranoid", "check"});
    }
    return options;
}

} // namespace gemel
