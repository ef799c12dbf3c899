// A bounded set of connections to one database. Connections of sessions that were freed in the middle of something
// come back here without I/O and are rolled back by whoever asks for a connection next. Knows no session.
#pragma once

#include "core/driver/driver.hpp"
#include "core/sql/dialect.hpp"

#include <condition_variable>
#include <memory>
#include <mutex>
#include <vector>

namespace gemel {

using ConnectionPtr = std::unique_ptr<driver::Connection>;

class Pool {
public:
    Pool(const driver::Driver &driver, driver::Target target, std::size_t most);

    /// Waits as long as the busy timeout for one that is in use: BUSY. USAGE once the pool is closed.
    ConnectionPtr acquire();
    /// Takes back a connection that is in no transaction.
    void release(ConnectionPtr connection) noexcept;
    /// Takes back a connection as it is, without I/O.
    void abandon(ConnectionPtr connection) noexcept;
    /// A connection that broke is gone.
    void forget() noexcept;
    /// Closes what is idle; no more is given out.
    void close() noexcept;
    bool is_closed() noexcept;

private:
    ConnectionPtr take_abandoned(std::unique_lock<std::mutex> &lock);

    const driver::Driver &driver_;
    const driver::Target target_;
    const driver::Command rollback_;
    const std::size_t most_;

    std::mutex mutex_;
    std::condition_variable returned_;
    std::vector<ConnectionPtr> idle_; // both have room for all connections: taking back needs no memory
    std::vector<ConnectionPtr> abandoned_;
    std::size_t open_ = 0;
    bool closed_ = false;
};

} // namespace gemel
