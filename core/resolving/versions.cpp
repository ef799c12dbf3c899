// The version of a model is an attribute like any other, but for who writes it.
#include "core/resolving/versions.hpp"

#include <algorithm>

namespace gemel {

namespace {

/// Why the library cannot count in a declared attribute, or nothing.
std::optional<std::string> version_fault(const AttributeOptions &options)
{
    if (!options.type || (options.type->kind != TypeKind::Integer && options.type->kind != TypeKind::Bigint))
        return "declare it integer not null";
    if (options.allow_null.value_or(true))
        return "declare it not null";
    if (options.primary_key.value_or(false) || options.references || options.unique.value_or(false))
        return "it cannot be a primary key, a foreign key or unique";
    return std::nullopt;
}

} // namespace

void add_versions(SchemaDefinition &definition, Complaints &complaints)
{
    for (ModelDefinition &model : definition.models) {
        if (!model.options.version)
            continue;
        const std::string &name = *model.options.version;
        const auto declared = std::find_if(model.attributes.begin(), model.attributes.end(),
                                           [&](const AttributeDefinition &it) { return it.name == name; });
        if (declared == model.attributes.end()) {
            AttributeDefinition attribute{name, {}, model.origin};
            attribute.options.type = Type{};
            attribute.options.allow_null = false;
            model.attributes.push_back(std::move(attribute));
        } else if (const auto why = version_fault(declared->options)) {
            complaints.add(model.name, name,
                           say(model.name, ".", name, ": the changes of each ", model.name, " are counted there; ",
                               *why, ", or give the version another name"),
                           declared->origin);
        }
    }
}

} // namespace gemel
