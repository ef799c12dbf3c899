// What the hammer is swung at: a database, a schema, a way to call. Must not know what is done.
#pragma once

#include "model.hpp"

#include <string>
#include <vector>

namespace stress {

enum class Server { SqliteWal, SqliteDelete, Postgresql, RepeatableRead, Pgbouncer };
bool is_sqlite(Server server) noexcept;

struct Combination {
    Server server = Server::SqliteWal;
    Rules rules{};
    const char *isolation = nullptr; // of the caller's transactions; null: outside of any
    bool has_plain_writers = false;  // who write the foreign key and ask nobody for the place: only UNIQUE stops them
    unsigned processes = 4;
    unsigned threads = 1;    // of each process
    bool is_control = false; // sets by plain SQL without a lock, which must be found out
};
std::string name(const Combination &combination);

/// All that is to be right.
std::vector<Combination> combinations();
/// All that is to be found wrong.
std::vector<Combination> controls();

} // namespace stress
