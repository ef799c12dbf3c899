// Resolves: checks models and attributes, wires associations, settles foreign keys, builds the immutable schema, checks
// what it is. Works on a copy, so that a refused definition stays as declared.
#include "core/resolving/resolve.hpp"

#include "core/resolving/build.hpp"
#include "core/resolving/check.hpp"
#include "core/resolving/lint.hpp"
#include "core/resolving/paranoid.hpp"
#include "core/resolving/timestamps.hpp"
#include "core/resolving/versions.hpp"

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
                               say(model.name, ".id: must be the primary key, as the model has no other"),
                               attribute.origin);
        AttributeDefinition id{"id", {}, model.origin};
        id.options.type = Type{};
        id.options.primary_key = true;
        id.options.auto_increment = true;
        model.attributes.insert(model.attributes.begin(), std::move(id));
    }
}

} // namespace

std::shared_ptr<const Schema> resolve(const SchemaDefinition &declared)
{
    SchemaDefinition definition = declared;
    Complaints complaints;
    check_models(definition, complaints);
    add_implicit_keys(definition, complaints);
    add_timestamps(definition, complaints);
    add_deleted_at(definition, complaints);
    add_versions(definition, complaints);
    complaints.raise(); // what follows relies on names
    const Wiring wiring = wire(definition, complaints);
    const std::vector<Actions> actions = settle_foreign_keys(definition, wiring, complaints);
    check_attributes(definition, wiring, complaints);
    complaints.raise(); // what follows relies on types
    const auto schema = build(definition, wiring, actions, complaints);
    check_names(*schema, definition, complaints);
    check_tables(*schema, definition, complaints);
    complaints.raise();
    schema->warnings = lint(*schema);
    return schema;
}

} // namespace gemel
