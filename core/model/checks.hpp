// All that a database checks of a model's rows. Knows no database.
#pragma once

#include "core/model/schema.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace gemel {

/// What a check of a column is called if nobody names it; of no column, one of the whole row.
std::string check_name(const Model &model, std::string_view column);

/// What is checked of every row: its enums, each in a check of its own, and what was declared.
std::vector<Check> all_checks(const Model &model);

} // namespace gemel
