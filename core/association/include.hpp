// What is loaded together with rows of a model: a tree of associations, lowered to one select over joined tables. An
// owner's partner is the one that `get` would give: of several, the one with the lowest primary key. Asks no
// database and knows no object.
#pragma once

#include "core/association/row.hpp"
#include "core/association/visible.hpp"
#include "core/model/filter.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace gemel {

struct Include {
    const Association *association;
    bool required = false; // what has no partner is left out
    Filter where{};        // what partners must fulfil besides: without routes
    std::vector<Include> includes{};
    Chosen attributes{};
    Scoping scoping{};    // which partners are seen; whom it hides is missing, and its owner stays
    bool batched = false; // loaded by a statement of its own, for all owners together
};
using Includes = std::vector<Include>;
using IncludesPtr = std::shared_ptr<const Includes>;

/// The partners of many rows in one statement, those with the lowest primary key first. `keys` are what they hold: of a
/// has one its keys, of a belongs to its foreign keys, as columns hold them. Whose partner a row
/// is, its target_attribute tells, which comes last if it was not asked for.
statement::Select select_partners(const Include &include, std::vector<Value> keys);

} // namespace gemel
