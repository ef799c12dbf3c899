// What in a statement of PostgreSQL would end, begin or unsettle what gemel has in the connection, as far as its words
// tell. What a function does nobody can tell before: the driver looks afterwards.
#pragma once

#include "core/sql/scanner.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace gemel::sql {

/// Throws USAGE. Borrows.
void refuse_unsettling(const std::vector<Token> &tokens);

/// The name of a function that is called and changes the connection for longer than the transaction; nothing if there
/// is none that is known to.
std::optional<std::string_view> unsettling_call(const std::vector<Token> &tokens);

} // namespace gemel::sql
