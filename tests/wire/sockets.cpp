// Sockets of the system, as few of their ways as the proxy needs.
#include "sockets.hpp"

#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace wire {

namespace {

sockaddr_in loopback(std::uint16_t port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

int checked(int answer, const char *what)
{
    if (answer < 0)
        die(std::string(what) + ": " + std::strerror(errno));
    return answer;
}

} // namespace

void die(const std::string &why)
{
    std::fprintf(stderr, "tests/wire: %s\n", why.c_str());
    std::_Exit(1);
}

/// Small packets are not held back: a client that waits would wait for that.
Socket::Socket(int number) : number_(number)
{
    const int yes = 1;
    setsockopt(number, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
}

Socket::~Socket()
{
    close(number_);
}

bool Socket::receive(std::string &bytes) const
{
    std::array<char, 16384> buffer;
    const ssize_t size = recv(number_, buffer.data(), buffer.size(), 0);
    if (size > 0)
        bytes.append(buffer.data(), static_cast<std::size_t>(size));
    return size > 0;
}

bool Socket::send(std::string_view bytes) const
{
    while (!bytes.empty()) {
        const ssize_t size = ::send(number_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (size < 0)
            return false;
        bytes.remove_prefix(static_cast<std::size_t>(size));
    }
    return true;
}

void Socket::end() const noexcept
{
    shutdown(number_, SHUT_WR);
}

int listen_on_loopback(std::uint16_t &port)
{
    const int number = checked(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket");
    sockaddr_in address = loopback(0);
    socklen_t size = sizeof address;
    checked(bind(number, reinterpret_cast<sockaddr *>(&address), size), "bind");
    checked(listen(number, SOMAXCONN), "listen");
    checked(getsockname(number, reinterpret_cast<sockaddr *>(&address), &size), "getsockname");
    port = ntohs(address.sin_port);
    return number;
}

int connect_to_loopback(std::uint16_t port)
{
    const int number = checked(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket");
    const sockaddr_in address = loopback(port);
    checked(connect(number, reinterpret_cast<const sockaddr *>(&address), sizeof address), "connect to the server");
    return number;
}

} // namespace wire
