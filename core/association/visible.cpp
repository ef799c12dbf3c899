// Conditions are added to those that are there, so that a model without either is read as if there were none.
#include "core/association/visible.hpp"

#include "core/association/lowering.hpp"

namespace gemel {

namespace {

void add(query::Condition &where, query::Condition part)
{
    if (where.kind != query::Condition::Kind::And)
        where = query::all_of({std::move(where)});
    if (part.kind != query::Condition::Kind::And)
        where.parts.push_back(std::move(part));
    else
        for (query::Condition &each : part.parts)
            where.parts.push_back(std::move(each));
}

} // namespace

query::Condition visible(const Model &model, const Scoping &scoping, query::Condition where)
{
    if (scoping.paranoid)
        where = living(model, std::move(where));
    if (const Scope *scope = scoping.by_default ? model.find_scope("default") : nullptr)
        add(where, lower(scope->filter));
    for (const Scope *scope : scoping.scopes)
        add(where, lower(scope->filter));
    return where;
}

query::Condition living(const Model &model, query::Condition where)
{
    if (model.deleted_at)
        add(where, query::is_null(model.deleted_at->column));
    return where;
}

query::Condition deleted(const Model &model, query::Condition where)
{
    add(where, query::negated(query::is_null(model.deleted_at->column)));
    return where;
}

bool is_unique(const Attribute &attribute, const Scoping &scoping) noexcept
{
    return attribute.unique && (scoping.paranoid || !attribute.unique_if_living);
}

} // namespace gemel
