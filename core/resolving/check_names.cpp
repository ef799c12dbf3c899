// Names on a record: an attribute, an association and an accessor cannot be two things. Names are compared as
// snake_case, because a binding may spell them so, and because nobody should have to tell userName from
// user_name.
#include "core/resolving/check.hpp"

#include "core/model/naming.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace gemel {

namespace {

/// What every record can do already, in any language: gemel_record_get_text and its like.
bool is_built_in(std::string_view snake_alias)
{
    constexpr std::string_view at = "_at";
    if (snake_alias.size() > at.size() && snake_alias.substr(snake_alias.size() - at.size()) == at)
        snake_alias.remove_suffix(at.size());
    constexpr std::array names{"association", "association_key", "blob", "bool", "double", "int", "json", "null",
                               "text"};
    return std::find(names.begin(), names.end(), snake_alias) != names.end();
}

class RecordNames {
public:
    RecordNames(const Schema &schema, const SchemaDefinition &definition, Complaints &complaints)
        : schema_(schema), definition_(definition), complaints_(complaints)
    {}

    void check(std::size_t index)
    {
        holders_.clear();
        const Model &model = *schema_.models[index];
        for (const Attribute &attribute : model.attributes)
            meet(attribute, definition_.models[index].attributes[attribute.index].origin);
        for (const Association &association : model.associations)
            meet(association);
    }

private:
    struct Holder {
        const Attribute *attribute = nullptr;
        const Association *association = nullptr;
        bool accessor = false;
    };

    void meet(const Attribute &attribute, const Origin &origin)
    {
        const std::string &model = attribute.model->name;
        const auto [found, fresh] = holders_.emplace(snake_case(attribute.name), Holder{&attribute});
        if (!fresh)
            complaints_.add(model, attribute.name,
                            say(model, ".", attribute.name, ": in snake_case it has the name of ", model, ".",
                                found->second.attribute->name, "; give it another one"),
                            origin);
    }

    void meet(const Association &association)
    {
        const std::string alias = snake_case(association.name);
        if (is_built_in(alias))
            return complain(association, say("every record has accessors of that name (",
                                             naming::accessor(schema_.naming, "get", association.name), ")"));
        if (!claim(alias, {nullptr, &association, false}))
            return;
        for (const std::string *accessor : {&association.getter, &association.setter, &association.creator})
            if (association.makes(*accessor) && !claim(snake_case(*accessor), {nullptr, &association, true}))
                return;
    }

    /// False, and complained of, if something else has the name.
    bool claim(const std::string &name, const Holder &holder)
    {
        const auto [found, fresh] = holders_.emplace(name, holder);
        const Holder &other = found->second;
        if (fresh)
            return true;
        const Association &association = *holder.association;
        if (other.attribute)
            complain(association, say(holder.accessor ? "one of its accessors has the name of the attribute "
                                                      : "it has the name of the attribute ",
                                      association.source->name, ".", other.attribute->name));
        else
            complain(association, say("its accessors have the names of those of ", association.source->name, ".",
                                      other.association->name));
        return false;
    }

    void complain(const Association &association, std::string_view why)
    {
        const std::string &model = association.source->name;
        complaints_.add(model, association.name,
                        say(model, ".", association.name, ": ", why, "; name the association otherwise with ",
                            association.automatic ? "'inverse'" : "'as'"),
                        origin(association));
    }

    /// Declared associations are in the order of their declarations; an automatic one comes from its inverse's.
    const Origin &origin(const Association &association) const
    {
        const Association *declared = association.automatic ? association.inverse : &association;
        const auto found = std::find(schema_.associations.begin(), schema_.associations.end(), declared);
        return definition_.associations[static_cast<std::size_t>(found - schema_.associations.begin())].origin;
    }

    const Schema &schema_;
    const SchemaDefinition &definition_;
    Complaints &complaints_;
    std::map<std::string, Holder> holders_;
};

} // namespace

void check_names(const Schema &schema, const SchemaDefinition &definition, Complaints &complaints)
{
    RecordNames names(schema, definition, complaints);
    for (std::size_t i = 0; i < schema.models.size(); ++i)
        names.check(i);
}

} // namespace gemel
