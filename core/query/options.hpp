// Options that calls which read have in common. Names and values are checked before any SQL.
#pragma once

#include "core/association/row.hpp"
#include "core/base/members.hpp"
#include "core/model/filter.hpp"

#include <optional>
#include <string>
#include <vector>

namespace gemel {

/// Takes the member `where`, a filter. Nothing if it is not given. USAGE, VALIDATION.
std::optional<Filter> take_filter(Members &members, const Model &model);

/// Takes the member `attributes`, the names of those that are read. None if it is not given. USAGE.
Chosen take_attributes(Members &members, const Model &model);

/// Takes a member that is a list of texts, or one text with commas between them. USAGE.
std::vector<std::string> take_words(Members &members, std::string_view name, std::size_t most);

} // namespace gemel
