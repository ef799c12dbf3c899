// What rows must equal, said by attributes: a tree as options or JSON give it, as a condition over columns. Knows no
// database and no session.
#pragma once

#include "core/base/value.hpp"
#include "core/model/schema.hpp"

#include <functional>
#include <string>

namespace gemel {

/// Is told of each value that does not fit its attribute, and why.
using Misfit = std::function<void(const Attribute &attribute, const std::string &complaint)>;

/// To equal all of `where` (a list: one of its values). USAGE (unknown name).
query::Condition where_condition(const Model &model, const Object &where, const Misfit &misfit);

} // namespace gemel
