// Keeping a mandatory has one: what is refused before SQL, because an owner would be, or stay, without a dependent.
// What only the database can tell is a step of a plan (steps::check_unbound). Knows no session.
#pragma once

#include "core/object/state.hpp"

#include <vector>

namespace gemel {

/// Has ones whose new owners get their dependent in the same plan.
using Supplied = std::vector<const Association *>;

/// A new row of the model is about to be inserted. VALIDATION if it must have a dependent that nobody supplies.
void require_dependents(const Model &model, const Supplied &supplied = {});
/// VALIDATION if a has one is mandatory: its dependent is about to be taken away.
void refuse_unset(const Association &association);
/// An attribute of a stored object is about to change by a plain write. VALIDATION if that takes it from an owner that
/// must have it.
void refuse_unlinking(const State &state, const Attribute &attribute);

} // namespace gemel
