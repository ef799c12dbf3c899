// Association methods with hooks: the same steps as without (associate.hpp), one by one, with the rows read before they
// are written. Not inside a Session::Call.
#pragma once

#include "core/writing/associate.hpp"
#include "core/writing/hooked_row.hpp"

namespace gemel::hooked {

/// Does a method with these options have to go step by step?
bool is_hooked(const Association &association, const AssociateOptions &options) noexcept;

/// Does a dependent of the association that is displaced and deleted matter to others?
bool owes(const Model &dependent, const Association &association) noexcept;

void set(const std::shared_ptr<Session> &session, const StatePtr &self, const Association &association,
         const StatePtr &other, const AssociateOptions &options);
/// By key; of a HasOne, `found` becomes the whole row.
void set_key(const std::shared_ptr<Session> &session, const StatePtr &self, const Association &association,
             const Object &key, const AssociateOptions &options, const StatePtr &found);
void unset(const std::shared_ptr<Session> &session, const StatePtr &self, const Association &association,
           const AssociateOptions &options);
/// The tree is created over that association.
void create(const std::shared_ptr<Session> &session, const StatePtr &self, const Association &association,
            const CreateTree &tree, const AssociateOptions &options);

} // namespace gemel::hooked
