// Prepared statements of one SQLite connection, cached by SQL text and bounded: the least recently used goes.
// Preparing again costs more than running a small statement.
#pragma once

#include <sqlite3.h>

#include <list>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

namespace gemel::driver::sqlite {

class Statements {
public:
    /// A statement ready to be bound and stepped; reset it after use. Borrowed until the next call. Null:
    /// sqlite3_errcode of the handle says why.
    sqlite3_stmt *prepare(sqlite3 *handle, const std::string &sql);

private:
    struct Finalize {
        void operator()(sqlite3_stmt *statement) const noexcept { sqlite3_finalize(statement); }
    };
    struct Entry {
        std::string sql;
        std::unique_ptr<sqlite3_stmt, Finalize> statement;
    };

    static constexpr std::size_t most = 128;
    std::list<Entry> recent_; // most recently used first
    std::unordered_map<std::string_view, std::list<Entry>::iterator> by_sql_;
};

} // namespace gemel::driver::sqlite
