// From cells to values: what the database gave becomes what the attribute's type has. Knows no session.
#pragma once

#include "core/driver/result.hpp"
#include "core/session/state.hpp"

namespace gemel {

/// DATABASE if a cell of the row is no value of its attribute's type. From the column `first`, rows have
/// all_columns(model), in that order; here and below.
void check(const Model &model, const driver::Rows &rows, std::size_t row, std::size_t first = 0);
/// One cell: DATABASE as check.
Value read_value(const Attribute &attribute, const driver::Rows &rows, const driver::Cell &cell);
/// One row of those that `check` has accepted into an object.
void load(Changes &changes, State &state, const driver::Rows &rows, std::size_t row, std::size_t first = 0);

} // namespace gemel
