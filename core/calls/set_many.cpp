// Linking many pairs of a has one at once.
#include "core/calls/calls.hpp"

#include "core/calls/other.hpp"
#include "core/writing/associate_many.hpp"

namespace gemel::calls {

void set_many(const SessionPtr &session, const Association &association, const std::vector<Other> &owners,
              const std::vector<Other> &others, const AssociateOptions &options)
{
    const Session::Call call(*session);
    std::vector<Partners> pairs;
    for (std::size_t i = 0; i < owners.size(); ++i) {
        require_session(session, owners[i]);
        require_session(session, others[i]);
        pairs.push_back({*owners[i].state, *others[i].state});
    }
    has_one::set_many(*session, association, pairs, options);
}

} // namespace gemel::calls
