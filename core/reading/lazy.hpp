// Loading late can be forbidden, so that nobody loads one by one without noticing it: by a session for all of its
// objects, or by a query for those that it gives and whom it includes. Loads nothing.
#pragma once

#include "core/object/graph.hpp"

namespace gemel {

/// The objects, and whom they were read with: late loading is forbidden for them.
void forbid_lazy(const States &states, const Includes *includes) noexcept;

/// USAGE if what the association leads to would have to be loaded late, and that is forbidden: for this object, or
/// everywhere.
void require_eager(const State &state, const Association &association, bool everywhere);

} // namespace gemel
