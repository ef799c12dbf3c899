// What an association's definition says of duties, in options and in words. Reads form only.
#pragma once

#include "core/base/members.hpp"
#include "core/definition/definition.hpp"
#include "core/definition/phrases.hpp"

namespace gemel {

/// The options `dependent` and `mandatory` of a has one, in options and in words. DEFINITION.
void take_duty(Members &members, AssociationOptions &options);
bool take_duty(Phrases &phrases, AssociationOptions &options);

} // namespace gemel
