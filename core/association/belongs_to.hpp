// The plans of a BelongsTo: get, set and create, seen from the dependent.
#pragma once

#include "core/association/plan.hpp"
#include "core/association/row.hpp"

namespace gemel::belongs_to {

/// The HasOnes whose inverse the association is: each gives the owner one place, which must be free, or its present
/// partner displaced, where the row of the source has what the scope says. None where no inverse is a HasOne.
using Places = std::vector<const Association *>;

/// Step 0 reads the owner.
Plan get(const Association &association, const Value &key);
/// Only looks whether the source is there, and may have an owner: a scope lets some have none.
Plan look(const Association &association, const RowKey &source);
/// Writes the foreign key of a stored source, unless its row holds that already; a null key unlinks, where it leads to
/// somebody. The last step reads the source.
Plan set(const Association &association, const RowKey &source, const Value &key, const Places &places,
         const Manner &manner);

/// What comes before the insert of an owner that a stored source will have.
Plan leave_owner(const Association &association, const RowKey &source, const Manner &manner);
/// And behind it: links the source to the owner, whose key is known or made by a step.
void link_to_new(Plan &plan, const Association &association, const RowKey &source, const statement::Operand &key,
                 const Places &places, const Manner &manner);

} // namespace gemel::belongs_to
