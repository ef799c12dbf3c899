// What an object's partner is found by: the key that one of the two holds. Knows no call and no plan.
#pragma once

#include "core/object/state.hpp"

#include <optional>

namespace gemel::has_one {

/// What its dependent holds: the key of a stored object as it was read. Null for an object that was never saved.
const Value *key_value(const State &self, const Association &association);

} // namespace gemel::has_one

namespace gemel::belongs_to {

/// What its owner's key is: as assigned, converted. Null for an object that has no owner. VALIDATION.
std::optional<Value> key_value(const State &self, const Association &association);

} // namespace gemel::belongs_to
