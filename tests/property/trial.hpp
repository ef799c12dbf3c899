// A resolved schema, tried on a fresh database from sync to drop. Must not know how a definition was said.
#pragma once

#include <gemel/gemel.h>

namespace property {

/// Broken if SQLite refuses anything that it should not. defaults_fit: no default in SQL is of another type than its
/// attribute.
void try_out(const gemel_schema *schema, bool defaults_fit);

} // namespace property
