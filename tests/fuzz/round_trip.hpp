// What is promised of a schema that was declared, whatever it says. Must not know how it was declared.
#pragma once

#include "judge.hpp"

namespace fuzz {

/// Resolves it, or is told why not, which is `declared` if declaring it failed already. Resolved, it is written, read
/// back and equal, and small ones are made on SQLite. Was it resolved?
bool try_round_trip(gemel_schema *schema, gemel_status declared = GEMEL_OK);

} // namespace fuzz
