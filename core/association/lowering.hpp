// Filters and terms as conditions and columns of one select, whose tables the caller numbers. Knows no session and no
// dialect.
#pragma once

#include "core/model/filter.hpp"
#include "core/statement/condition.hpp"

#include <functional>

namespace gemel {

/// The number of the table that has the partners at the end of a route.
using Follow = std::function<std::size_t(const Route &)>;

statement::Column column_of(const Term &term, const Follow &follow, bool by_order = false);
statement::Condition lower(const Filter &filter, const Follow &follow);
/// Of a filter without routes: over that table.
statement::Condition lower(const Filter &filter, std::size_t source = 0);

} // namespace gemel
