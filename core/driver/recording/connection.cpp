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
        if (answer.failure)
            throw Failure(std::move(*answer.failure));
        return std::move(answer.result);
    }

    bool undo(const Command &command) noexcept override
    {
        tape_.sent.push_back(command);
        return true;
    }
    bool in_transaction() const noexcept override { return true; } // as a database that keeps it after a failure
    void check_foreign_keys(bool) override {}

private:
    Tape &tape_;
};

} // namespace

std::unique_ptr<Connection> RecordingDriver::connect(const Target &) const
{
    return std::make_unique<RecordingConnection>(tape_);
}

} // namespace gemel::driver::recording
