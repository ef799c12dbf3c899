// QueryBuilder in the words of the database. Inside a Session::Call.
#pragma once

#include "core/object/graph.hpp"
#include "core/reading/table.hpp"
#include "core/session/session.hpp"

#include <string_view>

namespace gemel {

/// The objects of the rows that a statement gives, by the names of columns or attributes. USAGE for a column that is
/// neither, and without the primary key.
States read_sql(Session &session, const Model &model, std::string_view sql, const Object &values);
/// Their values.
Table values_sql(Session &session, std::string_view sql, const Object &values);

} // namespace gemel
