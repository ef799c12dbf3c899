// Assignment rules (D15, D35, and values that do not fit).
#include "core/session/assign.hpp"

#include "core/base/failure.hpp"
#include "core/base/text.hpp"

namespace gemel {

namespace {

/// Converted if it fits; a misfit is kept for the save to refuse, together with all others.
Value fitting(const Attribute &attribute, Value value)
{
    Conversion conversion = convert(attribute.type, value);
    return conversion.value ? std::move(*conversion.value) : std::move(value);
}

void add(Changes &changes, State &state, const Attribute &attribute, Value value)
{
    Value fits = fitting(attribute, std::move(value));
    const Value *stored = state.stored(attribute);
    if (attribute.primary_key && !state.is_new() && stored && *stored != fits)
        throw Failure(Status::USAGE,
                      say("the primary key ", in_quotes(attribute.name), " of a stored ", state.model().name,
                          " cannot change from ", describe(*stored), " to ", describe(fits)));
    changes.assign(state, attribute, std::move(fits));
}

} // namespace

RowValues named_values(const Model &model, const Object &values)
{
    RowValues out;
    for (const auto &[name, node] : values) {
        const Attribute &attribute = model.attribute(name);
        if (!node.scalar())
            throw Failure(Status::USAGE,
                          say(model.name, ".", attribute.name, " takes one value, not a list or an object"));
        out.emplace_back(&attribute, *node.scalar());
    }
    return out;
}

Changes assign(State &state, const Object &values)
{
    Changes changes;
    for (auto &[attribute, value] : named_values(state.model(), values))
        add(changes, state, *attribute, std::move(value));
    return changes;
}

Changes assign(State &state, const Attribute &attribute, Value value)
{
    Changes changes;
    add(changes, state, attribute, std::move(value));
    return changes;
}

Changes build(State &state, const Object &values)
{
    Changes changes = assign(state, values);
    for (const Attribute &attribute : state.model().attributes)
        if (attribute.fallback && !find_member(values, attribute.name))
            changes.assign(state, attribute, *attribute.fallback);
    return changes;
}

} // namespace gemel
