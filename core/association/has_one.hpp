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
/// Frees the place: for nobody, or for a row that is inserted next and holds what link_values says.
Plan unset(const Owner &owner, const Manner &manner);
/// What comes before the insert of a dependent: the place must be free unless a present partner may be displaced; the
/// owner's row is not looked for.
Plan take_place(const Owner &owner, const Manner &manner);

} // namespace gemel::has_one
