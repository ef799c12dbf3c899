// The option `include`: which associations are loaded with rows or created with a record. Names are checked before any
// SQL.
#pragma once

#include "core/association/include.hpp"
#include "core/base/members.hpp"

namespace gemel {

/// Takes the member `include` of a call on that model, of which these attributes are read: a name, an object, or a list
/// of them. Null if it is not given. USAGE.
IncludesPtr take_includes(Members &members, const Model &model, const Chosen &chosen = {});

} // namespace gemel
