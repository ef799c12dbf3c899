// Filters as objects say them: {"age": {"ge": 18}, "drivingLicense.number": "A", "or": [{...}, {...}]}. Names and
// values are checked here, before any SQL.
#pragma once

#include "core/base/failure.hpp"
#include "core/base/value.hpp"
#include "core/model/filter.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace gemel {

struct Model;

/// What a name in a filter, an order or a group means. A route alone is a partner.
Term term_named(const Model &model, std::string_view path);

/// USAGE (unknown names), VALIDATION (values that do not fit, all of them).
Filter parse_filter(const Model &model, const Object &object);
/// Over what is made of groups: `term` gives what a name means.
Filter parse_having(const Object &object, const std::function<Term(const std::string &)> &term);

} // namespace gemel
