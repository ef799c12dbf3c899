// The cache of prepared statements. Must not step or bind: the connection does.
#include "core/driver/sqlite/statements.hpp"

namespace gemel::driver::sqlite {

sqlite3_stmt *Statements::prepare(sqlite3 *handle, const std::string &sql)
{
    if (const auto found = by_sql_.find(sql); found != by_sql_.end()) {
        recent_.splice(recent_.begin(), recent_, found->second);
        return recent_.front().statement.get();
    }
    sqlite3_stmt *made = nullptr;
    const int code =
        sqlite3_prepare_v3(handle, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &made, nullptr);
    std::unique_ptr<sqlite3_stmt, Finalize> statement(made);
    if (code != SQLITE_OK || !statement)
        return nullptr;
    if (recent_.size() == most) {
        by_sql_.erase(recent_.back().sql);
        recent_.pop_back();
    }
    recent_.push_front({sql, std::move(statement)});
    try {
        by_sql_.emplace(recent_.front().sql, recent_.begin());
    } catch (...) {
        recent_.pop_front();
        throw;
    }
    return recent_.front().statement.get();
}

} // namespace gemel::driver::sqlite
