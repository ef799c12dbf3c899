// The scopes of a model: names for some of its rows. Read from options, and made conditions of once there is a model.
// Which of them a reading uses is above; the scope of an association is in scope.hpp.
#pragma once

#include "core/base/members.hpp"
#include "core/model/complaints.hpp"
#include "core/model/definition.hpp"

namespace gemel {

/// The option `scopes`: {NAME: {where: {ATTRIBUTE: VALUE}}}.
void take_scopes(Members &outer, std::optional<std::vector<ScopeDefinition>> &into);

/// What was declared of them, as conditions.
void add_scopes(Model &model, const ModelDefinition &definition, Complaints &complaints);

} // namespace gemel
