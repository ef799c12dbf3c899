// What a schema makes of calls on SQLite. Must not know how the schema was made.
#pragma once

#include "judge.hpp"

namespace fuzz {

/// Its tables, and for some calls on each model how they end and which statements they send, without the values that
/// depend on the clock and on chance. Two schemas that say the same do the same.
std::string behaviour(const gemel_schema *schema);

} // namespace fuzz
