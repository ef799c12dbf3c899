// The plans of a BelongsTo: get, set and create, seen from the dependent.
#pragma once

#include "core/association/has_one.hpp"

namespace gemel::belongs_to {

/// Step 0 reads the owner.
Plan get(const Association &association, const Value &key);
/// Writes the foreign key of a stored source; a null key unlinks. Where the inverse is a HasOne the place must be
/// free, unless a present partner may be displaced.
Plan set(const Association &association, const RowKey &source, const Value &key,
         std::optional<has_one::Displace> displace);

/// Inserts an owner and links a stored source to it. `key` is the value that will be referred to; without it the
/// database numbers it. Step `insert` is the insert.
struct Create {
    Plan plan;
    std::size_t insert;
};
Create create(const Association &association, const RowKey &source, const RowValues &values,
              const std::optional<Value> &key, std::optional<has_one::Displace> displace);
/// Only the insert: for a source that is not stored yet.
Create create_for_new(const Association &association, const RowValues &values);

} // namespace gemel::belongs_to
