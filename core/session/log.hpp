// The hook that sees every statement. Knows what was sent and how long it took; the database decides whether bound
// values are shown.
#pragma once

#include "core/base/failure.hpp"
#include "core/driver/driver.hpp"

#include <cstdint>
#include <string>

namespace gemel {

struct LogEvent {
    const std::string &sql;
    const std::string &binds; // a JSON list
    driver::Kind kind;
    std::int64_t nanoseconds;
    Status status;
};

/// A registered hook; destroyed when it is replaced and no statement is in it any more.
class Log {
public:
    virtual ~Log() = default;
    virtual void write(const LogEvent &event) noexcept = 0;
};

} // namespace gemel
