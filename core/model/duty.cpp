// The words for fates.
#include "core/model/duty.hpp"

#include <array>
#include <cstddef>

namespace gemel {

namespace {

constexpr std::array<std::string_view, 4> fates{"database", "destroy", "nullify", "restrict"};

} // namespace

std::string_view fate_name(Fate fate) noexcept
{
    return fates[static_cast<std::size_t>(fate)];
}

} // namespace gemel
