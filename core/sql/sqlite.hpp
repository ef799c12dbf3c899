// SQLite's dialect.
#pragma once

#include "core/sql/dialect.hpp"

namespace gemel::sql {

std::shared_ptr<const Dialect> sqlite();

} // namespace gemel::sql
