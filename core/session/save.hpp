// Writing one object: insert, update, reload, destroy. Each leaves database and object as they were if it fails.
// Inside a Session::Call.
#pragma once

#include "core/session/session.hpp"

namespace gemel {

/// The values of an insert, converted and checked; `fixed` overrides what the object holds. NOT_NULL, VALIDATION.
RowValues insert_values(const State &state, const Attribute *fixed = nullptr, const Value *value = nullptr);
/// What an insert of these values will change in the object, made before it. The place is that of the generated key,
/// to be filled by fill_key afterwards.
std::optional<std::size_t> insert_changes(Changes &changes, State &state, const RowValues &values);
void fill_key(Changes &changes, std::optional<std::size_t> place, const driver::Result &result) noexcept;

/// Inserts a new object, or updates what is changed. NOT_FOUND and what the database refuses.
void save(Session &session, State &state);
/// Assigns and writes these values only. USAGE for a new object.
void update(Session &session, State &state, const Object &values);
void reload(Session &session, State &state);
/// Was there a row?
bool destroy(Session &session, State &state);

} // namespace gemel
