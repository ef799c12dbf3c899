// Replaces operator new and delete, see allocation.h. One thread only. It must not know gemel.
#include "allocation.h"

#include <malloc.h>

#include <cstddef>
#include <cstdlib>
#include <new>

namespace {

bool armed = false;
bool all_after = false;
long left = 0;
long failed = 0;
std::size_t given_back = 0; // in large blocks, since all fail

bool must_fail(std::size_t size) noexcept
{
    if (!armed)
        return false;
    if (left > 0) {
        --left;
        return false;
    }
    if (size <= given_back) {
        given_back -= size;
        return false;
    }
    ++failed;
    if (!all_after)
        armed = false;
    return true;
}

void *allocate(std::size_t size, std::size_t alignment) noexcept
{
    if (must_fail(size))
        return nullptr;
    if (size == 0)
        size = 1;
    if (alignment <= alignof(std::max_align_t))
        return std::malloc(size);
    return std::aligned_alloc(alignment, (size + alignment - 1) / alignment * alignment);
}

void *allocate_or_throw(std::size_t size, std::size_t alignment)
{
    if (void *memory = allocate(size, alignment))
        return memory;
    throw std::bad_alloc();
}

void give_back(void *memory) noexcept
{
    constexpr std::size_t large = 32768;
    if (armed && all_after && failed > 0 && memory && malloc_usable_size(memory) >= large)
        given_back += malloc_usable_size(memory);
    std::free(memory);
}

} // namespace

void allocation_arm(long successes, bool from_then_on)
{
    given_back = 0;
    left = successes;
    all_after = from_then_on;
    failed = 0;
    armed = true;
}

long allocation_disarm()
{
    armed = false;
    return failed;
}

long allocation_step()
{
    const char *text = std::getenv("ALLOCATION_STEP");
    const long step = text ? std::strtol(text, nullptr, 10) : 1;
    return step > 0 ? step : 1;
}

// The array forms too: by default they call the others, but a sanitizer brings its own, which would not be seen here.
void *operator new(std::size_t size)
{
    return allocate_or_throw(size, 0);
}

void *operator new[](std::size_t size)
{
    return allocate_or_throw(size, 0);
}

void *operator new(std::size_t size, std::align_val_t alignment)
{
    return allocate_or_throw(size, static_cast<std::size_t>(alignment));
}

void *operator new[](std::size_t size, std::align_val_t alignment)
{
    return allocate_or_throw(size, static_cast<std::size_t>(alignment));
}

void *operator new(std::size_t size, const std::nothrow_t &) noexcept
{
    return allocate(size, 0);
}

void *operator new[](std::size_t size, const std::nothrow_t &) noexcept
{
    return allocate(size, 0);
}

void *operator new(std::size_t size, std::align_val_t alignment, const std::nothrow_t &) noexcept
{
    return allocate(size, static_cast<std::size_t>(alignment));
}

void *operator new[](std::size_t size, std::align_val_t alignment, const std::nothrow_t &) noexcept
{
    return allocate(size, static_cast<std::size_t>(alignment));
}

void operator delete(void *memory) noexcept
{
    give_back(memory);
}

void operator delete[](void *memory) noexcept
{
    give_back(memory);
}

void operator delete(void *memory, std::size_t) noexcept
{
    give_back(memory);
}

void operator delete[](void *memory, std::size_t) noexcept
{
    give_back(memory);
}

void operator delete(void *memory, std::align_val_t) noexcept
{
    give_back(memory);
}

void operator delete[](void *memory, std::align_val_t) noexcept
{
    give_back(memory);
}

void operator delete(void *memory, std::size_t, std::align_val_t) noexcept
{
    give_back(memory);
}

void operator delete[](void *memory, std::size_t, std::align_val_t) noexcept
{
    give_back(memory);
}
