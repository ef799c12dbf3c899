// Reading an object again.
#include "core/calls/calls.hpp"

#include "core/reading/find.hpp"

namespace gemel::calls {

void reload(const SessionPtr &session, const StatePtr &state, const IncludesPtr &includes)
{
    const Session::Call call(*session);
    gemel::reload(*session, state, includes ? includes : state->includes);
}

} // namespace gemel::calls
