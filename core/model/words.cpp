// Definitions in words, as in SQL: "string(20) not null unique". Reads form only; what the words mean together is
// checked when the schema is resolved.
#include "core/model/definition.hpp"

#include <algorithm>
#include <charconv>

namespace gemel {

namespace {

/// The words of one definition, taken one phrase at a time.
class Phrases {
public:
    Phrases(std::string_view text, const std::string &where) : where_(where) { split(text); }

    bool done() const noexcept { return at_ == words_.size(); }

    /// Takes a phrase such as "primary key" if it comes next.
    bool take(std::string_view phrase)
    {
        std::size_t i = at_;
        while (!phrase.empty()) {
            const std::size_t end = std::min(phrase.find(' '), phrase.size());
            if (i == words_.size() || !equals_ignoring_case(words_[i], phrase.substr(0, end)))
                return false;
            ++i;
            phrase.remove_prefix(std::min(end + 1, phrase.size()));
        }
        at_ = i;
        return true;
    }

    /// The next word, whatever it is.
    const std::string &name(std::string_view after)
    {
        if (done())
            refuse(say("a name is missing after ", in_quotes(after)));
        return words_[at_++];
    }
    const std::string *peek() const noexcept { return done() ? nullptr : &words_[at_]; }
    void skip() { ++at_; }

    [[noreturn]] void refuse(std::string_view why) const { throw Failure(Status::DEFINITION, say(where_, ": ", why)); }
    /// None of the known phrases comes next.
    [[noreturn]] void refuse_next(const std::vector<std::string> &known) const
    {
        std::vector<std::string> beginnings;
        for (const std::string &phrase : known)
            beginnings.push_back(phrase.substr(0, phrase.find(' ')));
        const auto near = nearest(words_[at_], beginnings);
        if (!near)
            refuse(say("unknown word ", in_quotes(words_[at_])));
        const auto meant = std::find(beginnings.begin(), beginnings.end(), *near) - beginnings.begin();
        const bool half = equals_ignoring_case(words_[at_], *near);
        refuse(say("unknown word ",
                   in_quotes(half && at_ + 1 < words_.size() ? say(words_[at_], " ", words_[at_ + 1]) : words_[at_]),
                   "; did you mean ", in_quotes(known[static_cast<std::size_t>(meant)]), "?"));
    }

private:
    /// Blanks part words, except within quotes and brackets: 'it''s', string( 20 ).
    void split(std::string_view text)
    {
        std::string word;
        bool quote = false, bracket = false;
        for (const char c : text) {
            if (c == '\'')
                quote = !quote;
            else if (!quote && (c == '(' || c == ')'))
                bracket = c == '(';
            const bool blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
            if (!blank || quote)
                word += c;
            else if (!bracket && !word.empty())
                words_.push_back(std::exchange(word, {}));
        }
        if (quote || bracket)
            refuse(say("a ", quote ? "quote" : "bracket", " is not closed in ", in_quotes(text)));
        if (!word.empty())
            words_.push_back(std::move(word));
    }

