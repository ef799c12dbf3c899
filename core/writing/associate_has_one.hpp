// HasOne methods on objects: see associate.hpp.
#pragma once

#include "core/association/has_one.hpp"
#include "core/object/keys.hpp"
#include "core/writing/associate.hpp"

namespace gemel::has_one {

/// The owner as it was read; an unsaved change of its key does not count. A new owner or a null key is refused.
Owner owner_of(const State &self, const Association &association);
/// Each of the two now shows the other.
void show_link(Operation &operation, State &self, const Association &association, State &other);

Plan get(const State &self, const Association &association);
Operation set(State &self, const Association &association, State &other, const AssociateOptions &options,
              std::int64_t now);
Operation set_key(State &self, const Association &association, const Object &key, const AssociateOptions &options,
                  State &found, std::int64_t now);
Operation unset(State &self, const Association &association, const AssociateOptions &options, std::int64_t now);
Operation create(State &self, const Association &association, const CreateTree &tree, const AssociateOptions &options,
                 std::int64_t now);

/// What the dependent of a method gets written: the key, and what the scope says.
RowValues wanted(const State &self, const Association &association);
/// The plan of set (`dependent` null: of a new one) and of create, without the values that are inserted: for what it
/// looks at and whom it displaces.
Plan outline_set(const State &self, const Association &association, const RowKey *dependent,
                 const AssociateOptions &options, std::int64_t now);
Plan outline_create(const State &self, const Association &association, const AssociateOptions &options,
                    std::int64_t now);

} // namespace gemel::has_one
