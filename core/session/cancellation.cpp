// Who is inside, and how it is stopped.
#include "core/session/cancellation.hpp"

#include "core/base/failure.hpp"

namespace gemel {

Cancellation::Scope::Scope(Cancellation &cancellation) noexcept : cancellation_(cancellation)
{
    const std::lock_guard lock(cancellation_.mutex_);
    if (cancellation_.scopes_++ == 0)
        cancellation_.turn_.renew();
}

Cancellation::Scope::~Scope()
{
    const std::lock_guard lock(cancellation_.mutex_);
    --cancellation_.scopes_;
}

Cancellation::Statement::Statement(Cancellation &cancellation, driver::Connection &connection)
    : cancellation_(cancellation)
{
    const std::lock_guard lock(cancellation_.mutex_);
    cancellation_.raise();
    connection.forget_cancel();
    cancellation_.executing_ = &connection;
}

Cancellation::Statement::~Statement()
{
    const std::lock_guard lock(cancellation_.mutex_);
    cancellation_.executing_ = nullptr;
}

void Cancellation::raise() const
{
    if (turn_.is_cancelled())
        throw Failure(Status::CANCELLED, "the call was cancelled");
}

void Cancellation::cancel() noexcept
{
    const std::lock_guard lock(mutex_);
    pool_.cancel(turn_);
    if (executing_)
        executing_->want_cancel();
    woken_.notify_one();
}

void Cancellation::pause(std::chrono::microseconds time)
{
    std::unique_lock lock(mutex_);
    woken_.wait_for(lock, time, [&] { return turn_.is_cancelled(); });
    raise();
}

} // namespace gemel
