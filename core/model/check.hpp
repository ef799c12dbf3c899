// What is checked when a schema is resolved, in three stages, each relying on the one before.
#pragma once

#include "core/model/complaints.hpp"
#include "core/model/wiring.hpp"

namespace gemel {

/// Names: of models and attributes, and their duplicates.
void check_models(const SchemaDefinition &definition, Complaints &complaints);
/// Attributes by themselves: a type, a default that fits, auto increment where it can be. Foreign keys are settled.
void check_attributes(const SchemaDefinition &definition, const Wiring &wiring, Complaints &complaints);
/// Collisions in the finished schema: tables, columns, aliases, accessors.
void check_schema(const Schema &schema, Complaints &complaints);

} // namespace gemel
