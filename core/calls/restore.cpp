// Taking back that a row was marked as deleted.
#include "core/calls/calls.hpp"

namespace gemel::calls {

void restore(const SessionPtr &session, const StatePtr &state)
{
    const Session::Call call(*session);
    gemel::restore(*session, *state);
}

} // namespace gemel::calls
