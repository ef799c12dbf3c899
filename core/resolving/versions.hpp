// How often a row was changed, as an attribute: found or added on the models that keep it. Knows definitions, not the
// finished schema; who counts is above.
#pragma once

#include "core/definition/complaints.hpp"
#include "core/definition/definition.hpp"

namespace gemel {

/// Adds it to the models, after the declared attributes; one that is declared must be what the library can count in.
void add_versions(SchemaDefinition &definition, Complaints &complaints);

} // namespace gemel
