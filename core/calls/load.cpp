// Loading late, once for all that came together.
#include "core/calls/calls.hpp"

#include "core/reading/lazy.hpp"
#include "core/reading/partners.hpp"

namespace gemel::calls {

StatePtr load(const SessionPtr &session, const StatePtr &state, const Association &association)
{
    const Session::Call call(*session);
    if (state->is_new() && association.has_one())
        return nullptr;
    require_eager(*state, association, session->raises_on_lazy());
    if (!state->slot(association).is_loaded())
        load_slots(*session, state, association);
    return state->slot(association).somebody();
}

} // namespace gemel::calls
