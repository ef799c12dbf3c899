// Depth first, with a memory of where it has been: a place is how far each actor came, and the state that this left.
#include "checker.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace stress {

namespace {

struct Candidate {
    Event event;
    std::size_t actor;
    std::vector<bool> contested; // for each operation
};

bool overlap(const Event &left, const Event &right) noexcept
{
    return left.start <= right.end && right.start <= left.end;
}

/// Of one of the owners that an operation of somebody else needs.
bool takes_place(const Event &event, const Operation &needed)
{
    for (std::size_t i = 0; event.status == GEMEL_OK && i < event.count; ++i)
        if (is_plain_writer(event.operations[i].kind))
            for (const Pair &pair : pairs_of(needed))
                if (event.operations[i].owner == pair.owner)
                    return true;
    return false;
}

class Search {
public:
    explicit Search(const Round &round) : round_(round), queues_(round.actors.size()), places_(round.actors.size())
    {
        for (std::size_t actor = 0; actor < round.actors.size(); ++actor)
            for (const Event &event : round.actors[actor])
                if (!was_given_up(event))
                    queues_[actor].push_back({event, actor, contested(event, actor)});
    }

    std::string result()
    {
        if (go_on(round_.before))
            return "";
        std::string out = "no order explains this. The best one:\n";
        for (const Event &event : best_)
            out += "    " + told(event, since()) + "\n";
        for (const std::string &reason : reasons_)
            out += reason + "\n";
        return out;
    }

private:
    std::vector<bool> contested(const Event &event, std::size_t actor) const
    {
        std::vector<bool> out;
        for (std::size_t i = 0; i < event.count; ++i) {
            bool met = false;
            for (std::size_t other = 0; other < round_.actors.size(); ++other)
                for (const Event &theirs : round_.actors[other])
                    met = met || (other != actor && overlap(event, theirs) && takes_place(theirs, event.operations[i]));
            out.push_back(met);
        }
        return out;
    }

    std::int64_t since() const
    {
        std::int64_t first = INT64_MAX;
        for (const auto &queue : queues_)
            if (!queue.empty())
                first = std::min(first, queue.front().event.start);
        return first;
    }

    /// Nothing that is still to be placed had ended before it began.
    bool may_be_next(const Candidate &candidate) const
    {
        for (std::size_t actor = 0; actor < queues_.size(); ++actor)
            if (actor != candidate.actor && places_[actor] < queues_[actor].size() &&
                queues_[actor][places_[actor]].event.end < candidate.event.start)
                return false;
        return true;
    }

    std::string do_event(const Candidate &candidate, State &state) const
    {
        const Event &event = candidate.event;
        State after = state;
        for (std::size_t i = 0; i < event.count; ++i) {
            const std::string expected = play(round_.rules, event.operations[i], event.outcomes[i],
                                              candidate.contested[i] ? &state : nullptr, after);
            if (!expected.empty())
                return told(event.operations[i]) + " would be: " + expected;
        }
        if (event.status == GEMEL_OK)
            state = after;
        return "";
    }

    bool go_on(const State &state)
    {
        if (!seen_.emplace(places_, state).second)
            return false;
        std::vector<std::string> reasons;
        bool left = false;
        for (std::size_t actor = 0; actor < queues_.size(); ++actor) {
            if (places_[actor] == queues_[actor].size())
                continue;
            left = true;
            const Candidate &candidate = queues_[actor][places_[actor]];
            if (!may_be_next(candidate))
                continue;
            State next = state;
            if (std::string reason = do_event(candidate, next); !reason.empty()) {
                reasons.push_back("    next, actor " + std::to_string(actor) + ": " + reason);
                continue;
            }
            ++places_[actor];
            done_.push_back(candidate.event);
            if (go_on(next))
                return true;
            done_.pop_back();
            --places_[actor];
        }
        if (!left && state == round_.after)
            return true;
        if (!left)
            reasons.push_back("    leaves " + told(state));
        if (reasons_.empty() || done_.size() > best_.size()) {
            best_ = done_;
            reasons_ = std::move(reasons);
        }
        return false;
    }

    const Round &round_;
    std::vector<std::vector<Candidate>> queues_;
    std::vector<std::size_t> places_;
    std::set<std::pair<std::vector<std::size_t>, State>> seen_{};
    std::vector<Event> done_{}, best_{};
    std::vector<std::string> reasons_{};
};

} // namespace

std::string unexplained(const Round &round)
{
    return Search(round).result();
}

} // namespace stress
