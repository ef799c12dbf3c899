// The checks that are declared of a model: conditions, and names of their constraints.
#pragma once

#include "core/definition/complaints.hpp"
#include "core/definition/definition.hpp"

namespace gemel {

/// Those with a name of their own, those of its attributes, the rest. What is no expression over its attributes is
/// complained of.
void add_checks(Model &model, const ModelDefinition &definition, Complaints &complaints);

} // namespace gemel
