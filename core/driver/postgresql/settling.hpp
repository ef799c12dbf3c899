// What SQL of the user's own may leave in a server's session without saying so, by what it calls: how that is taken
// back before the transaction ends, in the same breath, since behind a pooler the session is anybody's afterwards; and
// which settings must not change while the transaction goes on. Sends nothing.
#pragma once

#include <libpq-fe.h>

#include <string>
#include <vector>

namespace gemel::driver::postgresql {

class Settling {
public:
    /// Of a connection as it was made.
    explicit Settling(const PGconn *handle);

    /// What takes everything back. None of it can fail.
    const std::vector<std::string> &statements() const noexcept { return statements_; }
    /// What tells the settings that gemel's own statements depend on.
    static const char *question() noexcept;
    /// The name of one that two answers tell differently, which is theirs; null for none.
    static const char *difference(const PGresult *before, const PGresult *after) noexcept;

    /// What a rollback leaves: locks of the session.
    static const char *unlock() noexcept { return "SELECT pg_catalog.pg_advisory_unlock_all()"; }
    /// In one message, so that a pooler gives both to one server.
    static const char *roll_back_and_unlock() noexcept
    {
        return "ROLLBACK; SELECT pg_catalog.pg_advisory_unlock_all()";
    }

private:
    std::vector<std::string> statements_;
};

} // namespace gemel::driver::postgresql
