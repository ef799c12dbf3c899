// References and associations between models that are right alone. Must not know how they are judged.
#include "sane.hpp"
#include "vocabulary.hpp"

#include <algorithm>

namespace property {

namespace {

class Linker {
public:
    Linker(Draft &draft, Random &random) : draft_(draft), random_(random) {}

    void reference()
    {
        const std::size_t dependent = any_model(), owner = any_model();
        const Known *key = any_key(owner);
        if (!key)
            return;
        Known made{fresh("ref"), key->type, random_.chance(60), random_.chance(30), false, false, true};
        Attribute attribute{made.name, {}, random_.chance(60)};
        if (random_.chance(60)) {
            made.type = like_type(random_, key->type);
            attribute.phrases.push_back(type_phrase(made.type));
        }
        if (!made.nullable)
            attribute.phrases.push_back(flag_phrase("not null", "allowNull", false));
        if (made.unique)
            attribute.phrases.push_back(flag_phrase("unique", "unique", true));
        const bool by_default = is_alone(owner, *key) && random_.chance(50);
        const Phrase reference = reference_phrase(model(owner).name, by_default ? "" : key->name);
        attribute.phrases.push_back(reference);
        add_actions(attribute.phrases, made, false);
        take_name(draft_.models[dependent], made.name, false);
        model(dependent).attributes.push_back(std::move(attribute));
        draft_.models[dependent].attributes.push_back(made);
    }

    void associate()
    {
        Association association;
        association.has_one = random_.chance(50);
        association.in_words = random_.chance(60);
        const std::size_t source = any_model(), target = any_model();
        const std::size_t owner = association.has_one ? source : target;
        const std::size_t dependent = association.has_one ? target : source;
        association.source = model(source).name;
        association.target = model(target).name;
        const Known *key = any_key(owner);
        if (!key)
            return;
        const std::string key_name = key->name;
        const bool mirrored = association.has_one || random_.chance(40);
        const std::string alias = name(association, source, target, "as");
        const std::string inverse = mirrored ? name(association, target, source, "inverse") : "";
        if (!is_alone(owner, *key) || random_.chance(30))
            association.phrases.push_back(association.has_one ? name_phrase("source key", "sourceKey", key_name)
                                                              : name_phrase("target key", "targetKey", key_name));
        const bool constrained = random_.chance(85);
        if (!constrained)
            association.phrases.push_back(flag_phrase("no constraint", "foreignKeyConstraints", false));
        // What the foreign key is called after, if nothing is said.
        const std::string &stem = association.has_one ? (inverse.empty() ? model(source).name : inverse)
                                                      : (alias.empty() ? model(target).name : alias);
        const std::string foreign_key = foreign(association, owner, dependent, key_name, stem, constrained);
        if (association.has_one && random_.chance(25))
            scope(association, target);
        const bool declared_again =
            mirrored && !alias.empty() && !inverse.empty() && !foreign_key.empty() && random_.chance(50);
        draft_.definition.associations.push_back(association);
        if (declared_again)
            mirror(association, alias, inverse, foreign_key, key_name, constrained);
    }

private:
    std::size_t any_model() { return random_.below(draft_.models.size()); }
    Model &model(std::size_t at) { return draft_.definition.models[at]; }
    std::string fresh(const std::string &stem) { return stem + std::to_string(++draft_.names); }

    /// The only attribute of the primary key?
    bool is_alone(std::size_t owner, const Known &key) const
    {
        const std::vector<Known> &all = draft_.models[owner].attributes;
        return key.primary_key &&
               std::count_if(all.begin(), all.end(), [](const Known &it) { return it.primary_key; }) == 1;
    }

    /// What a foreign key can refer to; most often the primary key.
    const Known *any_key(std::size_t owner)
    {
        std::vector<const Known *> keys;
        for (const Known &it : draft_.models[owner].attributes)
            if (it.unique && is_comparable(it.type) && !it.name.empty()) {
                if (it.primary_key && random_.chance(60))
                    return &it;
                keys.push_back(&it);
            }
        return keys.empty() ? nullptr : random_.pick(keys);
    }

    /// "" if none is said: then the model's name serves, in one naming or the other.
    std::string name(Association &association, std::size_t source, std::size_t target, const std::string &option)
    {
        const bool inverse_of_belongs_to = option == "inverse" && !association.has_one;
        if (source != target && random_.chance(30) && take_name(draft_.models[source], model(target).name, true)) {
            if (inverse_of_belongs_to)
                association.phrases.push_back({"inverse has one", "inverse", "{\"type\": \"hasOne\"}"});
            return "";
        }
        std::string alias = fresh(option);
        take_name(draft_.models[source], alias, true);
        association.phrases.push_back(
            inverse_of_belongs_to
                ? Phrase{"inverse has one " + alias, "inverse", "{\"type\": \"hasOne\", \"as\": " + quoted(alias) + "}"}
                : name_phrase(option, option, alias));
        return alias;
    }

