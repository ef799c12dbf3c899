// What a row must fulfil: a tree over columns of the tables of a statement. Knows no model, and no SQL text.
#pragma once

#include "core/query/row_list.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace gemel::query {

/// A value that an earlier step of the same plan will have given back: of its first row.
struct StepKey {
    std::size_t step;
    std::size_t column = 0;
};

/// A column of the same row, or how many characters it has.
struct Column {
    std::string name;
    bool length = false;
    std::size_t source = 0; // the table of the select that has it
};

struct Select;

/// What a column is compared with: a value that a statement binds, or another column.
using Operand = std::variant<Value, StepKey, Column>;

struct Condition {
    enum class Kind { And, Or, Not, Equal, Unequal, Less, AtMost, Greater, AtLeast, IsNull, In, InList, IsRow, Listed };

    Kind kind = Kind::And; // of no parts: true
    std::string column;
    std::vector<Operand> operands;
    std::vector<Condition> parts;
    bool length = false;         // how many characters the column has, in place of its value
    bool by_code_points = false; // an order of text that is the same in every database
    std::size_t source = 0;      // the table of the select that has the column
    std::vector<Column> row{};   // IsRow: columns that together are the one row of the select
    std::shared_ptr<const Select> select{};
    std::shared_ptr<const RowList> list{}; // Listed: `row` is one of its rows
};

inline Condition all_of(std::vector<Condition> parts)
{
    return {Condition::Kind::And, {}, {}, std::move(parts)};
}
inline Condition any_of(std::vector<Condition> parts)
{
    return {Condition::Kind::Or, {}, {}, std::move(parts)};
}
inline Condition negated(Condition part)
{
    return {Condition::Kind::Not, {}, {}, {std::move(part)}};
}
inline Condition is_null(std::string column)
{
    return {Condition::Kind::IsNull, std::move(column), {}, {}};
}
inline Condition unequal(std::string column, Operand operand)
{
    return {Condition::Kind::Unequal, std::move(column), {std::move(operand)}, {}};
}
/// Equality as people mean it: null equals null.
inline Condition equal(std::string column, Operand operand)
{
    const auto *value = std::get_if<Value>(&operand);
    if (value && gemel::is_null(*value))
        return is_null(std::move(column));
    return {Condition::Kind::Equal, std::move(column), {std::move(operand)}, {}};
}
/// A column that equals one of another table.
inline Condition same(Column column, Column other)
{
    Condition condition{Condition::Kind::Equal, std::move(column.name), {std::move(other)}, {}};
    condition.source = column.source;
    return condition;
}
/// One of the values, integers or texts, which are bound as one: the statement is the same for any number of them.
inline Condition in_list(std::string column, std::vector<Operand> operands)
{
    return {Condition::Kind::InList, std::move(column), std::move(operands), {}};
}
/// The row that the select, which gives one at most, gives.
inline Condition is_row(std::vector<Column> row, std::shared_ptr<const Select> select)
{
    Condition condition{Condition::Kind::IsRow, {}, {}, {}};
    condition.row = std::move(row);
    condition.select = std::move(select);
    return condition;
}
/// Columns that together are one of the rows of the list.
inline Condition listed(const std::vector<std::string> &columns, std::shared_ptr<const RowList> list)
{
    Condition condition{Condition::Kind::Listed, {}, {}, {}};
    for (const std::string &column : columns)
        condition.row.push_back({column});
    condition.list = std::move(list);
    return condition;
}
/// One of the values; of none, false.
inline Condition one_of(std::string column, std::vector<Operand> operands)
{
    return {Condition::Kind::In, std::move(column), std::move(operands), {}};
}

} // namespace gemel::query
