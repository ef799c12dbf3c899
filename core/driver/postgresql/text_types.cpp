// One look at the catalog.
#include "core/driver/postgresql/text_types.hpp"

#include "core/driver/postgresql/errors.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace gemel::driver::postgresql {

bool TextTypes::has(PGconn *handle, Oid type)
{
    if (const auto found = known_.find(type); found != known_.end())
        return found->second;
    const std::string sql =
        "SELECT typcategory IN ('E', 'S') FROM pg_catalog.pg_type WHERE oid = " + std::to_string(type);
    const std::unique_ptr<PGresult, decltype(&PQclear)> answer(PQexec(handle, sql.c_str()), &PQclear);
    if (PQresultStatus(answer.get()) != PGRES_TUPLES_OK)
        throw PQstatus(handle) == CONNECTION_BAD ? lost(handle, answer.get(), false) : failure(answer.get());
    const bool is_text = PQntuples(answer.get()) == 1 && std::string_view(PQgetvalue(answer.get(), 0, 0)) == "t";
    known_.emplace(type, is_text);
    return is_text;
}

} // namespace gemel::driver::postgresql
