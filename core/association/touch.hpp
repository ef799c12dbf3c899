// Owners whose updatedAt says also when their dependents were written: a belongs to with `touch`. Decided by the rows
// in the database, so that an owner is met whom no object knows. Knows no session.
#pragma once

#include "core/association/plan.hpp"
#include "core/association/row.hpp"

#include <optional>

namespace gemel {

/// To come before the step that writes dependents: touches the owners of the rows that fulfil `rows`, and those that
/// `written` refers to. Nothing where no belongs to of the model touches, or timestamps stay.
void touch_owners(Plan &plan, const Model &dependent, const std::optional<query::Condition> &rows,
                  const RowValues &written, const Manner &manner);

} // namespace gemel
