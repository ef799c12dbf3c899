// Whether the tables of a resolved schema are what the schema says, in SQLite; and what PostgreSQL would refuse in
// their names. Must not know how a definition was said.
#pragma once

#include "mirror.hpp"

#include <gemel/gemel.h>

#include <string>
#include <vector>

namespace property {

/// Broken if a table lacks something.
void check_tables(const gemel_schema *schema, Mirror &mirror, const std::vector<std::string> &statements);
/// Broken if names meet in PostgreSQL's eyes.
void check_names(const std::vector<std::string> &statements);

} // namespace property
