// One flush: statements that are sent together, the answers that come back together, and what is known if they do not.
// Opens no connection and begins no transaction.
#pragma once

#include "core/base/failure.hpp"
#include "core/driver/driver.hpp"
#include "core/driver/postgresql/parameters.hpp"
#include "core/driver/postgresql/settling.hpp"
#include "core/driver/postgresql/statements.hpp"
#include "core/driver/postgresql/text_types.hpp"

#include <libpq-fe.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace gemel::driver::postgresql {

class Flush {
public:
    /// Borrows all. `statements` is null where nothing is prepared in the server, `settling` where no SQL of the user's
    /// own is among the commands or came before them in the transaction.
    Flush(PGconn *handle, Statements *statements, const std::vector<Command> &commands,
          std::vector<Parameters> &parameters, const Settling *settling);
    Flush(const Flush &) = delete;
    Flush &operator=(const Flush &) = delete;

    /// Before run, which needs no memory but to say what failed.
    void plan();
    /// Sends all and waits for all; once. Did all succeed? Afterwards the connection is ready for the next flush, or
    /// lost. Calls `sent` in between.
    bool run(const std::function<void()> &sent);

    // After success. Where there is no memory, it can be called again:
    std::vector<Result> take_results(TextTypes &texts);
    /// The connection, also after a success: on the way back, when all was done.
    bool is_lost() const noexcept;
    /// A setting that is another one than before, in a transaction that goes on; null for none.
    const char *unsettled() const noexcept;

    // After a failure:
    std::size_t failed() const noexcept { return failed_; }
    Failure failure() const;
    /// It is the fault of what was prepared before, and nothing was kept.
    bool may_be_repeated() const noexcept { return is_stale_ && was_idle_; }

private:
    struct ClearResult {
        void operator()(PGresult *result) const noexcept { PQclear(result); }
    };

    /// What the server is sent, and answers, one by one.
    struct Message {
        enum class Kind { Drop, Prepare, Watch, Execute, Settle, Sync };
        Kind kind;
        std::size_t command;
        std::string text{}; // the name of a statement, or none; or what is to be sent
        std::unique_ptr<PGresult, ClearResult> answer{};

        ExecStatusType status() const noexcept { return PQresultStatus(answer.get()); }
    };

    void settle(std::size_t command);
    bool goes_on() const noexcept;
    void add(Message::Kind kind, std::size_t command, std::string text = {});
    bool send(const Message &message);
    void receive();
    const Message *keeper() const noexcept;
    bool is_kept() const noexcept;
    void find_error() noexcept;
    void forget_statements();

    PGconn *const handle_;
    Statements *const statements_;
    const std::vector<Command> &commands_;
    std::vector<Parameters> &parameters_;
    const Settling *const settling_;
    const bool was_idle_;
    std::vector<Message> messages_;
    std::vector<Result> results_; // with room for all
    std::size_t taken_ = 0;       // messages whose answers are among these, where they give something
    std::size_t first_ = 0;       // message that is for a command
    const Message *error_ = nullptr;
    std::size_t failed_ = 0;
    bool is_stale_ = false;
};

} // namespace gemel::driver::postgresql
