// Definitions of associations in words: "as permit foreign key ownerId inverse owner not null". Reads form only.
#include "core/definition/duty.hpp"
#include "core/definition/form.hpp"
#include "core/definition/tokens.hpp"

#include <algorithm>

namespace gemel {

namespace {

/// NAME = LITERAL, ...
Object scope(std::string_view inside)
{
    Tokens tokens(inside);
    Object scope;
    do {
        std::string name = tokens.name("the name of an attribute");
        tokens.expect("=");
        const auto literal = tokens.take_literal();
        if (!literal)
            tokens.refuse_next("a number, true, false or 'text'");
        if (find_member(scope, name))
            throw Failure(Status::DEFINITION, say("gives ", in_quotes(name), " twice"));
        scope.push_back({std::move(name), {*literal}});
    } while (tokens.take(","));
    if (!tokens.done())
        tokens.refuse_next("','");
    return scope;
}

Object take_scope(Phrases &phrases)
{
    const std::string_view inside = phrases.brackets("scope");
    try {
        return scope(inside);
    } catch (const Failure &failure) {
        phrases.refuse(say("the scope ", failure.message));
    }
}

} // namespace

AssociationOptions association_words(AssociationKind kind, std::string_view words, const std::string &where)
{
    const std::vector<std::string> known =
        attribute_phrases({"as", "foreign key", "source key", "target key", "inverse", "scope", "dependent",
                           "mandatory", "no constraint"});
    const auto is_name = [&](const std::string *word) {
        return word && std::none_of(known.begin(), known.end(), [&](const std::string &phrase) {
                   return equals_ignoring_case(phrase.substr(0, phrase.find(' ')), *word);
               });
    };
    const bool has_one = kind == AssociationKind::HasOne;
    Phrases phrases(words, where);
    AssociationOptions options;
    while (!phrases.done()) {
        if (phrases.take("as"))
            phrases.say_once(options.as, phrases.name("as"), "as");
        else if (phrases.take("foreign key"))
            phrases.say_once(options.foreign_key, phrases.name("foreign key"), "foreign key");
        else if (phrases.take(has_one ? "target key" : "source key"))
            phrases.refuse(has_one ? "a has one has a source key, not a target key"
                                   : "a belongs to has a target key, not a source key");
        else if (phrases.take("source key"))
            phrases.say_once(options.source_key, phrases.name("source key"), "source key");
        else if (phrases.take("target key"))
            phrases.say_once(options.target_key, phrases.name("target key"), "target key");
        else if (phrases.take("no constraint"))
            phrases.say_once(options.constrained, false, "no constraint");
        else if (has_one && phrases.take("scope"))
            phrases.say_once(options.scope, take_scope(phrases), "scope");
        else if (has_one && take_duty(phrases, options))
            continue;
        else if (phrases.take("dependent") || phrases.take("mandatory"))
            phrases.refuse(
                "'dependent' and 'mandatory' are said of the has one: declare that, and this as its inverse");
        else if (phrases.take("scope"))
            phrases.refuse("only a has one has a scope: declare the has one with it, and this as its inverse");
        else if (phrases.take("primary key") || phrases.take("auto increment") || phrases.take("references"))
            phrases.refuse("'primary key', 'auto increment' and 'references' are for attributes: declare the foreign"
                           " key on its model");
        else if (!has_one && phrases.take("inverse has one")) {
            phrases.say_once(options.inverse_has_one, true, "inverse has one");
            if (is_name(phrases.peek()))
                options.inverse = phrases.name("inverse has one");
        } else if (has_one && phrases.take("inverse"))
            phrases.say_once(options.inverse, phrases.name("inverse"), "inverse");
        else if (phrases.take("inverse"))
            phrases.refuse("write 'inverse has one NAME' for the inverse of a belongs to");
        else if (!take_attribute_phrase(phrases, options.attribute))
            phrases.refuse_next(known);
    }
    return options;
}

} // namespace gemel
