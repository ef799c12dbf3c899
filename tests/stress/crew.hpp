// Processes, each with a database of its own, that work at the same time, round by round, and one that looks on by
// plain SQL. Whoever dies or falls silent ends the run; nobody outlives the crew. Must not know what is right.
#pragma once

#include "combination.hpp"
#include "history.hpp"
#include "tables.hpp"

#include <functional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace stress {

struct Board; // what all of them share

class Crew {
public:
    Crew(const Combination &combination, const Tables &tables, std::size_t operations_each);
    Crew(const Crew &) = delete;
    Crew &operator=(const Crew &) = delete;
    ~Crew();

    /// All of them at once; what each one did. Throws Broken if one could not go on.
    std::vector<std::vector<Event>> work(std::uint64_t seed);
    /// Everybody goes home. Throws Broken if one does not say goodbye.
    void dismiss();

    std::uint64_t polls() const noexcept;
    /// How often somebody saw an owner with two partners, and which one first.
    std::uint64_t sightings() const noexcept;
    std::string first_sighting() const;
    /// Statements that a database refused with GEMEL_RETRY, also those that were run again.
    std::uint64_t retried_statements() const noexcept;

private:
    struct Line { // to an actor and back
        int order[2] = {-1, -1};
        int report[2] = {-1, -1};
    };

    void start(const std::function<void()> &job);
    void work_in_process(std::size_t process);
    void serve(std::size_t actor, gemel_database *database);
    void observe();
    void await_reports();
    [[noreturn]] void complain(const std::string &about) const;

    const Combination &combination_;
    const Tables &tables_;
    const std::size_t operations_each_;
    Board *board_;
    std::vector<Line> lines_{};
    std::vector<pid_t> processes_{};
};

} // namespace stress
