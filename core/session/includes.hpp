// The options `include`, which associations are loaded with rows or created with a record, and `where`. Names are
// checked before any SQL.
#pragma once

#include "core/association/include.hpp"
#include "core/base/members.hpp"

#include <memory>
#include <optional>

namespace gemel {

/// Takes the member `include` of a call on that model: a name, an object, or a list of them. Null if it is not given.
/// USAGE.
std::shared_ptr<const Includes> take_includes(Members &members, const Model &model);

/// Takes the member `where`: an object as where_condition takes it. Nothing if it is not given. USAGE, VALIDATION.
std::optional<query::Condition> take_where(Members &members, const Model &model);

} // namespace gemel
