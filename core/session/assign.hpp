// Assigning values to an object in memory: names, conversion, defaults. No session is needed.
#pragma once

#include "core/session/state.hpp"

namespace gemel {

/// Checks all names first; what does not fit its type is kept as given. USAGE (unknown name, a nested value, another
/// primary key of a stored object), and then nothing is assigned.
Changes assign(State &state, const Object &values);
Changes assign(State &state, const Attribute &attribute, Value value);
/// As assign, for a new object: what is not given gets its default.
Changes build(State &state, const Object &values);

/// The attribute and scalar of each member. USAGE.
RowValues named_values(const Model &model, const Object &values);

} // namespace gemel
