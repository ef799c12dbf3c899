// Assigning values to an object, and writing these only.
#include "core/calls/calls.hpp"

#include "core/calls/write.hpp"
#include "core/writing/hooked_row.hpp"

namespace gemel::calls {

void update(const SessionPtr &session, const StatePtr &state, const Object &values, const SaveOptions &options)
{
    const Hooks hooks(session, options.hooks);
    write(
        hooks, hooked::is_hooked(state->model(), nullptr, options.hooks), [&] { return States{state}; },
        [&] { hooked::update(hooks, state, values, options); },
        [&] { gemel::update(*session, *state, values, options); });
}

} // namespace gemel::calls
