// What the messages of one connection mean to those who count them: where a round trip begins, and which SQL is
// executed. Must not know sockets.
#pragma once

#include "messages.hpp"

#include <map>
#include <string>
#include <vector>

namespace wire {

/// Of all connections.
struct Counts {
    int round_trips = 0;
    int prepared = 0;
    std::vector<std::string> statements;
};

class Tally {
public:
    /// Has the server said once that it is ready?
    bool is_connected() const noexcept { return connected_; }
    void to_server(const Message &message, Counts &counts);
    void to_client(const Message &message);

private:
    bool connected_ = false;
    bool on_the_way_ = false;                                              // in a round trip
    bool flushed_ = false;                                                 // an answer is asked for, whatever it is
    int awaited_ = 0;                                                      // ReadyForQuery
    std::map<std::string, std::string, std::less<>> statements_, portals_; // by name, the SQL
};

} // namespace wire
