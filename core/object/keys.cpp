// A stored owner is found by the key as it was read; a dependent by the key as it is assigned.
#include "core/object/keys.hpp"

#include "core/base/text.hpp"
#include "core/model/violations.hpp"

namespace gemel {

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

bool has_key(const State &self, const Association &association) noexcept
{
    const Attribute &attribute = association.source_attribute();
    return self.is_new() || (association.has_one() ? self.stored(attribute) : self.value(attribute));
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
    if (!has_key(self, association))
        refuse_unread(self, foreign_key, say("which tells its ", association.name));
    const Value *key = self.value(foreign_key);
    if (!key || is_null(*key))
        return std::nullopt;
    Conversion conversion = convert(association.key->type, *key);
    if (!conversion.value)
        refuse({does_not_fit(foreign_key, conversion.complaint, *key)});
    return std::move(conversion.value);
}

} // namespace gemel::belongs_to
