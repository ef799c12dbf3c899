// BelongsTo methods on objects: see associate.hpp.
#pragma once

#include "core/association/belongs_to.hpp"
#include "core/object/keys.hpp"
#include "core/writing/associate.hpp"

namespace gemel::belongs_to {

/// The HasOnes whose dependent `self` will be: their inverse is this association, and self has what their scope says.
Places places(const State &self, const Association &association);

/// What a stored owner is referred to by. USAGE if that is null.
const Value &owner_key(const State &owner, const Association &association);

Plan get(const State &self, const Association &association);
Operation set(State &self, const Association &association, State &other, const AssociateOptions &options,
              std::int64_t now);
Operation set_key(State &self, const Association &association, const Object &key, const AssociateOptions &options,
                  std::int64_t now);
Operation unset(State &self, const Association &association, const AssociateOptions &options, std::int64_t now);
Operation create(State &self, const Association &association, const CreateTree &tree, const AssociateOptions &options,
                 std::int64_t now);

} // namespace gemel::belongs_to
