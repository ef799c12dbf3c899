// Looks for an order, one operation after another, that explains a round: it keeps each actor's own order and that of
// the clock (what had ended comes before what had not begun), every operation ends in it as it did, and the tables are
// left as they were. Must not know where a history comes from.
#pragma once

#include "history.hpp"

#include <string>

namespace stress {

/// Empty if there is such an order; else how far the best one came, and why it goes no further.
std::string unexplained(const Round &round);

} // namespace stress
