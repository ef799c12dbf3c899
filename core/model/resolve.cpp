// Resolves: checks models and attributes, wires associations, settles foreign keys, then builds the immutable schema.
// Works on a copy, so that a refused definition stays as declared.
#include "core/model/resolve.hpp"

#include "core/model/check.hpp"
#include "core/model/foreign_key.hpp"
#include "core/model/lint.hpp"
#include "core/model/naming.hpp"
#include "core/model/wiring.hpp"

#include <algorithm>

namespace gemel {

namespace {

/// A model without a primary key gets `id`.
void add_implicit_keys(SchemaDefinition &definition, Complaints &complaints)
{
    for (ModelDefinition &model : definition.models) {
        const bool keyed =
            std::any_of(model.attributes.begin(), model.attributes.end(),
                        [](const AttributeDefinition &a) { return a.options.primary_key.value_or(false); });
        if (keyed)
            continue;
        for (const AttributeDefinition &attribute : model.attributes)
            if (attribute.name == "id")
                complaints.add(model.name, "id",
                               say(model.name, ".id: must be the primary key, as the model has no other"));
        AttributeDefinition id{"id", {}};
        id.options.type = Type{TypeKind::Integer, 0};
        id.options.primary_key = true;
        id.options.auto_increment = true;
        model.attributes.insert(model.attributes.begin(), std::move(id));
    }
}

Attribute build_attribute(const AttributeDefinition &definition, const Model &model, bool alone)
{
    const AttributeOptions &options = definition.options;
    Attribute attribute;
    attribute.model = &model;
    attribute.index = model.attributes.size();
    attribute.name = definition.name;
    attribute.column = options.column.value_or(definition.name);
    attribute.type = *options.type;
    attribute.primary_key = options.primary_key.value_or(false);
    attribute.auto_increment = options.auto_increment.value_or(false);
    attribute.nullable = options.allow_null.value_or(true) && !attribute.primary_key;
    attribute.unique = options.unique.value_or(false) || alone;
    if (options.fallback)
        attribute.fallback = convert(attribute.type, *options.fallback).value;
    return attribute;
}

void build_models(Schema &schema, const SchemaDefinition &definition)
{
    for (const ModelDefinition &declared : definition.models) {
        auto model = std::make_unique<Model>();
        model->schema = &schema;
        model->name = declared.name;
        model->table = declared.options.table.value_or(naming::table(declared.name));
        model->attributes.reserve(declared.attributes.size());
        const AttributeDefinition *alone = single_primary_key(declared);
        for (const AttributeDefinition &attribute : declared.attributes)
            model->attributes.push_back(build_attribute(attribute, *model, &attribute == alone));
        for (const Attribute &attribute : model->attributes)
            if (attribute.primary_key)
                model->primary_key.push_back(&attribute);
        schema.models.push_back(std::move(model));
    }
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
    association.getter = naming::accessor("get", wire.alias);
    association.setter = naming::accessor("set", wire.alias);
    association.creator = naming::accessor("create", wire.alias);
    return association;
}

void build_associations(Schema &schema, const Wiring &wiring, const std::vector<Actions> &actions)
{
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
    for (std::size_t i = 0; i < wiring.wires.size(); ++i)
        if (const auto inverse = wiring.wires[i].inverse)
            schema.models[wiring.wires[i].source]->associations[places[i]].inverse =
                &schema.models[wiring.wires[*inverse].source]->associations[places[*inverse]];
}

} // namespace

std::shared_ptr<const Schema> resolve(const SchemaDefinition &declared)
{
    SchemaDefinition definition = declared;
    Complaints complaints;
    check_models(definition, complaints);
    add_implicit_keys(definition, complaints);
    complaints.raise(); // what follows relies on names
    const Wiring wiring = wire(definition, complaints);
    const std::vector<Actions> actions = settle_foreign_keys(definition, wiring, complaints);
    check_attributes(definition, wiring, complaints);
    complaints.raise(); // what follows relies on types
    auto schema = std::make_shared<Schema>();
    build_models(*schema, definition);
    build_associations(*schema, wiring, actions);
    check_schema(*schema, complaints);
    complaints.raise();
    schema->warnings = lint(*schema);
    return schema;
}

} // namespace gemel
