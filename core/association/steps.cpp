// Steps shared by HasOne and BelongsTo plans.
#include "core/association/steps.hpp"

#include "core/association/scoped.hpp"
#include "core/association/version.hpp"
#include "core/association/visible.hpp"
#include "core/base/text.hpp"

namespace gemel::steps {

statement::Condition fits_place(const Association &place, const statement::Operand &key)
{
    std::vector<statement::Condition> parts{equals(*place.foreign_key, foreign_key_value(place, key))};
    for (const auto &[attribute, value] : place.scope)
        parts.push_back(equals(*attribute, value));
    return statement::all_of(std::move(parts));
}

statement::Condition has_place(const Association &place, const statement::Operand &key)
{
    return living(place.dependent(), fits_place(place, key));
}

statement::Condition others_have_place(const Association &place, const statement::Operand &key, const RowKey *except)
{
    statement::Condition condition = has_place(place, key);
    if (except)
        condition.parts.push_back(statement::negated(is_row(*except)));
    return condition;
}

void touch(statement::Update &update, const Model &model, const Manner &manner)
{
    if (model.updated_at && manner.now)
        update.values.push_back(assignment(*model.updated_at, *manner.now));
    version::count(update, model);
}

Step lock_owner(const Association &association, statement::Condition where, Expect expect, std::string complaint)
{
    const Model &owner = association.owner();
    Step step{
        "lock owner",
        statement::Select{owner.table, primary_key_columns(owner), std::move(where), {}, {}, statement::Lock::Change},
        expect, Status::NOT_FOUND, std::move(complaint)};
    step.only_locks = expect == Expect::Any;
    if (!association.foreign_key->unique)
        step.mark = association.key->column;
    return step;
}

Step lock_dependents(const Association &association, const Value &key, const RowKey *also, const Manner &manner)
{
    const Model &dependent = association.dependent();
    statement::Condition where =
        living(dependent, statement::all_of({equals(*association.foreign_key, foreign_key_value(association, key))}));
    if (also)
        where = statement::any_of({std::move(where), is_row(*also)});
    // To the database, a key that is unique among all rows is one that others may refer to.
    const bool removes = (manner.displace == Displace::Destroy && !dependent.deleted_at) ||
                         (association.foreign_key->unique && !association.foreign_key->unique_if_living);
    Step step{"lock dependents", statement::Select{dependent.table,
                                                   primary_key_columns(dependent),
                                                   std::move(where),
                                                   by_primary_key(dependent),
                                                   {},
                                                   removes ? statement::Lock::Remove : statement::Lock::Change}};
    step.only_locks = true;
    return step;
}

Step check_row(std::string_view purpose, const RowKey &row, std::string complaint)
{
    return {purpose,
            statement::Select{row.model->table,
                              primary_key_columns(*row.model),
                              living(*row.model, is_row(row)),
                              {},
                              {},
                              statement::Lock::Change},
            Expect::One, Status::NOT_FOUND, std::move(complaint)};
}

std::optional<Step> check_owner_lives(const Association &association, const Value &key, const std::string &owner_name)
{
    const Model &owner = association.owner();
    if (!owner.deleted_at)
        return std::nullopt;
    return Step{"check that the owner is not deleted",
                statement::Select{owner.table,
                                  primary_key_columns(owner),
                                  deleted(owner, statement::all_of({equals(*association.key, key)})),
                                  {},
                                  {},
                                  statement::Lock::Change},
                Expect::None, Status::NOT_FOUND, say(owner_name, " is deleted")};
}

Step find_holder(const Association &place, const statement::Operand &key, const RowKey *except)
{
    const Model &dependent = place.dependent();
    return {"find who has the place", statement::Select{dependent.table,
                                                        primary_key_columns(dependent),
                                                        others_have_place(place, key, except),
                                                        {},
                                                        1,
                                                        statement::Lock::Change}};
}

Step check_free(const Association &place, const statement::Operand &key, const RowKey *except, std::string complaint)
{
    Step step = find_holder(place, key, except);
    step.purpose = "check that the place is free";
    step.expect = Expect::None;
    step.otherwise = Status::OCCUPIED;
    step.complaint = std::move(complaint);
    return step;
}

Step check_unbound(const Association &place, const RowKey &row, const statement::Operand &key)
{
    const Attribute &foreign_key = *place.foreign_key;
    std::vector<statement::Condition> parts{is_row(row), statement::negated(statement::is_null(foreign_key.column))};
    const auto *known = std::get_if<Value>(&key);
    if (!known || !is_null(*known))
        parts.push_back(statement::negated(equals(foreign_key, foreign_key_value(place, key))));
    for (const auto &[attribute, value] : place.scope)
        parts.push_back(equals(*attribute, value));
    const Model &dependent = place.dependent();
    Step step{"check that no owner is left without",
              statement::Select{
                  dependent.table, primary_key_columns(dependent), statement::all_of(std::move(parts)), {}, {}, {}},
              Expect::None, Status::VALIDATION,
              say(describe(row), " is the ", place.name, " of a ", place.source->name, " that must have one")};
    return step;
}

void check_unbound_over(Plan &plan, const Association &over, const RowKey &row, const statement::Operand &key)
{
    for (const Association *place : over.dependent().bound_to)
        if (place->foreign_key == over.foreign_key) {
            Step step = check_unbound(*place, row, key);
            if (!over.scopes.empty()) // where it leads to nobody, nobody loses it
                std::get<statement::Select>(step.statement).where.parts.push_back(may_lead(over));
            plan.steps.push_back(std::move(step));
        }
}

Step displace_others(const Association &place, const statement::Operand &key, const RowKey *except,
                     const Manner &manner)
{
    const Model &dependent = place.dependent();
    statement::Condition where = others_have_place(place, key, except);
    Step step;
    step.displaces = manner.displace;
    if (manner.displace == Displace::Destroy) {
        step.purpose = dependent.deleted_at ? "mark others as deleted" : "delete others";
        step.statement = destruction(dependent, std::move(where), manner);
        return step;
    }
    statement::Update update{dependent.table, {assignment(*place.foreign_key, Value(Null{}))}, std::move(where)};
    touch(update, dependent, manner);
    step.purpose = "unlink others";
    step.statement = std::move(update);
    return step;
}

statement::Statement destruction(const Model &model, statement::Condition where, const Manner &manner)
{
    if (!model.deleted_at)
        return statement::Delete{model.table, std::move(where)};
    statement::Update update{model.table, {assignment(*model.deleted_at, manner.deleted_at)}, std::move(where)};
    touch(update, model, manner);
    return update;
}

std::string gone_together(const RowKey &row)
{
    return say(describe(row), " is deleted together with the one that is displaced");
}

std::string occupied_complaint(const Association &place, const std::string &owner)
{
    return say(owner, " has a ", place.name, " already; give replace: true to displace it");
}

Plan::Place unique_place(const Association &place, std::string complaint)
{
    return {place.dependent().table, place.foreign_key->column, std::move(complaint)};
}

} // namespace gemel::steps
