// The options `withDeleted`, or `paranoid`, and `scope`: which rows of a model a call sees. Names are checked before
// any SQL; what they mean is in core/association/visible.hpp.
#pragma once

#include "core/association/visible.hpp"
#include "core/base/members.hpp"

namespace gemel {

/// Takes the members `withDeleted`, `paranoid` and `scope` of a call on that model. USAGE.
Scoping take_scoping(Members &members, const Model &model);

} // namespace gemel
