// A model says which timestamps it keeps and what they are called; where it is silent, the schema says so, and then its
// naming.
#include "core/resolving/timestamps.hpp"

#include "core/model/naming.hpp"

#include <algorithm>

namespace gemel {

namespace {

AttributeDefinition timestamp(const std::string &name, const Origin &origin)
{
    AttributeDefinition attribute{name, {}, origin};
    attribute.options.type = parse_type("timestamp");
    attribute.options.allow_null = false;
    return attribute;
}

/// Why the library cannot write a declared attribute as a timestamp, or nothing.
std::optional<std::string> timestamp_fault(const AttributeOptions &options)
{
    if (!options.type || options.type->kind != TypeKind::Timestamp)
        return "declare it timestamp not null";
    if (options.allow_null.value_or(true))
        return "declare it not null";
    if (options.primary_key.value_or(false) || options.references)
        return "it cannot be a primary key or a foreign key";
    return std::nullopt;
}

void add_timestamp(ModelDefinition &model, const std::string &name, Complaints &complaints)
{
    const auto declared = std::find_if(model.attributes.begin(), model.attributes.end(),
                                       [&](const AttributeDefinition &it) { return it.name == name; });
    if (declared == model.attributes.end())
        model.attributes.push_back(timestamp(name, model.origin));
    else if (const auto why = timestamp_fault(declared->options))
        complaints.add(model.name, name,
                       say(model.name, ".", name, ": the timestamps of ", model.name, " are written there; ", *why,
                           ", or give the timestamp another name"),
                       declared->origin);
}

} // namespace

TimestampNames timestamp_names(const SchemaOptions &schema, const ModelOptions &model)
{
    const TimestampOptions none{false, false};
    const TimestampOptions &of_schema = schema.timestamps ? *schema.timestamps : none;
    const TimestampOptions &kept = model.timestamps ? *model.timestamps : of_schema;
    const Naming naming = schema.naming.value_or(Naming::Camel);
    TimestampNames names;
    if (kept.created)
        names.created = kept.created_name.value_or(of_schema.created_name.value_or(naming::created_at(naming)));
    if (kept.updated)
        names.updated = kept.updated_name.value_or(of_schema.updated_name.value_or(naming::updated_at(naming)));
    return names;
}

void add_timestamps(SchemaDefinition &definition, Complaints &complaints)
{
    for (ModelDefinition &model : definition.models) {
        const TimestampNames names = timestamp_names(definition.options, model.options);
        if (names.created && names.created == names.updated) {
            complaints.add(model.name, *names.created,
                           say("model ", model.name, ": createdAt and updatedAt cannot both be called ",
                               in_quotes(*names.created)),
                           model.origin);
            continue;
        }
        for (const auto &name : {names.created, names.updated})
            if (name)
                add_timestamp(model, *name, complaints);
    }
}

} // namespace gemel
