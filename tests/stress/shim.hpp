// A layer between SQLite and its files, in which the n-th step goes wrong: the process dies there, or the step fails.
// It is the default for every connection that is opened later, in this process and its children. Must not know who
// opens what.
#pragma once

namespace stress {

enum class Fault {
    None,
    Kill,         // before a file is changed
    TornWrite,    // in the middle of a write, or before any other change
    Error,        // of one step, reads included
    LastingError, // of that step and all that follow
    Full,         // a write finds no room
};

void put_shim_in();
/// Counts steps from now on; the n-th one goes wrong.
void arm(Fault fault, unsigned n) noexcept;
/// All goes well again. Did anything go wrong?
bool disarm() noexcept;

} // namespace stress
