// SQLite's dialect.
#pragma once

#include "core/sql/dialect.hpp"

namespace gemel::sql {

const Dialect &sqlite();

} // namespace gemel::sql
