// The option `include`: which associations are loaded with rows, or created with a record. Names are checked before any
// SQL.
#pragma once

#include "core/association/include.hpp"
#include "core/base/members.hpp"

#include <memory>

namespace gemel {

/// Takes the member `include` of a call on that model: a name, an object, or a list of them. Null if it is not given.
/// USAGE.
std::shared_ptr<const Includes> take_includes(Members &members, const Model &model);

} // namespace gemel
