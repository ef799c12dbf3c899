// Reading whom an association leads to.
#include "core/calls/calls.hpp"

#include "core/base/text.hpp"
#include "core/reading/reading.hpp"

namespace gemel::calls {

StatePtr get(const SessionPtr &session, const StatePtr &state, const Association &association,
             const FindOptions &options)
{
    const Session::Call call(*session);
    const Plan plan = get_association(*state, association, options.query);
    driver::Rows rows;
    if (!plan.steps.empty()) {
        if (Loops *loops = session->loops())
            loops->note_get(*state, association);
        session->run(plan, [&](const Session::Results &results) { rows = results.front().rows; });
    }
    if (options.required && rows.size() == 0)
        throw Failure(Status::NOT_FOUND, say("this ", state->model().name, " has no ", association.name));
    const States found = read_objects(*session, options.query, rows);
    return found.empty() ? nullptr : found.front();
}

} // namespace gemel::calls
