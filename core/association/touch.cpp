// Updates for each belongs to that touches: one of the owners that rows have, one of the owner that they get. Together
// they would be one condition that no database looks up by an index. They change the time and nothing else, the version
// neither: they take nothing from whoever has read the owner.
#include "core/association/touch.hpp"

#include <algorithm>

namespace gemel {

namespace {

/// Conditions of owners, who may be none.
std::vector<query::Condition> owners(const Association &association, const std::optional<query::Condition> &rows,
                                     const RowValues &written)
{
    const Attribute &key = *association.key;
    std::vector<query::Condition> parts;
    if (rows) {
        const std::string &table = association.dependent().table;
        query::Select keys{table, {association.foreign_key->column}, *rows};
        parts.push_back(query::in_rows({{key.column}}, std::make_shared<const query::Select>(std::move(keys))));
    }
    for (const auto &[attribute, value] : written) {
        if (attribute != association.foreign_key || is_null(value))
            continue;
        if (const Conversion fits = convert(key.type, value); fits.value)
            parts.push_back(equals(key, *fits.value));
    }
    return parts;
}

} // namespace

void touch_owners(Plan &plan, const Model &dependent, const std::optional<query::Condition> &rows,
                  const RowValues &written, const Manner &manner)
{
    for (const Association &association : dependent.associations) {
        if (!association.touch || !manner.now)
            continue;
        const Model &owner = association.owner();
        for (query::Condition &part : owners(association, rows, written))
            plan.steps.push_back(
                {"touch owner",
                 query::Update{owner.table, {assignment(*owner.updated_at, *manner.now)}, std::move(part)}});
    }
}

} // namespace gemel
