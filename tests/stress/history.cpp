// Histories as text, to be read by who looks for the fault.
#include "history.hpp"

#include <algorithm>
#include <utility>

namespace stress {

bool was_given_up(const Event &event) noexcept
{
    return event.status == GEMEL_RETRY;
}

std::string told(const Event &event, std::int64_t since)
{
    const auto microseconds = [&](std::int64_t time) { return std::to_string((time - since) / 1000); };
    std::string out = microseconds(event.start) + ".." + microseconds(event.end) + " us: ";
    for (std::size_t i = 0; i < event.count; ++i)
        out += (i > 0 ? "; " : "") + told(event.operations[i]) + " => " + told(event.outcomes[i]);
    if (event.in_transaction)
        out += "; transaction => " + std::string(gemel_status_name(event.status));
    if (event.tries > 1)
        out += " (" + std::to_string(event.tries) + " tries)";
    if (event.message.front() != '\0')
        out += std::string(" \"") + event.message.data() + "\"";
    return out;
}

std::string told(const Round &round)
{
    std::vector<std::pair<const Event *, std::size_t>> all;
    for (std::size_t actor = 0; actor < round.actors.size(); ++actor)
        for (const Event &event : round.actors[actor])
            all.emplace_back(&event, actor);
    std::stable_sort(all.begin(), all.end(),
                     [](const auto &left, const auto &right) { return left.first->start < right.first->start; });
    std::string out = "before: " + told(round.before) + "\n";
    for (const auto &[event, actor] : all)
        out += "actor " + std::to_string(actor) + ", " + told(*event, all.front().first->start) + "\n";
    return out + "after: " + told(round.after) + "\n";
}

} // namespace stress
