// Lowering of queries.
#include "core/query/query.hpp"

#include "core/association/joins.hpp"
#include "core/association/lowering.hpp"

#include <algorithm>

namespace gemel {

using statement::Condition;

namespace {

Follow following(Joins &joins)
{
    return [&joins](const Route &route) { return joins.follow(route); };
}

std::vector<statement::Order> lower(const std::vector<Ordering> &orderings, const Follow &follow)
{
    std::vector<statement::Order> order;
    for (const Ordering &it : orderings) {
        const bool has_nulls = may_be_null(it.term);
        order.push_back({column_of(it.term, follow, true), it.descending,
                         has_nulls ? std::optional(it.nulls_first) : std::nullopt});
    }
    return order;
}

/// Does a row come behind one with that value, by that alone?
Condition comes_after(const Ordering &by, const Value &value, const Follow &follow)
{
    const statement::Column column = column_of(by.term, follow, true);
    const Condition null = statement::is_null(column);
    if (is_null(value))
        return by.nulls_first ? statement::negated(null) : statement::any_of({});
    Condition beyond = statement::compare(by.descending ? Condition::Kind::Less : Condition::Kind::Greater, column,
                                          to_column(type_of(by.term), value));
    if (by.nulls_first || !may_be_null(by.term))
        return beyond;
    return statement::any_of({std::move(beyond), null});
}

Condition is_level(const Ordering &by, const Value &value, const Follow &follow)
{
    return statement::equal(column_of(by.term, follow, true), to_column(type_of(by.term), value));
}

/// Behind the row by the first, or level with it and behind it by the others.
Condition comes_after(const std::vector<Ordering> &order, const std::vector<Value> &row, const Follow &follow)
{
    Condition after = statement::any_of({});
    for (std::size_t i = order.size(); i-- > 0;) {
        Condition beyond = comes_after(order[i], row[i], follow);
        if (i + 1 == order.size())
            after = std::move(beyond);
        else
            after = statement::any_of(
                {std::move(beyond), statement::all_of({is_level(order[i], row[i], follow), std::move(after)})});
    }
    return after;
}

/// Where the first column of the order alone can decide, an index finds the page.
std::optional<Condition> begins(const Ordering &by, const Value &value, const Follow &follow)
{
    if (is_null(value) || may_be_null(by.term))
        return std::nullopt;
    return statement::compare(by.descending ? Condition::Kind::AtMost : Condition::Kind::AtLeast,
                              column_of(by.term, follow, true), to_column(type_of(by.term), value));
}

Condition where(const Query &query, const Follow &follow)
{
    std::vector<Condition> parts;
    if (!query.where.is_everything()) {
        Condition condition = lower(query.where, follow);
        if (condition.kind == Condition::Kind::And)
            parts = std::move(condition.parts);
        else
            parts.push_back(std::move(condition));
    }
    if (!query.after.empty()) {
        const std::vector<Ordering> order = complete_order(query);
        if (std::optional<Condition> first = begins(order.front(), query.after.front(), follow);
            first && order.size() > 1)
            parts.push_back(std::move(*first));
        parts.push_back(comes_after(order, query.after, follow));
    }
    return visible(*query.model, query.scoping, statement::all_of(std::move(parts)));
}

} // namespace

std::vector<Ordering> complete_order(const Query &query)
{
    std::vector<Ordering> order = query.order;
    for (const Attribute *attribute : query.model->primary_key) {
        const Term term{{}, attribute};
        if (std::none_of(order.begin(), order.end(), [&](const Ordering &it) { return it.term == term; }))
            order.push_back({term});
    }
    return order;
}

statement::Select select_rows(const Query &query)
{
    Joins joins(*query.model);
    const Follow follow = following(joins);
    if (query.includes)
        joins.include(*query.includes);
    Condition condition = where(query, follow);
    std::vector<statement::Order> order = lower(complete_order(query), follow);
    statement::Select &select = joins.select();
    select.columns = columns_of(attributes_read(*query.model, query.attributes));
    select.where = std::move(condition);
    select.order = std::move(order);
    select.limit = query.limit;
    select.offset = query.offset;
    select.lock = query.lock;
    select.locked = query.locked;
    return std::move(select);
}

statement::Select select_values(const Query &query)
{
    Joins joins(*query.model);
    const Follow follow = following(joins);
    if (query.includes)
        joins.require(*query.includes);
    Condition condition = where(query, follow);
    std::vector<statement::Order> order = lower(query.order, follow);
    std::vector<statement::Column> computed, group;
    for (const Output &output : query.select)
        // What is distinct and what is ordered must be the same expression.
        computed.push_back(column_of(output.term, follow, query.distinct));
    for (const Term &term : query.group)
        group.push_back(column_of(term, follow));
    Condition having = lower(query.having, follow);
    statement::Select &select = joins.select();
    select.computed = std::move(computed);
    select.where = std::move(condition);
    select.group = std::move(group);
    select.having = std::move(having);
    select.order = std::move(order);
    select.limit = query.limit;
    select.offset = query.offset;
    select.distinct = query.distinct;
    return std::move(select);
}

namespace {

/// What is asked decides no more than where a page begins.
statement::Select in_any_order(Query query)
{
    if (query.after.empty())
        query.order.clear();
    statement::Select select = select_values(query);
    select.order.clear();
    return select;
}

} // namespace

statement::Select select_count(const Query &query)
{
    Query counted = query;
    counted.limit.reset();
    counted.offset = 0;
    counted.select = {{"", {{}, nullptr, statement::Function::Count}}};
    return in_any_order(std::move(counted));
}

statement::Select select_any(const Query &query)
{
    Query any = query;
    any.select.clear();
    any.limit = std::min<std::int64_t>(query.limit.value_or(1), 1);
    return in_any_order(std::move(any));
}

Condition meant_rows(const Query &query)
{
    Joins joins(*query.model);
    Condition condition = where(query, following(joins));
    statement::Select &select = joins.select();
    if (select.joins.empty())
        return condition;
    select.columns = primary_key_columns(*query.model);
    select.where = std::move(condition);
    std::vector<statement::Column> row;
    for (const std::string &column : select.columns)
        row.push_back({column});
    return statement::in_rows(std::move(row), std::make_shared<statement::Select>(std::move(select)));
}

} // namespace gemel
