// BelongsTo methods on objects.
#pragma once

#include "core/association/plan.hpp"
#include "core/session/associate.hpp"

namespace gemel::belongs_to {

/// Nothing where the foreign key is null.
std::optional<Plan> get(const State &self, const Association &association);
void set(Session &session, State &self, const Association &association, State &other, const AssociateOptions &options);
void set_key(Session &session, State &self, const Association &association, const Object &key,
             const AssociateOptions &options);
void unset(Session &session, State &self, const Association &association, const AssociateOptions &options);
void create(Session &session, State &self, const Association &association, State &made,
            const AssociateOptions &options);

} // namespace gemel::belongs_to
