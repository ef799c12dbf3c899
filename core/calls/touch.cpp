// Writing when an object was changed, and nothing else.
#include "core/calls/calls.hpp"

namespace gemel::calls {

void touch(const SessionPtr &session, const StatePtr &state)
{
    const Session::Call call(*session);
    gemel::touch(*session, *state);
}

} // namespace gemel::calls
