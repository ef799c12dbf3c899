// The language of checks: a condition over the attributes of one model, the same in every database. No SQL gets
// through it: it becomes a statement::Condition, which a dialect writes.
//
//   EXPRESSION  comparisons joined by and, or, not and brackets
//   comparison  OPERAND = <> != < <= > >= (OPERAND | LITERAL) | OPERAND is [not] null
//               | OPERAND [not] in (LITERAL, ...) | OPERAND [not] between (OPERAND | LITERAL) and (OPERAND | LITERAL)
//   OPERAND     an attribute, in "double quotes" if its name is no identifier; length(attribute)
#pragma once

#include "core/model/schema.hpp"

#include <string_view>

namespace gemel {

/// DEFINITION, without saying which check, for what is no expression over these attributes. Their columns must be set.
statement::Condition parse_check(const Model &model, std::string_view expression);

} // namespace gemel
