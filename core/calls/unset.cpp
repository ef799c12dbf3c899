// Unlinking an object.
#include "core/calls/calls.hpp"

#include "core/calls/write.hpp"
#include "core/writing/hooked_association.hpp"

namespace gemel::calls {

void unset(const SessionPtr &session, const StatePtr &state, const Association &association,
           const AssociateOptions &options)
{
    const Hooks hooks(session, options.hooks);
    write(
        hooks, hooked::is_hooked(association, options), [&] { return States{state}; },
        [&] { hooked::unset(hooks, state, association, options); },
        [&] { unset_association(*state, association, options, session->now()).run(*session); });
}

} // namespace gemel::calls
