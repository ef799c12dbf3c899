// One COPY FROM STDIN: the statement, the rows that follow it, and what is known if they do not arrive. It cannot be
// part of a flush: libpq's pipeline has no COPY. Begins no transaction.
#pragma once

#include "core/base/failure.hpp"
#include "core/driver/driver.hpp"

#include <libpq-fe.h>

#include <functional>
#include <memory>

namespace gemel::driver::postgresql {

class Copy {
public:
    /// Borrows both. The command is for many rows.
    Copy(PGconn *handle, const Command &command);
    Copy(const Copy &) = delete;
    Copy &operator=(const Copy &) = delete;

    /// Sends all and waits; once. Ends early, with CANCELLED, when `is_cancelled` says so. A failure is thrown when the
    /// connection is ready for the next statement, or lost.
    void run(const std::function<bool()> &is_cancelled);
    std::int64_t affected() const noexcept { return affected_; }

private:
    struct ClearResult {
        void operator()(PGresult *result) const noexcept { PQclear(result); }
    };
    using Answer = std::unique_ptr<PGresult, ClearResult>;

    bool send_rows(const std::function<bool()> &is_cancelled);
    Answer finish();
    [[noreturn]] void fail(const PGresult *answer) const;

    PGconn *const handle_;
    const Command &command_;
    const bool was_idle_;
    bool is_sent_ = false; // all of it, so that the server may have kept it
    std::int64_t affected_ = 0;
};

} // namespace gemel::driver::postgresql
