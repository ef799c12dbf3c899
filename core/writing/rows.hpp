// Writing the rows of a query by one statement; where that is not enough, hooked_rows.hpp. Objects in memory do not
// change.
#pragma once

#include "core/query/query.hpp"
#include "core/writing/save.hpp"
#include "core/writing/soft_delete.hpp"

#include <cstdint>

namespace gemel {

/// USAGE: a query that says more than which rows, or neither a filter nor `all`.
void require_rows(const Session &session, const Query &query);
/// The values that rows can get by a query. USAGE: a primary key or a timestamp, or none.
RowValues values_of_rows(const Model &model, const Object &given);

/// How many rows were written, and how many there were; inside a Session::Call. NOT_NULL, VALIDATION.
std::int64_t update_rows(Session &session, const Query &query, const RowValues &given, const SaveOptions &options);
std::int64_t destroy_rows(Session &session, const Query &query, const DestroyOptions &options);

} // namespace gemel
