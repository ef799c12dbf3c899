// An object belongs to the session that gave it.
#include "core/calls/other.hpp"

#include "core/base/text.hpp"

namespace gemel::calls {

void require_session(const SessionPtr &session, const Other &other)
{
    if (other.session != session.get())
        throw Failure(Status::USAGE, say("a ", other.state->model().name, " is of another session"));
}

} // namespace gemel::calls
