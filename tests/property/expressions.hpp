// Expressions of checks, from the grammar in gemel/schema.h. Must not know where they are put.
#pragma once

#include "random.hpp"

#include <string>
#include <vector>

namespace property {

struct Operand {
    std::string name; // of an attribute
    std::string type;
};

/// One that is right; "" if no operand can be in one.
std::string right_expression(Random &random, const std::vector<Operand> &operands);
/// One that may be wrong in any way.
std::string any_expression(Random &random, const std::vector<Operand> &operands);

} // namespace property
