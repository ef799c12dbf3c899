// Linking an object with another one, by its key.
#include "core/calls/calls.hpp"

#include "core/calls/write.hpp"
#include "core/writing/hooked_association.hpp"

namespace gemel::calls {

StatePtr set_key(const SessionPtr &session, const StatePtr &state, const Association &association, const Object &key,
                 const AssociateOptions &options)
{
    const auto found = std::make_shared<State>(*association.target);
    const Hooks hooks(session, options.hooks);
    write(
        hooks, hooked::is_hooked(association, options),
        [&] {
            return States{state, found};
        },
        [&] { hooked::set_key(hooks, state, association, key, options, found); },
        [&] { set_association_key(*state, association, key, options, *found, session->now()).run(*session); });
    return association.has_one() ? found : nullptr;
}

} // namespace gemel::calls
