// Saving an object.
#include "core/calls/calls.hpp"

#include "core/calls/write.hpp"
#include "core/writing/hooked_row.hpp"

namespace gemel::calls {

void save(const SessionPtr &session, const StatePtr &state, const SaveOptions &options)
{
    const Hooks hooks(session, options.hooks);
    write(
        hooks, hooked::is_hooked(state->model(), nullptr, options.hooks), [&] { return States{state}; },
        [&] { hooked::save(hooks, state, options); }, [&] { gemel::save(*session, *state, options); });
}

} // namespace gemel::calls
