// Conditions are added to those that are there, so that a model without either is read as if there were none.
#include "core/association/visible.hpp"

#include "core/association/lowering.hpp"

namespace gemel {

namespace {

void add(statement::Condition &where, statement::Condition part)
{
    if (where.kind != statement::Condition::Kind::And)
        where = statement::all_of({std::move(where)});
    if (part.kind != statement::Condition::Kind::And)
        where.parts.push_back(std::move(part));
    else
        for (statement::Condition &each : part.parts)
            where.parts.push_back(std::move(each));
}

} // namespace

statement::Condition visible(const Model &model, const Scoping &scoping, statement::Condition where)
{
    if (!scoping.with_deleted)
        where = living(model, std::move(where));
    if (const Scope *scope = scoping.by_default ? model.find_scope("default") : nullptr)
        add(where, lower(scope->filter));
    for (const Scope *scope : scoping.scopes)
        add(where, lower(scope->filter));
    return where;
}

statement::Condition living(const Model &model, statement::Condition where)
{
    if (model.deleted_at)
        add(where, statement::is_null(model.deleted_at->column));
    return where;
}

statement::Condition deleted(const Model &model, statement::Condition where)
{
    add(where, statement::negated(statement::is_null(model.deleted_at->column)));
    return where;
}

bool is_unique(const Attribute &attribute, const Scoping &scoping) noexcept
{
    return attribute.unique && (!scoping.with_deleted || !attribute.unique_if_living);
}

} // namespace gemel
