// An association method as data: steps, each a statement with what must hold afterwards. Made here from keys and
// values that are handed in, run by core/session; asks no database and knows no record.
//
// No step needs an answer from an earlier one to be decided: a step that must find a row says so in its expectation,
// and a plan whose expectation fails is undone as a whole. So a driver may send all steps at once.
#pragma once

#include "core/base/failure.hpp"
#include "core/statement/statement.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gemel {

/// What happens to who was linked before.
enum class Displace { Unlink, Destroy };

/// How a method writes.
struct Manner {
    std::optional<Displace> displace; // nothing: nobody may be displaced
    std::optional<Value> now;         // for the timestamps of rows that it changes; nothing: they stay
    Value deleted_at = Null{};        // for rows that it destroys, where these are only marked as deleted
};

/// How many rows a step must give or write.
enum class Expect { Any, One, None, Count };

struct Step {
    std::string_view purpose; // "lock owner", "unlink others": for people
    statement::Statement statement;
    Expect expect = Expect::Any;
    Status otherwise = Status::INTERNAL; // how the plan fails if the expectation does
    std::string complaint{};
    std::optional<Displace> displaces{};  // what it does to a present partner
    bool only_locks = false;              // left out where a writing transaction locks the whole database
    std::optional<std::size_t> only_if{}; // that step gave a row; it is asked for, so the plan runs step by step
    std::int64_t count = 0;               // of Expect::Count
    std::string mark{}; // of a lock that shows what others have committed: a column, to be written as it is where only
                        // a write does (under_snapshot)
};

/// How many rows a step that expects something must give or write.
std::int64_t expected_rows(const Step &step) noexcept;

struct Plan {
    std::vector<Step> steps;

    /// A UNIQUE violation of this column means that somebody else took the place meanwhile.
    struct Place {
        std::string table;
        std::string column;
        std::string complaint; // OCCUPIED; empty: it stays UNIQUE
    };
    std::vector<Place> places{};
    /// What counts more than anything that the database may refuse: asked after a refusal, which gives way to them.
    std::vector<Step> premises{};
};

/// The plan for a transaction that sees only what was committed before it began: there, a lock that was waited for does
/// not show what was committed meanwhile, but a write fails then.
Plan under_snapshot(Plan plan);

/// May it run without a transaction of its own? Only if nothing can fail once it has written.
bool is_one_statement(const Plan &plan) noexcept;

} // namespace gemel
