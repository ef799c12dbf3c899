// A place in a definition where a mistake is made, and the lists of mistakes by what they are made in. Must not know
// how resolve finds them.
#pragma once

#include "sane.hpp"
#include "vocabulary.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace property {

using Places = std::vector<std::string>;

class Spot {
public:
    Spot(Draft &draft, Random &random)
        : random(random), definition(draft.definition), models_(draft.models), at_(random.below(draft.models.size()))
    {}

    /// Somewhere else, if need be: where one attribute is the whole primary key.
    void move_to_single_key()
    {
        const auto is_single = [](const KnownModel &it) {
            return std::count_if(it.attributes.begin(), it.attributes.end(),
                                 [](const Known &attribute) { return attribute.primary_key; }) == 1;
        };
        if (is_single(models_[at_]))
            return;
        at_ = static_cast<std::size_t>(std::find_if(models_.begin(), models_.end(), is_single) - models_.begin());
        if (at_ == models_.size())
            other_model("Single");
    }
    Model &model() { return definition.models[at_]; }
    const std::string &name() { return model().name; }
    /// An attribute of the model, at any place.
    void attribute(const std::string &called, Phrases phrases)
    {
        auto &all = model().attributes;
        all.insert(all.begin() + static_cast<std::ptrdiff_t>(random.below(all.size() + 1)),
                   {called, std::move(phrases), random.chance(50)});
    }
    void words(const std::string &called, const std::string &said)
    {
        model().attributes.push_back({called, {{said, "type", quoted(said)}}, true});
    }
    /// From the model to itself: two names are needed.
    void has_one(Phrases phrases) { associate(true, std::move(phrases)); }
    void belongs_to(Phrases phrases) { associate(false, std::move(phrases)); }
    /// A model with an integer for a primary key, which nothing else speaks of.
    void other_model(const std::string &called, std::vector<Attribute> more = {})
    {
        Model other{called, {}, {{"id", {type_phrase("integer"), primary_key()}, true}}};
        other.attributes.insert(other.attributes.end(), more.begin(), more.end());
        definition.models.push_back(std::move(other));
    }
    Places at(const std::string &attribute, const std::string &said = "") { return {name(), attribute, said}; }
    static Phrase primary_key() { return flag_phrase("primary key", "primaryKey", true); }
    static Phrase not_null() { return flag_phrase("not null", "allowNull", false); }
    static Phrase unique() { return flag_phrase("unique", "unique", true); }
    static Phrase as(const std::string &alias) { return name_phrase("as", "as", alias); }
    static Phrase foreign_key(const std::string &called) { return of_key(name_phrase("foreign key", "name", called)); }
    static Phrase column(const std::string &called) { return name_phrase("column", "column", called); }

    Random &random;
    Definition &definition;

private:
    void associate(bool has_one, Phrases phrases)
    {
        definition.associations.push_back({has_one, name(), name(), std::move(phrases), random.chance(50)});
    }

    const std::vector<KnownModel> &models_;
    std::size_t at_;
};

struct MistakeMaker {
    const char *name;
    Places (*make)(Spot &it);
};

std::vector<MistakeMaker> attribute_mistakes();
std::vector<MistakeMaker> association_mistakes();
std::vector<MistakeMaker> check_mistakes();
std::vector<MistakeMaker> name_mistakes();

} // namespace property
