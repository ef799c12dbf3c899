// The scope of a has one: what its dependents have besides the key, as values that their attributes can have.
#pragma once

#include "core/base/value.hpp"
#include "core/model/schema.hpp"

#include <utility>
#include <vector>

namespace gemel {

/// DEFINITION, without saying of which association, for what cannot be in the scope of that has one.
std::vector<std::pair<const Attribute *, Value>> resolve_scope(const Association &association, const Object &scope);

} // namespace gemel
