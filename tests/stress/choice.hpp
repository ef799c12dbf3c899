// What an actor does next, by chance. Must not know how it is done.
#pragma once

#include "../property/random.hpp"
#include "combination.hpp"
#include "history.hpp"

#include <vector>

namespace stress {

using property::Random;

/// Keys that an actor has records of.
struct Known {
    std::vector<std::int64_t> owners{};
    std::vector<std::int64_t> dependents{};
};

/// Few owners, many dependents, some of them linked.
State choose_beginning(const Rules &rules, Random &random);
/// One operation, or those of one transaction.
std::vector<Operation> choose(const Combination &combination, const Known &known, Random &random);

} // namespace stress
