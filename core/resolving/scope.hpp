// The scope of a has one: what its dependents have besides the key, as values that their attributes can have. And what
// that means for its inverse.
#pragma once

#include "core/model/schema.hpp"

namespace gemel {

/// DEFINITION, without saying of which association, for what cannot be in the scope of that has one.
ScopeValues resolve_scope(const Association &association, const Object &scope);

/// Tells each belongs to the scopes of the has ones that it is the inverse of, once all have theirs.
void scope_inverses(Schema &schema);

} // namespace gemel
