// The names of the error table. Must not know who fails, or why.
#include "core/base/failure.hpp"

namespace gemel {

const char *status_name(std::int32_t status) noexcept
{
    switch (status) {
#define GEMEL_STATUS(constant, number, name)                                                                           \
    case (number):                                                                                                     \
        return name;
#include "core/base/status.def"
#undef GEMEL_STATUS
    default:
        return "unknown";
    }
}

} // namespace gemel
