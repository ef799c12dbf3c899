// Runs operations. The changes are complete before the commit, so that nothing can fail after it.
#include "core/writing/operation.hpp"

#include "core/object/load.hpp"

namespace gemel {

void Operation::fill(const Session::Results &results)
{
    for (const Reading &reading : readings_) {
        const driver::Rows &rows = results[reading.step].rows;
        changes.fill(reading.place, read_value(*reading.attribute, rows, rows.at(0, reading.column)));
    }
}

void Operation::count_version(State &state)
{
    const Attribute *version = state.model().version;
    const Value *stored = version ? state.stored(*version) : nullptr;
    if (const auto *number = stored ? std::get_if<std::int64_t>(stored) : nullptr)
        changes.store(state, *version, *number + 1);
}

void Operation::note(Session &session)
{
    validation.ask(session);
    validation.raise();
    for (State *state : written_)
        session.note(*state, changes);
}

void Operation::run(Session &session)
{
    note(session);
    if (!plan.steps.empty())
        session.run(plan, [this](const Session::Results &results) { fill(results); });
    if (refusal)
        throw Failure(*refusal);
    changes.apply();
}

} // namespace gemel
