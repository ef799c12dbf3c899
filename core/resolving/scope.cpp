// Scopes. What the library writes by itself cannot be in one: the key, the timestamps and the version; nor what cannot
// change: the primary key.
#include "core/resolving/scope.hpp"

#include "core/base/failure.hpp"
#include "core/base/text.hpp"

#include <algorithm>

namespace gemel {

namespace {

/// Why an attribute cannot be in a scope, or "".
std::string_view fault(const Association &association, const Attribute &attribute) noexcept
{
    const Model &target = *association.target;
    if (&attribute == association.foreign_key)
        return "is the foreign key of the association";
    if (attribute.primary_key)
        return "is the primary key, or part of it";
    if (&attribute == target.created_at || &attribute == target.updated_at || &attribute == target.deleted_at)
        return "is a timestamp that the library writes";
    if (&attribute == target.version)
        return "is the version that the library counts";
    return can_be_compared(attribute.type) ? "" : "is of a type whose values cannot be compared";
}

} // namespace

ScopeValues resolve_scope(const Association &association, const Object &scope)
{
    const Model &target = *association.target;
    ScopeValues out;
    for (const auto &[name, node] : scope) {
        const auto refuse = [where = say(target.name, ".", name)](std::string_view why) {
            throw Failure(Status::DEFINITION, say("the scope's attribute ", where, " ", why));
        };
        const Attribute *attribute = target.find_attribute(name);
        if (!attribute)
            throw Failure(Status::DEFINITION, say("the scope has an ", target.unknown_attribute(name)));
        if (const std::string_view why = fault(association, *attribute); !why.empty())
            refuse(why);
        Conversion conversion = convert(attribute->type, *node.scalar());
        if (!conversion.value)
            refuse(conversion.complaint);
        if (is_null(*conversion.value))
            refuse("is given null: a scope needs a value");
        out.emplace_back(attribute, std::move(*conversion.value));
    }
    return out;
}

namespace {

/// One without a scope has every row that holds its key.
std::vector<ScopeValues> scopes_of(const Association &inverse)
{
    std::vector<ScopeValues> scopes;
    for (const Association &it : inverse.target->associations) {
        if (!it.has_one() || it.inverse != &inverse)
            continue;
        if (it.scope.empty())
            return {};
        if (std::find(scopes.begin(), scopes.end(), it.scope) == scopes.end())
            scopes.push_back(it.scope);
    }
    return scopes;
}

} // namespace

void scope_inverses(Schema &schema)
{
    for (const auto &model : schema.models)
        for (Association &association : model->associations)
            if (!association.has_one())
                association.scopes = scopes_of(association);
}

} // namespace gemel
