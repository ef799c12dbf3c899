// What a database refuses, said in the words of the schema: attributes instead of columns. Knows no driver's codes;
// those are statuses already.
#pragma once

#include "core/base/failure.hpp"
#include "core/object/state.hpp"

namespace gemel {

/// Rewrites message and items of a constraint violation, as far as the database named table and columns.
void name_attributes(Failure &failure, const Schema &schema);

/// That the SQL of the column's DEFAULT is refused.
void name_default(Failure &failure, const Schema &schema, std::string_view table, std::string_view column);

/// Null if the schema has none.
const Model *find_table(const Schema &schema, std::string_view table) noexcept;
const Attribute *find_column(const Model &model, std::string_view column) noexcept;

/// A row that must be there is not.
Failure gone(const RowKey &row);
/// USAGE if it was never saved.
void require_stored(const State &state, std::string_view what);

/// What would have to move to another owner though its foreign key is its primary key.
Failure cannot_move(std::string_view who, const Association &association);
/// VALIDATION if a dependent cannot hold that key: the type of its foreign key may be narrower.
void require_fitting_key(const Association &association, const Value &key);

} // namespace gemel
