// The authorizer. What it does not know by name it lets pass: it is not about what is read or written in the database.
#include "core/driver/sqlite/guard.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <string_view>

namespace gemel::driver::sqlite {

namespace {

/// Pragmas that, given an argument, tell something or write to the database: they change no connection. Without one,
/// every pragma is such.
constexpr std::array harmless = {
    "application_id", "foreign_key_check", "foreign_key_list", "incremental_vacuum", "index_info",
    "index_list",     "index_xinfo",       "integrity_check",  "optimize",           "quick_check",
    "table_info",     "table_list",        "table_xinfo",      "user_version",       "wal_checkpoint",
};

bool is_harmless(const char *pragma) noexcept
{
    return std::any_of(harmless.begin(), harmless.end(),
                       [&](const char *name) { return sqlite3_stricmp(name, pragma) == 0; });
}

std::string_view text(const char *given) noexcept
{
    return given ? given : "";
}

bool is_temporary_write(int action, std::string_view first, std::string_view database) noexcept
{
    switch (action) {
    case SQLITE_CREATE_TEMP_INDEX:
    case SQLITE_CREATE_TEMP_TABLE:
    case SQLITE_CREATE_TEMP_TRIGGER:
    case SQLITE_CREATE_TEMP_VIEW:
    case SQLITE_DROP_TEMP_INDEX:
    case SQLITE_DROP_TEMP_TABLE:
    case SQLITE_DROP_TEMP_TRIGGER:
    case SQLITE_DROP_TEMP_VIEW:
        return true;
    case SQLITE_ALTER_TABLE:
        return first == "temp";
    case SQLITE_CREATE_INDEX:
    case SQLITE_CREATE_TABLE:
    case SQLITE_CREATE_TRIGGER:
    case SQLITE_CREATE_VIEW:
    case SQLITE_CREATE_VTABLE:
    case SQLITE_DROP_VTABLE:
    case SQLITE_INSERT:
    case SQLITE_UPDATE:
    case SQLITE_DELETE: // renaming a column writes to the list of what is temporary by itself
        return database == "temp" && !first.starts_with("sqlite_");
    default:
        return false;
    }
}

} // namespace

int Guard::ask(void *self, int action, const char *first, const char *second, const char *database,
               const char *) noexcept
{
    auto &guard = *static_cast<Guard *>(self);
    if (!guard.watches_)
        return SQLITE_OK;
    const auto refuse = [&](const char *what, Unsettling why) {
        guard.refused_ = what;
        guard.why_ = why;
        return SQLITE_DENY;
    };
    if (action == SQLITE_TRANSACTION)
        return refuse(text(first) == "BEGIN"    ? "BEGIN"
                      : text(first) == "COMMIT" ? "COMMIT"
                                                : "ROLLBACK",
                      Unsettling::Transaction);
    if (action == SQLITE_SAVEPOINT)
        return refuse(text(first) == "BEGIN"     ? "SAVEPOINT"
                      : text(first) == "RELEASE" ? "RELEASE"
                                                 : "ROLLBACK TO",
                      Unsettling::Transaction);
    if (action == SQLITE_ATTACH || action == SQLITE_DETACH)
        return refuse(action == SQLITE_ATTACH ? "ATTACH" : "DETACH", Unsettling::Lasting);
    if (action == SQLITE_PRAGMA && second && !is_harmless(first)) {
        std::snprintf(guard.pragma_, sizeof guard.pragma_, "PRAGMA %s = ...", first);
        return refuse(guard.pragma_, Unsettling::Setting);
    }
    if (is_temporary_write(action, text(first), text(database)))
        return refuse("TEMPORARY", Unsettling::Lasting);
    return SQLITE_OK;
}

void Guard::refuse() const
{
    if (refused_)
        throw unsettling(refused_, why_);
}

} // namespace gemel::driver::sqlite
