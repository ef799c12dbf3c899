// The time, as timestamps have it. Read once per call, so that all that a call writes has the same.
#pragma once

#include <chrono>
#include <cstdint>

namespace gemel {

/// Microseconds since the epoch, UTC.
inline std::int64_t now() noexcept
{
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::microseconds>(since).count();
}

} // namespace gemel
