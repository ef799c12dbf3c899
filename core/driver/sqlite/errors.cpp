// Classifies by extended result code; the message is read only for the table and columns, which SQLite gives nowhere
// else.
#include "core/driver/sqlite/errors.hpp"

#include "core/base/text.hpp"

#include <new>
#include <string>

namespace gemel::driver::sqlite {

namespace {

Status classify(int code, std::string_view message)
{
    switch (code) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID:
        return Status::UNIQUE;
    case SQLITE_CONSTRAINT_NOTNULL:
        return Status::NOT_NULL;
    case SQLITE_CONSTRAINT_FOREIGNKEY:
        return Status::FOREIGN_KEY;
    case SQLITE_CONSTRAINT_TRIGGER: // an action RESTRICT is a trigger to SQLite
        return message == "FOREIGN KEY constraint failed" ? Status::FOREIGN_KEY : Status::DATABASE;
    case SQLITE_CONSTRAINT_CHECK:
        return Status::CHECK;
    default:
        break;
    }
    switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return Status::BUSY;
    case SQLITE_CANTOPEN:
        return Status::CONNECTION;
    case SQLITE_INTERRUPT:
        return Status::CANCELLED;
    case SQLITE_TOOBIG:
        return Status::VALIDATION;
    default:
        return Status::DATABASE;
    }
}

/// "UNIQUE constraint failed: licenses.owner_id, licenses.kind": table and columns.
void name_columns(Failure &failure, std::string_view message)
{
    const std::size_t colon = message.find(": ");
    if (colon == std::string_view::npos || message.find("index '") != std::string_view::npos)
        return;
    std::string_view rest = message.substr(colon + 2);
    while (!rest.empty()) {
        const std::size_t end = rest.find(", ");
        const std::string_view name = rest.substr(0, end);
        const std::size_t dot = name.rfind('.');
        if (dot != std::string_view::npos) {
            failure.table = name.substr(0, dot);
            failure.columns.emplace_back(name.substr(dot + 1));
        }
        rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 2);
    }
}

} // namespace

Failure failure(sqlite3 *handle, int code, std::string_view doing)
{
    if ((code & 0xFF) == SQLITE_NOMEM)
        throw std::bad_alloc();
    // The handle's text belongs to its last call; where that was another one, the code speaks for itself.
    const bool current = handle && sqlite3_extended_errcode(handle) == code;
    const std::string message = current ? sqlite3_errmsg(handle) : sqlite3_errstr(code);
    const Status status = classify(code, message);
    Failure result(status, say(doing, ": ", message));
    result.driver_code = code;
    result.too_big = code == SQLITE_TOOBIG;
    if (status == Status::UNIQUE || status == Status::NOT_NULL)
        name_columns(result, message);
    if (status == Status::CHECK && message.find(": ") != std::string::npos)
        result.constraint = message.substr(message.find(": ") + 2);
    return result;
}

} // namespace gemel::driver::sqlite
