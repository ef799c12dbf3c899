// Handing out and taking back connections.
#include "core/session/pool.hpp"

#include "core/base/failure.hpp"
#include "core/base/text.hpp"

#include <algorithm>

namespace gemel {

namespace {

/// Freeing it could tell the database something on the parent's behalf, so it never is.
void leave(ConnectionPtr connection) noexcept
{
    connection->disown();
    (void)connection.release();
}

} // namespace

Pool::Pool(const driver::Driver &driver, driver::Target target, const Limits &limits)
    : driver_(driver), target_(std::move(target)), rollback_(sql::dialect(driver.dialect(), "")->rollback()),
      single_(driver.is_single(target_)), limits_(limits), size_(single_ ? 1 : limits.size)
{
    idle_.reserve(size_);
    abandoned_.reserve(size_);
}

Pool::~Pool()
{
    leave_inherited();
}

void Pool::leave_inherited() noexcept
{
    if (filled_.is_here())
        return;
    for (Idle &idle : idle_)
        leave(std::move(idle.connection));
    for (ConnectionPtr &connection : abandoned_)
        leave(std::move(connection));
    idle_.clear();
    abandoned_.clear();
    queue_.clear(); // threads do not come along
    open_ = 0;
    totals_ = {};
    filled_ = {};
}

ConnectionPtr Pool::acquire(Turn &turn)
{
    std::vector<ConnectionPtr> expired; // closed at the end, outside the lock
    ConnectionPtr connection;
    bool abandoned = false;
    {
        std::unique_lock lock(mutex_);
        leave_inherited();
        if (single_ && !origin_.is_here())
            throw Failure(Status::USAGE, say("the database ", target_.url,
                                             " is in the memory of the process that opened it: open one in this "
                                             "process"));
        wait(turn, lock);
        expired = take_expired();
        connection = take(abandoned);
        ++totals_.acquired;
    }
    if (connection && (!abandoned || settle(*connection)))
        return connection;
    if (connection) {
        connection.reset(); // closing it rolls back as well; its place is kept for the next
        const std::lock_guard lock(mutex_);
        ++totals_.closed;
    }
    return connect();
}

/// Who comes anew stands behind those who wait, also if a connection is free: it is theirs.
void Pool::wait(Turn &turn, std::unique_lock<std::mutex> &lock)
{
    const auto until = Clock::now() + limits_.timeout;
    bool in_time = true;
    if (!closed_ && (!queue_.empty() || !is_free())) {
        queue_.push_back(&turn);
        in_time = turn.called_.wait_until(
            lock, until, [&] { return closed_ || turn.cancelled_ || (queue_.front() == &turn && is_free()); });
        std::erase(queue_, &turn);
        call_next();
    }
    if (closed_)
        throw Failure(Status::USAGE, "the database is closed");
    if (turn.cancelled_)
        throw Failure(Status::CANCELLED, "the call was cancelled while it waited for a connection");
    if (in_time)
        return;
    ++totals_.timed_out;
    throw Failure(Status::BUSY, say("all connections of the database (poolSize ", std::to_string(size_),
                                    ") are in use by other sessions"));
}

void Pool::call_next() noexcept
{
    if (!queue_.empty())
        queue_.front()->called_.notify_one();
}

bool Pool::is_expired(const Idle &idle) const noexcept
{
    const auto is_over = [](Clock::time_point since, std::chrono::milliseconds limit) {
        return limit.count() > 0 && Clock::now() - since >= limit;
    };
    return is_over(idle.since, limits_.idle_timeout) || is_over(idle.connection->origin.time, limits_.max_lifetime);
}

std::vector<ConnectionPtr> Pool::take_expired()
{
    std::vector<ConnectionPtr> expired;
    if (single_)
        return expired;
    const auto first =
        std::stable_partition(idle_.begin(), idle_.end(), [&](const Idle &it) { return !is_expired(it); });
    expired.reserve(static_cast<std::size_t>(idle_.end() - first));
    for (auto idle = first; idle != idle_.end(); ++idle)
        expired.push_back(std::move(idle->connection));
    idle_.erase(first, idle_.end());
    open_ -= expired.size();
    totals_.closed += static_cast<std::int64_t>(expired.size());
    return expired;
}

/// A connection, or null and the right to open one.
ConnectionPtr Pool::take(bool &abandoned) noexcept
{
    ConnectionPtr connection;
    abandoned = !abandoned_.empty();
    if (abandoned) { // first: it may hold locks
        connection = std::move(abandoned_.back());
        abandoned_.pop_back();
    } else if (!idle_.empty()) {
        connection = std::move(idle_.back().connection);
        idle_.pop_back();
    } else {
        ++open_;
    }
    return connection;
}

ConnectionPtr Pool::connect()
{
    try {
        ConnectionPtr connection = driver_.connect(target_);
        const std::lock_guard lock(mutex_);
        ++totals_.opened;
        return connection;
    } catch (...) {
        const std::lock_guard lock(mutex_);
        --open_;
        call_next();
        throw;
    }
}

/// Ends what an abandoned connection was in the middle of.
bool Pool::settle(driver::Connection &connection) noexcept
{
    return connection.is_usable() && (!connection.in_transaction() || connection.undo(rollback_));
}

void Pool::cancel(Turn &turn) noexcept
{
    const std::lock_guard lock(mutex_);
    turn.cancelled_ = true;
    turn.called_.notify_one();
}

void Pool::release(ConnectionPtr connection) noexcept
{
    if (!connection->origin.is_here())
        return leave(std::move(connection));
    const std::lock_guard lock(mutex_);
    if (closed_) {
        connection.reset();
        --open_;
        ++totals_.closed;
    } else {
        idle_.push_back({std::move(connection), Clock::now()});
    }
    call_next();
}

void Pool::abandon(ConnectionPtr connection) noexcept
{
    if (!connection->origin.is_here())
        return leave(std::move(connection));
    const std::lock_guard lock(mutex_);
    abandoned_.push_back(std::move(connection));
    call_next();
}

void Pool::drop(ConnectionPtr connection) noexcept
{
    if (!connection->origin.is_here())
        return leave(std::move(connection));
    connection.reset();
    const std::lock_guard lock(mutex_);
    --open_;
    ++totals_.closed;
    call_next();
}

bool Pool::is_closed() noexcept
{
    const std::lock_guard lock(mutex_);
    return closed_;
}

void Pool::close() noexcept
{
    const std::lock_guard lock(mutex_);
    leave_inherited();
    closed_ = true;
    const std::size_t closing = idle_.size() + abandoned_.size();
    open_ -= closing;
    totals_.closed += static_cast<std::int64_t>(closing);
    idle_.clear();
    abandoned_.clear();
    for (Turn *turn : queue_)
        turn->called_.notify_one();
}

std::int64_t Pool::count(Count what) noexcept
{
    const std::lock_guard lock(mutex_);
    leave_inherited();
    const auto number = [](std::size_t size) { return static_cast<std::int64_t>(size); };
    switch (what) {
    case Count::Open:
        return number(open_);
    case Count::Idle:
        return number(idle_.size() + abandoned_.size());
    case Count::InUse:
        return number(open_ - idle_.size() - abandoned_.size());
    case Count::Waiting:
        return number(queue_.size());
    case Count::Opened:
        return totals_.opened;
    case Count::Closed:
        return totals_.closed;
    case Count::Acquired:
        return totals_.acquired;
    case Count::TimedOut:
        return totals_.timed_out;
    }
    return 0;
}

} // namespace gemel
