// Updates for each belongs to that touches: one of the owners that rows have, one of the owner that they get. Together
// they would be one condition that no database looks up by an index. They change the time and nothing else, the version
// neither: they take nothing from whoever has read the owner.
#include "core/association/touch.hpp"

#include "core/association/scoped.hpp"

#include <algorithm>

namespace gemel {

namespace {

statement::Condition both(statement::Condition rows, statement::Condition scope)
{
    return statement::is_everything(scope) ? std::move(rows) : statement::all_of({std::move(rows), std::move(scope)});
}

/// Owners of rows that fulfil that, of which the scope leads to nobody from some.
statement::Condition owners_of(const Association &association, statement::Condition rows, statement::Condition scope)
{
    statement::Select keys{
        association.dependent().table, {association.foreign_key->column}, both(std::move(rows), std::move(scope))};
    return statement::in_rows({{association.key->column}}, std::make_shared<const statement::Select>(std::move(keys)));
}

/// Do these values tell whom the association leads to?
bool is_told_by(const Association &association, const ValueOf &written)
{
    const std::vector<const Attribute *> telling = telling_attributes(association);
    return std::any_of(telling.begin(), telling.end(), [&](const Attribute *it) { return written(*it); });
}

/// Conditions of owners, who may be none.
std::vector<statement::Condition> owners(const Association &association,
                                         const std::optional<statement::Condition> &rows, const RowValues &written,
                                         const RowKey *unless_linked)
{
    const Attribute &key = *association.key;
    std::vector<statement::Condition> parts;
    if (rows)
        parts.push_back(owners_of(association, *rows, may_lead(association)));
    const ValueOf value_of = value_in(written);
    const auto writes = unless_linked ? std::optional(is_row(*unless_linked)) : rows;
    const auto leads = is_told_by(association, value_of) ? will_lead(association, written) : std::nullopt;
    if (!leads || !(writes || statement::is_everything(*leads)))
        return parts;
    const Value *held = value_of(*association.foreign_key);
    if (!held) {
        if (writes) // it stays, and leads to somebody from now on
            parts.push_back(owners_of(association, *writes, *leads));
        return parts;
    }
    const Conversion fits = is_null(*held) ? Conversion() : convert(key.type, *held);
    if (!fits.value)
        return parts;
    statement::Condition owner = equals(key, *fits.value);
    if (unless_linked) {
        const statement::Condition has_any =
            statement::negated(statement::is_null(association.foreign_key->column)); // not in (null) is null
        statement::Condition linked =
            owners_of(association, statement::all_of({*writes, has_any}), may_lead(association));
        owner = statement::all_of({std::move(owner), statement::negated(std::move(linked))});
    }
    if (!statement::is_everything(*leads)) {
        statement::Select leading{association.dependent().table, {}, both(*writes, *leads)};
        owner = statement::all_of(
            {std::move(owner), statement::exists(std::make_shared<const statement::Select>(std::move(leading)))});
    }
    parts.push_back(std::move(owner));
    return parts;
}

Step touch_owner(const Association &association, statement::Condition where, const Manner &manner)
{
    const Model &owner = association.owner();
    return {"touch owner",
            statement::Update{owner.table, {assignment(*owner.updated_at, *manner.now)}, std::move(where)}};
}

} // namespace

void touch_owners(Plan &plan, const Model &dependent, const std::optional<statement::Condition> &rows,
                  const RowValues &written, const Manner &manner, const RowKey *unless_linked)
{
    for (const Association &association : dependent.associations) {
        if (!association.touch || !manner.now)
            continue;
        for (statement::Condition &part : owners(association, rows, written, unless_linked))
            plan.steps.push_back(touch_owner(association, std::move(part), manner));
    }
}

void touch_new_owners(Plan &plan, const Model &dependent, const statement::Condition &rows, const RowValues &written,
                      const Manner &manner)
{
    for (const Association &association : dependent.associations)
        if (association.touch && manner.now && is_told_by(association, value_in(written)))
            plan.steps.push_back(touch_owner(association, owners_of(association, rows, may_lead(association)), manner));
}

std::optional<Step> read_touched(const Association &association, const Value &key, const Manner &manner)
{
    const auto touches = [&](const Association &it) {
        return it.touch && it.foreign_key == association.foreign_key && it.key == association.key;
    };
    const std::vector<Association> &all = association.dependent().associations;
    if (!manner.now || std::none_of(all.begin(), all.end(), touches))
        return std::nullopt;
    const Model &owner = association.owner();
    return Step{
        "read owner",
        statement::Select{
            owner.table, {owner.updated_at->column}, equals(*association.key, key), {}, {}, statement::Lock::Change}};
}

} // namespace gemel
