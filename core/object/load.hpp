// From cells to values: what the database gave becomes what the attribute's type has. Knows no session.
#pragma once

#include "core/driver/result.hpp"
#include "core/object/state.hpp"

namespace gemel {

/// One cell. DATABASE if it is no value of its attribute's type.
Value read_value(const Attribute &attribute, const driver::Rows &rows, const driver::Cell &cell);
/// One cell that is no attribute: nothing if it is no value of that type.
std::optional<Value> read_value(const Type &type, const driver::Rows &rows, const driver::Cell &cell);

/// One cell as the database handed it over, which is as a statement binds it.
Value raw_value(const driver::Rows &rows, const driver::Cell &cell);

} // namespace gemel
