// Destroying an object.
#include "core/calls/calls.hpp"

#include "core/calls/write.hpp"
#include "core/writing/hooked_row.hpp"

namespace gemel::calls {

bool destroy(const SessionPtr &session, const StatePtr &state, const DestroyOptions &options)
{
    bool was_there = false;
    const Hooks hooks(session, options.hooks);
    write(
        hooks, hooked::is_destroyed_in_steps(state->model(), options.hooks), [&] { return States{state}; },
        [&] { was_there = hooked::destroy(hooks, state, options); },
        [&] { was_there = gemel::destroy(*session, *state, options); });
    return was_there;
}

} // namespace gemel::calls
