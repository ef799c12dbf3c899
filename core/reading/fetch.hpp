// Asking a query: for records, for how many, for values. Inside a Session::Call.
#pragma once

#include "core/object/graph.hpp"
#include "core/query/query.hpp"
#include "core/reading/table.hpp"
#include "core/session/session.hpp"

#include <cstdint>

namespace gemel {

/// UNSUPPORTED if this database cannot tell.
void require_supported(const Session &session, const Query &query);

/// USAGE if it gives values.
void require_records(const Query &query);

/// UNSUPPORTED if the database cannot tell, USAGE if rows are locked outside a transaction.
States read(Session &session, const Query &query);
/// The same, by a select that was made of the query.
States read(Session &session, const statement::Select &select, const Query &query);

/// Of the rows that `read` gives.
std::int64_t count(Session &session, const Query &query);
bool exists(Session &session, const Query &query);

/// What its `select` says; without one, its attributes.
Table values(Session &session, const Query &query);

} // namespace gemel
