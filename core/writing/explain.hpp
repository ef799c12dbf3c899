// A plan, explained instead of run: what would be sent, what it would lock and whom it could displace. For people and
// for programs; decides nothing.
#pragma once

#include "core/session/session.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace gemel {

struct Explanation {
    struct Step {
        std::string purpose; // "lock owner"
        std::string sql;
        std::vector<std::string> binds; // as text, or what an earlier step gives
        bool locks = false;
        std::string otherwise; // what the call fails with if the step does not find what it must; "" if it cannot
    };

    std::int32_t round_trips = 0;
    std::vector<Step> steps; // all that is sent, in order
    std::string text;        // lines for people
    std::string json;        // one line
};

/// What `verb` of an association would do in this session as it is.
Explanation explain(const Association &association, std::string_view verb, const Plan &plan, const Session &session);

} // namespace gemel
