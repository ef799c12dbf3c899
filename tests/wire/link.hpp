// One connection through the proxy: passes messages on, lets them be counted, and does what a fault wants. Must not
// know of other connections.
#pragma once

#include "fault.hpp"
#include "messages.hpp"
#include "sockets.hpp"
#include "tally.hpp"

#include <memory>
#include <mutex>

namespace wire {

/// What the connections of a proxy share.
struct Shared {
    std::mutex mutex;
    Counts counts;               // under the mutex
    std::size_t connections = 0; // likewise
    Fault fault;
};

class Link {
public:
    /// Takes the two sockets.
    Link(int client, int server, Shared &shared) : client_(client), server_(server), shared_(shared) {}
    Link(const Link &) = delete;
    Link &operator=(const Link &) = delete;

    int client() const noexcept { return client_.number(); }
    int server() const noexcept { return server_.number(); }
    /// Is the client to be listened to?
    bool hears_client() const noexcept { return !held_ && !client_ended_; }

    // There is something to read. Does the connection live on?
    bool hear_client();
    bool hear_server();

private:
    bool pass_on();
    bool to_server(const Message &message);
    bool to_client(const Message &message);
    bool call();
    bool cut();

    const Socket client_, server_;
    Shared &shared_;
    Splitter from_client_{true}, from_server_{false};
    Tally tally_;
    int unanswered_ = 0; // Execute messages
    bool held_ = false;  // until the server has answered them
    bool client_ended_ = false;
};

} // namespace wire
