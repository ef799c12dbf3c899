// Finding. Names and values are checked before any statement.
#include "core/session/find.hpp"

#include "core/base/text.hpp"
#include "core/session/assign.hpp"
#include "core/session/refusal.hpp"

#include <algorithm>

namespace gemel {

namespace {

/// The values that an attribute may have, converted; misfits become violations.
std::vector<Value> wanted(const Model &model, const Attribute &attribute, const Node &node,
                          std::vector<Violation> &violations)
{
    const bool asks_for_null = node.scalar() && is_null(*node.scalar());
    if (!asks_for_null && !can_be_compared(attribute.type))
        throw Failure(Status::USAGE, say(model.name, ".", attribute.name, " is ", attribute.type_text,
                                         ", which is compared to nothing but null"));
    std::vector<Value> out;
    const auto add = [&](const Node &item) {
        if (!item.scalar())
            throw Failure(Status::USAGE,
                          say(model.name, ".", attribute.name, " is compared to a value or a list of values"));
        Conversion conversion = convert(attribute.type, *item.scalar());
        if (conversion.value)
            out.push_back(std::move(*conversion.value));
        else
            violations.push_back(does_not_fit(attribute, conversion.complaint, *item.scalar()));
    };
    if (const List *list = node.list())
        std::for_each(list->begin(), list->end(), add);
    else
        add(node);
    return out;
}

query::Condition has_one_of(const Attribute &attribute, std::vector<Value> values)
{
    const auto nulls = std::partition(values.begin(), values.end(), [](const Value &value) { return !is_null(value); });
    const bool may_be_null = nulls != values.end();
    std::vector<query::Operand> operands;
    std::transform(values.begin(), nulls, std::back_inserter(operands),
                   [&](const Value &value) { return operand(attribute, value); });
    query::Condition listed = query::one_of(attribute.column, std::move(operands));
    return may_be_null ? query::any_of({std::move(listed), query::is_null(attribute.column)}) : listed;
}

} // namespace

RowKey row_key(const Model &model, const Object &key)
{
    const RowValues given = named_values(model, key);
    RowKey row{&model, {}};
    for (const auto &[attribute, value] : given)
        if (!attribute->primary_key)
            throw Failure(Status::USAGE, say(model.name, ".", attribute->name, " is not part of the primary key"));
    for (const Attribute *attribute : model.primary_key) {
        const auto found =
            std::find_if(given.begin(), given.end(), [&](const auto &it) { return it.first == attribute; });
        if (found == given.end() || is_null(found->second))
            throw Failure(Status::USAGE,
                          say("a ", model.name, " is found by its primary key, and ", in_quotes(attribute->name),
                              " is ", found == given.end() ? "missing" : "null"));
        Conversion conversion = convert(attribute->type, found->second);
        if (!conversion.value)
            throw Failure(Status::USAGE, say(model.name, ".", attribute->name, " ", conversion.complaint));
        row.values.push_back(std::move(*conversion.value));
    }
    return row;
}

query::Condition where_condition(const Model &model, const Object &where)
{
    std::vector<Violation> violations;
    std::vector<query::Condition> parts;
    for (const auto &[name, node] : where) {
        const Attribute &attribute = model.attribute(name);
        std::vector<Value> values = wanted(model, attribute, node, violations);
        parts.push_back(node.list() || values.empty() ? has_one_of(attribute, std::move(values))
                                                      : equals(attribute, values.front()));
    }
    if (!violations.empty())
        refuse(std::move(violations));
    return query::all_of(std::move(parts));
}

States find(Session &session, const RowKey &row, const IncludesPtr &includes)
{
    const Model &model = *row.model;
    // By its primary key a row needs no order.
    query::Select select = select_with(model, is_row(row), includes ? *includes : Includes{});
    select.order.clear();
    return make_states(model, includes, session.execute(select).rows);
}

States find_where(Session &session, const Model &model, const Object &where, std::optional<std::int64_t> limit,
                  const IncludesPtr &includes)
{
    const query::Select select =
        select_with(model, where_condition(model, where), includes ? *includes : Includes{}, limit);
    return make_states(model, includes, session.execute(select).rows);
}

void reload(Session &session, const std::shared_ptr<State> &state, const IncludesPtr &includes)
{
    require_stored(*state, "reloaded");
    const RowKey row = state->row();
    query::Select select = select_with(*row.model, is_row(row), includes ? *includes : Includes{});
    select.order.clear();
    const driver::Result result = session.execute(select);
    if (result.rows.size() == 0)
        throw gone(row);
    load_again(state, includes, result.rows);
}

} // namespace gemel
