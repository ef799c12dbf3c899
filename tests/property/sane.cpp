// Models and their attributes, with all that may be said of them and nothing that contradicts. Must not know how they
// are judged.
#include "sane.hpp"

#include "vocabulary.hpp"

#include <algorithm>

namespace property {

namespace {

std::string bare(const std::string &name)
{
    std::string out;
    for (const char c : name)
        if (c != '_' && c != '-' && c != ' ')
            out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return out;
}

/// What the schema or a model says of timestamps.
Phrase timestamps(Random &random)
{
    Phrase phrase{std::nullopt, "timestamps", "true"};
    switch (random.below(4)) {
    case 0:
        phrase.words = "timestamps";
        break;
    case 1:
        phrase.json = "false";
        phrase.words = "no timestamps";
        break;
    case 2:
        phrase.json = "{\"createdAt\": \"made\"}";
        break;
    default:
        phrase.json = "{\"createdAt\": false, \"updatedAt\": \"changed on\"}";
        break;
    }
    return phrase;
}

class Maker {
public:
    Maker(Draft &draft, Random &random) : draft_(draft), random_(random) {}

    void schema()
    {
        Phrases &options = draft_.definition.options;
        if (random_.chance(40))
            options.push_back({std::nullopt, "naming", random_.pick({"\"camel\"", "\"snake\""})});
        if (random_.chance(25))
            options.push_back(timestamps(random_));
        if (random_.chance(30))
            options.push_back({std::nullopt, "underscored", random_.pick({"true", "false"})});
        std::vector<std::string> names = good_models();
        for (std::size_t i = 1 + random_.below(5); i > 0; --i) {
            const std::size_t at = random_.below(names.size());
            model(names[at]);
            names.erase(names.begin() + static_cast<std::ptrdiff_t>(at));
        }
    }

private:
    void model(const std::string &name)
    {
        Model model{name, {}};
        KnownModel known;
        for (const char *timestamp : {"createdAt", "updatedAt", "made", "changed on", "id"})
            take_name(known, timestamp, false);
        const std::string number = std::to_string(++draft_.names);
        if (random_.chance(30))
            model.phrases.push_back(name_phrase(
                "table", "table", random_.pick({"table", "Ta ble", "t\"q", "\xC3\xA4", "select"}) + number));
        if (random_.chance(20))
            model.phrases.push_back(timestamps(random_));
        if (random_.chance(20))
            model.phrases.push_back(random_.chance(50) ? flag_phrase("underscored", "underscored", true)
                                                       : flag_phrase("not underscored", "underscored", false));
        if (random_.chance(10))
            model.phrases.push_back({std::nullopt, "methods", "[\"getOwner\", \"set_owner\", \"speak\"]"});
        primary_key(model, known);
        for (std::size_t i = random_.below(5); i > 0; --i)
            attribute(model, known, false);
        draft_.definition.models.push_back(std::move(model));
        draft_.models.push_back(std::move(known));
    }

    void primary_key(Model &model, KnownModel &known)
    {
        const std::size_t form = random_.below(5);
        if (form < 2) { // none: it gets one
            Known id{"id", "integer", false, true, true, true, false, false, false};
            known.attributes.push_back(id);
        } else if (form == 2) {
            Known id{"id", random_.pick({"integer", "bigint"}), false, true, true, true};
            model.attributes.push_back({"id",
                                        {type_phrase(id.type), flag_phrase("primary key", "primaryKey", true),
                                         flag_phrase("auto increment", "autoIncrement", true)},
                                        random_.chance(50)});
            known.attributes.push_back(id);
        } else if (form == 3) {
            attribute(model, known, true);
        } else {
            attribute(model, known, true);
            attribute(model, known, true);
            for (Known &it : known.attributes)
                it.unique = false;
        }
    }

