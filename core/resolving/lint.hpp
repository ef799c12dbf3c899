// What is legal in a resolved schema but looks wrong. Warnings only: what no database would take is refused by resolve.
#pragma once

#include "core/model/schema.hpp"

#include <string>
#include <vector>

namespace gemel {

/// One line each, naming models and attributes and saying what to write instead.
std::vector<std::string> lint(const Schema &schema);

} // namespace gemel
