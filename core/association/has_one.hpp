// The plans of a HasOne: get, set, unset and create, seen from the owner.
#pragma once

#include "core/association/plan.hpp"
#include "core/association/row.hpp"

namespace gemel::has_one {

/// The owner as it was read: its row, and the value that dependents hold as their foreign key.
struct Owner {
    const Association &association;
    RowKey row;
    Value key;
};

/// What a dependent of this owner holds: the key, and what the scope says.
RowValues link_values(const Owner &owner);

/// What displaces, always: unlinks, or deletes where the key may not be null or it is asked for.
Displace displacement(const Association &association, bool destroy_previous) noexcept;

/// Step 0 reads the dependent with the lowest primary key.
Plan get(const Association &association, const Value &key);
/// Links a stored row; the last step reads it whole.
Plan set(const Owner &owner, const RowKey &dependent, const Manner &manner);
/// Only looks whether both rows are there.
Plan look(const Owner &owner, const RowKey &dependent);
/// Inserts a row, linked (`values` hold what link_values says); the last step is the insert.
Plan set_new(const Owner &owner, const RowValues &values, const Manner &manner);
Plan unset(const Owner &owner, const Manner &manner);
/// As set_new, but the place must be free unless a present partner may be displaced; the owner's row is not looked
/// for.
Plan create(const Owner &owner, const RowValues &values, const Manner &manner);

} // namespace gemel::has_one