    void attribute(Model &model, KnownModel &known, bool primary_key)
    {
        Known it;
        do
            it.name = random_.pick(good_attributes());
        while (!take_name(known, it.name, false));
        // Of a long name PostgreSQL keeps too little to tell its constraints apart.
        const bool is_long = it.name.size() > 40;
        const bool unique = !is_long && !primary_key && random_.chance(25);
        it.type = is_long ? "text" : primary_key || unique ? any_key_type(random_) : any_type(random_);
        it.primary_key = primary_key;
        it.unique = primary_key || unique;
        it.nullable = !primary_key && random_.chance(60);
        Attribute attribute{it.name, {type_phrase(it.type)}, random_.chance(60)};
        Phrases &phrases = attribute.phrases;
        if (primary_key)
            phrases.push_back(flag_phrase("primary key", "primaryKey", true));
        if (!it.nullable && (!primary_key || random_.chance(30)))
            phrases.push_back(flag_phrase("not null", "allowNull", false));
        else if (it.nullable && random_.chance(20))
            phrases.push_back(flag_phrase("null", "allowNull", true));
        if (unique || (primary_key && random_.chance(10) && !is_long))
            phrases.push_back(flag_phrase("unique", "unique", true));
        if (random_.chance(25))
            phrases.push_back(fallback(it));
        if (random_.chance(20))
            phrases.push_back(name_phrase("column", "column",
                                          random_.pick({"col", "co lumn", "c\"q", "\xC3\xA4", "Select"}) +
                                              std::to_string(++draft_.names)));
        model.attributes.push_back(std::move(attribute));
        known.attributes.push_back(it);
    }

    Phrase fallback(Known &it)
    {
        const std::string kind = kind_of(it.type);
        const bool dated = kind == "date" || kind == "timestamp";
        it.made_here = (dated || kind == "uuid" || kind == "text") && random_.chance(40);
        if (it.made_here)
            return dated ? Phrase{"default now", "default", "{\"now\": true}"}
                         : Phrase{"default uuid", "default", "{\"uuid\": true}"};
        if (it.nullable && random_.chance(15))
            return default_phrase({"null", "null"});
        it.has_default = true;
        if (kind == "integer" && random_.chance(30))
            return sql_default_phrase(random_.pick({"1 + 1", "abs(-3)", "(4)"}));
        if (kind == "text" && random_.chance(30))
            return sql_default_phrase(random_.pick({"lower('A;?')", "'a' || 'b'", "'('"}));
        return default_phrase(fitting(random_, it.type));
    }

    Draft &draft_;
    Random &random_;
};

} // namespace

bool take_name(KnownModel &model, const std::string &name, bool with_accessors)
{
    std::vector<std::string> names{bare(name)};
    if (with_accessors)
        for (const char *verb : {"get", "set", "create"})
            names.push_back(verb + names.front());
    if (std::any_of(names.begin(), names.end(), [&](const std::string &it) { return model.taken.count(it) != 0; }))
        return false;
    model.taken.insert(names.begin(), names.end());
    return true;
}

std::vector<Operand> operands(const KnownModel &model)
{
    std::vector<Operand> all;
    for (const Known &it : model.attributes)
        if (!it.name.empty())
            all.push_back({it.name, it.type});
    return all;
}

void add_models(Draft &draft, Random &random)
{
    Maker(draft, random).schema();
}

void add_checks(Draft &draft, Random &random)
{
    for (std::size_t i = 0; i < draft.models.size(); ++i) {
        Model &model = draft.definition.models[i];
        const auto expression = [&] { return right_expression(random, operands(draft.models[i])); };
        for (Attribute &attribute : model.attributes)
            if (attribute.name.size() <= 40 && random.chance(8))
                attribute.phrases.push_back(check_phrase(expression()));
        if (random.chance(80))
            continue;
        const std::string first = expression(), second = expression();
        if (random.chance(50))
            model.phrases.push_back({"check (" + first + ") check (" + second + ")", "checks",
                                     "[" + quoted(first) + ", " + quoted(second) + "]"});
        else
            model.phrases.push_back(
                {std::nullopt, "checks",
                 "[{\"name\": \"a check\", \"expression\": " + quoted(first) + "}, " + quoted(second) + "]"});
    }
}

Draft sane(Random &random)
{
    Draft draft;
    add_models(draft, random);
    if (random.chance(50))
        add_references(draft, random);
    add_associations(draft, random);
    add_checks(draft, random);
    return draft;
}

} // namespace property
