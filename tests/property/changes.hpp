// What becomes of rows when those that they refer to change or go. Must not know how a definition was said.
#pragma once

#include "rows.hpp"

namespace property {

/// Gives the first row of each model another key where it can have one, then deletes it; Broken if that fails without a
/// documented reason.
void check_changes(const gemel_schema *schema, gemel_session *session, const Rows &rows);

} // namespace property
