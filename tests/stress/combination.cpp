// Every server with every schema; every isolation where it is a question.
#include "combination.hpp"

#include <iterator>

namespace stress {

namespace {

constexpr const char *servers[] = {"SQLite WAL", "SQLite delete journal", "PostgreSQL",
                                   "PostgreSQL repeatable read by default", "pgbouncer"};
constexpr const char *alone = nullptr, *read_committed = "read committed", *serializable = "serializable";
constexpr Server all[] = {Server::SqliteWal, Server::SqliteDelete, Server::Postgresql, Server::RepeatableRead,
                          Server::Pgbouncer};

/// SQLite's transactions are serializable always; a database's default does not count where another one is said.
std::vector<const char *> isolations(Server server)
{
    if (is_sqlite(server))
        return {alone, serializable};
    if (server == Server::RepeatableRead)
        return {alone, read_committed};
    return {alone, read_committed, "repeatable read", serializable};
}

} // namespace

bool is_sqlite(Server server) noexcept
{
    return server == Server::SqliteWal || server == Server::SqliteDelete;
}

std::string name(const Combination &it)
{
    std::string out = servers[static_cast<std::size_t>(it.server)];
    out += it.rules.nullable ? ", nullable" : ", not null";
    out += it.rules.unique ? " unique" : "";
    out += it.is_control ? ", without locks" : it.isolation ? std::string(", in ") + it.isolation : ", alone";
    out += it.has_plain_writers ? ", with plain writers" : "";
    return out + (it.threads > 1 ? ", threads" : "");
}

std::vector<Combination> combinations()
{
    std::vector<Combination> out;
    for (const Server server : all) {
        for (const char *isolation : isolations(server)) {
            for (const bool nullable : {true, false}) {
                out.push_back({server, {nullable, false}, isolation});
                out.push_back({server, {nullable, true}, isolation, true});
                if (isolation == read_committed)
                    out.push_back({server, {nullable, true}, isolation});
            }
        }
        if (server == Server::SqliteWal || server == Server::Postgresql)
            out.push_back({server, {true, false}, alone, false, 2, 2});
    }
    return out;
}

std::vector<Combination> controls()
{
    std::vector<Combination> out;
    for (const Server server : all)
        out.push_back({server, {true, false}, alone, false, 4, 1, true});
    return out;
}

} // namespace stress
