// Memory put aside before what cannot be undone, so that its outcome can still be read where there is no other left.
// Knows neither.
#pragma once

#include <cstddef>
#include <memory>
#include <new>

namespace gemel {

class Spare {
public:
    /// Puts it aside unless it still is; before what cannot be undone, because this may fail.
    void renew()
    {
        constexpr std::size_t size = 65'536;
        if (!memory_)
            memory_ = std::make_unique_for_overwrite<std::byte[]>(size);
    }

    /// What `body` gives, which goes on where it was if it is called again: it is, once, with that memory.
    template <typename Body> auto spend(const Body &body)
    {
        try {
            return body();
        } catch (const std::bad_alloc &) {
            if (!memory_)
                throw;
            memory_.reset();
        }
        return body();
    }

private:
    std::unique_ptr<std::byte[]> memory_;
};

} // namespace gemel
