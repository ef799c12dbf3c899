// Models whose rows are only marked as deleted, by the time in an attribute: that attribute, and what then can be
// unique. Who writes it and who looks at it is above.
#pragma once

#include "core/definition/complaints.hpp"
#include "core/definition/definition.hpp"

#include <optional>
#include <string>

namespace gemel {

/// The name of the attribute; nothing for a model that is not paranoid.
std::optional<std::string> deleted_at_name(const SchemaOptions &schema, const ModelOptions &model);

/// Adds it to the models, after the timestamps; one that is declared must be what the library can write.
void add_deleted_at(SchemaDefinition &definition, Complaints &complaints);

/// What is unique only among rows that are not marked: all but what the database must be able to refer to.
void limit_uniqueness(Schema &schema);

/// A row that is marked must not keep a place that the next one needs.
void check_places(const Schema &schema, const SchemaDefinition &definition, Complaints &complaints);

} // namespace gemel
