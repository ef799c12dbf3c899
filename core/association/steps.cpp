// Steps shared by HasOne and BelongsTo plans.
#include "core/association/steps.hpp"

#include "core/base/text.hpp"

namespace gemel::steps {

namespace {

query::Condition holds_key(const Association &association, const query::Operand &key, const RowKey *except)
{
    std::vector<query::Condition> parts{query::equal(association.foreign_key->column, key)};
    if (except)
        parts.push_back(query::negated(is_row(*except)));
    return query::all_of(std::move(parts));
}

} // namespace

Step lock_owner(const Association &association, const Value &key)
{
    const Model &owner = association.owner();
    query::Select select{owner.table, primary_key_columns(owner), query::equal(association.key->column, key), {}, {},
                         true};
    Step step{"lock owner", std::move(select)};
    step.only_locks = true;
    return step;
}

Step lock_dependents(const Association &association, const Value &key, const RowKey *also)
{
    const Model &dependent = association.dependent();
    query::Condition where = query::equal(association.foreign_key->column, key);
    if (also)
        where = query::any_of({std::move(where), is_row(*also)});
    Step step{"lock dependents", query::Select{dependent.table,
                                               primary_key_columns(dependent),
                                               std::move(where),
                                               primary_key_columns(dependent),
                                               {},
                                               true}};
    step.only_locks = true;
    return step;
}

Step check_row(std::string_view purpose, const RowKey &row, std::string complaint)
{
    return {purpose, query::Select{row.model->table, primary_key_columns(*row.model), is_row(row), {}, {}, true},
            Expect::One, Status::NOT_FOUND, std::move(complaint)};
}

Step find_holder(const Association &association, const query::Operand &key, const RowKey *except)
{
    const Model &dependent = association.dependent();
    return {"find who holds the place",
            query::Select{
                dependent.table, primary_key_columns(dependent), holds_key(association, key, except), {}, 1, true}};
}

Step check_free(const Association &association, const query::Operand &key, const RowKey *except, std::string complaint)
{
    Step step = find_holder(association, key, except);
    step.purpose = "check that the place is free";
    step.expect = Expect::None;
    step.otherwise = Status::OCCUPIED;
    step.complaint = std::move(complaint);
    return step;
}

Step displace_others(const Association &association, const query::Operand &key, const RowKey *except,
                     has_one::Displace displace)
{
    const std::string &table = association.dependent().table;
    query::Condition where = holds_key(association, key, except);
    if (displace == has_one::Displace::Destroy)
        return {"delete others", query::Delete{table, std::move(where)}};
    return {"unlink others",
            query::Update{table, {{association.foreign_key->column, Value(Null{})}}, std::move(where)}};
}

std::string occupied_complaint(const Association &association, const std::string &owner)
{
    // Named from the owner's end, which is where the rule holds.
    const Association &has_one = association.has_one() ? association : *association.inverse;
    return say(owner, " has a ", has_one.name, " already; give replace: true to displace it");
}

Plan::Place place(const Association &association, std::string complaint)
{
    return {association.dependent().table, association.foreign_key->column, std::move(complaint)};
}

} // namespace gemel::steps
