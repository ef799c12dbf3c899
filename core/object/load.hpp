// From cells to values: what the database gave becomes what the attribute's type has. Knows no session.
#pragma once

#include "core/driver/result.hpp"
#include "core/object/state.hpp"

namespace gemel {

/// Where a row of a model is among others, and in which columns its primary key: for messages.
struct RowPlace {
    const Model *model;
    const std::vector<std::size_t> *key;
    std::size_t row;
};

/// One cell. DATABASE, which names the attribute and the row, if it is no value of its attribute's type.
Value read_value(const Attribute &attribute, const driver::Rows &rows, const driver::Cell &cell, const RowPlace &place);
/// One cell that may be of no attribute: nothing if it is no value of that type.
std::optional<Value> read_value(const Type &type, const driver::Rows &rows, const driver::Cell &cell);

/// That cell of an attribute is no value of it. `row` says whose, as describe() has it, or nothing.
[[noreturn]] void misread(const Attribute &attribute, const driver::Cell &cell, std::string_view row);

/// One cell as the database handed it over, which is as a statement binds it.
Value raw_value(const driver::Rows &rows, const driver::Cell &cell);

} // namespace gemel
