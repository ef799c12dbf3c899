// What SQL of the user's own may not do to a connection, found while SQLite compiles it, before anything runs: SQLite
// itself says what a statement would do, whatever it looks like. Must not know statements that are ours.
#pragma once

#include "core/driver/unsettling.hpp"

#include <sqlite3.h>

namespace gemel::driver::sqlite {

class Guard {
public:
    Guard() = default;
    Guard(const Guard &) = delete;
    Guard &operator=(const Guard &) = delete;

    /// Once for a handle, which this must outlive: to ask for it anew would make SQLite compile all statements again.
    void attach(sqlite3 *handle) noexcept { sqlite3_set_authorizer(handle, &Guard::ask, this); }

    /// While it lives, what is compiled is looked at.
    class Watch {
    public:
        explicit Watch(Guard &guard) noexcept : guard_(guard)
        {
            guard_.refused_ = nullptr;
            guard_.watches_ = true;
        }
        Watch(const Watch &) = delete;
        Watch &operator=(const Watch &) = delete;
        ~Watch() { guard_.watches_ = false; }

    private:
        Guard &guard_;
    };

    /// Throws USAGE if what was compiled was not to be.
    void refuse() const;

private:
    static int ask(void *self, int action, const char *first, const char *second, const char *database,
                   const char *trigger) noexcept;

    bool watches_ = false;
    const char *refused_ = nullptr; // what it would have done, for people
    Unsettling why_ = Unsettling::Lasting;
    char pragma_[64] = {}; // its name, where it is one: SQLite's text is gone afterwards
};

} // namespace gemel::driver::sqlite
