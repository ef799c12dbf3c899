// Settles foreign keys: declared options win, associations fill the gaps, the key's type is the last resort; what
// only the database would refuse is refused here.
#include "core/resolving/foreign_key.hpp"

#include <algorithm>
#include <iterator>

namespace gemel {

namespace {

AttributeDefinition *find_attribute(ModelDefinition &model, const std::string &name)
{
    const auto found =
        std::find_if(model.attributes.begin(), model.attributes.end(), [&](const auto &a) { return a.name == name; });
    return found == model.attributes.end() ? nullptr : &*found;
}

std::vector<std::string> attribute_names(const ModelDefinition &model)
{
    std::vector<std::string> names;
    std::transform(model.attributes.begin(), model.attributes.end(), std::back_inserter(names),
                   [](const auto &a) { return a.name; });
    return names;
}

class Settler {
public:
    Settler(SchemaDefinition &definition, const Wiring &wiring, Complaints &complaints)
        : definition_(definition), wiring_(wiring), complaints_(complaints)
    {}

    std::vector<Actions> settle()
    {
        for (const ForeignKey &key : wiring_.keys)
            place(key);
        // A key may itself be a foreign key whose type is copied: as many rounds as there are keys settle any chain.
        for (std::size_t round = 0; round < wiring_.keys.size(); ++round)
            for (const ForeignKey &key : wiring_.keys)
                copy_type(key);
        std::vector<Actions> actions;
        for (const ForeignKey &key : wiring_.keys)
            actions.push_back(check(key));
        for (const Wire &wire : wiring_.wires)
            check_own_key(wire);
        return actions;
    }

private:
    void complain(const ForeignKey &key, std::string_view why)
    {
        const std::string &model = definition_.models[key.dependent].name;
        const std::string of = key.association.empty() ? std::string() : say(", the foreign key of ", key.association);
        complaints_.add(model, key.name, say(model, ".", key.name, of, ": ", why), key.origin);
    }

    void place(const ForeignKey &key)
    {
        ModelDefinition &dependent = definition_.models[key.dependent];
        AttributeDefinition *attribute = find_attribute(dependent, key.name);
        if (!attribute)
            attribute = &dependent.attributes.emplace_back(AttributeDefinition{key.name, {}, key.origin});
        for_each_option(attribute->options, key.said, [](auto &declared, const auto &said, const char *) {
            if (!declared)
                declared = said;
        });
    }

    void copy_type(const ForeignKey &key)
    {
        AttributeDefinition &attribute = *find_attribute(definition_.models[key.dependent], key.name);
        if (attribute.options.type)
            return;
        if (const AttributeDefinition *referred = find_attribute(definition_.models[key.owner], key.key))
            attribute.options.type = referred->options.type;
    }

    static std::string refers_to_unknown(const ModelDefinition &owner, const std::string &key)
    {
        return say("refers to the unknown attribute ", in_quotes(key), " on model ", owner.name,
                   suggestion(key, attribute_names(owner)));
    }

    /// Without a constraint several associations may refer over one foreign key to different attributes.
    void check_own_key(const Wire &wire)
    {
        const ForeignKey &key = wiring_.keys[wire.foreign_key];
        const std::size_t owner = wire.kind == AssociationKind::HasOne ? wire.source : wire.target;
        const bool checked = wire.automatic || (owner == key.owner && wire.key == key.key);
        if (checked || find_attribute(definition_.models[owner], wire.key))
            return;
        const std::string &source = definition_.models[wire.source].name;
        complaints_.add(source, wire.alias,
                        say(source, ".", wire.alias, ": ", refers_to_unknown(definition_.models[owner], wire.key)),
                        definition_.associations[*wire.declaration].origin);
    }

    /// The attribute that a foreign key refers to must be there, unique and of a type that compares.
    bool check_key(const ForeignKey &key, const AttributeOptions &options)
    {
        ModelDefinition &owner = definition_.models[key.owner];
        const AttributeDefinition *referred = find_attribute(owner, key.key);
        if (!referred) {
            complain(key, refers_to_unknown(owner, key.key));
            return false;
        }
        for (const AttributeOptions *end : {&options, &referred->options})
            if (end->type && !can_be_compared(*end->type)) {
                complain(key, say("is ", to_text(*options.type), " and refers to ", owner.name, ".", key.key,
                                  ", and no key is ", to_text(*end->type)));
                return false;
            }
        if (!key.constrained)
            return true;
        const bool unique = referred->options.unique.value_or(false) || single_primary_key(owner) == referred;
        if (!unique)
            complain(key, say("refers to ", owner.name, ".", key.key, ", which is not unique; declare it unique"));
        if (options.type && referred->options.type && !comparable(*options.type, *referred->options.type))
            complain(key, say("is ", to_text(*options.type), ", but refers to ", owner.name, ".", key.key,
                              ", which is ", to_text(*referred->options.type)));
        return true;
    }

    Actions check(const ForeignKey &key)
    {
        AttributeOptions &options = find_attribute(definition_.models[key.dependent], key.name)->options;
        if (!check_key(key, options)) {
            if (!options.type)
                options.type = Type{}; // the lack of one is no second fault
            return {};
        }
        if (options.auto_increment.value_or(false))
            complain(key, "a foreign key cannot be auto increment");
        if (!key.constrained) {
            if (options.on_delete || options.on_update)
                complain(key, "onDelete and onUpdate need the constraint that foreignKeyConstraints: false takes away");
            return {};
        }
        const bool nullable = options.allow_null.value_or(true) && !options.primary_key.value_or(false);
        Actions actions = default_actions(key, nullable);
        actions.on_delete = options.on_delete.value_or(actions.on_delete);
        actions.on_update = options.on_update.value_or(actions.on_update);
        for (const std::string &action : {actions.on_delete, actions.on_update}) {
            if (action == "SET NULL" && !nullable)
                complain(key, "SET NULL contradicts not null");
            if (action == "SET DEFAULT")
                check_default(key, options.fallback, nullable);
        }
        return actions;
    }

    /// An association decides what becomes of its dependents; a reference alone decides nothing.
    static Actions default_actions(const ForeignKey &key, bool nullable)
    {
        if (key.association.empty())
            return {"NO ACTION", "NO ACTION"};
        return {nullable ? "SET NULL" : "CASCADE", "CASCADE"};
    }

    /// SET DEFAULT takes the default that the database has.
    void check_default(const ForeignKey &key, const std::optional<Default> &fallback, bool nullable)
    {
        const bool made_here =
            fallback && (fallback->kind == Default::Kind::Now || fallback->kind == Default::Kind::Uuid);
        if (made_here)
            complain(key, "SET DEFAULT needs a default that the database has: now and uuid are not made by it");
        else if (!nullable && !fallback)
            complain(key, "SET DEFAULT needs a default where null is not allowed");
    }

    SchemaDefinition &definition_;
    const Wiring &wiring_;
    Complaints &complaints_;
};

} // namespace

std::vector<Actions> settle_foreign_keys(SchemaDefinition &definition, const Wiring &wiring, Complaints &complaints)
{
    return Settler(definition, wiring, complaints).settle();
}

} // namespace gemel
