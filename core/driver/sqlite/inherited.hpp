// SQLite notes once for a process which locks of a file it holds. A child process inherits the note without the locks:
// a connection of its own would believe in them, and what it commits could be lost when the parent closes the file.
// So all connections are listed, and a child strikes those of its parent out of SQLite's note before it opens its own.
// Knows handles; what is done with them is none of its business.
#pragma once

#include <sqlite3.h>

namespace gemel::driver::sqlite {

/// Before a file is opened. Touches neither the files nor the parent's locks.
void forget_inherited() noexcept;

/// A handle that is open, listed as long as this lives.
class Opened {
public:
    explicit Opened(sqlite3 *handle) noexcept;
    Opened(const Opened &) = delete;
    Opened &operator=(const Opened &) = delete;
    ~Opened();

private:
    friend void forget_inherited() noexcept;

    sqlite3 *handle_;
    Opened *next_;
    Opened *previous_ = nullptr;
};

} // namespace gemel::driver::sqlite
