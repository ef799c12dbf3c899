// Joins are flat: SQLite would make a table of what stands in brackets. So whether an optional partner counts that has
// required ones of its own is decided where it is joined, by a select of its key.
#include "core/association/include.hpp"

#include "core/association/steps.hpp"
#include "core/base/text.hpp"

#include <algorithm>

namespace gemel {

namespace {

bool requires_more(const Include &include) noexcept
{
    return std::any_of(include.includes.begin(), include.includes.end(), [](const Include &it) { return it.required; });
}

query::Condition in_source(query::Condition condition, std::size_t source)
{
    condition.source = source;
    for (query::Operand &operand : condition.operands)
        if (auto *column = std::get_if<query::Column>(&operand))
            column->source = source;
    for (query::Condition &part : condition.parts)
        part = in_source(std::move(part), source);
    return condition;
}

class Builder {
public:
    query::Select build(const Model &model, query::Condition where, const Includes &includes,
                        std::optional<std::int64_t> limit)
    {
        select_ = {model.table, all_columns(model), std::move(where), primary_key_columns(model), limit};
        add(includes, 0, true);
        return std::move(select_);
    }

private:
    void add(const Includes &includes, std::size_t parent, bool parent_is_required)
    {
        for (const Include &include : includes) {
            const Model &target = *include.association->target;
            const std::size_t source = next_++;
            const bool required = include.required && parent_is_required;
            query::Condition on = partner(include, parent, source);
            const bool unique = is_unique(include.association->target_attribute(), include.scoping);
            if (!unique || (!required && requires_more(include)))
                on.parts.push_back(is_chosen(include, parent, source));
            select_.joins.push_back({target.table, all_columns(target), source, required, std::move(on)});
            add(include.includes, source, required);
        }
    }

    static query::Condition partner(const Include &include, std::size_t parent, std::size_t source)
    {
        const Association &it = *include.association;
        if (!comparable(it.foreign_key->type, it.key->type))
            throw Failure(Status::UNSUPPORTED,
                          say(it.source->name, ".", it.name, " cannot be included: ", it.dependent().name, ".",
                              it.foreign_key->name, " is ", it.foreign_key->type_text, " and ", it.owner().name, ".",
                              it.key->name, " is ", it.key->type_text));
        std::vector<query::Condition> parts{
            query::same({it.target_attribute().column, false, source}, {it.source_attribute().column, false, parent})};
        for (const auto &[attribute, value] : it.scope)
            parts.push_back(in_source(equals(*attribute, value), source));
        for (query::Condition &part : visible(*it.target, include.scoping).parts)
            parts.push_back(in_source(std::move(part), source));
        if (include.where.kind != query::Condition::Kind::And || !include.where.parts.empty())
            parts.push_back(in_source(include.where, source));
        return query::all_of(std::move(parts));
    }

    /// Is it the first of the parent's partners that have all that is required of them?
    query::Condition is_chosen(const Include &include, std::size_t parent, std::size_t source)
    {
        const Model &target = *include.association->target;
        const std::size_t inner = next_++;
        auto first = std::make_shared<query::Select>();
        first->table = target.table;
        first->columns = primary_key_columns(target);
        first->source = inner;
        first->where = partner(include, parent, inner);
        first->order = first->columns;
        first->limit = 1;
        require(*first, include.includes, inner);
        std::vector<query::Column> row;
        for (const std::string &column : first->columns)
            row.push_back({column, false, source});
        return query::is_row(std::move(row), std::move(first));
    }

    void require(query::Select &select, const Includes &includes, std::size_t parent)
    {
        for (const Include &include : includes)
            if (include.required) {
                const std::size_t source = next_++;
                select.joins.push_back(
                    {include.association->target->table, {}, source, true, partner(include, parent, source)});
                require(select, include.includes, source);
            }
    }

    query::Select select_;
    std::size_t next_ = 1;
};

} // namespace

query::Select select_with(const Model &model, query::Condition where, const Includes &includes,
                          std::optional<std::int64_t> limit)
{
    return Builder().build(model, std::move(where), includes, limit);
}

query::Select select_partners(const Association &association, std::vector<Value> keys, const Scoping &scoping)
{
    const Model &target = *association.target;
    const std::string &column = association.target_attribute().column;
    // As one value, if a list can hold them.
    const bool listed = std::all_of(keys.begin(), keys.end(), [&](const Value &key) {
        return key.index() == keys.front().index() &&
               (std::holds_alternative<std::int64_t>(key) || std::holds_alternative<std::string>(key));
    });
    std::vector<query::Operand> operands(std::make_move_iterator(keys.begin()), std::make_move_iterator(keys.end()));
    std::vector<query::Condition> parts{listed ? query::in_list(column, std::move(operands))
                                               : query::one_of(column, std::move(operands))};
    for (const auto &[attribute, value] : association.scope)
        parts.push_back(equals(*attribute, value));
    return {target.table, all_columns(target), visible(target, scoping, query::all_of(std::move(parts))),
            primary_key_columns(target)};
}

} // namespace gemel
