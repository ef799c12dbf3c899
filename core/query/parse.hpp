// Queries as objects say them, the same in every language: {"where": {...}, "order": ["name desc"], "limit": 10}. Names
// and values are checked here, before any SQL. How rows are asked for and shown is elsewhere.
#pragma once

#include "core/base/members.hpp"
#include "core/query/query.hpp"

namespace gemel {

/// Takes the members where, all, order, after, limit, offset, include, attributes, select, group, having, distinct,
/// lock. USAGE, VALIDATION.
Query parse_query(const Model &model, Members &members);
/// Takes those that say which of some rows, and how it is read: where, order, include, attributes, lock.
Query parse_query_for_one(const Model &model, Members &members);
/// Takes those that say how a row is read: include, attributes, lock.
Query parse_query_by_key(const Model &model, Members &members);

} // namespace gemel
