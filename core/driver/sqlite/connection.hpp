// The SQLite driver: one connection over sqlite3, with the rules of an embedded database (foreign keys on, a busy
// handler of our own, WAL for files that we make). Knows nothing of models or of who uses the connection.
#pragma once

#include "core/base/failure.hpp"
#include "core/driver/driver.hpp"
#include "core/driver/sqlite/guard.hpp"
#include "core/driver/sqlite/inherited.hpp"
#include "core/driver/sqlite/statements.hpp"

#include <sqlite3.h>

#include <chrono>
#include <memory>
#include <optional>
#include <string>

namespace gemel::driver::sqlite {

/// The entry of the driver table.
const Driver &driver();

class SqliteConnection final : public Connection {
public:
    explicit SqliteConnection(const Target &target);
    ~SqliteConnection() override = default;

    bool admit(const Command &command) override;
    Result execute(const Command &command) override;
    bool undo(const Command &command) noexcept override;
    bool in_transaction() const noexcept override;
    std::vector<std::vector<Column>> columns(const std::vector<std::string> &tables) override;
    void check_foreign_keys(bool check) override;

private:
    struct Close {
        void operator()(sqlite3 *handle) const noexcept { sqlite3_close_v2(handle); }
    };

    using Clock = std::chrono::steady_clock;

    static int wait(void *self, int tries) noexcept;
    static int stop(void *self) noexcept;
    bool is_over() const noexcept;
    Failure why(int code);
    void open(const Target &target);
    void configure(const Target &target, bool made);
    void tell(const char *sql);
    sqlite3_stmt *prepare(const Command &command);
    void heed_stop();
    void explain(Failure &failure, sqlite3_stmt *statement, const Command &command, std::size_t row);
    void step(sqlite3_stmt *statement, const Command &command, std::size_t row, Result &result);

    std::string name_; // for messages
    const std::optional<std::chrono::milliseconds> lock_timeout_;
    const std::chrono::milliseconds statement_timeout_;
    Clock::time_point busy_since_;
    std::optional<Clock::time_point> until_; // when the statement that runs has taken too long
    std::unique_ptr<sqlite3, Close> handle_;
    std::optional<Opened> opened_;
    Guard guard_;
    Statements statements_; // finalized before the handle is closed, here and below
    Statements own_;        // of the user: what looks like one of ours was not looked at
};

} // namespace gemel::driver::sqlite
