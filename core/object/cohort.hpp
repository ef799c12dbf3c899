// The objects that came together: what one of them lacks is loaded for all that are still there. Keeps none alive.
#pragma once

#include <memory>
#include <vector>

namespace gemel {

class State;

class Cohort {
public:
    void add(const std::shared_ptr<State> &state) { members_.push_back(state); }

    std::vector<std::shared_ptr<State>> living() const
    {
        std::vector<std::shared_ptr<State>> states;
        for (const std::weak_ptr<State> &member : members_)
            if (std::shared_ptr<State> state = member.lock())
                states.push_back(std::move(state));
        return states;
    }

private:
    std::vector<std::weak_ptr<State>> members_;
};

} // namespace gemel
