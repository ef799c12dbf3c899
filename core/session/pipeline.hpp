// A plan as statements that are sent at once: each fails in the database if what it must find or write is not there,
// so that nothing after it happens and no answer is waited for in between. Sends nothing itself.
#pragma once

#include "core/association/plan.hpp"
#include "core/sql/dialect.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace gemel {

struct Pipeline {
    std::vector<driver::Command> commands; // what begins and ends the transaction or savepoint included
    /// What ends it, if that must wait until the answers are read: the database made values that may be no values.
    std::optional<driver::Command> end;
    bool alone = false; // one that only reads, for which nothing begins
    /// Which of them each step is, of which the first columns are what the step gives; nothing for a step that became
    /// part of the one before.
    std::vector<std::optional<std::size_t>> places;
};

/// Nothing where the dialect cannot say it, or a step needs what others make in more ways than one statement can.
std::optional<Pipeline> pipeline(const Plan &plan, const sql::Dialect &dialect, std::int32_t depth);

/// Rendered, with values that are all known.
driver::Command command(sql::Rendered rendered);

} // namespace gemel
