// What gets in the way of a connection, and where. Told by the test's thread, done by the proxy's.
#pragma once

#include "proxy.h"

#include <condition_variable>
#include <mutex>

namespace wire {

class Fault {
public:
    enum class Place { None, AfterStatement, AfterMessage, BeforeAnswer };

    void arm(Place place, int n, proxy_fn *fn = nullptr, void *user_data = nullptr)
    {
        const std::lock_guard lock(mutex_);
        place_ = place;
        n_ = n;
        fn_ = fn;
        user_data_ = user_data;
        seen_ = 0;
        began_ = done_ = false;
    }

    /// Takes it away, once it is done if it has begun. Had it?
    bool disarm()
    {
        std::unique_lock lock(mutex_);
        is_done_.wait(lock, [&] { return began_ == done_; });
        place_ = Place::None;
        return began_;
    }

    /// One more has come to such a place. Is it where the fault is to be? Then who asks must do it.
    bool reaches(Place place)
    {
        const std::lock_guard lock(mutex_);
        return place == place_ && !began_ && ++seen_ == n_ && begin();
    }
    /// Is that so before anything has come?
    bool is_at_once(Place place)
    {
        const std::lock_guard lock(mutex_);
        return place == place_ && !began_ && n_ == 0 && begin();
    }

    /// Calls who is to be called. Shall the connection live on?
    bool call() { return fn_ && fn_(user_data_); }
    void finish()
    {
        const std::lock_guard lock(mutex_);
        done_ = began_;
        is_done_.notify_all();
    }

private:
    bool begin() noexcept { return began_ = true; }

    std::mutex mutex_;
    std::condition_variable is_done_;
    Place place_ = Place::None;
    int n_ = 0, seen_ = 0;
    proxy_fn *fn_ = nullptr;
    void *user_data_ = nullptr;
    bool began_ = false, done_ = false;
};

} // namespace wire
