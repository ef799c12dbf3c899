// HasOne as plans. The owner is always locked first and must still hold the key it was read with; the database's
// state decides, never what is in memory.
#include "core/association/has_one.hpp"

#include "core/association/steps.hpp"
#include "core/association/touch.hpp"
#include "core/association/version.hpp"
#include "core/association/visible.hpp"
#include "core/base/text.hpp"

namespace gemel::has_one {

namespace {

/// The owner must be there, with the key that it was read with; locks it too.
Step require_owner(const Owner &owner)
{
    const Association &association = owner.association;
    statement::Condition where = is_row(owner.row);
    std::string complaint = say(describe(owner.row), " is gone");
    if (!association.key->primary_key) {
        where.parts.push_back(equals(*association.key, owner.key));
        complaint += say(", or its ", association.key->name, " is no longer ", describe(*association.key, owner.key));
    }
    return steps::lock_owner(association, living(association.owner(), std::move(where)), Expect::One,
                             std::move(complaint));
}

Step require_dependent(const RowKey &dependent)
{
    return steps::check_row("check dependent", dependent, say("there is no ", describe(dependent)));
}

/// A row that is linked already is not written again.
statement::Condition to_be_linked(const Owner &owner, const RowKey &dependent)
{
    std::vector<statement::Condition> unlinked;
    for (const auto &[attribute, value] : link_values(owner))
        unlinked.push_back(differs(*attribute, value));
    return statement::all_of({is_row(dependent), statement::any_of(std::move(unlinked))});
}

Step link(const Owner &owner, const RowKey &dependent, const Manner &manner)
{
    statement::Update update{dependent.model->table, {}, to_be_linked(owner, dependent)};
    for (const auto &[attribute, value] : link_values(owner))
        update.values.push_back(assignment(*attribute, value));
    steps::touch(update, *dependent.model, manner);
    return {"link", std::move(update)};
}

/// The rows that will change, locked and freed.
void begin(Plan &plan, const Owner &owner, const RowKey *dependent, const Manner &manner)
{
    plan.steps.push_back(require_owner(owner));
    plan.steps.push_back(steps::lock_dependents(owner.association, owner.key, dependent, manner));
    plan.places.push_back(steps::unique_place(owner.association, {}));
}

} // namespace

RowValues link_values(const Owner &owner)
{
    RowValues values{{owner.association.foreign_key, foreign_key_value(owner.association, owner.key)}};
    values.insert(values.end(), owner.association.scope.begin(), owner.association.scope.end());
    return values;
}

Displace displacement(const Association &association, bool destroy_previous) noexcept
{
    return destroy_previous || !association.foreign_key->nullable ? Displace::Destroy : Displace::Unlink;
}

Plan get(const Association &association, const Value &key)
{
    const Model &target = *association.target;
    Plan plan;
    plan.steps.push_back({"read", statement::Select{target.table, all_columns(target),
                                                    steps::fits_place(association, key), by_primary_key(target), 1}});
    return plan;
}

Plan set(const Owner &owner, const RowKey &dependent, const Manner &manner)
{
    const Association &association = owner.association;
    Plan plan;
    begin(plan, owner, &dependent, manner);
    Step required = require_dependent(dependent);
    version::compare(plan, required, dependent);
    plan.steps.push_back(std::move(required));
    touch_owners(plan, *dependent.model,
                 statement::any_of(
                     {to_be_linked(owner, dependent), steps::others_have_place(association, owner.key, &dependent)}),
                 link_values(owner), manner, &dependent);
    steps::check_unbound_over(plan, association, dependent, owner.key);
    plan.steps.push_back(steps::displace_others(association, owner.key, &dependent, manner));
    plan.steps.push_back(link(owner, dependent, manner));
    // The assertion: deleting the previous one may have deleted this one too.
    statement::Condition linked = statement::all_of({is_row(dependent), steps::has_place(association, owner.key)});
    plan.steps.push_back(
        {"assert and read",
         statement::Select{
             dependent.model->table, all_columns(*dependent.model), std::move(linked), {}, {}, statement::Lock::Change},
         Expect::One, Status::NOT_FOUND, steps::gone_together(dependent)});
    return plan;
}

Plan look(const Owner &owner, const RowKey &dependent)
{
    Plan plan;
    plan.steps.push_back(require_owner(owner));
    plan.steps.push_back(require_dependent(dependent));
    return plan;
}

Plan unset(const Owner &owner, const Manner &manner)
{
    Plan plan;
    begin(plan, owner, nullptr, manner);
    touch_owners(plan, *owner.association.target, steps::has_place(owner.association, owner.key), {}, manner);
    plan.steps.push_back(steps::displace_others(owner.association, owner.key, nullptr, manner));
    return plan;
}

Plan take_place(const Owner &owner, const Manner &manner)
{
    const Association &association = owner.association;
    const std::string complaint = steps::occupied_complaint(association, describe(owner.row));
    Plan plan;
    plan.steps.push_back(steps::lock_owner(association, equals(*association.key, owner.key)));
    if (auto check = steps::check_owner_lives(association, owner.key, describe(owner.row)))
        plan.steps.push_back(std::move(*check));
    plan.steps.push_back(steps::lock_dependents(association, owner.key, nullptr, manner));
    const auto displaced = manner.displace ? std::optional(steps::has_place(association, owner.key)) : std::nullopt;
    touch_owners(plan, *association.target, displaced, {}, manner);
    plan.steps.push_back(manner.displace ? steps::displace_others(association, owner.key, nullptr, manner)
                                         : steps::check_free(association, owner.key, nullptr, complaint));
    plan.places.push_back(steps::unique_place(association, complaint));
    return plan;
}

} // namespace gemel::has_one
