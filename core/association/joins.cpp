// Joins are flat: SQLite would make a table of what stands in brackets. So whether an optional partner counts that has
// required ones of its own is decided where it is joined, by a select of its key.
#include "core/association/joins.hpp"

#include "core/association/lowering.hpp"
#include "core/association/scoped.hpp"
#include "core/base/failure.hpp"
#include "core/base/text.hpp"

#include <algorithm>

namespace gemel {

namespace {

bool requires_more(const Include &include) noexcept
{
    return std::any_of(include.includes.begin(), include.includes.end(), [](const Include &it) { return it.required; });
}

statement::Condition in_source(statement::Condition condition, std::size_t source)
{
    condition.column.source = source;
    for (statement::Operand &operand : condition.operands)
        if (auto *column = std::get_if<statement::Column>(&operand))
            column->source = source;
    for (statement::Condition &part : condition.parts)
        part = in_source(std::move(part), source);
    return condition;
}

/// What makes a row of that table a partner of the parent's.
statement::Condition partner(const Include &include, std::size_t parent, std::size_t source)
{
    const Association &it = *include.association;
    if (!comparable(it.foreign_key->type, it.key->type))
        throw Failure(Status::UNSUPPORTED,
                      say(it.source->name, ".", it.name, " cannot be joined: ", it.dependent().name, ".",
                          it.foreign_key->name, " is ", it.foreign_key->type_text, " and ", it.owner().name, ".",
                          it.key->name, " is ", it.key->type_text));
    std::vector<statement::Condition> parts{
        statement::same({it.target_attribute().column, source}, {it.source_attribute().column, parent})};
    for (const auto &[attribute, value] : it.scope)
        parts.push_back(in_source(equals(*attribute, value), source));
    if (!it.scopes.empty())
        parts.push_back(in_source(may_lead(it), parent));
    for (statement::Condition &part : visible(*it.target, include.scoping).parts)
        parts.push_back(in_source(std::move(part), source));
    if (!include.where.is_everything())
        parts.push_back(lower(include.where, source));
    return statement::all_of(std::move(parts));
}

} // namespace

Joins::Joins(const Model &model)
{
    select_.table = model.table;
}

void Joins::include(const Includes &includes, std::size_t parent, bool parent_is_required)
{
    for (const Include &include : includes) {
        const bool required = include.required && parent_is_required;
        if (include.batched) {
            if (required)
                require(include.includes, add(include, parent, true, {}));
            continue;
        }
        const std::vector<const Attribute *> read = attributes_read(*include.association->target, include.attributes);
        const std::size_t source = add(include, parent, required, columns_of(read));
        this->include(include.includes, source, required);
    }
}

void Joins::require(const Includes &includes, std::size_t parent)
{
    for (const Include &include : includes)
        if (include.required)
            require(include.includes, add(include, parent, true, {}));
}

/// Of one row, any partners that have all that is required of them.
void Joins::require_some(statement::Select &select, const Includes &includes, std::size_t parent)
{
    for (const Include &include : includes)
        if (include.required) {
            const std::size_t source = next_++;
            select.joins.push_back(
                {include.association->target->table, {}, source, true, partner(include, parent, source)});
            require_some(select, include.includes, source);
        }
}

std::size_t Joins::add(const Include &include, std::size_t parent, bool required, std::vector<std::string> columns)
{
    if (select_.joins.size() == most)
        throw Failure(Status::USAGE, say("one statement would join more than ", std::to_string(most), " tables"));
    const std::size_t source = next_++;
    statement::Condition on = partner(include, parent, source);
    if (!is_unique(include.association->target_attribute(), include.scoping) || (!required && requires_more(include)))
        on.parts.push_back(is_chosen(include, parent, source));
    select_.joins.push_back({include.association->target->table, std::move(columns), source, required, std::move(on)});
    if (include.where.is_everything() && include.scoping == Scoping() && !requires_more(include))
        joined_.push_back({parent, include.association, source});
    return source;
}

/// Is it the first of the parent's partners that have all that is required of them?
statement::Condition Joins::is_chosen(const Include &include, std::size_t parent, std::size_t source)
{
    const Model &target = *include.association->target;
    auto first = std::make_shared<statement::Select>();
    first->source = next_++;
    first->table = target.table;
    first->columns = primary_key_columns(target);
    first->where = partner(include, parent, first->source);
    first->order = by_primary_key(target, first->source);
    first->limit = 1;
    require_some(*first, include.includes, first->source);
    std::vector<statement::Column> row;
    for (const std::string &column : first->columns)
        row.push_back({column, source});
    return statement::is_row(std::move(row), std::move(first));
}

std::size_t Joins::follow(const Route &route)
{
    std::size_t source = 0;
    for (const Association *association : route) {
        const auto known = std::find_if(joined_.begin(), joined_.end(), [&](const Joined &it) {
            return it.parent == source && it.association == association;
        });
        source = known == joined_.end() ? add({association}, source, false, {}) : known->source;
    }
    return source;
}

} // namespace gemel
