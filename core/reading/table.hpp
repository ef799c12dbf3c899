// Rows of values that are no objects: what was chosen, calculated, or asked for in SQL. Knows no model.
#pragma once

#include "core/base/type.hpp"
#include "core/base/value.hpp"

#include <optional>
#include <string>
#include <vector>

namespace gemel {

struct Table {
    std::vector<std::string> names;         // of the columns
    std::vector<std::optional<Type>> types; // nothing: as the database handed it over
    std::vector<Value> cells;               // row by row

    std::size_t width() const noexcept { return names.size(); }
    std::size_t size() const noexcept { return names.empty() ? 0 : cells.size() / names.size(); }
    const Value &at(std::size_t row, std::size_t column) const noexcept { return cells[row * names.size() + column]; }
    /// Its canonical text.
    std::string text(std::size_t row, std::size_t column) const;
};

/// A list of objects, one for each row.
std::string to_json(const Table &table);

} // namespace gemel
