// DISCARD ALL would do most of it, but for the transaction, in which it cannot be, and for the statements that gemel
// has prepared.
#include "core/driver/postgresql/settling.hpp"

#include "core/base/text.hpp"

#include <array>
#include <memory>
#include <new>

namespace gemel::driver::postgresql {

namespace {

struct FreeText {
    void operator()(char *text) const noexcept { PQfreemem(text); }
};

/// Those that a pooler sets for its client in whatever server the client gets; what RESET gives is that server's.
constexpr std::array followed = {"client_encoding", "application_name", "DateStyle", "TimeZone",
                                 "standard_conforming_strings"};

std::string quoted_text(const PGconn *handle, const char *text)
{
    const std::unique_ptr<char, FreeText> quoted(
        PQescapeLiteral(const_cast<PGconn *>(handle), text, std::string_view(text).size()));
    if (!quoted)
        throw std::bad_alloc();
    return quoted.get();
}

} // namespace

Settling::Settling(const PGconn *handle)
    : statements_{"CLOSE ALL",   "SET SESSION AUTHORIZATION DEFAULT", "RESET ROLE", "RESET ALL", "UNLISTEN *",
                  "DISCARD TEMP"}
{
    std::string restore = unlock();
    for (const char *name : followed)
        if (const char *value = PQparameterStatus(handle, name))
            restore += say(", pg_catalog.set_config('", name, "', ", quoted_text(handle, value), ", false)");
    statements_.push_back(std::move(restore));
}

const char *Settling::question() noexcept
{
    return "SELECT pg_catalog.current_setting('search_path', true) AS search_path, "
           "pg_catalog.current_setting('role', true) AS role, "
           "pg_catalog.current_setting('session_authorization', true) AS session_authorization, "
           "pg_catalog.current_setting('session_replication_role', true) AS session_replication_role, "
           "pg_catalog.current_setting('row_security', true) AS row_security, "
           "pg_catalog.current_setting('client_encoding', true) AS client_encoding, "
           "pg_catalog.current_setting('standard_conforming_strings', true) AS standard_conforming_strings, "
           "pg_catalog.current_setting('transaction_isolation', true) AS transaction_isolation, "
           "pg_catalog.current_setting('transaction_read_only', true) AS transaction_read_only, "
           "pg_catalog.current_setting('synchronous_commit', true) AS synchronous_commit, "
           "pg_catalog.current_setting('lock_timeout', true) AS lock_timeout, "
           "pg_catalog.current_setting('statement_timeout', true) AS statement_timeout";
}

const char *Settling::difference(const PGresult *before, const PGresult *after) noexcept
{
    for (int column = 0; column < PQnfields(before) && PQntuples(after) > 0; ++column)
        if (std::string_view(PQgetvalue(before, 0, column)) != PQgetvalue(after, 0, column))
            return PQfname(before, column);
    return nullptr;
}

} // namespace gemel::driver::postgresql
