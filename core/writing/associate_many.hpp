// Linking many pairs of a has one at once: refusals before SQL, the plan, and the changes that success brings to all
// of them. Inside a Session::Call.
#pragma once

#include "core/writing/associate.hpp"

#include <vector>

namespace gemel {

struct Partners {
    State &owner;
    State &dependent;
};

namespace has_one {

/// All or none. USAGE: a record that was never saved, of another model, or twice; NOT_FOUND: one whose row is gone.
void set_many(Session &session, const Association &association, const std::vector<Partners> &pairs,
              const AssociateOptions &options);

} // namespace has_one
} // namespace gemel
