// Plain SQL by libpq.
#include "plain.hpp"

#include "../property/handles.hpp"

#include <cstdlib>
#include <libpq-fe.h>
#include <string_view>

namespace stress {

namespace {

gemel_status status(std::string_view sqlstate)
{
    if (sqlstate == "23505")
        return GEMEL_UNIQUE;
    if (sqlstate == "23503")
        return GEMEL_FOREIGN_KEY;
    if (sqlstate == "23502")
        return GEMEL_NOT_NULL;
    if (sqlstate == "40001" || sqlstate == "40P01")
        return GEMEL_RETRY;
    return GEMEL_DATABASE;
}

std::int64_t number(const char *text)
{
    return std::strtoll(text, nullptr, 10);
}

class Postgresql final : public Plain {
public:
    explicit Postgresql(const std::string &url) : connection_(PQconnectdb(url.c_str()))
    {
        if (PQstatus(connection_.get()) != CONNECTION_OK)
            throw property::Broken(PQerrorMessage(connection_.get()));
        must("SET client_min_messages = warning");
    }

    Reply run(const std::string &sql) override
    {
        const std::unique_ptr<PGresult, property::Free<PQclear>> result(PQexec(connection_.get(), sql.c_str()));
        const ExecStatusType how = PQresultStatus(result.get());
        Reply answer;
        if (how != PGRES_COMMAND_OK && how != PGRES_TUPLES_OK) {
            const char *sqlstate = PQresultErrorField(result.get(), PG_DIAG_SQLSTATE);
            answer.status = status(sqlstate ? sqlstate : "");
            answer.message = PQerrorMessage(connection_.get());
            return answer;
        }
        answer.written = number(PQcmdTuples(result.get()));
        for (int row = 0; row < PQntuples(result.get()); ++row) {
            answer.rows.emplace_back();
            for (int column = 0; column < PQnfields(result.get()); ++column)
                answer.rows.back().push_back(number(PQgetvalue(result.get(), row, column)));
        }
        return answer;
    }

private:
    std::unique_ptr<PGconn, property::Free<PQfinish>> connection_;
};

} // namespace

std::unique_ptr<Plain> connect_postgresql(const std::string &url)
{
    return std::make_unique<Postgresql>(url);
}

} // namespace stress
