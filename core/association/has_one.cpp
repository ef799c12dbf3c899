// HasOne as plans. The owner is always locked first and must still hold the key it was read with; the database's
// state decides, never what is in memory.
#include "core/association/has_one.hpp"

#include "core/association/steps.hpp"
#include "core/base/text.hpp"

namespace gemel::has_one {

namespace {

/// The owner must be there, with the key that it was read with; locks it too.
Step require_owner(const Owner &owner)
{
    const Association &association = owner.association;
    query::Condition where = is_row(owner.row);
    std::string complaint = say(describe(owner.row), " is gone");
    if (!association.key->primary_key) {
        where.parts.push_back(query::equal(association.key->column, owner.key));
        complaint += say(", or its ", association.key->name, " is no longer ", describe(owner.key));
    }
    const Model &model = *owner.row.model;
    return {"lock owner", query::Select{model.table, primary_key_columns(model), std::move(where), {}, {}, true},
            Expect::One, Status::NOT_FOUND, std::move(complaint)};
}

Step require_dependent(const RowKey &dependent)
{
    return steps::check_row("check dependent", dependent, say("there is no ", describe(dependent)));
}

Step link(const Owner &owner, const RowKey &dependent)
{
    const std::string &column = owner.association.foreign_key->column;
    // A row that is linked already is not written again.
    query::Condition where =
        query::all_of({is_row(dependent), query::any_of({query::is_null(column), query::unequal(column, owner.key)})});
    return {"link", query::Update{dependent.model->table, {{column, owner.key}}, std::move(where)}};
}

} // namespace

Displace displacement(const Association &association, bool destroy_previous) noexcept
{
    return destroy_previous || !association.foreign_key->nullable ? Displace::Destroy : Displace::Unlink;
}

Plan get(const Association &association, const Value &key)
{
    const Model &target = *association.target;
    Plan plan;
    plan.steps.push_back(
        {"read", query::Select{target.table, all_columns(target), query::equal(association.foreign_key->column, key),
                               primary_key_columns(target), 1}});
    return plan;
}

Plan set(const Owner &owner, const RowKey &dependent, Displace displace)
{
    const Association &association = owner.association;
    Plan plan;
    plan.steps.push_back(require_owner(owner));
    plan.steps.push_back(steps::lock_dependents(association, owner.key, &dependent));
    plan.steps.push_back(require_dependent(dependent));
    plan.steps.push_back(steps::displace_others(association, owner.key, &dependent, displace));
    plan.steps.push_back(link(owner, dependent));
    // The assertion: deleting the previous one may have deleted this one too.
    query::Condition linked =
        query::all_of({is_row(dependent), query::equal(association.foreign_key->column, owner.key)});
    plan.steps.push_back(
        {"assert and read",
         query::Select{dependent.model->table, all_columns(*dependent.model), std::move(linked), {}, {}, true},
         Expect::One, Status::NOT_FOUND,
         say(describe(dependent), " is deleted together with the one that it would replace")});
    return plan;
}

Plan look(const Owner &owner, const RowKey &dependent)
{
    Plan plan;
    plan.steps.push_back(require_owner(owner));
    plan.steps.push_back(require_dependent(dependent));
    return plan;
}

Plan set_new(const Owner &owner, const RowValues &values, Displace displace)
{
    const Association &association = owner.association;
    Plan plan;
    plan.steps.push_back(require_owner(owner));
    plan.steps.push_back(steps::lock_dependents(association, owner.key, nullptr));
    plan.steps.push_back(steps::displace_others(association, owner.key, nullptr, displace));
    plan.steps.push_back({"insert", insert_row(*association.target, values), Expect::One});
    return plan;
}

Plan unset(const Owner &owner, Displace displace)
{
    const Association &association = owner.association;
    Plan plan;
    plan.steps.push_back(require_owner(owner));
    plan.steps.push_back(steps::lock_dependents(association, owner.key, nullptr));
    plan.steps.push_back(steps::displace_others(association, owner.key, nullptr, displace));
    return plan;
}

Plan create(const Owner &owner, const RowValues &values, std::optional<Displace> displace)
{
    const Association &association = owner.association;
    const std::string complaint = steps::occupied_complaint(association, describe(owner.row));
    Plan plan;
    plan.steps.push_back(steps::lock_owner(association, owner.key));
    plan.steps.push_back(steps::lock_dependents(association, owner.key, nullptr));
    plan.steps.push_back(displace ? steps::displace_others(association, owner.key, nullptr, *displace)
                                  : steps::check_free(association, owner.key, nullptr, complaint));
    plan.steps.push_back({"insert", insert_row(*association.target, values), Expect::One});
    plan.occupied = steps::place(association, complaint);
    return plan;
}

} // namespace gemel::has_one
