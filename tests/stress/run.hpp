// One combination from its first round to its last, and what is found there. Must not know how it is reported.
#pragma once

#include "combination.hpp"
#include "history.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <string>

namespace stress {

struct Extent {
    std::uint64_t seed;
    std::uint64_t rounds;
    std::size_t operations_each;
};

struct Figures {
    std::uint64_t rounds = 0, operations = 0;
    std::uint64_t polls = 0, sightings = 0;
    std::uint64_t retried_statements = 0; // run again, by gemel or by its caller
    std::uint64_t plain_retries = 0;      // of GEMEL_RETRY: plain SQL, which nobody runs again
    std::uint64_t unexplained = 0;
    std::map<gemel_status, std::uint64_t> outcomes{};
    std::array<std::uint64_t, static_cast<std::size_t>(Kind::Count)> successes{};

    std::uint64_t ended(gemel_status status) const;
    void add(const Figures &other);
};

struct Found {
    Figures figures{};
    std::string complaint{}; // about the first round that is wrong; empty if none is
};

/// Ends at the first fault. A round that is wrong is told with its seed.
Found run(const Combination &combination, const Extent &extent);
/// A control: ends once the observer and the checker have both seen it.
Found run_control(const Combination &combination, const Extent &extent);

} // namespace stress
