// Writing the rows of a query by one statement. Objects in memory do not change. Inside a Session::Call.
#pragma once

#include "core/association/query.hpp"
#include "core/writing/save.hpp"
#include "core/writing/soft_delete.hpp"

#include <cstdint>

namespace gemel {

/// How many rows were written. USAGE (a query that says more than which rows, or neither a filter nor `all`; a primary
/// key or a timestamp), NOT_NULL, VALIDATION.
std::int64_t update_rows(Session &session, const Query &query, const Object &values, const SaveOptions &options);
/// How many rows there were; those of a model that marks rows are marked.
std::int64_t destroy_rows(Session &session, const Query &query, const DestroyOptions &options);

} // namespace gemel
