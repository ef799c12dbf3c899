// The scopes of a model as options say them: names for some of its rows. Reads form only.
#pragma once

#include "core/base/members.hpp"
#include "core/definition/definition.hpp"

#include <optional>
#include <vector>

namespace gemel {

/// The option `scopes`: {NAME: {where: {ATTRIBUTE: VALUE}}}.
void take_scopes(Members &outer, std::optional<std::vector<ScopeDefinition>> &into);

} // namespace gemel
