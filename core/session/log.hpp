// The hook that sees every statement. Knows what was sent, what for and how long it took; the database decides whether
// bound values are shown.
#pragma once

#include "core/base/failure.hpp"
#include "core/driver/driver.hpp"

#include <cstdint>
#include <string>

namespace gemel {

struct LogEvent {
    static constexpr std::int32_t loop = 6; // no statement: somebody sends one by one what one statement could do

    const std::string &sql;
    const std::string &binds; // a JSON list
    std::int32_t kind;        // a driver::Kind, or loop
    std::int64_t nanoseconds;
    Status status;
    const std::string &label;       // of the session
    const std::string &association; // of a loop, with its model
};

/// A registered hook; destroyed when it is replaced and no statement is in it any more.
class Log {
public:
    virtual ~Log() = default;
    virtual void write(const LogEvent &event) noexcept = 0;
};

} // namespace gemel
