// Handing out and taking back connections.
#include "core/session/pool.hpp"

#include "core/base/failure.hpp"
#include "core/base/text.hpp"

namespace gemel {

Pool::Pool(const driver::Driver &driver, driver::Target target, std::size_t most)
    : driver_(driver), target_(std::move(target)), rollback_(sql::dialect(driver.dialect()).rollback()), most_(most)
{
    idle_.reserve(most_);
    abandoned_.reserve(most_);
}

ConnectionPtr Pool::acquire()
{
    const auto until = std::chrono::steady_clock::now() + target_.busy_timeout;
    std::unique_lock lock(mutex_);
    for (;;) {
        if (closed_)
            throw Failure(Status::USAGE, "the database is closed");
        if (!abandoned_.empty())
            if (ConnectionPtr connection = take_abandoned(lock))
                return connection;
        if (!idle_.empty()) {
            ConnectionPtr connection = std::move(idle_.back());
            idle_.pop_back();
            return connection;
        }
        if (open_ < most_)
            break;
        if (returned_.wait_until(lock, until) == std::cv_status::timeout && idle_.empty() && abandoned_.empty())
            throw Failure(Status::BUSY, say("all connections of the database (poolSize ", std::to_string(most_),
                                            ") are in use by other sessions"));
    }
    ++open_;
    lock.unlock();
    try {
        return driver_.connect(target_);
    } catch (...) {
        forget();
        throw;
    }
}

ConnectionPtr Pool::take_abandoned(std::unique_lock<std::mutex> &lock)
{
    ConnectionPtr connection = std::move(abandoned_.back());
    abandoned_.pop_back();
    lock.unlock();
    if (connection->in_transaction() && !connection->undo(rollback_))
        connection.reset(); // broken: closing it rolls back as well
    lock.lock();
    if (!connection)
        --open_;
    return connection;
}

void Pool::release(ConnectionPtr connection) noexcept
{
    const std::lock_guard lock(mutex_);
    if (closed_) {
        connection.reset();
        --open_;
    } else {
        idle_.push_back(std::move(connection));
    }
    returned_.notify_one();
}

void Pool::abandon(ConnectionPtr connection) noexcept
{
    const std::lock_guard lock(mutex_);
    abandoned_.push_back(std::move(connection));
    returned_.notify_one();
}

void Pool::forget() noexcept
{
    const std::lock_guard lock(mutex_);
    --open_;
    returned_.notify_one();
}

bool Pool::is_closed() noexcept
{
    const std::lock_guard lock(mutex_);
    return closed_;
}

void Pool::close() noexcept
{
    const std::lock_guard lock(mutex_);
    closed_ = true;
    open_ -= idle_.size() + abandoned_.size();
    idle_.clear();
    abandoned_.clear();
    returned_.notify_all();
}

} // namespace gemel
