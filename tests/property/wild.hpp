// Definitions that may be wrong anywhere. Must not know what is wrong with them.
#pragma once

#include "random.hpp"
#include "sane.hpp"

namespace property {

/// A sane one, changed in a few places without thought.
Definition wild(Random &random);

} // namespace property
