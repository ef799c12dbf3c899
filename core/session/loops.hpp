// Looks for loops: the same association asked for one record after the other, where one statement would do for all.
// Reports each once, to the log. Loads nothing and never fails for what it finds.
#pragma once

#include "core/object/state.hpp"
#include "core/query/query.hpp"
#include "core/session/database.hpp"

#include <cstdint>
#include <unordered_map>
#include <unordered_set>

namespace gemel {

class Loops {
public:
    /// Both must outlive this.
    Loops(Database &database, const Tally &tally, std::int64_t least)
        : database_(database), tally_(tally), least_(static_cast<std::size_t>(least))
    {}

    /// A statement is about to ask for the partner of this object alone.
    void note_get(const State &state, const Association &association);
    /// What was asked of records of the model so far was asked of others than those that a query gives now.
    void note_query(const Model &model) noexcept;
    /// Another label: everything begins anew.
    void forget() noexcept { rows_.clear(); }

private:
    struct Row {
        std::unordered_set<std::uint64_t> states; // by token; of a row that was reported, none
        bool reported = false;
    };

    Database &database_;
    const Tally &tally_;
    const std::size_t least_;
    std::unordered_map<const Association *, Row> rows_;
};

} // namespace gemel
