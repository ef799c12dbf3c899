// Sequences of C calls decoded from bytes, on SQLite in memory: after each failed call all is as before, after each
// other one what records show is what a fresh read shows, and in the end nothing leaks.
#include "calls_world.hpp"
#include "target.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    fuzz::Input input(data, size);
    fuzz::World world(input);
    world.run();
    return 0;
}
