// Runs operations. The changes are complete before the commit, so that nothing can fail after it.
#include "core/writing/operation.hpp"

#include "core/base/text.hpp"
#include "core/object/load.hpp"

#include <algorithm>

namespace gemel {

namespace {

/// For messages: what is new may have no key yet.
std::string whose(const State &state)
{
    return state.is_new() ? say("a new ", state.model().name) : describe(state.row());
}

} // namespace

Operation::Operation(bool asks_validators) : validation(asks_validators) {}
Operation::Operation(Operation &&) noexcept = default;
Operation &Operation::operator=(Operation &&) noexcept = default;
Operation::~Operation() = default;

void Operation::write(State &state)
{
    if (std::find(written_.begin(), written_.end(), &state) == written_.end())
        written_.push_back(&state);
}

void Operation::store(State &state, const Attribute &attribute, std::size_t step, std::size_t column)
{
    changes.store(state, attribute, Null{});
    read(attribute, step, column);
}

void Operation::store_if_there(State &state, const Attribute &attribute, std::size_t step, std::size_t column)
{
    store(state, attribute, step, column);
    readings_.back().may_be_missing = true;
}

void Operation::read(const Attribute &attribute, std::size_t step, std::size_t column)
{
    readings_.push_back({changes.size() - 1, &attribute, step, column});
}

void Operation::echo(State &state, const RowValues &values, std::size_t step, std::size_t column)
{
    const std::vector<const Attribute *> echoes = echoed(values);
    for (const auto &[attribute, value] : values)
        if (const std::size_t place = index_in(echoes, *attribute); place < echoes.size()) {
            changes.store(state, *attribute, value);
            readings_.push_back({changes.size() - 1, attribute, step, column + place, false, true});
        }
}

void Operation::fill(const Session::Results &results)
{
    for (const Reading &reading : readings_) {
        const driver::Rows &rows = results[reading.step].rows;
        if (reading.may_be_missing && rows.size() == 0) {
            changes.leave(reading.place);
            continue;
        }
        if (reading.is_echo && reading.column >= rows.width())
            continue;
        const driver::Cell &cell = rows.at(0, reading.column);
        std::optional<Value> value = read_value(reading.attribute->type, rows, cell);
        if (!value)
            misread(*reading.attribute, cell, whose(changes.state(reading.place)));
        changes.fill(reading.place, std::move(*value));
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
