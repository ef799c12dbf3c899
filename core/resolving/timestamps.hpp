// When rows were made and changed, as attributes: found or added on the models that keep it. Knows definitions, not the
// finished schema; who writes them is above.
#pragma once

#include "core/definition/complaints.hpp"
#include "core/definition/definition.hpp"

#include <optional>
#include <string>

namespace gemel {

/// The names of a model's timestamps, nothing for one that it does not keep.
struct TimestampNames {
    std::optional<std::string> created;
    std::optional<std::string> updated;
};
TimestampNames timestamp_names(const SchemaOptions &schema, const ModelOptions &model);

/// Adds them to the models, after the declared attributes; those that are declared must be what the library can write.
void add_timestamps(SchemaDefinition &definition, Complaints &complaints);

} // namespace gemel
