// What resolve says of a definition, and that it says it as it should. Must not know which definitions are right.
#pragma once

#include "handles.hpp"
#include "said.hpp"

#include <string>
#include <vector>

namespace property {

struct Verdict {
    Schema schema;                       // resolved, or null
    std::vector<std::string> complaints; // every item, "MODEL|ATTRIBUTE|MESSAGE"
};

/// Declares and resolves. Broken if the answer is not what any answer must be, if it is another one the second time, or
/// if calls and document are judged differently.
Verdict judge(const Definition &definition);

} // namespace property
