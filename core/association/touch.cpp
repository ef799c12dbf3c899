// Updates for each belongs to that touches: one of the owners that rows have, one of the owner that they get. Together
// they would be one condition that no database looks up by an index. They change the time and nothing else, the version
// neither: they take nothing from whoever has read the owner.
#include "core/association/touch.hpp"

#include <algorithm>

namespace gemel {

namespace {

/// Owners of rows that fulfil that.
query::Condition owners_of(const Association &association, query::Condition rows)
{
    query::Select keys{association.dependent().table, {association.foreign_key->column}, std::move(rows)};
    return query::in_rows({{association.key->column}}, std::make_shared<const query::Select>(std::move(keys)));
}

/// Conditions of owners, who may be none.
std::vector<query::Condition> owners(const Association &association, const std::optional<query::Condition> &rows,
                                     const RowValues &written, const RowKey *unless_linked)
{
    const Attribute &key = *association.key;
    std::vector<query::Condition> parts;
    if (rows)
        parts.push_back(owners_of(association, *rows));
    for (const auto &[attribute, value] : written) {
        if (attribute != association.foreign_key || is_null(value))
            continue;
        const Conversion fits = convert(key.type, value);
        if (!fits.value)
            continue;
        query::Condition owner = equals(key, *fits.value);
        if (unless_linked) {
            const query::Condition has_any = query::negated(query::is_null(attribute->column)); // not in (null) is null
            query::Condition linked = owners_of(association, query::all_of({is_row(*unless_linked), has_any}));
            owner = query::all_of({std::move(owner), query::negated(std::move(linked))});
        }
        parts.push_back(std::move(owner));
    }
    return parts;
}

} // namespace

void touch_owners(Plan &plan, const Model &dependent, const std::optional<query::Condition> &rows,
                  const RowValues &written, const Manner &manner, const RowKey *unless_linked)
{
    for (const Association &association : dependent.associations) {
        if (!association.touch || !manner.now)
            continue;
        const Model &owner = association.owner();
        for (query::Condition &part : owners(association, rows, written, unless_linked))
            plan.steps.push_back(
                {"touch owner",
                 query::Update{owner.table, {assignment(*owner.updated_at, *manner.now)}, std::move(part)}});
    }
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
        query::Select{
            owner.table, {owner.updated_at->column}, equals(*association.key, key), {}, {}, query::Lock::Change}};
}

} // namespace gemel
