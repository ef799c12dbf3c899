// Asking in the words of the database.
#include "core/calls/calls.hpp"

#include "core/reading/sql_query.hpp"

namespace gemel::calls {

States query_sql(const SessionPtr &session, const Model &model, std::string_view sql, const Object &values)
{
    const Session::Call call(*session);
    return read_sql(*session, model, sql, values);
}

Table query_sql(const SessionPtr &session, std::string_view sql, const Object &values)
{
    const Session::Call call(*session);
    return values_sql(*session, sql, values);
}

} // namespace gemel::calls
