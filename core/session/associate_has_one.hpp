// HasOne methods on objects.
#pragma once

#include "core/association/plan.hpp"
#include "core/session/associate.hpp"

namespace gemel::has_one {

/// Nothing where there is nothing to ask for: a new owner, or a null key.
std::optional<Plan> get(const State &self, const Association &association);
void set(Session &session, State &self, const Association &association, State &other, const AssociateOptions &options);
void set_key(Session &session, State &self, const Association &association, const Object &key,
             const AssociateOptions &options, State &found);
void unset(Session &session, State &self, const Association &association, const AssociateOptions &options);
void create(Session &session, State &self, const Association &association, State &made,
            const AssociateOptions &options);

} // namespace gemel::has_one
