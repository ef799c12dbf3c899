// Passing on. A message is counted before it is passed on, so that who gets the answer finds it counted.
#include "link.hpp"

#include <poll.h>

#include <algorithm>

namespace wire {

namespace {

constexpr char execute = 'E';

/// Is it the answer to an Execute, the last of what belongs to it?
bool completes(char type)
{
    return std::string_view("CIs").find(type) != std::string_view::npos; // done; empty; suspended
}

/// Without TLS and GSSAPI, which the URL switches off, the first message is what starts a session or cancels.
void require_plain(const Message &message)
{
    constexpr std::size_t tls = 80877103, gssapi = 80877104;
    if (message.type == untyped && (integer(message.bytes, 4) == tls || integer(message.bytes, 4) == gssapi))
        die("the client asks for encryption; connect it by the proxy's URL");
}

} // namespace

bool Link::hear_client()
{
    std::string bytes;
    if (!client_.receive(bytes)) {
        client_ended_ = true;
        server_.end(); // which ends the connection when it has read all
        return true;
    }
    from_client_.feed(bytes);
    return pass_on();
}

/// What there is of the client, up to where it is held.
bool Link::pass_on()
{
    while (!held_) {
        const std::optional<Message> message = from_client_.next();
        if (!message)
            break;
        if (!to_server(*message))
            return false;
    }
    return true;
}

bool Link::to_server(const Message &message)
{
    require_plain(message);
    if (!tally_.is_connected()) {
        server_.send(message.bytes);
        return true;
    }
    if (shared_.fault.is_at_once(Fault::Place::AfterMessage))
        return cut();
    {
        const std::lock_guard lock(shared_.mutex);
        tally_.to_server(message, shared_.counts);
    }
    server_.send(message.bytes); // if it is gone, it has said so
    if (message.type == execute)
        ++unanswered_;
    if (message.type == execute && shared_.fault.reaches(Fault::Place::AfterStatement)) {
        constexpr std::string_view flush("H\0\0\0\4", 5);
        held_ = server_.send(flush);
    }
    if (shared_.fault.reaches(Fault::Place::AfterMessage))
        return call();
    return true;
}

bool Link::hear_server()
{
    std::string bytes;
    if (!server_.receive(bytes)) {
        if (held_)
            shared_.fault.finish();
        return false;
    }
    from_server_.feed(bytes);
    while (const std::optional<Message> message = from_server_.next())
        if (!to_client(*message))
            return false;
    return true;
}

bool Link::to_client(const Message &message)
{
    constexpr char error = 'E', ready = 'Z';
    if (tally_.is_connected() && shared_.fault.reaches(Fault::Place::BeforeAnswer))
        return cut();
    {
        const std::lock_guard lock(shared_.mutex);
        tally_.to_client(message);
    }
    client_.send(message.bytes);
    if (completes(message.type) && unanswered_ > 0)
        --unanswered_;
    if (message.type == error || message.type == ready)
        unanswered_ = 0;
    if (!held_ || unanswered_ > 0)
        return true;
    held_ = false;
    return call() && pass_on();
}

bool Link::call()
{
    if (!shared_.fault.call())
        return cut();
    shared_.fault.finish();
    return true;
}

/// False, as the connection does not live on.
bool Link::cut()
{
    constexpr int milliseconds = 20'000;
    server_.end();
    pollfd end{server_.number(), POLLIN, 0};
    std::string dropped;
    do {
        if (poll(&end, 1, milliseconds) == 0)
            die("the server does not end what it did for a client that is gone");
    } while (server_.receive(dropped));
    shared_.fault.finish();
    return false;
}

} // namespace wire
