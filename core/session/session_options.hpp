// How a session is to behave, said when it is opened. Knows no session.
#pragma once

#include "core/base/value.hpp"

#include <cstdint>

namespace gemel {

struct SessionOptions {
    bool raise_on_lazy = false;
    std::int64_t loop = 0; // so many records asked for the same association are one; 0: nobody looks
    bool fixture = false;
};

/// Options as in gemel/session.h. USAGE.
SessionOptions session_options(const Object &options);

} // namespace gemel
