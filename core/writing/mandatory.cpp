// Refusals that name the association.
#include "core/writing/mandatory.hpp"

#include "core/base/failure.hpp"
#include "core/base/text.hpp"
#include "core/object/keys.hpp"

#include <algorithm>

namespace gemel {

namespace {

[[noreturn]] void refuse(const Association &association, std::string_view why)
{
    const std::string &model = association.source->name;
    Failure failure(Status::VALIDATION, say(model, ".", association.name, " is mandatory: ", why));
    failure.items = {{model, association.name, failure.message, failure.status}};
    throw failure;
}

} // namespace

void require_dependents(const Model &model, const Supplied &supplied)
{
    for (const Association &it : model.associations)
        if (it.mandatory != Mandatory::No && std::find(supplied.begin(), supplied.end(), &it) == supplied.end())
            refuse(it, say("create the ", model.name, " together with its ", it.name, ", as a pair or with include"));
}

void refuse_unset(const Association &association)
{
    if (association.mandatory != Mandatory::No)
        refuse(association, say("it can be set to another ", association.target->name, ", not be unset"));
}

void refuse_unlinking(const State &state, const Attribute &attribute)
{
    for (const Association *place : state.model().bound_to) {
        const bool in_scope = std::any_of(place->scope.begin(), place->scope.end(),
                                          [&](const auto &it) { return it.first == &attribute; });
        if (!in_scope && &attribute != place->foreign_key)
            continue;
        const Value *owner = state.stored(*place->foreign_key);
        if (!owner)
            refuse_unread(state, *place->foreign_key, say("which tells whose ", place->name, " it is"));
        if (!is_null(*owner))
            refuse(*place,
                   say(state.model().name, ".", attribute.name, " links its owner to it, which would be left without"));
    }
}

} // namespace gemel
