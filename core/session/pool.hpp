// A bounded set of connections to one database, handed out in the order in which they were asked for. Connections of
// sessions that were freed in the middle of something come back here without I/O and are rolled back by whoever asks
// for a connection next. A child process leaves its parent's connections alone. Knows no session.
#pragma once

#include "core/driver/driver.hpp"
#include "core/sql/dialect.hpp"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <vector>

namespace gemel {

using ConnectionPtr = std::unique_ptr<driver::Connection>;

/// How many connections, and for how long.
struct Limits {
    std::size_t size = 4;
    std::chrono::milliseconds timeout{5000};  // waiting for one
    std::chrono::milliseconds idle_timeout{}; // 0: for ever
    std::chrono::milliseconds max_lifetime{}; // 0: for ever
};

class Pool {
public:
    /// What gemel_database_pool_count answers, with its numbers.
    enum class Count : std::int32_t { Open = 1, Idle, InUse, Waiting, Opened, Closed, Acquired, TimedOut };

    /// Somebody's place in the queue, which another thread may make him give up.
    class Turn {
    public:
        bool is_cancelled() const noexcept { return cancelled_; }
        /// While its owner is not in the queue.
        void renew() noexcept { cancelled_ = false; }

    private:
        friend class Pool;
        std::condition_variable called_;
        std::atomic<bool> cancelled_{false};
    };

    Pool(const driver::Driver &driver, driver::Target target, const Limits &limits);
    Pool(const Pool &) = delete;
    Pool &operator=(const Pool &) = delete;
    ~Pool();

    /// Waits behind those who wait already: BUSY after the timeout, CANCELLED. USAGE once the pool is closed.
    ConnectionPtr acquire(Turn &turn);
    /// Any thread: the owner of the turn waits no more.
    void cancel(Turn &turn) noexcept;
    /// Takes back a connection that is in no transaction.
    void release(ConnectionPtr connection) noexcept;
    /// Takes back a connection as it is, without I/O.
    void abandon(ConnectionPtr connection) noexcept;
    /// Closes a connection that is of no use any more.
    void drop(ConnectionPtr connection) noexcept;
    /// Closes what is idle; no more is given out.
    void close() noexcept;
    bool is_closed() noexcept;
    /// Is the one connection the database itself, gone when it is closed?
    bool is_single() const noexcept { return single_; }
    std::int64_t count(Count what) noexcept;

private:
    using Clock = std::chrono::steady_clock;
    struct Idle {
        ConnectionPtr connection;
        Clock::time_point since;
    };
    struct Totals {
        std::int64_t opened = 0, closed = 0, acquired = 0, timed_out = 0;
    };

    void leave_inherited() noexcept;
    void wait(Turn &turn, std::unique_lock<std::mutex> &lock);
    void call_next() noexcept;
    bool is_free() const noexcept { return open_ < size_ || !idle_.empty() || !abandoned_.empty(); }
    bool is_expired(const Idle &idle) const noexcept;
    std::vector<ConnectionPtr> take_expired();
    ConnectionPtr take(bool &abandoned) noexcept;
    ConnectionPtr connect();
    bool settle(driver::Connection &connection) noexcept;

    const driver::Driver &driver_;
    const driver::Target target_;
    const driver::Command rollback_;
    const bool single_;
    const Limits limits_;
    const std::size_t size_;
    const driver::Origin origin_{};

    std::mutex mutex_;
    std::vector<Turn *> queue_;            // who waits, the first first
    std::vector<Idle> idle_;               // the most recently used last
    std::vector<ConnectionPtr> abandoned_; // as idle_, room for all connections: taking back needs no memory
    std::size_t open_ = 0;                 // also those about to be opened
    Totals totals_;
    driver::Origin filled_; // where these connections are used
    bool closed_ = false;
};

} // namespace gemel
