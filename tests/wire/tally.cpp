// Follows the protocol, as far as libpq speaks it.
#include "tally.hpp"

namespace wire {

void Tally::to_server(const Message &message, Counts &counts)
{
    if (!connected_)
        return;
    if (!on_the_way_)
        ++counts.round_trips;
    on_the_way_ = true;
    std::string_view body = message.body();
    switch (message.type) {
    case 'P': { // Parse
        const std::string name(take_text(body));
        statements_[name] = take_text(body);
        counts.prepared += name.empty() ? 0 : 1;
        break;
    }
    case 'B': { // Bind
        const std::string portal(take_text(body));
        portals_[portal] = statements_[std::string(take_text(body))];
        break;
    }
    case 'E': // Execute
        counts.statements.push_back(portals_[std::string(take_text(body))]);
        break;
    case 'Q': // Query
        counts.statements.emplace_back(take_text(body));
        ++awaited_;
        break;
    case 'S': // Sync
        ++awaited_;
        break;
    case 'H': // Flush
        flushed_ = true;
        break;
    default:
        break;
    }
}

void Tally::to_client(const Message &message)
{
    constexpr char ready_for_query = 'Z';
    if (message.type == ready_for_query && connected_)
        --awaited_;
    if (message.type == ready_for_query)
        connected_ = true;
    if (flushed_ || (message.type == ready_for_query && awaited_ == 0))
        on_the_way_ = flushed_ = false;
}

} // namespace wire