    const std::string &where_;
    std::vector<std::string> words_;
    std::size_t at_ = 0;
};

template <typename Field>
void say_once(std::optional<Field> &field, Field value, const Phrases &phrases, std::string_view phrase)
{
    if (field)
        phrases.refuse(say(in_quotes(phrase), " is said twice, or against another word"));
    field = std::move(value);
}

/// 'it''s' without its quotes; nothing if a quote within is not doubled.
std::optional<std::string> parse_quoted(std::string_view word)
{
    std::string text;
    for (std::size_t i = 1; i + 1 < word.size(); ++i) {
        if (word[i] == '\'' && (i + 2 == word.size() || word[++i] != '\''))
            return std::nullopt;
        text += word[i];
    }
    return word.size() > 1 && word.back() == '\'' ? std::optional(text) : std::nullopt;
}

std::optional<Value> parse_literal(const std::string &word)
{
    if (word.front() == '\'')
        return parse_quoted(word);
    if (equals_ignoring_case(word, "null"))
        return Value(Null{});
    if (equals_ignoring_case(word, "true") || equals_ignoring_case(word, "false"))
        return Value(equals_ignoring_case(word, "true"));
    const char *end = word.data() + word.size();
    std::int64_t integer = 0;
    if (const auto read = std::from_chars(word.data(), end, integer); read.ec == std::errc() && read.ptr == end)
        return Value(integer);
    double real = 0;
    if (const auto read = std::from_chars(word.data(), end, real); read.ec == std::errc() && read.ptr == end)
        return Value(real);
    return std::nullopt;
}

std::string take_action(Phrases &phrases, std::string_view after)
{
    for (const std::string_view action : {"cascade", "set null", "restrict", "no action", "set default"})
        if (phrases.take(action))
            return *referential_action(action);
    phrases.refuse(say(in_quotes(after), " takes cascade, set null, restrict, no action or set default, not ",
                       in_quotes(phrases.peek() ? *phrases.peek() : "")));
}

/// A word that speaks of an attribute, or nothing.
bool take_attribute_word(Phrases &phrases, AttributeOptions &options)
{
    if (phrases.take("auto increment"))
        say_once(options.auto_increment, true, phrases, "auto increment");
    else if (phrases.take("not null"))
        say_once(options.allow_null, false, phrases, "not null");
    else if (phrases.take("null"))
        say_once(options.allow_null, true, phrases, "null");
    else if (phrases.take("unique"))
        say_once(options.unique, true, phrases, "unique");
    else if (phrases.take("column"))
        say_once(options.column, phrases.name("column"), phrases, "column");
    else if (phrases.take("default")) {
        const std::string &word = phrases.name("default");
        const auto literal = parse_literal(word);
        if (!literal)
            phrases.refuse(say("a default is a number, true, false, null or 'text', not ", word));
        say_once(options.fallback, *literal, phrases, "default");
    } else if (const std::string *word = phrases.peek(); word && parse_type(*word)) {
        say_once(options.type, *parse_type(*word), phrases, *word);
        phrases.skip();
    } else {
        return false;
    }
    return true;
}

std::vector<std::string> with_types(std::vector<std::string> words)
{
    words.insert(words.end(), type_names().begin(), type_names().end());
    return words;
}

} // namespace

AttributeOptions attribute_words(std::string_view words, const std::string &where)
{
    Phrases phrases(words, where);
    AttributeOptions options;
    while (!phrases.done()) {
        if (phrases.take("primary key"))
            say_once(options.primary_key, true, phrases, "primary key");
        else if (!take_attribute_word(phrases, options))
            phrases.refuse_next(
                with_types({"primary key", "auto increment", "not null", "null", "unique", "default", "column"}));
    }
    return options;
}

ModelOptions model_words(std::string_view words, const std::string &where)
{
    Phrases phrases(words, where);
    ModelOptions options;
    while (!phrases.done()) {
        if (!phrases.take("table"))
            phrases.refuse_next({"table"});
        say_once(options.table, phrases.name("table"), phrases, "table");
    }
    return options;
}

AssociationOptions association_words(AssociationKind kind, std::string_view words, const std::string &where)
{
    const std::vector<std::string> known =
        with_types({"as", "foreign key", "source key", "target key", "inverse", "not null", "null", "unique", "default",
                    "column", "on delete", "on update", "no constraint"});
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
            say_once(options.as, phrases.name("as"), phrases, "as");
        else if (phrases.take("foreign key"))
            say_once(options.foreign_key, phrases.name("foreign key"), phrases, "foreign key");
        else if (phrases.take(has_one ? "target key" : "source key"))
            phrases.refuse(has_one ? "a has one has a source key, not a target key"
                                   : "a belongs to has a target key, not a source key");
        else if (phrases.take("source key"))
            say_once(options.source_key, phrases.name("source key"), phrases, "source key");
        else if (phrases.take("target key"))
            say_once(options.target_key, phrases.name("target key"), phrases, "target key");
        else if (phrases.take("no constraint"))
            say_once(options.constrained, false, phrases, "no constraint");
        else if (phrases.take("on delete"))
            say_once(options.attribute.on_delete, take_action(phrases, "on delete"), phrases, "on delete");
        else if (phrases.take("on update"))
            say_once(options.attribute.on_update, take_action(phrases, "on update"), phrases, "on update");
        else if (!has_one && phrases.take("inverse has one")) {
            say_once(options.inverse_has_one, true, phrases, "inverse has one");
            if (is_name(phrases.peek()))
                options.inverse = phrases.name("inverse has one");
        } else if (has_one && phrases.take("inverse"))
            say_once(options.inverse, phrases.name("inverse"), phrases, "inverse");
        else if (phrases.take("inverse"))
            phrases.refuse("write 'inverse has one NAME' for the inverse of a belongs to");
        else if (!take_attribute_word(phrases, options.attribute))
            phrases.refuse_next(known);
    }
    return options;
}

} // namespace gemel
