// The plans of a BelongsTo: get, set and create, seen from the dependent.
#pragma once

#include "core/association/plan.hpp"
#include "core/association/row.hpp"

namespace gemel::belongs_to {

/// The HasOnes among whose dependents the source will be: each gives the owner one place, which must be free unless a
/// present partner may be displaced. None where no inverse is a HasOne.
using Places = std::vector<const Association *>;

/// Step 0 reads the owner.
Plan get(const Association &association, const Value &key);
/// Writes the foreign key of a stored source; a null key unlinks.
Plan set(const Association &association, const RowKey &source, const Value &key, const Places &places,
         const Manner &manner);

/// Inserts an owner and links a stored source to it. `key` is the value that will be referred to; without it the
/// database makes it. Step `insert` is the insert.
struct Create {
    Plan plan;
    std::size_t insert;
};
Create create(const Association &association, const RowKey &source, const RowValues &values,
              const std::optional<Value> &key, const Places &places, const Manner &manner);
/// Only the insert: for a source that is not stored yet.
Create create_for_new(const Association &association, const RowValues &values, const Manner &manner);

} // namespace gemel::belongs_to
