// Values and options that a program's compiler made. Reads them, and believes only what it has checked. Must not know
// what is done with them.
#pragma once

#include "core/base/value.hpp"

#include <cstdint>
#include <cstring>
#include <string_view>

namespace gemel::capi {

/// What every handle and every literal begins with.
inline std::uint32_t mark_of(const void *handle) noexcept
{
    std::uint32_t mark = 0;
    std::memcpy(&mark, handle, sizeof mark);
    return mark;
}

/// The members of a literal, which begins with the mark of one; `argument` is what the call names it. VALIDATION and
/// USAGE as a builder.
Object read_literal(const void *literal, std::string_view argument);

} // namespace gemel::capi
