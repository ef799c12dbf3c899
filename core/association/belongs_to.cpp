// BelongsTo as plans. Only where the inverse is a HasOne does an owner have a place; a BelongsTo alone writes its key
// and that is all. The database's state decides, never what is in memory.
#include "core/association/belongs_to.hpp"

#include "core/association/scoped.hpp"
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

Step link(const Association &association, const RowKey &source, const statement::Operand &key,
          statement::Condition where, const Manner &manner)
{
    const statement::Operand value = foreign_key_value(association, key);
    statement::Update update{
        source.model->table, {assignment(*association.foreign_key, value)}, living(*source.model, std::move(where))};
    steps::touch(update, *source.model, manner);
    return {"link", std::move(update)};
}

/// The source, unless it holds that key: such a one is not written again.
statement::Condition to_be_linked(const Association &association, const RowKey &source, const Value &value)
{
    return statement::all_of({is_row(source), differs(*association.foreign_key, value)});
}

/// The source has what the scope of that place says; so does whoever has the place.
void require_scope(Step &step, const Association &place, const RowKey &source)
{
    if (place.scope.empty())
        return;
    statement::Select scope{source.model->table, {}, is_row(source)};
    std::vector<statement::Column> columns;
    for (const auto &[attribute, value] : place.scope) {
        scope.columns.push_back(attribute->column);
        columns.push_back({attribute->column});
    }
    statement::Condition in_scope =
        statement::in_rows(std::move(columns), std::make_shared<const statement::Select>(std::move(scope)));
    std::visit(
        [&](auto &statement) {
            if constexpr (requires { statement.where; })
                statement.where.parts.push_back(std::move(in_scope));
        },
        step.statement);
}

/// "Person 1", or "the Person whose email is 'a'".
std::string owner_name(const Association &association, const Value &key)
{
    const std::string shown = describe(*association.key, key);
    if (association.key->primary_key)
        return say(association.owner().name, " ", shown);
    return say("the ", association.owner().name, " whose ", association.key->name, " is ", shown);
}

/// Whoever gets an owner must be one that may have one.
void check_lead(Plan &plan, const Association &association, const RowKey &source)
{
    if (association.scopes.empty())
        return;
    Step step =
        steps::check_row("check that the scope holds", source, cannot_lead(describe(source), association).message);
    std::get<statement::Select>(step.statement).where.parts.push_back(may_lead(association));
    step.otherwise = Status::VALIDATION;
    plan.steps.push_back(std::move(step));
}

} // namespace

Plan get(const Association &association, const Value &key)
{
    const Model &target = *association.target;
    Plan plan;
    plan.steps.push_back({"read", statement::Select{target.table, all_columns(target), equals(*association.key, key),
                                                    by_primary_key(target), 1}});
    return plan;
}

Plan look(const Association &association, const RowKey &source)
{
    Plan plan;
    Step required = steps::check_row("check source", source, gone(source));
    version::compare(plan, required, source);
    plan.steps.push_back(std::move(required));
    check_lead(plan, association, source);
    return plan;
}

Plan set(const Association &association, const RowKey &source, const Value &key, const Places &places,
         const Manner &manner)
{
    Plan plan;
    const Model &dependent = *source.model;
    const Value value = foreign_key_value(association, key);
    const std::string owner = owner_name(association, key);
    auto check_owner = is_null(key) ? std::nullopt : steps::check_owner_lives(association, key, owner);
    const bool has_place = !places.empty() && !is_null(key);
    if (has_place) {
        plan.steps.push_back(steps::lock_owner(association, equals(*association.key, key)));
        plan.steps.push_back(steps::lock_dependents(association, key, &source, manner));
    }
    Step required = steps::check_row("check source", source, gone(source));
    if (has_place || check_owner || source.version || !dependent.bound_to.empty()) {
        version::compare(plan, required, source);
    } else {
        // The last step finds it. But whether it is to be written must be asked when nobody else can link it.
        required.purpose = "lock source";
        required.expect = Expect::Any;
        required.only_locks = true;
    }
    plan.steps.push_back(std::move(required));
    if (check_owner)
        plan.steps.push_back(std::move(*check_owner));
    statement::Condition unlinked = to_be_linked(association, source, value);
    statement::Condition linked = statement::all_of({is_row(source)});
    if (is_null(key) && !association.scopes.empty()) {
        unlinked.parts.push_back(may_lead(association)); // else the key is another association's, and stays
    } else {
        check_lead(plan, association, source);
        linked.parts.push_back(equals(*association.foreign_key, value));
    }
    std::vector<statement::Condition> rows{unlinked};
    for (const Association *place : places)
        if (has_place && manner.displace)
            rows.push_back(steps::others_have_place(*place, key, &source));
    touch_owners(plan, dependent, statement::any_of(std::move(rows)), {{association.foreign_key, key}}, manner,
                 &source);
    if (has_place)
        for (const Association *place : places) {
            const std::string complaint = steps::occupied_complaint(*place, owner);
            Step step = manner.displace ? steps::displace_others(*place, key, &source, manner)
                                        : steps::check_free(*place, key, &source, complaint);
            require_scope(step, *place, source);
            plan.steps.push_back(std::move(step));
            plan.places.push_back(steps::unique_place(*place, complaint));
        }
    steps::check_unbound_over(plan, association, source, key);
    plan.steps.push_back(link(association, source, key, std::move(unlinked), manner));
    const bool displaces = has_place && manner.displace == Displace::Destroy;
    plan.steps.push_back({"assert and read",
                          statement::Select{dependent.table,
                                            all_columns(dependent),
                                            living(dependent, std::move(linked)),
                                            {},
                                            {},
                                            statement::Lock::Change},
                          Expect::One, Status::NOT_FOUND, displaces ? steps::gone_together(source) : gone(source)});
    return plan;
}

Plan leave_owner(const Association &association, const RowKey &source, const Manner &manner)
{
    Plan plan;
    if (!association.scopes.empty())
        plan = look(association, source);
    else if (!source.version) // else the link looks for it
        plan.premises.push_back(steps::check_row("check source", source, gone(source)));
    touch_owners(plan, *source.model, is_row(source), {}, manner);
    if (!source.model->bound_to.empty()) {
        plan.steps.push_back(steps::check_row("check source", source, gone(source)));
        steps::check_unbound_over(plan, association, source, Value(Null{}));
    }
    return plan;
}

void link_to_new(Plan &plan, const Association &association, const RowKey &source, const statement::Operand &key,
                 const Places &places, const Manner &manner)
{
    for (const Association *place : places) {
        const std::string complaint = steps::occupied_complaint(*place, say("the new ", association.target->name));
        plan.places.push_back(steps::unique_place(*place, complaint));
        if (association.constrained)
            continue; // nobody can have referred to a row that was not there
        const auto add = [&](Step step) {
            require_scope(step, *place, source);
            plan.steps.push_back(std::move(step));
        };
        if (!manner.displace) {
            add(steps::check_free(*place, key, &source, complaint));
            continue;
        }
        // Hardly anybody has: where nobody did, nothing is written.
        add(steps::find_holder(*place, key, &source));
        add(steps::displace_others(*place, key, &source, manner));
        plan.steps.back().only_if = plan.steps.size() - 2;
    }
    Step step = link(association, source, key, is_row(source), manner);
    step.expect = Expect::One;
    step.otherwise = Status::NOT_FOUND;
    step.complaint = gone(source);
    version::compare(plan, step, source);
    plan.steps.push_back(std::move(step));
}

} // namespace gemel::belongs_to
