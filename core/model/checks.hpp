// The checks of a model: conditions, and names of their constraints.
#pragma once

#include "core/model/complaints.hpp"
#include "core/model/definition.hpp"

#include <vector>

namespace gemel {

/// What is checked of every row: its enums, each in a check of its own, and what was declared.
std::vector<Check> all_checks(const Model &model);

/// Those with a name of their own, those of its attributes, the rest. What is no expression over its attributes is
/// complained of.
void add_checks(Model &model, const ModelDefinition &definition, Complaints &complaints);

} // namespace gemel
