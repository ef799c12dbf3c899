// Running again what failed with RETRY: a serialization failure or a deadlock, after which nothing is left of it. A
// failure whose outcome is unknown is not of that kind. Knows what to run as little as how to wait.
#pragma once

#include "core/base/failure.hpp"

#include <chrono>
#include <cstdint>

namespace gemel {

/// How long to wait after so many failures, the first being 1: anything from 0 to 5 ms, doubled by each further failure
/// up to 500 ms. `random` is any number; two that failed on each other must not meet again.
std::chrono::microseconds delay(std::int32_t failures, std::uint32_t random) noexcept;

std::uint32_t random_number();

/// Runs `body`, and again as long as it answers or throws RETRY, at most `retries` times; before each, `pause`s.
template <typename Pause, typename Body> Status retrying(std::int32_t retries, const Pause &pause, const Body &body)
{
    for (std::int32_t failures = 1;; ++failures) {
        const bool last = failures > retries;
        try {
            const Status status = body();
            if (last || status != Status::RETRY)
                return status;
        } catch (const Failure &failure) {
            if (last || failure.status != Status::RETRY)
                throw;
        }
        pause(delay(failures, random_number()));
    }
}

} // namespace gemel
