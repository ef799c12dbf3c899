// Builds in an order in which everything that is pointed to stays where it is: models, attributes, references, then
// associations.
#include "core/resolving/build.hpp"

#include "core/model/naming.hpp"
#include "core/resolving/checks.hpp"
#include "core/resolving/duty.hpp"
#include "core/resolving/hooks.hpp"
#include "core/resolving/model_scopes.hpp"
#include "core/resolving/paranoid.hpp"
#include "core/resolving/scope.hpp"
#include "core/resolving/timestamps.hpp"

#include <algorithm>
#include <map>

namespace gemel {

namespace {

Attribute build_attribute(const AttributeDefinition &definition, const Model &model, bool alone, bool underscored)
{
    const AttributeOptions &options = definition.options;
    Attribute attribute;
    attribute.model = &model;
    attribute.index = model.attributes.size();
    attribute.name = definition.name;
    attribute.column = options.column.value_or(underscored ? snake_case(definition.name) : definition.name);
    attribute.type = *options.type;
    attribute.type_text = to_text(attribute.type);
    attribute.primary_key = options.primary_key.value_or(false);
    attribute.auto_increment = options.auto_increment.value_or(false);
    attribute.nullable = options.allow_null.value_or(true) && !attribute.primary_key;
    attribute.unique = options.unique.value_or(false) || alone;
    attribute.fallback = options.fallback;
    if (attribute.fallback && attribute.fallback->kind == Default::Kind::Constant)
        attribute.fallback->constant = *convert(attribute.type, options.fallback->constant).value;
    if (options.validate)
        attribute.validators = make_validators(attribute.type, *options.validate);
    return attribute;
}

void build_models(Schema &schema, const SchemaDefinition &definition)
{
    const auto find = [](const Model &model, const std::optional<std::string> &name) {
        return name ? model.find_attribute(*name) : nullptr;
    };
    for (const ModelDefinition &declared : definition.models) {
        auto model = std::make_unique<Model>();
        model->schema = &schema;
        model->name = declared.name;
        model->table = declared.options.table.value_or(naming::table(declared.name));
        model->methods = declared.options.methods.value_or(std::vector<std::string>{});
        model->attributes.reserve(declared.attributes.size());
        const AttributeDefinition *alone = single_primary_key(declared);
        const bool underscored = declared.options.underscored.value_or(definition.options.underscored.value_or(false));
        for (const AttributeDefinition &attribute : declared.attributes)
            model->attributes.push_back(build_attribute(attribute, *model, &attribute == alone, underscored));
        for (const Attribute &attribute : model->attributes)
            if (attribute.primary_key)
                model->primary_key.push_back(&attribute);
        const TimestampNames timestamps = timestamp_names(definition.options, declared.options);
        model->created_at = find(*model, timestamps.created);
        model->updated_at = find(*model, timestamps.updated);
        model->deleted_at = find(*model, deleted_at_name(definition.options, declared.options));
        model->version = find(*model, declared.options.version);
        schema.models.push_back(std::move(model));
    }
}

/// Those that a program brings along may be of foreign keys, which associations make.
void add_validators(Schema &schema, const SchemaDefinition &definition, Complaints &complaints)
{
    for (const ValidatorDefinition &declared : definition.validators) {
        const auto complain = [&](std::string_view why) {
            complaints.add(declared.model, declared.attribute, say("a validator is of ", why));
        };
        std::vector<std::string> names;
        Model *model = nullptr;
        for (const auto &it : schema.models) {
            names.push_back(it->name);
            model = it->name == declared.model ? it.get() : model;
        }
        if (!model) {
            complain(say("the unknown model ", in_quotes(declared.model), suggestion(declared.model, names)));
            continue;
        }
        if (declared.attribute.empty()) {
            model->validators.push_back(declared.validator);
            continue;
        }
        const auto attribute = std::find_if(model->attributes.begin(), model->attributes.end(),
                                            [&](const Attribute &it) { return it.name == declared.attribute; });
        if (attribute == model->attributes.end())
            complain(say("an ", model->unknown_attribute(declared.attribute)));
        else
            attribute->validators.custom.push_back(declared.validator);
    }
}

void build_references(Schema &schema, const Wiring &wiring, const std::vector<Actions> &actions)
{
    for (std::size_t i = 0; i < wiring.keys.size(); ++i) {
        const ForeignKey &key = wiring.keys[i];
        if (!key.constrained)
            continue;
        Model &dependent = *schema.models[key.dependent];
        dependent.references.push_back({dependent.find_attribute(key.name),
                                        schema.models[key.owner]->find_attribute(key.key), actions[i].on_delete,
                                        actions[i].on_update});
    }
    for (const auto &model : schema.models)
        std::sort(model->references.begin(), model->references.end(),
                  [](const Reference &a, const Reference &b) { return a.foreign_key->index < b.foreign_key->index; });
}

Association build_association(const Schema &schema, const Wire &wire, const ForeignKey &key, const Actions &actions)
{
    Association association;
    association.kind = wire.kind;
    association.name = wire.alias;
    association.source = schema.models[wire.source].get();
    association.target = schema.models[wire.target].get();
    association.foreign_key = association.dependent().find_attribute(key.name);
    association.key = association.owner().find_attribute(wire.key);
    association.automatic = wire.automatic;
    association.constrained = key.constrained;
    association.on_delete = actions.on_delete;
    association.on_update = actions.on_update;
    association.getter = naming::accessor(schema.naming, "get", wire.alias);
    association.setter = naming::accessor(schema.naming, "set", wire.alias);
    association.creator = naming::accessor(schema.naming, "create", wire.alias);
    return association;
}

/// What only the declaration of a has one says.
void settle(Association &association, const AssociationDefinition &declared, Complaints &complaints)
{
    const std::string &model = association.source->name;
    try {
        if (declared.options.scope)
            association.scope = resolve_scope(association, *declared.options.scope);
        settle_duty(association, declared.options);
    } catch (const Failure &failure) {
        complaints.add(model, association.name, say(model, ".", association.name, ": ", failure.message),
                       declared.origin);
    }
}

/// A belongs to and whether it touches, said where it is declared or with its inverse.
using Touching = std::map<const Association *, bool>;

void add_touch(Association &association, const AssociationDefinition &declared, Touching &said, Complaints &complaints)
{
    if (!declared.options.touch)
        return;
    const auto complain = [&](std::string_view why) {
        complaints.add(association.source->name, association.name,
                       say(association.source->name, ".", association.name, ": touch ", why), declared.origin);
    };
    association.touch = *declared.options.touch;
    const Attribute &key = *association.key;
    if (const auto [it, fresh] = said.emplace(&association, association.touch);
        !fresh && it->second != association.touch)
        complain("is true where the association is declared from one side, and false from the other");
    else if (association.touch && !association.target->updated_at)
        complain(say("writes the updatedAt of ", association.target->name, ", which keeps none"));
    else if (association.touch && !comparable(association.foreign_key->type, key.type))
        complain(say("needs a foreign key that the database can compare with ", key.model->name, ".", key.name,
                     ", not ", association.foreign_key->type_text));
}

void build_associations(Schema &schema, const SchemaDefinition &definition, const Wiring &wiring,
                        const std::vector<Actions> &actions, Complaints &complaints)
{
    schema.associations.resize(definition.associations.size());
    std::vector<std::size_t> places(wiring.wires.size()); // of each wire among its source's
    for (std::size_t i = 0; i < wiring.wires.size(); ++i) {
        const Wire &wire = wiring.wires[i];
        auto &associations = schema.models[wire.source]->associations;
        places[i] = associations.size();
        associations.push_back(
            build_association(schema, wire, wiring.keys[wire.foreign_key], actions[wire.foreign_key]));
        associations.back().index = places[i];
    }
    // Only now do associations stay where they are.
    const auto built = [&](std::size_t wire) {
        return &schema.models[wiring.wires[wire].source]->associations[places[wire]];
    };
    Touching touching;
    for (std::size_t i = 0; i < wiring.wires.size(); ++i) {
        const Wire &wire = wiring.wires[i];
        if (wire.inverse)
            built(i)->inverse = built(*wire.inverse);
        if (!wire.declaration)
            continue;
        schema.associations[*wire.declaration] = built(i);
        const bool has_one = wire.kind == AssociationKind::HasOne;
        add_touch(has_one ? *built(*wire.inverse) : *built(i), definition.associations[*wire.declaration], touching,
                  complaints);
        settle(*built(i), definition.associations[*wire.declaration], complaints);
    }
}

} // namespace

std::shared_ptr<Schema> build(const SchemaDefinition &definition, const Wiring &wiring,
                              const std::vector<Actions> &actions, Complaints &complaints)
{
    auto schema = std::make_shared<Schema>();
    schema->naming = definition.options.naming.value_or(Naming::Camel);
    build_models(*schema, definition);
    build_references(*schema, wiring, actions);
    limit_uniqueness(*schema);
    build_associations(*schema, definition, wiring, actions, complaints);
    scope_inverses(*schema);
    for (std::size_t i = 0; i < schema->models.size(); ++i) {
        add_checks(*schema->models[i], definition.models[i], complaints);
        add_scopes(*schema->models[i], definition.models[i], complaints);
    }
    check_places(*schema, definition, complaints);
    add_validators(*schema, definition, complaints);
    add_hooks(*schema, definition, complaints);
    bind_dependents(*schema);
    return schema;
}

} // namespace gemel
