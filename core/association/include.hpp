// What is loaded together with rows of a model: a tree of associations, lowered to one select over joined tables. An
// owner's partner is the one that `get` would give: of several, the one with the lowest primary key (D4, D16). Asks no
// database and knows no object.
#pragma once

#include "core/association/row.hpp"
#include "core/association/visible.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace gemel {

struct Include {
    const Association *association;
    bool required = false;    // what has no partner is left out
    query::Condition where{}; // what partners must fulfil besides
    std::vector<Include> includes{};
    Scoping scoping{}; // which partners are seen; whom it hides is missing, and its owner stays
};
using Includes = std::vector<Include>;

/// Rows of the model with what is included: the columns of the model, then those of each include before its own. Which
/// rows of the model are seen is up to `where` (visible). UNSUPPORTED if a foreign key and its key cannot be compared
/// in the database.
query::Select select_with(const Model &model, query::Condition where, const Includes &includes,
                          std::optional<std::int64_t> limit = {});

/// The partners of many rows in one statement, those with the lowest primary key first. `keys` are what they hold: of a
/// has one its keys, of a belongs to its foreign keys, as columns hold them.
query::Select select_partners(const Association &association, std::vector<Value> keys, const Scoping &scoping = {});

} // namespace gemel
