// Objects that are read a few at a time, so that there may be more than memory holds. In a transaction the cursor is
// part of that; outside it begins one of its own, which only reads and ends with it. It shows the rows as they were
// when it was opened.
#pragma once

#include "core/base/members.hpp"
#include "core/object/graph.hpp"
#include "core/query/query.hpp"
#include "core/session/session.hpp"

#include <optional>
#include <string>

namespace gemel::calls {

/// Takes the member `batchSize`, how many rows are read at once. USAGE.
std::int64_t take_batch_size(Members &members);

class Cursor {
public:
    Cursor(SessionPtr session, const Query &query, std::int64_t batch);
    Cursor(const Cursor &) = delete;
    Cursor &operator=(const Cursor &) = delete;
    /// Without I/O: the session's next call closes it.
    ~Cursor() { holding_->let_go(); }

    const SessionPtr &session() const noexcept { return session_; }

    /// Null at the end, which closes the cursor, and ever after. USAGE if it was ended otherwise.
    StatePtr next();

private:
    void fetch();

    SessionPtr session_;
    const Query query_;
    const std::int64_t batch_;
    std::string name_;
    std::size_t columns_ = 0;
    HoldingPtr holding_;
    std::int64_t fetched_ = 0;
    std::optional<driver::Rows> rows_; // that are no states yet
    States states_;
    std::size_t given_ = 0;   // of the states
    bool is_drained_ = false; // there is nothing more to fetch
    bool is_at_end_ = false;
};

} // namespace gemel::calls
