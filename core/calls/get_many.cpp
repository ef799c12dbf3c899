// Reading whom an association leads to, for many objects in one statement.
#include "core/calls/calls.hpp"

#include "core/calls/other.hpp"
#include "core/reading/partners.hpp"

#include <algorithm>

namespace gemel::calls {

States get_many(const SessionPtr &session, const Association &association, const std::vector<Other> &objects,
                const Scoping &scoping)
{
    const Session::Call call(*session);
    States states;
    for (const Other &object : objects) {
        require_session(session, object);
        states.push_back(object.state);
    }
    auto include = std::make_shared<Include>(Include{&association});
    include->scoping = scoping;
    States partners = find_partners(*session, include, states);
    const auto by_row = [](const StatePtr &state) { return state ? state->token() : 0; };
    std::sort(partners.begin(), partners.end(), [&](const auto &a, const auto &b) { return by_row(a) < by_row(b); });
    partners.erase(std::unique(partners.begin(), partners.end()), partners.end());
    std::erase(partners, nullptr);
    return partners;
}

} // namespace gemel::calls
