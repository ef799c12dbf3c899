// Bytes as decisions: every sequence of them means something, and where they end all is 0. Must not know what is
// decided.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace fuzz {

class Input {
public:
    Input(const std::uint8_t *data, std::size_t size) : at_(data), end_(data + size) {}

    bool is_empty() const noexcept { return at_ == end_; }
    std::uint8_t byte() noexcept { return is_empty() ? std::uint8_t{0} : *at_++; }
    std::size_t below(std::size_t end) noexcept { return byte() % end; }
    /// Once in so many; never at the end.
    bool is_rare(unsigned one_in) noexcept { return byte() % one_in == one_in - 1; }
    template <typename Item, std::size_t size> const Item &pick(const Item (&items)[size]) noexcept
    {
        return items[below(size)];
    }
    /// All that is left, as it is.
    std::string_view rest() noexcept
    {
        const std::string_view out(reinterpret_cast<const char *>(at_), static_cast<std::size_t>(end_ - at_));
        at_ = end_;
        return out;
    }

private:
    const std::uint8_t *at_;
    const std::uint8_t *end_;
};

} // namespace fuzz
