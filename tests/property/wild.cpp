// Changes a sane definition in a few places without thought. Must not know what is wrong with the result.
#include "wild.hpp"

#include "expressions.hpp"
#include "vocabulary.hpp"

namespace property {

namespace {

class Changes {
public:
    Changes(Draft &draft, Random &random) : draft_(draft), random_(random), it_(draft.definition) {}

    void one()
    {
        switch (random_.below(12)) {
        case 0:
            any_model().name = any_name();
            break;
        case 1:
            said_once(any_model().phrases, name_phrase("table", "table", any_name()));
            break;
        case 2:
            if (Attribute *attribute = any_attribute())
                attribute->name = any_name();
            break;
        case 3:
            if (Attribute *attribute = any_attribute())
                said_once(attribute->phrases, type_phrase(any_type(random_)));
            break;
        case 4:
        case 5:
            if (Attribute *attribute = any_attribute())
                said_once(attribute->phrases, attribute_phrase());
            break;
        case 6:
            if (Attribute *attribute = any_attribute())
                forget(attribute->phrases);
            break;
        case 7:
            any_model().attributes.push_back({any_name(), {type_phrase(any_type(random_)), attribute_phrase()}, false});
            break;
        case 8:
            ends();
            break;
        case 9:
            if (Association *association = any_association())
                said_once(association->phrases, association_phrase());
            break;
        case 10:
            if (Association *association = any_association())
                forget(association->phrases);
            break;
        default:
            others();
            break;
        }
    }

private:
    Model &any_model() { return random_.pick(it_.models); }
    Attribute *any_attribute()
    {
        Model &model = any_model();
        return model.attributes.empty() ? nullptr : &random_.pick(model.attributes);
    }
    Association *any_association() { return it_.associations.empty() ? nullptr : &random_.pick(it_.associations); }

    /// One that is there already is as likely as an odd one.
    std::string any_name()
    {
        const std::vector<Known> &known = random_.pick(draft_.models).attributes;
        if (random_.chance(30) && !known.empty())
            return random_.pick(known).name;
        return random_.chance(15) ? any_model().name : random_.pick(odd_names());
    }

    std::string any_model_name() { return random_.chance(95) ? any_model().name : any_name(); }

    static void said_once(Phrases &phrases, Phrase phrase)
    {
        if (Phrase *said = find(phrases, phrase.option))
            *said = std::move(phrase);
        else
            phrases.push_back(std::move(phrase));
    }

    void forget(Phrases &phrases)
    {
        if (!phrases.empty())
            phrases.erase(phrases.begin() + static_cast<std::ptrdiff_t>(random_.below(phrases.size())));
    }

    Phrase any_default()
    {
        switch (random_.below(6)) {
        case 0:
            return {"default now", "default", "{\"now\": true}"};
        case 1:
            return {"default uuid", "default", "{\"uuid\": true}"};
        case 2:
            return default_phrase({"null", "null"});
        case 3:
            return sql_default_phrase(random_.pick({"1", "'a'", "1)", "(1", "1;2", "'", "a -- b", "", "/*", "\\"}));
        default:
            return default_phrase(fitting(random_, any_type(random_)));
        }
    }

    Phrase attribute_phrase()
    {
        switch (random_.below(10)) {
        case 0:
            return flag_phrase("primary key", "primaryKey", true);
        case 1:
            return flag_phrase("auto increment", "autoIncrement", true);
        case 2:
            return flag_phrase("not null", "allowNull", false);
        case 3:
            return flag_phrase("null", "allowNull", true);
        case 4:
            return flag_phrase("unique", "unique", true);
        case 5:
            return name_phrase("column", "column", any_name());
        case 6:
            return action_phrase(random_.pick({"delete", "update"}), random_.pick(actions()));
        case 7:
            return reference_phrase(any_model_name(), random_.chance(50) ? "" : any_name());
        case 8:
            return check_phrase(any_expression(random_, operands(random_.pick(draft_.models))));
        default:
            return any_default();
        }
    }

    Phrase association_phrase()
    {
        switch (random_.below(9)) {
        case 0:
            return name_phrase("as", "as", any_name());
        case 1:
            return of_key(name_phrase("foreign key", "name", any_name()));
        case 2:
            return name_phrase("source key", "sourceKey", any_name());
        case 3:
            return name_phrase("target key", "targetKey", any_name());
        case 4:
            return name_phrase("inverse", "inverse", any_name());
        case 5:
            return flag_phrase("no constraint", "foreignKeyConstraints", false);
        case 6:
            return of_key(type_phrase(any_type(random_)));
        case 7:
            return {std::nullopt, "scope",
                    "{" + quoted(any_name()) + ": " + fitting(random_, any_type(random_)).json + "}"};
        default: {
            Phrase phrase = attribute_phrase();
            phrase.of_key = true;
            return phrase;
        }
        }
    }

    void ends()
    {
        Association *association = any_association();
        if (!association || random_.chance(30)) {
            it_.associations.push_back({random_.chance(50), any_model_name(), any_model_name(), {}});
            return;
        }
        (random_.chance(50) ? association->source : association->target) = any_model_name();
    }

    void others()
    {
        switch (random_.below(5)) {
        case 0:
            said_once(it_.options, {std::nullopt, "naming", random_.pick({"\"camel\"", "\"snake\""})});
            break;
        case 1:
            said_once(it_.options, {std::nullopt, "underscored", "true"});
            break;
        case 2:
            said_once(random_.chance(50) ? it_.options : any_model().phrases,
                      {std::nullopt, "timestamps",
                       "{\"createdAt\": " + quoted(any_name()) + ", \"updatedAt\": " + quoted(any_name()) + "}"});
            break;
        case 3: {
            Model &model = any_model();
            const std::string expression = any_expression(random_, operands(random_.pick(draft_.models)));
            said_once(model.phrases,
                      {std::nullopt, "checks",
                       "[{\"name\": " + quoted(any_name()) + ", \"expression\": " + quoted(expression) + "}]"});
            break;
        }
        default:
            if (Association *association = any_association()) {
                const Association copy = *association;
                it_.associations.push_back(copy);
            }
            break;
        }
    }

    Draft &draft_;
    Random &random_;
    Definition &it_;
};

} // namespace

Definition wild(Random &random)
{
    Draft draft = sane(random);
    Changes changes(draft, random);
    for (std::size_t i = 1 + random.below(3); i > 0; --i)
        changes.one();
    return draft.definition;
}

} // namespace property
