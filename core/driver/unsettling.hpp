// What SQL of the user's own may not do, because others have the connection after him: how it is refused, whoever finds
// it. Finds nothing itself.
#pragma once

#include "core/base/failure.hpp"

#include <string_view>

namespace gemel::driver {

enum class Unsettling {
    Transaction, // begins or ends one, or a part of one
    Setting,     // of the connection
    Lasting,     // something else that the connection would have for its next user
    Foreign,     // takes what is gemel's own
    Copy,        // speaks another way than statements do
};

/// USAGE. `what` is the part of the statement that does it, in its own words.
Failure unsettling(std::string_view what, Unsettling why);

} // namespace gemel::driver
