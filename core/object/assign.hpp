// Assigning values to an object in memory: names, conversion, defaults. No session is needed.
#pragma once

#include "core/object/state.hpp"

namespace gemel {

/// Checks all names first; what does not fit its type is kept as given. USAGE (unknown name, a nested value, another
/// primary key of a stored object), and then nothing is assigned.
Changes assign(State &state, const Object &values);
Changes assign(State &state, const Attribute &attribute, Value value);
/// As assign, for a new object: what is not given gets its default. `now` in microseconds.
Changes build(State &state, const Object &values, std::int64_t now);

/// The attribute and scalar of each member; of a json attribute a list or object is its JSON. USAGE.
RowValues named_values(const Model &model, const Object &values);

} // namespace gemel
