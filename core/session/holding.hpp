// What a handle holds in a session from one call to the next: a level that is its own, or something inside the level
// that was open, such as a cursor. The session ends it (holding.cpp), at the latest with the level. Who holds it may
// let it go on any thread, at any time, without I/O.
#pragma once

#include "core/driver/driver.hpp"

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace gemel {

class Session;

class Holding {
public:
    /// `what` is said in messages. Without `close`, the level is its own.
    Holding(std::string what, std::int32_t depth, std::optional<driver::Command> close = {}, std::size_t number = 0)
        : what_(std::move(what)), depth_(depth), close_(std::move(close)), number_(number)
    {}

    /// Any thread: nobody wants it any more; the next call of the session ends it.
    void let_go() noexcept { unwanted_ = true; }
    /// It was ended, or its level was.
    bool is_over() const noexcept { return over_; }

private:
    friend class Session;

    bool owns_level() const noexcept { return !close_; }

    const std::string what_;
    const std::int32_t depth_; // of the session while the level is the innermost
    const std::optional<driver::Command> close_;
    const std::size_t number_; // part of its name; 0: it has none
    std::atomic<bool> unwanted_{false};
    bool over_ = false;
};

using HoldingPtr = std::shared_ptr<Holding>;

} // namespace gemel
