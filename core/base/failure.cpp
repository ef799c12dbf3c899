// The names of the error table, and what a failure is as an object. Must not know who fails, or why.
#include "core/base/failure.hpp"

#include <utility>

namespace gemel {

// Here, because every layer fails, and none of them should have to compile all this.
Failure::Failure(Status status, std::string message) : status(status), message(std::move(message)) {}
Failure::Failure(const Failure &) = default;
Failure::Failure(Failure &&) noexcept = default;
Failure &Failure::operator=(const Failure &) = default;
Failure &Failure::operator=(Failure &&) noexcept = default;
Failure::~Failure() = default;

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
