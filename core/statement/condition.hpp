// What a row must fulfil: a tree over columns of the tables of a statement. Knows no model, and no SQL text.
#pragma once

#include "core/statement/row_list.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace gemel::statement {

/// A value that an earlier step of the same plan will have given back: of its first row.
struct StepKey {
    std::size_t step;
    std::size_t column = 0;
};

/// What is made of a column: of one row its length in characters; of many rows, those of a group or all, one value.
enum class Function { None, Length, Count, CountDistinct, Sum, Average, Minimum, Maximum };

/// A column of the same row, or what is made of it.
struct Column {
    std::string name{};     // of Count: empty for rows
    std::size_t source = 0; // the table of the select that has it
    Function function = Function::None;
    bool by_code_points = false; // an order of text that is the same in every database
    bool next = false;           // one more than it holds: to be assigned
};

struct Select;

/// What a column is compared with: a value that a statement binds, or another column.
using Operand = std::variant<Value, StepKey, Column>;

struct Condition {
    enum class Kind {
        And,
        Or,
        Not,
        Unless, // not true: the part is false, or unknown because of a null
        Equal,
        Unequal,
        Less,
        AtMost,
        Greater,
        AtLeast,
        Like,          // a pattern with % and _, and \ before what stands for itself
        LikeInAnyCase, // of the letters A to Z
        IsNull,
        In,
        InList,
        IsRow,
        InRows,
        Exists, // the select gives a row
        Listed
    };

    Kind kind = Kind::And; // of no parts: true
    Column column;
    std::vector<Operand> operands;
    std::vector<Condition> parts;
    std::vector<Column> row{}; // IsRow, InRows: columns that together are the one row of the select, or one of its rows
    std::shared_ptr<const Select> select{};
    std::shared_ptr<const RowList> list{}; // Listed: `row` is one of its rows
};

inline Condition all_of(std::vector<Condition> parts)
{
    return {Condition::Kind::And, {}, {}, std::move(parts)};
}
inline bool is_everything(const Condition &condition) noexcept
{
    return condition.kind == Condition::Kind::And && condition.parts.empty();
}
inline Condition any_of(std::vector<Condition> parts)
{
    return {Condition::Kind::Or, {}, {}, std::move(parts)};
}
inline Condition negated(Condition part)
{
    return {Condition::Kind::Not, {}, {}, {std::move(part)}};
}
inline Condition unless(Condition part)
{
    return {Condition::Kind::Unless, {}, {}, {std::move(part)}};
}
inline Condition compare(Condition::Kind kind, Column column, Operand operand)
{
    return {kind, std::move(column), {std::move(operand)}, {}};
}
inline Condition is_null(Column column)
{
    return {Condition::Kind::IsNull, std::move(column), {}, {}};
}
inline Condition is_null(std::string column)
{
    return is_null(Column{std::move(column)});
}
inline Condition unequal(std::string column, Operand operand)
{
    return compare(Condition::Kind::Unequal, Column{std::move(column)}, std::move(operand));
}
/// Equality as people mean it: null equals null.
inline Condition equal(Column column, const Operand &operand)
{
    const auto *value = std::get_if<Value>(&operand);
    if (value && gemel::is_null(*value))
        return is_null(std::move(column));
    return compare(Condition::Kind::Equal, std::move(column), operand);
}
inline Condition equal(std::string column, const Operand &operand)
{
    return equal(Column{std::move(column)}, operand);
}
/// A column that equals one of another table.
inline Condition same(Column column, Column other)
{
    return compare(Condition::Kind::Equal, std::move(column), std::move(other));
}
/// One of the values, integers or texts, which are bound as one: the statement is the same for any number of them.
inline Condition in_list(Column column, std::vector<Operand> operands)
{
    return {Condition::Kind::InList, std::move(column), std::move(operands), {}};
}
/// The row that the select, which gives one at most, gives.
inline Condition is_row(std::vector<Column> row, std::shared_ptr<const Select> select)
{
    return {Condition::Kind::IsRow, {}, {}, {}, std::move(row), std::move(select)};
}
/// One of the rows that the select gives.
inline Condition in_rows(std::vector<Column> row, std::shared_ptr<const Select> select)
{
    return {Condition::Kind::InRows, {}, {}, {}, std::move(row), std::move(select)};
}
inline Condition exists(std::shared_ptr<const Select> select)
{
    return {Condition::Kind::Exists, {}, {}, {}, {}, std::move(select)};
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
inline Condition one_of(Column column, std::vector<Operand> operands)
{
    return {Condition::Kind::In, std::move(column), std::move(operands), {}};
}

} // namespace gemel::statement
