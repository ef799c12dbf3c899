// Fills the tables, lets the crew work, reads the tables, asks the checker.
#include "run.hpp"

#include "checker.hpp"
#include "choice.hpp"
#include "crew.hpp"

namespace stress {

namespace {

using property::Broken;

constexpr std::uint64_t most_given_up = 5; // besides one of a hundred: what does nothing proves nothing

void count(Figures &figures, const std::vector<std::vector<Event>> &actors)
{
    ++figures.rounds;
    for (const auto &events : actors) {
        for (const Event &event : events) {
            for (std::size_t i = 0; i < event.count; ++i) {
                ++figures.operations;
                ++figures.outcomes[event.outcomes[i].status];
                if (event.operations[i].kind == Kind::PlainUpdate && event.status == GEMEL_RETRY)
                    ++figures.plain_retries;
                if (event.outcomes[i].status == GEMEL_OK && event.status == GEMEL_OK)
                    ++figures.successes[static_cast<std::size_t>(event.operations[i].kind)];
            }
        }
    }
}

/// Methods lock owners first, then dependents, each in the order of their keys. Plain writers do not, nor do two
/// methods in a transaction.
bool is_free_of_deadlocks(const Combination &combination)
{
    return !combination.isolation && !combination.has_plain_writers;
}

class Run {
public:
    Run(const Combination &combination, const Extent &extent)
        : combination_(combination), extent_(extent), tables_(combination),
          crew_(combination, tables_, extent.operations_each), plain_(connect(tables_.place()))
    {}

    Found until_fault()
    {
        try {
            while (found_.figures.rounds < extent_.rounds && found_.complaint.empty()) {
                found_.complaint = one_round();
                look_at_observer();
                if (found_.complaint.empty() && found_.figures.sightings > 0)
                    found_.complaint = last_seed() + "somebody saw " + crew_.first_sighting() + "\n";
            }
            crew_.dismiss();
            if (is_free_of_deadlocks(combination_) && found_.figures.retried_statements > 0)
                found_.complaint += "refused, to be run again: " + std::to_string(found_.figures.retried_statements) +
                                    " statements, though all of them lock in one order\n";
            const std::uint64_t given_up = found_.figures.ended(GEMEL_RETRY) - found_.figures.plain_retries;
            if (given_up > most_given_up + found_.figures.operations / 100)
                found_.complaint += "given up: " + std::to_string(given_up) + " operations\n";
        } catch (const Broken &broken) {
            found_.complaint = last_seed() + broken.what() + "\n";
        }
        return found_;
    }

    Found until_both_saw()
    {
        while (found_.figures.rounds < extent_.rounds &&
               (found_.figures.sightings == 0 || found_.figures.unexplained == 0)) {
            if (std::string complaint = one_round(); found_.complaint.empty())
                found_.complaint = std::move(complaint);
            look_at_observer();
        }
        crew_.dismiss();
        return found_;
    }

private:
    std::string last_seed() const { return "--seed " + std::to_string(seed_) + " --rounds 1: "; }

    std::string one_round()
    {
        seed_ = extent_.seed + found_.figures.rounds;
        Random random(seed_);
        Round round;
        round.rules = combination_.rules;
        round.before = choose_beginning(combination_.rules, random);
        fill(*plain_, tables_.place(), round.before);
        round.actors = crew_.work(seed_);
        round.after = read_state(*plain_, tables_.place());
        count(found_.figures, round.actors);
        const std::string why = unexplained(round);
        if (why.empty())
            return "";
        ++found_.figures.unexplained;
        return last_seed() + why + told(round);
    }

    void look_at_observer()
    {
        found_.figures.polls = crew_.polls();
        found_.figures.sightings = crew_.sightings();
        found_.figures.retried_statements = crew_.retried_statements();
    }

    const Combination &combination_;
    const Extent &extent_;
    const Tables tables_;
    Crew crew_;
    const std::unique_ptr<Plain> plain_;
    std::uint64_t seed_ = 0;
    Found found_{};
};

} // namespace

std::uint64_t Figures::ended(gemel_status status) const
{
    const auto found = outcomes.find(status);
    return found == outcomes.end() ? 0 : found->second;
}

void Figures::add(const Figures &other)
{
    rounds += other.rounds;
    operations += other.operations;
    polls += other.polls;
    sightings += other.sightings;
    retried_statements += other.retried_statements;
    plain_retries += other.plain_retries;
    unexplained += other.unexplained;
    for (const auto &[status, times] : other.outcomes)
        outcomes[status] += times;
    for (std::size_t i = 0; i < successes.size(); ++i)
        successes[i] += other.successes[i];
}

Found run(const Combination &combination, const Extent &extent)
{
    return Run(combination, extent).until_fault();
}

Found run_control(const Combination &combination, const Extent &extent)
{
    return Run(combination, extent).until_both_saw();
}

} // namespace stress
