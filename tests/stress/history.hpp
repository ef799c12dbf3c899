// What happened in a round: who did what when, and how it ended. Plain memory, so that processes can share it. Must not
// know what is right.
#pragma once

#include "model.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace stress {

constexpr std::size_t operations_in_transaction = 2;

/// An operation, or a transaction of a few, which is all or nothing.
struct Event {
    std::int64_t start = 0, end = 0; // nanoseconds of one clock for all processes
    gemel_status status = GEMEL_OK;  // of all of it
    std::int32_t tries = 1;
    bool in_transaction = false;
    std::uint32_t count = 0;
    std::array<Operation, operations_in_transaction> operations{};
    std::array<Outcome, operations_in_transaction> outcomes{};
    std::array<char, 160> message{}; // of the failure
};

/// Given up, having done nothing: no part of the order that is looked for. Nobody is busy for as long as they wait.
bool was_given_up(const Event &event) noexcept;

struct Round {
    Rules rules{};
    State before{};
    std::vector<std::vector<Event>> actors{}; // each one's own, in order
    State after{};
};

/// A line.
std::string told(const Event &event, std::int64_t since);
/// Lines: all of it, as it began and ended in time.
std::string told(const Round &round);

} // namespace stress
