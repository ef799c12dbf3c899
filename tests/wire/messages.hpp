// Cuts what goes through a connection to PostgreSQL into the messages of its protocol, version 3. Must not know what a
// message means, nor where it comes from.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace wire {

/// A frontend's first message says no type.
constexpr char untyped = '\0';

struct Message {
    char type = untyped;
    std::string bytes; // all of it: type, length, what it says

    /// What it says, without type and length.
    std::string_view body() const noexcept { return std::string_view(bytes).substr(type == untyped ? 4 : 5); }
};

class Splitter {
public:
    /// Does the first message come without a type?
    explicit Splitter(bool begins_untyped) : untyped_(begins_untyped) {}

    void feed(std::string_view bytes) { pending_ += bytes; }
    /// The next message; nothing until it is there as a whole.
    std::optional<Message> next();

private:
    std::string pending_;
    bool untyped_;
};

/// Takes a text that ends in a NUL off the front.
std::string_view take_text(std::string_view &from);
/// The integer of four bytes at a place.
std::size_t integer(std::string_view bytes, std::size_t at);

} // namespace wire
