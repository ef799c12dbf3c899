// How a call that writes runs: at once, or in steps, where hooks and what only gemel can settle come between its
// statements. The one place where the two part. Knows no call.
#pragma once

#include "core/writing/hooks.hpp"

namespace gemel::calls {

/// `prepare` makes what is to be written, and gives those objects that a failure must leave as they were. Then
/// `in_steps` runs inside Hooks::host, or `at_once`, and `prepare` too, inside one Session::Call.
template <typename Prepare, typename InSteps, typename AtOnce>
void write(const Hooks &hooks, bool goes_in_steps, const Prepare &prepare, const InSteps &in_steps,
           const AtOnce &at_once)
{
    if (goes_in_steps)
        return hooks.host(prepare, in_steps);
    const Session::Call call(hooks.session());
    prepare();
    at_once();
}

} // namespace gemel::calls
