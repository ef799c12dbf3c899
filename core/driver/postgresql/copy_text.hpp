// Rows in the text form of COPY. It is the fastest way in that PostgreSQL has, and its server reads each value as what
// its column is, as it does with parameters that have no type. Sends nothing.
#pragma once

#include "core/base/value.hpp"

#include <cstddef>
#include <string>

namespace gemel::driver::postgresql {

/// Appends one value as the text form has it: what means something to it is escaped.
void add_copy_text(std::string &out, const Value &value);
/// Appends one row, of the values from `first` on.
void add_copy_row(std::string &out, const Value *first, std::size_t width);

} // namespace gemel::driver::postgresql
