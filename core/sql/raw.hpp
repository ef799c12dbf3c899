// A statement in the words of the database, with values bound by name. Reads no more of SQL than where a name can
// stand, what a statement is for, and what may not be in it.
#pragma once

#include "core/sql/dialect.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gemel::sql {

using NamedValues = std::vector<std::pair<std::string, Value>>;

/// `:name` outside of texts, names and comments stands for that value. USAGE: a name without a value, a value without a
/// name, more than one statement, or what would unsettle the transaction or the connection.
Rendered raw(const Dialect &dialect, std::string_view sql, const NamedValues &values);

} // namespace gemel::sql
