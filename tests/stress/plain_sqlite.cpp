// Plain SQL by SQLite's own library.
#include "plain.hpp"

#include "../property/handles.hpp"

#include <sqlite3.h>

namespace stress {

namespace {

constexpr int patience = 60'000; // milliseconds

gemel_status status(int code)
{
    switch (code) {
    case SQLITE_CONSTRAINT_UNIQUE:
        return GEMEL_UNIQUE;
    case SQLITE_CONSTRAINT_FOREIGNKEY:
        return GEMEL_FOREIGN_KEY;
    case SQLITE_CONSTRAINT_NOTNULL:
        return GEMEL_NOT_NULL;
    default:
        return (code & 0xFF) == SQLITE_BUSY ? GEMEL_BUSY : GEMEL_DATABASE;
    }
}

class Sqlite final : public Plain {
public:
    explicit Sqlite(const std::string &file)
    {
        if (sqlite3_open(file.c_str(), &handle_) != SQLITE_OK)
            throw property::Broken(file + ": " + sqlite3_errmsg(handle_));
        sqlite3_extended_result_codes(handle_, 1);
        sqlite3_busy_timeout(handle_, patience);
        must("PRAGMA foreign_keys = ON; PRAGMA synchronous = OFF");
    }
    ~Sqlite() override { sqlite3_close(handle_); }

    Reply run(const std::string &sql) override
    {
        Reply answer;
        for (const char *rest = sql.c_str(); *rest != '\0' && answer.status == GEMEL_OK;) {
            sqlite3_stmt *made = nullptr;
            answer = {};
            if (sqlite3_prepare_v2(handle_, rest, -1, &made, &rest) != SQLITE_OK)
                return failed();
            const std::unique_ptr<sqlite3_stmt, property::Free<sqlite3_finalize>> statement(made);
            if (!statement)
                break;
            answer = step(statement.get());
        }
        if (answer.status != GEMEL_OK && sqlite3_get_autocommit(handle_) == 0)
            sqlite3_exec(handle_, "ROLLBACK", nullptr, nullptr, nullptr);
        return answer;
    }

private:
    Reply failed() const { return {status(sqlite3_extended_errcode(handle_)), sqlite3_errmsg(handle_)}; }

    Reply step(sqlite3_stmt *statement) const
    {
        Reply answer;
        int code = SQLITE_OK;
        while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
            std::vector<std::int64_t> row;
            for (int column = 0; column < sqlite3_column_count(statement); ++column)
                row.push_back(sqlite3_column_int64(statement, column));
            answer.rows.push_back(std::move(row));
        }
        if (code != SQLITE_DONE)
            return failed();
        answer.written = sqlite3_changes(handle_);
        return answer;
    }

    sqlite3 *handle_ = nullptr;
};

} // namespace

std::unique_ptr<Plain> connect_sqlite(const std::string &file)
{
    return std::make_unique<Sqlite>(file);
}

} // namespace stress
