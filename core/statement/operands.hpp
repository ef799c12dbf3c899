// The operands of a statement, wherever they stand in it. Knows no value.
#pragma once

#include "core/statement/statement.hpp"

namespace gemel::statement {

/// But those of a select inside it, whose values are known.
template <typename Condition, typename Visit> void for_each_operand_of(Condition &condition, const Visit &visit)
{
    for (auto &operand : condition.operands)
        visit(operand);
    for (auto &part : condition.parts)
        for_each_operand_of(part, visit);
}

/// Calls visit(operand) for each; those of a statement that is not const may be replaced.
template <typename Statement, typename Visit> void for_each_operand(Statement &statement, const Visit &visit)
{
    std::visit(
        [&](auto &it) {
            if constexpr (requires { it.values; })
                for (auto &[column, operand] : it.values)
                    visit(operand);
            if constexpr (requires { it.where; })
                for_each_operand_of(it.where, visit);
        },
        statement);
}

} // namespace gemel::statement
