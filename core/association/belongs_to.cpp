// BelongsTo as plans. Only where the inverse is a HasOne does an owner have one place; a BelongsTo alone writes its
// key and that is all.
#include "core/association/belongs_to.hpp"

#include "core/association/steps.hpp"
#include "core/base/text.hpp"

namespace gemel::belongs_to {

namespace {

bool has_place(const Association &association) noexcept
{
    return association.inverse && association.inverse->has_one();
}

std::string gone(const RowKey &source)
{
    return say(describe(source), " is gone");
}

Step link(const Association &association, const RowKey &source, query::Operand key)
{
    return {"link",
            query::Update{source.model->table, {{association.foreign_key->column, std::move(key)}}, is_row(source)},
            Expect::One, Status::NOT_FOUND, gone(source)};
}

/// "Person 1", or "the Person whose email is 'a'".
std::string owner_name(const Association &association, const Value &key)
{
    if (association.key->primary_key)
        return say(association.owner().name, " ", describe(key));
    return say("the ", association.owner().name, " whose ", association.key->name, " is ", describe(key));
}

} // namespace

Plan get(const Association &association, const Value &key)
{
    const Model &target = *association.target;
    Plan plan;
    plan.steps.push_back(
        {"read", query::Select{target.table, all_columns(target), query::equal(association.key->column, key),
                               primary_key_columns(target), 1}});
    return plan;
}

Plan set(const Association &association, const RowKey &source, const Value &key,
         std::optional<has_one::Displace> displace)
{
    Plan plan;
    if (has_place(association) && !is_null(key)) {
        const std::string complaint = steps::occupied_complaint(association, owner_name(association, key));
        plan.steps.push_back(steps::lock_owner(association, key));
        plan.steps.push_back(steps::lock_dependents(association, key, &source));
        plan.steps.push_back(steps::check_row("check source", source, gone(source)));
        plan.steps.push_back(displace ? steps::displace_others(association, key, &source, *displace)
                                      : steps::check_free(association, key, &source, complaint));
        plan.occupied = steps::place(association, complaint);
    }
    plan.steps.push_back(link(association, source, key));
    return plan;
}

Create create(const Association &association, const RowKey &source, const RowValues &values,
              const std::optional<Value> &key, std::optional<has_one::Displace> displace)
{
    Plan plan;
    plan.steps.push_back(steps::check_row("check source", source, gone(source)));
    const std::size_t insert = plan.steps.size();
    plan.steps.push_back({"insert", insert_row(*association.target, values), Expect::One});
    const query::Operand made = key ? query::Operand(*key) : query::Operand(query::StepKey{insert});
    if (has_place(association)) {
        const std::string complaint = steps::occupied_complaint(association, say("the new ", association.owner().name));
        // With a constraint nobody can have referred to a row that was not there; without one hardly anybody has.
        if (!association.constrained && displace) {
            plan.steps.push_back(steps::find_holder(association, made, &source));
            plan.steps.push_back(steps::displace_others(association, made, &source, *displace));
            plan.steps.back().only_if = plan.steps.size() - 2;
        } else if (!association.constrained) {
            plan.steps.push_back(steps::check_free(association, made, &source, complaint));
        }
        plan.occupied = steps::place(association, complaint);
    }
    plan.steps.push_back(link(association, source, made));
    return {std::move(plan), insert};
}

Create create_for_new(const Association &association, const RowValues &values)
{
    Plan plan;
    plan.steps.push_back({"insert", insert_row(*association.target, values), Expect::One});
    return {std::move(plan), 0};
}

} // namespace gemel::belongs_to
