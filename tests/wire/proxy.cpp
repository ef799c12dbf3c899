// The thread that waits for all connections at once, and the C interface. What a connection carries is its own matter.
#include "proxy.h"

#include "link.hpp"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <list>
#include <thread>
#include <vector>

struct proxy {
public:
    explicit proxy(const std::string &server_url);
    proxy(const proxy &) = delete;
    proxy &operator=(const proxy &) = delete;
    ~proxy();

    wire::Shared shared;
    std::string url;
    std::string told; // what was asked for last

private:
    void run();
    void accept();

    std::uint16_t server_port_ = 0;
    std::uint16_t port_ = 0;
    const wire::Socket listener_;
    std::array<int, 2> stop_{}; // a pipe, closed to stop
    std::list<wire::Link> links_;
    std::thread thread_;
};

namespace {

constexpr std::string_view host = "@127.0.0.1:";

std::size_t place_of_port(const std::string &url)
{
    const std::size_t at = url.find(host);
    if (at == std::string::npos)
        wire::die("the server is not on 127.0.0.1");
    return at + host.size();
}

} // namespace

proxy::proxy(const std::string &server_url) : listener_(wire::listen_on_loopback(port_))
{
    const std::size_t at = place_of_port(server_url);
    std::size_t digits = 0;
    server_port_ = static_cast<std::uint16_t>(std::stoi(server_url.substr(at), &digits));
    url = server_url.substr(0, at) + std::to_string(port_) + server_url.substr(at + digits);
    url += url.find('?') == std::string::npos ? "?" : "&";
    url += "sslmode=disable&gssencmode=disable";
    if (pipe(stop_.data()) != 0)
        wire::die("no pipe");
    thread_ = std::thread([this] { run(); });
}

proxy::~proxy()
{
    close(stop_[1]);
    thread_.join();
    close(stop_[0]);
}

void proxy::accept()
{
    const int client = ::accept(listener_.number(), nullptr, nullptr);
    if (client >= 0)
        links_.emplace_back(client, wire::connect_to_loopback(server_port_), shared);
}

void proxy::run()
{
    for (;;) {
        std::vector<pollfd> ready{{stop_[0], POLLIN, 0}, {listener_.number(), POLLIN, 0}};
        for (const wire::Link &link : links_) {
            ready.push_back({link.server(), POLLIN, 0});
            ready.push_back({link.hears_client() ? link.client() : -1, POLLIN, 0});
        }
        poll(ready.data(), ready.size(), -1);
        if (ready[0].revents != 0)
            return;
        std::size_t at = 2;
        for (auto link = links_.begin(); link != links_.end(); at += 2) {
            // The server first: what it says while it goes is worth more than what it does not hear any more.
            const bool lives = (ready[at].revents == 0 || link->hear_server()) &&
                               (ready[at + 1].revents == 0 || !link->hears_client() || link->hear_client());
            link = lives ? std::next(link) : links_.erase(link);
        }
        if (ready[1].revents != 0)
            accept();
        const std::lock_guard lock(shared.mutex);
        shared.connections = links_.size();
    }
}

proxy *proxy_start(const char *server_url)
{
    return new proxy(server_url);
}

void proxy_stop(proxy *self)
{
    delete self;
}

const char *proxy_url(const proxy *self)
{
    return self->url.c_str();
}

size_t proxy_connections(proxy *self)
{
    const std::lock_guard lock(self->shared.mutex);
    return self->shared.connections;
}

void proxy_forget(proxy *self)
{
    const std::lock_guard lock(self->shared.mutex);
    self->shared.counts = {};
}

int proxy_round_trips(proxy *self)
{
    const std::lock_guard lock(self->shared.mutex);
    return self->shared.counts.round_trips;
}

int proxy_prepared(proxy *self)
{
    const std::lock_guard lock(self->shared.mutex);
    return self->shared.counts.prepared;
}

size_t proxy_statement_count(proxy *self)
{
    const std::lock_guard lock(self->shared.mutex);
    return self->shared.counts.statements.size();
}

const char *proxy_statement(proxy *self, size_t statement)
{
    const std::lock_guard lock(self->shared.mutex);
    self->told = self->shared.counts.statements.at(statement);
    return self->told.c_str();
}

void proxy_hold_after_statement(proxy *self, int n, proxy_fn *fn, void *user_data)
{
    self->shared.fault.arm(wire::Fault::Place::AfterStatement, n, fn, user_data);
}

void proxy_hold_after_message(proxy *self, int n, proxy_fn *fn, void *user_data)
{
    self->shared.fault.arm(wire::Fault::Place::AfterMessage, n, fn, user_data);
}

void proxy_cut_after_message(proxy *self, int n)
{
    self->shared.fault.arm(wire::Fault::Place::AfterMessage, n);
}

void proxy_cut_before_answer(proxy *self, int n)
{
    self->shared.fault.arm(wire::Fault::Place::BeforeAnswer, n);
}

bool proxy_disarm(proxy *self)
{
    return self->shared.fault.disarm();
}
