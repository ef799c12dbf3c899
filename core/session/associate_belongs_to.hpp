// BelongsTo methods on objects: see associate.hpp.
#pragma once

#include "core/session/associate.hpp"

namespace gemel::belongs_to {

Plan get(const State &self, const Association &association);
Operation set(State &self, const Association &association, State &other, const AssociateOptions &options,
              std::int64_t now);
Operation set_key(State &self, const Association &association, const Object &key, const AssociateOptions &options,
                  std::int64_t now);
Operation unset(State &self, const Association &association, const AssociateOptions &options, std::int64_t now);
Operation create(State &self, const Association &association, State &made, const AssociateOptions &options,
                 std::int64_t now);

} // namespace gemel::belongs_to
