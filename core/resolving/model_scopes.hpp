// The scopes of a model, made conditions of once there is a model. Which of them a reading uses is above; the scope of
// an association is in scope.hpp.
#pragma once

#include "core/definition/complaints.hpp"
#include "core/definition/definition.hpp"

namespace gemel {

/// What was declared of them, as conditions.
void add_scopes(Model &model, const ModelDefinition &definition, Complaints &complaints);

} // namespace gemel
