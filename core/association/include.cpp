// Two ways to partners: joined to who is read, or by the keys that were read.
#include "core/association/include.hpp"

#include "core/association/joins.hpp"
#include "core/association/lowering.hpp"

namespace gemel {

statement::Select select_partners(const Include &include, std::vector<Value> keys)
{
    const Association &association = *include.association;
    const Model &target = *association.target;
    Joins joins(target);
    joins.include(include.includes);
    const statement::Column key{association.target_attribute().column};
    const std::vector<const Attribute *> read = attributes_read(target, include.attributes);
    statement::Select &select = joins.select();
    select.columns = columns_of(read);
    if (index_in(read, association.target_attribute()) == read.size())
        select.computed = {key};
    select.where = statement::all_of({is_one_of(key, std::move(keys))});
    for (const auto &[attribute, value] : association.scope)
        select.where.parts.push_back(equals(*attribute, value));
    if (!include.where.is_everything())
        select.where.parts.push_back(lower(include.where));
    select.where = visible(target, include.scoping, std::move(select.where));
    select.order = by_primary_key(target);
    return std::move(select);
}

} // namespace gemel
