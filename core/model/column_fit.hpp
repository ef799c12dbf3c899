// Which values a column keeps as they are: one that others declared may keep another type than its attribute has. Knows
// no connection.
#pragma once

#include "core/base/type.hpp"
#include "core/driver/column.hpp"

namespace gemel {

/// Does it keep every value of that type?
bool keeps_all(const Type &type, const driver::Column &column) noexcept;
/// Does it keep this one, in the form that columns take? What it answers where the column or the server refuses the
/// value by itself does not matter.
bool keeps(const Type &type, const driver::Column &column, const Value &value);
/// Does it make another value of what it is only compared with?
bool bends(const Type &type, const driver::Column &column, const Value &value);

} // namespace gemel
