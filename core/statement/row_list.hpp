// Rows of values that a statement binds as a whole: its text is the same for any number of them. Knows no statement.
#pragma once

#include "core/base/type.hpp"

#include <string>
#include <vector>

namespace gemel::statement {

struct RowList {
    std::vector<Type> types;   // of its columns
    std::vector<Value> values; // row by row, as columns have them; none is null or bytes

    /// What a column is called, wherever the list stands.
    static std::string column(std::size_t number) { return "gemel_" + std::to_string(number); }
};

} // namespace gemel::statement
