// What is checked when a schema is resolved, in stages, each relying on the one before.
#pragma once

#include "core/definition/complaints.hpp"
#include "core/resolving/wiring.hpp"

namespace gemel {

/// Names: of models, and the duplicates of attributes.
void check_models(const SchemaDefinition &definition, Complaints &complaints);
/// Attributes by themselves: a name, a type, a default that fits, auto increment where it can be. Foreign keys are
/// settled.
void check_attributes(const SchemaDefinition &definition, const Wiring &wiring, Complaints &complaints);
/// What a record of each model has under a name: attributes, associations, accessors. In check_names.cpp.
void check_names(const Schema &schema, const SchemaDefinition &definition, Complaints &complaints);
/// The names in the database: tables, columns, constraints, indexes. In check_tables.cpp.
void check_tables(const Schema &schema, const SchemaDefinition &definition, Complaints &complaints);

} // namespace gemel
