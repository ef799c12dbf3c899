// Inserting an object, or updating the row that is there.
#include "core/calls/calls.hpp"

#include "core/object/assign.hpp"

namespace gemel::calls {

StatePtr upsert(const SessionPtr &session, const Model &model, const Object &values, const UpsertOptions &options)
{
    auto state = std::make_shared<State>(model);
    const Session::Call call(*session);
    gemel::build(*state, values, session->now()).apply();
    gemel::upsert(*session, *state, conflict_of(options, *state, values), options.validate);
    return state;
}

} // namespace gemel::calls
