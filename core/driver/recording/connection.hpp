// A driver without a database: it keeps the statements it is given and replays canned results, so that tests assert
// exact SQL. It is in no table of drivers and in no installed library; it must not pretend to understand SQL.
#pragma once

#include "core/base/failure.hpp"
#include "core/driver/driver.hpp"

#include <deque>
#include <optional>
#include <vector>

namespace gemel::driver::recording {

/// What the connections of one driver were sent, and what they answer next.
struct Tape {
    struct Answer {
        Result result;
        std::optional<Failure> failure;
    };

    std::vector<Command> sent;
    std::deque<Answer>
        answers; // one for each statement that is no transaction control; when they run out: nothing, 0 rows
};

class RecordingDriver final : public Driver {
public:
    explicit RecordingDriver(Tape &tape, std::string_view dialect) : tape_(tape), dialect_(dialect) {}

    std::string_view scheme() const noexcept override { return "recording"; }
    std::string_view dialect() const noexcept override { return dialect_; }
    void read(Target &) const override {}
    bool is_single(const Target &) const noexcept override { return true; }
    std::unique_ptr<Connection> connect(const Target &target) const override;

private:
    Tape &tape_;
    std::string_view dialect_;
};

} // namespace gemel::driver::recording
