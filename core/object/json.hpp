// An object as JSON, with whom it shows.
#pragma once

#include "core/object/state.hpp"

#include <string>

namespace gemel {

/// All values that it has, and under the names of associations whom they lead to, where that is loaded.
std::string to_json(const State &state);

} // namespace gemel
