// Which values a create takes of those that it is given: an option, for values that come from outside. Knows no call.
#pragma once

#include "core/base/members.hpp"
#include "core/model/schema.hpp"

#include <optional>
#include <vector>

namespace gemel {

/// Nothing: all are taken.
using Fields = std::optional<std::vector<const Attribute *>>;

/// The option 'fields'. USAGE for an unknown attribute.
Fields take_fields(Members &members, const Model &model);
/// The values without attributes that are not taken. What names no attribute stays, for whoever knows it or refuses it.
Object taken(const Object &values, const Model &model, const Fields &fields);

} // namespace gemel
