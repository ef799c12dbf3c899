// Recording and replaying. Tells transaction control by its kind, never by its text.
#include "core/driver/recording/connection.hpp"

namespace gemel::driver::recording {

namespace {

class RecordingConnection final : public Connection {
public:
    explicit RecordingConnection(Tape &tape) : tape_(tape) {}

    Result execute(const Command &command) override
    {
        tape_.sent.push_back(command);
        if (command.kind == Kind::Transaction || tape_.answers.empty())
            return {};
        Tape::Answer answer = std::move(tape_.answers.front());
        tape_.answers.pop_front();
        has_failed_ = answer.failure.has_value();
        if (has_failed_)
            throw Failure(std::move(*answer.failure));
        return std::move(answer.result);
    }

    bool undo(const Command &command) noexcept override
    {
        tape_.sent.push_back(command);
        has_failed_ = false;
        return true;
    }
    bool in_transaction() const noexcept override { return true; } // as a database that keeps it after a failure
    bool has_failed() const noexcept override { return has_failed_; }
    void check_foreign_keys(bool) override {}

private:
    Tape &tape_;
    bool has_failed_ = false;
};

} // namespace

std::unique_ptr<Connection> RecordingDriver::connect(const Target &) const
{
    return std::make_unique<RecordingConnection>(tape_);
}

} // namespace gemel::driver::recording
