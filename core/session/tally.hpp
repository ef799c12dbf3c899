// The statements of a session: what they are for, in the words of the user, how many there were, and whether there were
// more than he allowed. Knows nothing of what they do; the database tells it of each.
#pragma once

#include "core/driver/driver.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace gemel {

class Tally {
public:
    const std::string &label() const noexcept { return label_; }
    void set_label(std::string label) noexcept { label_ = std::move(label); }

    /// Reads and writes, without locks and what controls transactions.
    std::int64_t count() const noexcept { return count_; }
    void reset() noexcept { count_ = 0; }

    /// From now on, so many at most. USAGE if there is a bound already.
    void expect(std::int64_t most);
    /// Ends that. USAGE if there were more, or if there is no bound.
    void verify();

    /// It was sent and has its outcome.
    void note(const driver::Command &command) noexcept;

private:
    struct Bound {
        std::int64_t most;
        std::int64_t sent = 0;
        std::vector<std::string> beyond{}; // the first of them
    };

    std::string label_;
    std::int64_t count_ = 0;
    std::optional<Bound> bound_;
};

} // namespace gemel
