// The table of calls. Must not know what is promised of them.
#pragma once

#include "arguments.hpp"
#include "calls_world.hpp"

#include <span>

namespace fuzz {

struct Operation {
    const char *name;
    void (*act)(World &);
    unsigned weight;
};

std::span<const Operation> record_operations();
std::span<const Operation> row_operations();
std::span<const Operation> association_operations();
std::span<const Operation> partner_operations();
std::span<const Operation> session_operations();
std::span<const Operation> bulk_operations();
std::span<const Operation> query_operations();
std::span<const Operation> freeing_operations();

/// As many times as it weighs, so that a byte chooses.
const std::vector<const Operation *> &operations();

} // namespace fuzz
