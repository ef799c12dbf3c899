// BelongsTo methods on objects: see associate.hpp.
#pragma once

#include "core/association/belongs_to.hpp"
#include "core/object/keys.hpp"
#include "core/writing/associate.hpp"

namespace gemel::belongs_to {

/// The HasOnes whose inverse this association is; of those with one scope, one.
Places places(const Association &association);
/// And whose scope says what `self`, as memory shows it, has: for objects that are or were made in this call.
Places places_of(const State &self, const Association &association);

/// May the object, as memory shows it once it has these values, have an owner over that association? What the database
/// is to make says nothing against it. USAGE if what tells it was not read.
bool leads(const State &self, const Association &association, const RowValues &written = {});
/// VALIDATION if not.
void require_lead(const State &self, const Association &association, const RowValues &written = {});

/// What a stored owner is referred to by. USAGE if that is null.
const Value &owner_key(const State &owner, const Association &association);
/// And the key of one that is only named. USAGE, VALIDATION.
Value owner_key(const Association &association, const Object &named);

Plan get(const State &self, const Association &association);
Operation set(State &self, const Association &association, State &other, const AssociateOptions &options,
              std::int64_t now);
Operation set_key(State &self, const Association &association, const Object &key, const AssociateOptions &options,
                  std::int64_t now);
Operation unset(State &self, const Association &association, const AssociateOptions &options, std::int64_t now);
Operation create(State &self, const Association &association, const CreateTree &tree, const AssociateOptions &options,
                 std::int64_t now);

} // namespace gemel::belongs_to
