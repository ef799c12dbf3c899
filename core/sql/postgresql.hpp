// PostgreSQL's dialect.
#pragma once

#include "core/sql/dialect.hpp"

namespace gemel::sql {

/// For tables in that schema; empty: where the search path leads.
std::shared_ptr<const Dialect> postgresql(std::string_view schema, const driver::Timeouts &timeouts);

} // namespace gemel::sql
