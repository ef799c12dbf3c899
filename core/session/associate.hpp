// What association methods do to objects: refusals before SQL, the plan, and the changes that success brings. The
// plans themselves are in core/association. Inside a Session::Call.
#pragma once

#include "core/session/session.hpp"

#include <memory>

namespace gemel {

struct AssociateOptions {
    bool destroy_previous = false;
    bool replace = false;
    bool save = true;
};

/// Options of a method, as far as this kind of association knows them. USAGE.
AssociateOptions set_options(const Association &association, const Object &options);
AssociateOptions create_options(const Association &association, const Object &options);

/// The row at the other end; of no rows, none.
driver::Rows get_association(Session &session, const State &self, const Association &association);
void set_association(Session &session, State &self, const Association &association, State &other,
                     const AssociateOptions &options);
/// By key; of a HasOne, `found` becomes the whole row.
void set_association_key(Session &session, State &self, const Association &association, const Object &key,
                         const AssociateOptions &options, State &found);
void unset_association(Session &session, State &self, const Association &association, const AssociateOptions &options);
/// `made` is new and holds the values.
void create_association(Session &session, State &self, const Association &association, State &made,
                        const AssociateOptions &options);

} // namespace gemel
