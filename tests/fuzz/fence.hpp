// Keeps what is opened by chance away from the world: no connection is made, no name is looked up, and SQLite opens no
// file but below a folder of our own. Must not know what is opened.
#pragma once

#include <string>

namespace fuzz {

/// Puts the fence up, and makes the folder the current one; it is gone when the process ends. Once a process.
const std::string &fenced_folder();
/// Away with what was made in it.
void empty_fenced_folder();
/// How many connections and look-ups were refused so far.
unsigned refused_by_fence();

} // namespace fuzz
