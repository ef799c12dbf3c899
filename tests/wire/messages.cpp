// The framing: a byte of type, four bytes of length which count themselves, and so much.
#include "messages.hpp"

namespace wire {

std::size_t integer(std::string_view bytes, std::size_t at)
{
    std::size_t number = 0;
    for (std::size_t i = 0; i < 4; ++i)
        number = number << 8 | static_cast<unsigned char>(bytes.at(at + i));
    return number;
}

std::string_view take_text(std::string_view &from)
{
    const std::string_view text = from.substr(0, from.find('\0'));
    from.remove_prefix(text.size() + 1);
    return text;
}

std::optional<Message> Splitter::next()
{
    const std::size_t before = untyped_ ? 0 : 1;
    if (pending_.size() < before + 4)
        return std::nullopt;
    const std::size_t size = before + integer(pending_, before);
    if (pending_.size() < size)
        return std::nullopt;
    Message message{untyped_ ? untyped : pending_.front(), pending_.substr(0, size)};
    pending_.erase(0, size);
    untyped_ = false;
    return message;
}

} // namespace wire
