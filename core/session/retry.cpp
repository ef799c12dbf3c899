// How long to wait.
#include "core/session/retry.hpp"

#include <algorithm>
#include <random>

namespace gemel {

std::chrono::microseconds delay(std::int32_t failures, std::uint32_t random) noexcept
{
    constexpr std::int64_t base = 5'000, most = 500'000;
    constexpr std::int32_t doublings = 7; // base doubled so often exceeds the most
    const std::int64_t bound = std::min(most, base << std::clamp(failures - 1, 0, doublings));
    return std::chrono::microseconds(static_cast<std::int64_t>(random) * bound / 0xFFFFFFFF);
}

std::uint32_t random_number()
{
    return std::random_device()();
}

} // namespace gemel
