// Whether an association may be loaded is decided by what is asked, not by what is in the database: so a test notices
// also where there is nobody.
#include "core/reading/lazy.hpp"

#include "core/base/failure.hpp"
#include "core/base/text.hpp"

namespace gemel {

namespace {

void forbid(State &state, const Includes *includes) noexcept
{
    state.raises_on_lazy = true;
    if (!includes)
        return;
    for (const Include &include : *includes)
        if (const std::shared_ptr<State> partner = state.slot(*include.association).somebody())
            forbid(*partner, &include.includes);
}

/// A new one cannot be read with an include, and it may say already that there is nobody.
bool is_without_partner(const State &state, const Association &association)
{
    const Value *key = association.has_one() ? nullptr : state.value(*association.foreign_key);
    return state.is_new() && (!key || is_null(*key));
}

} // namespace

void forbid_lazy(const States &states, const Includes *includes) noexcept
{
    for (const std::shared_ptr<State> &state : states)
        forbid(*state, includes);
}

void require_eager(const State &state, const Association &association, bool everywhere)
{
    if ((!everywhere && !state.raises_on_lazy) || state.slot(association).is_loaded() ||
        is_without_partner(state, association))
        return;
    throw Failure(Status::USAGE, say(state.model().name, ".", association.name,
                                     " is not loaded, and 'raiseOnLazy' forbids to load it now: include it when the ",
                                     state.model().name, " is read, or get it"));
}

} // namespace gemel
