// BelongsTo as plans. Only where the inverse is a HasOne does an owner have a place; a BelongsTo alone writes its key
// and that is all.
#include "core/association/belongs_to.hpp"

#include "core/association/steps.hpp"
#include "core/association/touch.hpp"
#include "core/association/version.hpp"
#include "core/association/visible.hpp"
#include "core/base/text.hpp"

namespace gemel::belongs_to {

namespace {

std::string gone(const RowKey &source)
{
    return say(describe(source), " is gone");
}

void link(Plan &plan, const Association &association, const RowKey &source, const query::Operand &key,
          const Manner &manner)
{
    const query::Operand value = foreign_key_value(association, key);
    query::Update update{
        source.model->table, {assignment(*association.foreign_key, value)}, living(*source.model, is_row(source))};
    steps::touch(update, *source.model, manner);
    Step step{"link", std::move(update), Expect::One, Status::NOT_FOUND, gone(source)};
    version::compare(plan, step, source);
    plan.steps.push_back(std::move(step));
}

/// "Person 1", or "the Person whose email is 'a'".
std::string owner_name(const Association &association, const Value &key)
{
    const std::string shown = describe(*association.key, key);
    if (association.key->primary_key)
        return say(association.owner().name, " ", shown);
    return say("the ", association.owner().name, " whose ", association.key->name, " is ", shown);
}

/// Whatever owner it has must not need it.
void leave(Plan &plan, const Association &association, const RowKey &source)
{
    if (association.dependent().bound_to.empty())
        return;
    plan.steps.push_back(steps::check_row("check source", source, gone(source)));
    steps::check_unbound_over(plan, association, source, Value(Null{}));
}

} // namespace

Plan get(const Association &association, const Value &key)
{
    const Model &target = *association.target;
    Plan plan;
    plan.steps.push_back({"read", query::Select{target.table, all_columns(target), equals(*association.key, key),
                                                by_primary_key(target), 1}});
    return plan;
}

Plan set(const Association &association, const RowKey &source, const Value &key, const Places &places,
         const Manner &manner)
{
    Plan plan;
    const std::string owner = owner_name(association, key);
    auto check_owner = is_null(key) ? std::nullopt : steps::check_owner_lives(association, key, owner);
    const bool has_place = !places.empty() && !is_null(key);
    if (has_place) {
        plan.steps.push_back(steps::lock_owner(association, equals(*association.key, key)));
        plan.steps.push_back(steps::lock_dependents(association, key, &source, manner));
    }
    if (has_place || check_owner)
        plan.steps.push_back(steps::check_row("check source", source, gone(source)));
    if (check_owner)
        plan.steps.push_back(std::move(*check_owner));
    std::vector<query::Condition> rows{is_row(source)};
    for (const Association *place : places)
        if (has_place && manner.displace)
            rows.push_back(steps::has_place(*place, key));
    touch_owners(plan, *source.model, query::any_of(std::move(rows)), {{association.foreign_key, key}}, manner);
    if (has_place)
        for (const Association *place : places) {
            const std::string complaint = steps::occupied_complaint(*place, owner);
            plan.steps.push_back(manner.displace ? steps::displace_others(*place, key, &source, manner)
                                                 : steps::check_free(*place, key, &source, complaint));
            plan.places.push_back(steps::unique_place(*place, complaint));
        }
    if (is_null(key))
        leave(plan, association, source);
    else
        steps::check_unbound_over(plan, association, source, key);
    link(plan, association, source, key, manner);
    return plan;
}

Plan leave_owner(const Association &association, const RowKey &source, const Manner &manner)
{
    Plan plan;
    if (!source.version) // else the link looks for it
        plan.premises.push_back(steps::check_row("check source", source, gone(source)));
    touch_owners(plan, *source.model, is_row(source), {}, manner);
    leave(plan, association, source);
    return plan;
}

void link_to_new(Plan &plan, const Association &association, const RowKey &source, const query::Operand &key,
                 const Places &places, const Manner &manner)
{
    for (const Association *place : places) {
        const std::string complaint = steps::occupied_complaint(*place, say("the new ", association.target->name));
        plan.places.push_back(steps::unique_place(*place, complaint));
        if (association.constrained)
            continue; // nobody can have referred to a row that was not there
        if (!manner.displace) {
            plan.steps.push_back(steps::check_free(*place, key, &source, complaint));
            continue;
        }
        // Hardly anybody has: where nobody did, nothing is written.
        plan.steps.push_back(steps::find_holder(*place, key, &source));
        plan.steps.push_back(steps::displace_others(*place, key, &source, manner));
        plan.steps.back().only_if = plan.steps.size() - 2;
    }
    link(plan, association, source, key, manner);
}

} // namespace gemel::belongs_to
