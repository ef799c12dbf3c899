// The plan that links many dependents to their owners at once, by as many steps as for one pair or two: each binds the
// rows that it is about as one list.
#pragma once

#include "core/association/has_one.hpp"

#include <vector>

namespace gemel::has_one {

struct Pair {
    Owner owner;
    RowKey dependent;
};

/// Each owner and each dependent is in one pair only. The last step reads the dependents whole, in any order.
Plan set_many(const Association &association, const std::vector<Pair> &pairs, const Manner &manner);

} // namespace gemel::has_one
