// Linking an object with another one.
#include "core/calls/calls.hpp"

#include "core/calls/other.hpp"
#include "core/calls/write.hpp"
#include "core/writing/hooked_association.hpp"

namespace gemel::calls {

void set(const SessionPtr &session, const StatePtr &state, const Association &association, const Other &other,
         const AssociateOptions &options)
{
    require_session(session, other);
    const Hooks hooks(session, options.hooks);
    write(
        hooks, hooked::is_hooked(association, options),
        [&] {
            return States{state, other.state};
        },
        [&] { hooked::set(hooks, state, association, other.state, options); },
        [&] { set_association(*state, association, *other.state, options, session->now()).run(*session); });
}

} // namespace gemel::calls