    /// A foreign key of its own, or one that is an attribute already.
    std::string foreign(Association &association, std::size_t owner, std::size_t dependent, const std::string &key_name,
                        const std::string &stem, bool constrained)
    {
        const Known key = *std::find_if(draft_.models[owner].attributes.begin(), draft_.models[owner].attributes.end(),
                                        [&](const Known &it) { return it.name == key_name; });
        Phrases &phrases = association.phrases;
        std::vector<Known *> candidates;
        for (Known &it : draft_.models[dependent].attributes)
            if (!it.refers && !it.auto_increment && it.type == key.type && (owner != dependent || it.name != key.name))
                candidates.push_back(&it);
        if (!candidates.empty() && random_.chance(40)) { // the primary key too
            Known &taken = *random_.pick(candidates);
            taken.refers = true;
            phrases.push_back(foreign_key_phrase(taken.name));
            if (constrained)
                add_actions(phrases, taken, true);
            return taken.name;
        }
        Known made{"", key.type, random_.chance(60), random_.chance(40), false, false, true};
        if (key_name.size() > 40 || random_.chance(60) ||
            !take_name(draft_.models[dependent], stem + "_" + key_name, false)) {
            made.name = fresh("fk");
            take_name(draft_.models[dependent], made.name, false);
            phrases.push_back(foreign_key_phrase(made.name));
        }
        if (random_.chance(25)) {
            made.type = like_type(random_, key.type);
            phrases.push_back(of_key(type_phrase(made.type)));
        }
        if (!made.nullable)
            phrases.push_back(of_key(flag_phrase("not null", "allowNull", false)));
        if (made.unique)
            phrases.push_back(of_key(flag_phrase("unique", "unique", true)));
        if (random_.chance(10)) {
            phrases.push_back(of_key(default_phrase(fitting(random_, made.type))));
            made.has_default = true;
        }
        if (random_.chance(15))
            phrases.push_back(of_key(name_phrase("column", "column", "fk column" + std::to_string(++draft_.names))));
        if (constrained)
            add_actions(phrases, made, true);
        made.declared = false;
        draft_.models[dependent].attributes.push_back(made);
        return made.name;
    }

    static Phrase foreign_key_phrase(const std::string &name)
    {
        return of_key(name_phrase("foreign key", "name", name));
    }

    void add_actions(Phrases &phrases, const Known &key, bool of_association)
    {
        for (const char *event : {"delete", "update"}) {
            const std::string action = random_.pick(actions());
            const bool fits = action == "set null"      ? key.nullable
                              : action == "set default" ? !key.made_here && (key.nullable || key.has_default)
                                                        : true;
            if (!fits || random_.chance(70))
                continue;
            Phrase phrase = action_phrase(event, action);
            phrase.of_key = of_association;
            phrases.push_back(std::move(phrase));
        }
    }

    void scope(Association &association, std::size_t target)
    {
        std::vector<const Known *> candidates;
        for (const Known &it : draft_.models[target].attributes)
            if (!it.refers && !it.primary_key && it.declared && is_comparable(it.type))
                candidates.push_back(&it);
        if (candidates.empty())
            return;
        const Known &it = *random_.pick(candidates);
        const Literal value = fitting(random_, it.type);
        std::string name = "\"";
        for (const char c : it.name)
            name.append(c == '"' ? 2 : 1, c);
        association.phrases.push_back(
            {"scope (" + name + "\" = " + value.words + ")", "scope", "{" + quoted(it.name) + ": " + value.json + "}"});
    }

    /// The other side says the same.
    void mirror(const Association &first, const std::string &alias, const std::string &inverse,
                const std::string &foreign_key, const std::string &key, bool constrained)
    {
        Association second{!first.has_one, first.target, first.source, {}, random_.chance(50)};
        second.phrases.push_back(name_phrase("as", "as", inverse));
        second.phrases.push_back(foreign_key_phrase(foreign_key));
        second.phrases.push_back(second.has_one ? name_phrase("source key", "sourceKey", key)
                                                : name_phrase("target key", "targetKey", key));
        if (second.has_one)
            second.phrases.push_back(name_phrase("inverse", "inverse", alias));
        if (!constrained)
            second.phrases.push_back(flag_phrase("no constraint", "foreignKeyConstraints", false));
        draft_.definition.associations.push_back(std::move(second));
    }

    Draft &draft_;
    Random &random_;
};

} // namespace

void add_references(Draft &draft, Random &random)
{
    Linker linker(draft, random);
    for (std::size_t i = 1 + random.below(3); i > 0; --i)
        linker.reference();
}

void add_associations(Draft &draft, Random &random)
{
    Linker linker(draft, random);
    for (std::size_t i = random.below(6); i > 0; --i)
        linker.associate();
}

} // namespace property
