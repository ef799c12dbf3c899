// Writing the rows of a query: by one statement, or row by row where that is not enough (hooked_query.hpp). Objects in
// memory do not change. Outside of a Session::Call.
#pragma once

#include "core/query/query.hpp"
#include "core/writing/save.hpp"
#include "core/writing/soft_delete.hpp"

#include <cstdint>
#include <memory>

namespace gemel {

/// How many rows were written. USAGE (a query that says more than which rows, or neither a filter nor `all`; a primary
/// key or a timestamp), NOT_NULL, VALIDATION.
std::int64_t update_rows(const std::shared_ptr<Session> &session, const Query &query, const Object &values,
                         const SaveOptions &options);
/// How many rows there were; those of a model that marks rows are marked.
std::int64_t destroy_rows(const std::shared_ptr<Session> &session, const Query &query, const DestroyOptions &options);

} // namespace gemel
