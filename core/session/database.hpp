// A database: a resolved schema, a pool of connections, the log. Shared by threads. Tables are made and dropped here;
// records are the session's.
#pragma once

#include "core/driver/driver.hpp"
#include "core/model/schema.hpp"
#include "core/session/columns.hpp"
#include "core/session/log.hpp"
#include "core/session/pool.hpp"
#include "core/session/tally.hpp"
#include "core/sql/dialect.hpp"

#include <memory>
#include <mutex>
#include <string_view>

namespace gemel {

class Database {
public:
    /// Options as in gemel/database.h. Connects once. USAGE, UNSUPPORTED, CONNECTION, BUSY, DATABASE.
    static std::shared_ptr<Database> open(std::string_view url, std::shared_ptr<const Schema> schema,
                                          const Object &options);
    /// With a driver and a target that are known, as tests do.
    Database(std::shared_ptr<const Schema> schema, const driver::Driver &driver, const driver::Target &target,
             const Limits &limits, bool log_binds);

    const Schema &schema() const noexcept { return *schema_; }
    const sql::Dialect &dialect() const noexcept { return *dialect_; }
    Pool &pool() noexcept { return pool_; }
    Columns &columns() noexcept { return columns_; }
    /// Asks over that connection.
    Columns::Table learn_columns(driver::Connection &connection, const std::string &table);
    bool is_read_only() const noexcept { return read_only_; }

    void sync(bool force);
    void drop();
    void close() noexcept { pool_.close(); }
    bool is_closed() noexcept { return pool_.is_closed(); }
    void set_log(std::shared_ptr<Log> log);

    /// Sends a statement: times it, logs it, and names attributes in what the database refuses. The tally is that of
    /// the session, if one sends it.
    driver::Result execute(driver::Connection &connection, const driver::Command &command, Tally *tally = nullptr);
    /// Sends all at once, where the connection can; see driver::Connection::run.
    std::vector<driver::Result> run(driver::Connection &connection, const std::vector<driver::Command> &commands,
                                    Tally *tally);
    /// Sends transaction control that undoes; needs no memory. Did it succeed?
    bool undo(driver::Connection &connection, const driver::Command &command, Tally *tally = nullptr) noexcept;
    /// Tells the log what is no statement.
    void tell(const LogEvent &event) noexcept;

private:
    std::shared_ptr<Log> log() noexcept;

    std::shared_ptr<const Schema> schema_;
    const std::shared_ptr<const sql::Dialect> dialect_;
    const bool read_only_;
    const bool log_binds_;
    Pool pool_;
    Columns columns_;

    std::mutex log_mutex_;
    std::shared_ptr<Log> log_;
};

} // namespace gemel
