// What association methods do to objects: refusals before SQL, the plan, and the changes that success brings. The
// plans themselves are in core/association. Each makes an operation, to be run or explained. Inside a Session::Call.
#pragma once

#include "core/query/query.hpp"
#include "core/writing/fields.hpp"
#include "core/writing/operation.hpp"

namespace gemel {

class CreateTree;

struct AssociateOptions {
    bool destroy_previous = false;
    bool replace = false;
    bool save = true;
    bool silent = false; // timestamps of stored objects stay
    bool validate = true;
    bool hooks = true;      // they are called
    Fields fields{};        // of a create: which values are taken
    IncludesPtr includes{}; // of a create: who is created too
};

/// Options of a method, as far as this kind of association knows them. USAGE.
AssociateOptions set_options(const Association &association, const Object &options,
                             CallName call = CallName::record_set_association);
AssociateOptions unset_options(const Association &association, const Object &options);
AssociateOptions create_options(const Association &association, const Object &options);

/// How a method with these options writes, `now` being the time: a present partner is displaced always, or only if
/// `replace` asks for it.
Manner displacing(const Association &association, const AssociateOptions &options, std::int64_t now);
Manner displacing_if_asked(const Association &association, const AssociateOptions &options, std::int64_t now);

/// What the owner shows once its place has another dependent, where that is loaded.
void show_dependent(Operation &operation, State &owner, const Association &place, const Slot &dependent);
/// What the dependent shows once it has another owner by the key of that association, and `written`, where that is
/// loaded.
void show_owner(Operation &operation, State &dependent, const Association &over, const Slot &owner,
                const ScopeValues &written = {});
/// An owner that is touched by what is written over that association has the time: of this call; or, where the database
/// decides what is written, as its row says in the end.
void show_touch(Operation &operation, State &owner, const Association &over, const State &dependent,
                const Manner &manner);
void read_touch(Operation &operation, State &owner, const Association &over, const Manner &manner);
/// An owner that shows itself as its own dependent may be who is displaced: it has what its row says in the end of that
/// plan, which is the operation's own or that of many.
void read_displaced(Operation &operation, Plan &plan, State &owner, const Association &over, const Manner &manner);

/// Step 0 reads the row at the other end, if the query of the target gives it; without steps there is none.
Plan get_association(const State &self, const Association &association, const Query &query);
/// `now` is the time that is written to timestamps, here and below.
Operation set_association(State &self, const Association &association, State &other, const AssociateOptions &options,
                          std::int64_t now);
/// What set_association_key takes, of one attribute. USAGE if the key has several.
Object target_key(const Association &association, Value value);
/// By key; of a HasOne, `found` becomes the whole row.
Operation set_association_key(State &self, const Association &association, const Object &key,
                              const AssociateOptions &options, State &found, std::int64_t now);
Operation unset_association(State &self, const Association &association, const AssociateOptions &options,
                            std::int64_t now);
/// Of a create: the new object that `made` becomes, and whom its values name.
CreateTree tree_over(Session &session, State &made, const Association &association, const Object &values,
                     const AssociateOptions &options);
/// The tree is created over that association.
Operation create_association(State &self, const Association &association, const CreateTree &tree,
                             const AssociateOptions &options, std::int64_t now);

} // namespace gemel
