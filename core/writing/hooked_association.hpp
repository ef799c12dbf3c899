// Association methods with hooks: the same steps as without (associate.hpp), one by one, with the rows read before they
// are written. Inside Hooks::host, and outside of a Session::Call.
#pragma once

#include "core/writing/associate.hpp"
#include "core/writing/hooked_row.hpp"

namespace gemel::hooked {

/// Does a method with these options have to go step by step?
bool is_hooked(const Association &association, const AssociateOptions &options) noexcept;

/// Does a dependent of the association that is displaced and deleted matter to others?
bool owes(const Model &dependent, const Association &association) noexcept;

void set(const Hooks &hooks, const StatePtr &self, const Association &association, const StatePtr &other,
         const AssociateOptions &options);
/// By key; of a HasOne, `found` becomes the whole row.
void set_key(const Hooks &hooks, const StatePtr &self, const Association &association, const Object &key,
             const AssociateOptions &options, const StatePtr &found);
void unset(const Hooks &hooks, const StatePtr &self, const Association &association, const AssociateOptions &options);
/// The tree is created over that association.
void create(const Hooks &hooks, const StatePtr &self, const Association &association, const CreateTree &tree,
            const AssociateOptions &options);

} // namespace gemel::hooked
