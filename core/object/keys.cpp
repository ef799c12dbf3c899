// A stored owner is found by the key as it was read; a dependent by the key as it is assigned.
#include "core/object/keys.hpp"

#include "core/base/text.hpp"
#include "core/model/violations.hpp"

namespace gemel {

namespace {

const Value *value_or_null(const State &state, const Value *value) noexcept
{
    static const Value null = Null{};
    return value || !state.is_new() ? value : &null;
}

} // namespace

void refuse_unread(const State &state, const Attribute &attribute, std::string_view why)
{
    throw Failure(Status::USAGE,
                  say("this ", state.model().name, " was read without ", in_quotes(attribute.name), ", ", why));
}

RowKey row_as_read(const State &state)
{
    RowKey row = state.row();
    if (const Attribute *version = state.model().version; version && !row.version)
        refuse_unread(state, *version, "by which is told whether others have changed it");
    return row;
}

ValueOf shown_by(const State &state)
{
    return [&state](const Attribute &attribute) { return value_or_null(state, state.value(attribute)); };
}

ValueOf stored_by(const State &state)
{
    return [&state](const Attribute &attribute) {
        return value_or_null(state, state.is_new() ? state.value(attribute) : state.stored(attribute));
    };
}

bool has_key(const State &self, const Association &association)
{
    const Attribute &attribute = association.source_attribute();
    if (association.has_one())
        return self.is_new() || self.stored(attribute);
    const ValueOf shown = shown_by(self);
    const std::optional<bool> leads = may_lead(association, shown);
    const Value *key = shown(attribute);
    return leads == false || (key && (leads.has_value() || is_null(*key)));
}

} // namespace gemel

namespace gemel::has_one {

const Value *key_value(const State &self, const Association &association)
{
    if (!has_key(self, association))
        refuse_unread(self, *association.key, say("which its ", association.name, " refers to"));
    return self.stored(*association.key);
}

} // namespace gemel::has_one

namespace gemel::belongs_to {

std::optional<Value> key_value(const State &self, const Association &association)
{
    const Attribute &foreign_key = *association.foreign_key;
    const ValueOf shown = shown_by(self);
    if (!has_key(self, association))
        for (const Attribute *attribute : telling_attributes(association))
            if (!shown(*attribute))
                refuse_unread(self, *attribute, say("which tells its ", association.name));
    const Value *key = shown(foreign_key);
    if (may_lead(association, shown) == false || is_null(*key))
        return std::nullopt;
    Conversion conversion = convert(association.key->type, *key);
    if (!conversion.value)
        refuse({does_not_fit(foreign_key, conversion.complaint, *key)});
    return std::move(conversion.value);
}

} // namespace gemel::belongs_to
