// What a target is to whoever drives it: libFuzzer, or main.cpp where there is none. Must not know which it is.
#pragma once

#include <cstddef>
#include <cstdint>

/// Tries one input; what is wrong ends the process.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size);
