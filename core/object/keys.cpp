// A stored owner is found by the key as it was read; a dependent by the key as it is assigned.
#include "core/object/keys.hpp"

#include "core/base/text.hpp"
#include "core/model/violations.hpp"

namespace gemel::has_one {

const Value *key_value(const State &self, const Association &association)
{
    const Value *key = self.stored(*association.key);
    if (!key && !self.is_new())
        throw Failure(Status::USAGE, say(self.model().name, " was read without ", in_quotes(association.key->name),
                                         ", which its ", association.name, " refers to"));
    return key;
}

} // namespace gemel::has_one

namespace gemel::belongs_to {

std::optional<Value> key_value(const State &self, const Association &association)
{
    const Attribute &foreign_key = *association.foreign_key;
    const Value *key = self.value(foreign_key);
    if (!key || is_null(*key))
        return std::nullopt;
    Conversion conversion = convert(association.key->type, *key);
    if (!conversion.value)
        refuse({does_not_fit(foreign_key, conversion.complaint, *key)});
    return std::move(conversion.value);
}

} // namespace gemel::belongs_to
