// Assignment rules: what a value becomes, and what stays refused until the save.
#include "core/object/assign.hpp"

#include "core/base/failure.hpp"
#include "core/base/json.hpp"
#include "core/base/text.hpp"
#include "core/object/defaults.hpp"
#include "core/object/keys.hpp"

namespace gemel {

namespace {

/// Converted if it fits; a misfit is kept for the save to refuse, together with all others.
Value fitting(const Attribute &attribute, Value value)
{
    Conversion conversion = convert(attribute.type, value);
    return conversion.value ? std::move(*conversion.value) : std::move(value);
}

/// Of what stays as it is once an object is stored.
[[noreturn]] void refuse_change(const Attribute &attribute, const Value &stored, const Value &wanted)
{
    const Model &model = *attribute.model;
    if (attribute.primary_key)
        throw Failure(Status::USAGE,
                      say("the primary key ", in_quotes(attribute.name), " of a stored ", model.name,
                          " cannot change from ", describe(attribute, stored), " to ", describe(attribute, wanted)));
    throw Failure(Status::USAGE, say("the ", &attribute == model.version ? "version " : "timestamp ",
                                     in_quotes(attribute.name), " of a stored ", model.name, " is kept by gemel"));
}

void add(Changes &changes, State &state, const Attribute &attribute, Value value)
{
    Value fits = fitting(attribute, std::move(value));
    const Model &model = state.model();
    const bool is_timestamp =
        &attribute == model.created_at || &attribute == model.updated_at || &attribute == model.deleted_at;
    if (!state.is_new() && (attribute.primary_key || is_timestamp || &attribute == model.version)) {
        const Value *stored = state.stored(attribute);
        if (!stored)
            refuse_unread(state, attribute, "which cannot change");
        if (*stored != fits)
            refuse_change(attribute, *stored, fits);
    }
    changes.assign(state, attribute, std::move(fits));
}

} // namespace

RowValues named_values(const Model &model, const Object &values)
{
    RowValues out;
    for (const auto &[name, node] : values) {
        const Attribute &attribute = model.attribute(name);
        if (node.scalar())
            out.emplace_back(&attribute, *node.scalar());
        else if (attribute.type.kind == TypeKind::Json && !node.carried())
            out.emplace_back(&attribute, to_json(node));
        else
            throw Failure(Status::USAGE,
                          say(model.name, ".", attribute.name, " takes one value, not a list or an object"));
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

Changes build(State &state, const Object &values, std::int64_t now)
{
    Changes changes = assign(state, values);
    for (const Attribute &attribute : state.model().attributes)
        if (attribute.fallback && attribute.fallback->kind != Default::Kind::Database &&
            !find_member(values, attribute.name))
            changes.assign(state, attribute, default_value(attribute, now));
    return changes;
}

} // namespace gemel
