// TCP on the loopback. What the system refuses ends the program: it is no outcome of a test.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace wire {

/// Says why, and ends the program.
[[noreturn]] void die(const std::string &why);

class Socket {
public:
    explicit Socket(int number);
    Socket(const Socket &) = delete;
    Socket &operator=(const Socket &) = delete;
    ~Socket();

    int number() const noexcept { return number_; }
    /// Adds what is there, and waits only if nothing is. False at the end, also if the other side is gone.
    bool receive(std::string &bytes) const;
    /// False if the other side is gone.
    bool send(std::string_view bytes) const;
    /// The other side will read what it has got, and then the end.
    void end() const noexcept;

private:
    const int number_;
};

/// Listens on a free port, which is told.
int listen_on_loopback(std::uint16_t &port);
int connect_to_loopback(std::uint16_t port);

} // namespace wire
