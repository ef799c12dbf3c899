// Numbers that are the same everywhere for the same seed; the distributions of the standard library are not. Must not
// know what is chosen.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <vector>

namespace property {

class Random {
public:
    explicit Random(std::uint64_t seed) : state_(seed) {}

    /// splitmix64: seeds that follow each other give sequences that have nothing in common.
    std::uint64_t next() noexcept
    {
        std::uint64_t mixed = (state_ += 0x9E3779B97F4A7C15U);
        mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9U;
        mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBU;
        return mixed ^ (mixed >> 31U);
    }
    std::size_t below(std::size_t end) noexcept { return static_cast<std::size_t>(next() % end); }
    bool chance(unsigned percent) noexcept { return below(100) < percent; }

    template <typename Item> const Item &pick(const std::vector<Item> &items) noexcept
    {
        return items[below(items.size())];
    }
    template <typename Item> Item &pick(std::vector<Item> &items) noexcept { return items[below(items.size())]; }
    std::string pick(std::initializer_list<const char *> items) { return *(items.begin() + below(items.size())); }

private:
    std::uint64_t state_;
};

} // namespace property
