// Owners whose updatedAt says also when their dependents were written: a belongs to with `touch`. Decided by the rows
// in the database, so that an owner is met whom no object knows. Knows no session.
#pragma once

#include "core/association/plan.hpp"
#include "core/association/row.hpp"

#include <optional>

namespace gemel {

/// To come before the step that writes dependents: touches the owners of the rows that fulfil `rows`, and those that
/// will have once `written` is written to them, or to `unless_linked` alone: none that this one is linked to already.
/// Of none, what is inserted. Where a scope leads to nobody, nobody is touched; nor where no belongs to of the model
/// touches, or timestamps stay.
void touch_owners(Plan &plan, const Model &dependent, const std::optional<statement::Condition> &rows,
                  const RowValues &written, const Manner &manner, const RowKey *unless_linked = nullptr);
/// To come after it, where each row gets a key of its own: touches the owners that the rows have since such values were
/// written.
void touch_new_owners(Plan &plan, const Model &dependent, const statement::Condition &rows, const RowValues &written,
                      const Manner &manner);
/// After it: gives the time of the owner who has that key, if dependents of the association touch it.
std::optional<Step> read_touched(const Association &association, const Value &key, const Manner &manner);

} // namespace gemel
