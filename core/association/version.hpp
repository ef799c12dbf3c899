// Optimistic locking in plans: every update of a row of a versioned model counts its version, and a step that writes a
// row as an object shows it finds it only in the version that was read. Must not know whence that is.
#pragma once

#include "core/association/plan.hpp"
#include "core/association/row.hpp"

namespace gemel::version {

/// One more, where the model has a version.
void count(statement::Update &update, const Model &model);
/// A step that finds or writes that row, and must, does so only in the row's version: else the plan is STALE, or, if
/// the row is gone, what it was before. As it is where no version is known.
void compare(Plan &plan, Step &step, const RowKey &row);

} // namespace gemel::version
