// The way of a hook from its declaration into the schema.
#pragma once

#include "core/definition/complaints.hpp"
#include "core/definition/definition.hpp"

namespace gemel {

/// Puts them where they are found. One of an unknown model or association is complained of.
void add_hooks(Schema &schema, const SchemaDefinition &definition, Complaints &complaints);

} // namespace gemel
