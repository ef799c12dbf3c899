// What association methods do to the rows of a definition. Must not know how a definition was said.
#pragma once

#include "rows.hpp"

namespace property {

/// Calls get, set, create and unset of every association; Broken if one fails without a documented reason, or if what
/// is got is not what was set.
void check_links(const gemel_schema *schema, gemel_session *session, Rows &rows);

} // namespace property
