// The one thing that another thread may do to a session: cancel the call that it is in, wherever that waits: for a
// connection, in the database, or before it tries again. Holds the connection in use, so that cancelling never reaches
// whoever has it next. Knows no session.
#pragma once

#include "core/session/pool.hpp"

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace gemel {

class Cancellation {
public:
    explicit Cancellation(Pool &pool) : pool_(pool) {}
    Cancellation(const Cancellation &) = delete;
    Cancellation &operator=(const Cancellation &) = delete;

    /// A call, which may be inside another one: the outermost is what is cancelled, with all in it.
    class Scope {
    public:
        explicit Scope(Cancellation &cancellation) noexcept;
        Scope(const Scope &) = delete;
        Scope &operator=(const Scope &) = delete;
        ~Scope();

    private:
        Cancellation &cancellation_;
    };

    /// A statement that the connection executes. CANCELLED if the call was cancelled before.
    class Statement {
    public:
        Statement(Cancellation &cancellation, driver::Connection &connection);
        Statement(const Statement &) = delete;
        Statement &operator=(const Statement &) = delete;
        ~Statement();

    private:
        Cancellation &cancellation_;
    };

    /// Any thread. Without a call that is under way: nothing, since the next one begins anew.
    void cancel() noexcept;
    /// Sleeps. CANCELLED.
    void pause(std::chrono::microseconds time);
    /// Where the call waits for a connection.
    Pool::Turn &turn() noexcept { return turn_; }

private:
    void raise() const;

    Pool &pool_;
    Pool::Turn turn_; // remembers that the call was cancelled
    std::mutex mutex_;
    std::condition_variable woken_;
    std::int32_t scopes_ = 0;
    driver::Connection *executing_ = nullptr;
};

} // namespace gemel
