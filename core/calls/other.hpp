// Whether an object that a call is given is one of its session. Knows no call.
#pragma once

#include "core/calls/calls.hpp"

namespace gemel::calls {

/// USAGE.
void require_session(const SessionPtr &session, const Other &other);

} // namespace gemel::calls
