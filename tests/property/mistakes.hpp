// Mistakes that somebody may make in a definition that is right otherwise, and what must be said of each. Must not know
// how resolve finds them.
#pragma once

#include "random.hpp"
#include "sane.hpp"
#include "verdict.hpp"

#include <string>
#include <vector>

namespace property {

struct Mistake {
    std::string name{};
    std::vector<std::string> places{}; // one complaint must speak of all of them
};

/// Makes the n-th mistake somewhere in it.
Mistake make_mistake(Draft &draft, std::size_t n, Random &random);

/// Broken if the mistake was not refused, or not where it is.
void check_mistake(const Mistake &mistake, const Verdict &verdict);

} // namespace property
