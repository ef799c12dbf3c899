// A row that is marked as deleted keeps its values. So what is unique is so by an index over the other rows alone; but
// a foreign key cannot refer to what such an index guards.
#include "core/resolving/paranoid.hpp"

#include "core/model/naming.hpp"
#include "core/resolving/timestamps.hpp"

#include <algorithm>

namespace gemel {

namespace {

/// Why the library cannot write a declared attribute as the time of deletion, or nothing.
std::optional<std::string> mark_fault(const AttributeOptions &options)
{
    if (!options.type || options.type->kind != TypeKind::Timestamp)
        return "declare it timestamp";
    if (!options.allow_null.value_or(true))
        return "it is null until the row is deleted: let it be null";
    if (options.fallback)
        return "it is null until the row is deleted: let it have no default";
    if (options.primary_key.value_or(false) || options.references || options.unique.value_or(false))
        return "it cannot be a primary key, a foreign key or unique";
    return std::nullopt;
}

void add_mark(ModelDefinition &model, const std::string &name, Complaints &complaints)
{
    const auto declared = std::find_if(model.attributes.begin(), model.attributes.end(),
                                       [&](const AttributeDefinition &it) { return it.name == name; });
    if (declared == model.attributes.end()) {
        AttributeDefinition &attribute = model.attributes.emplace_back(AttributeDefinition{name, {}, model.origin});
        attribute.options.type = parse_type("timestamp");
    } else if (const auto why = mark_fault(declared->options)) {
        complaints.add(model.name, name,
                       say(model.name, ".", name, ": when a ", model.name, " was deleted is written there; ", *why,
                           ", or give paranoid another name"),
                       declared->origin);
    }
}

bool is_referred_to(const Schema &schema, const Attribute &attribute)
{
    return std::any_of(schema.models.begin(), schema.models.end(), [&](const auto &model) {
        return std::any_of(model->references.begin(), model->references.end(),
                           [&](const Reference &it) { return it.key == &attribute; });
    });
}

} // namespace

std::optional<std::string> deleted_at_name(const SchemaOptions &schema, const ModelOptions &model)
{
    if (!model.paranoid || !model.paranoid->kept)
        return std::nullopt;
    return model.paranoid->name.value_or(naming::deleted_at(schema.naming.value_or(Naming::Camel)));
}

void add_deleted_at(SchemaDefinition &definition, Complaints &complaints)
{
    for (ModelDefinition &model : definition.models) {
        const auto name = deleted_at_name(definition.options, model.options);
        if (!name)
            continue;
        const TimestampNames timestamps = timestamp_names(definition.options, model.options);
        if (name == timestamps.created || name == timestamps.updated)
            complaints.add(model.name, *name,
                           say("model ", model.name, ": a timestamp and the time of deletion cannot both be called ",
                               in_quotes(*name)),
                           model.origin);
        else
            add_mark(model, *name, complaints);
    }
}

void limit_uniqueness(Schema &schema)
{
    for (const auto &model : schema.models)
        for (Attribute &attribute : model->attributes) {
            const bool whole_key = attribute.primary_key && model->primary_key.size() == 1;
            attribute.unique_if_living =
                model->deleted_at && attribute.unique && !whole_key && !is_referred_to(schema, attribute);
        }
}

void check_places(const Schema &schema, const SchemaDefinition &definition, Complaints &complaints)
{
    for (std::size_t i = 0; i < schema.models.size(); ++i)
        for (const Association &association : schema.models[i]->associations) {
            const Attribute &key = *association.foreign_key;
            const Model &dependent = association.dependent();
            if (!association.has_one() || !dependent.deleted_at || !key.unique || key.unique_if_living)
                continue;
            const std::string_view why =
                key.primary_key ? "is the primary key, and so nobody could follow it; give it a primary key of its own"
                                : "is referred to, and so nobody could follow it; let nothing refer to it";
            complaints.add(dependent.name, key.name,
                           say(dependent.name, ".", key.name, ", the foreign key of ", association.source->name, ".",
                               association.name, ": a ", dependent.name,
                               " that is deleted keeps its value (paranoid), which ", why),
                           definition.models[i].origin);
        }
}

} // namespace gemel
