// What a foreign key refuses, said in the words of the schema: at which end, of which association. Knows no driver's
// codes, but how PostgreSQL tells the ends apart.
#pragma once

#include "core/base/failure.hpp"
#include "core/model/schema.hpp"

namespace gemel {

/// Rewrites message, items and constraint, as far as table and columns are known.
void name_foreign_key(Failure &failure, const Schema &schema);

} // namespace gemel
