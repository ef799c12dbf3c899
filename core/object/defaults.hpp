// What a new object has where nothing is given, as far as the client makes it: constants, the time, random UUIDs.
#pragma once

#include "core/model/schema.hpp"

#include <cstdint>

namespace gemel {

/// The default of an attribute that has one; `now` in microseconds. Not one that the database makes.
Value default_value(const Attribute &attribute, std::int64_t now);

} // namespace gemel
