// The PostgreSQL driver: one connection over libpq, which works through a transaction pooler as it does without: after
// connecting it sets nothing in the session. Knows nothing of models or of who uses the connection.
#pragma once

#include "core/base/spare.hpp"
#include "core/driver/driver.hpp"
#include "core/driver/postgresql/settling.hpp"
#include "core/driver/postgresql/statements.hpp"
#include "core/driver/postgresql/text_types.hpp"

#include <libpq-fe.h>

#include <memory>
#include <optional>

namespace gemel::driver::postgresql {

/// The entry of the driver table.
const Driver &driver();

class PostgresConnection final : public Connection {
public:
    explicit PostgresConnection(const Target &target);
    ~PostgresConnection() override = default;

    Result execute(const Command &command) override;
    std::vector<Result> run(const std::vector<Command> &commands, std::size_t &failed) override;
    std::vector<std::vector<Column>> columns(const std::vector<std::string> &tables) override;
    bool is_usable() noexcept override;
    bool undo(const Command &command) noexcept override;
    bool in_transaction() const noexcept override;
    bool has_failed() const noexcept override;
    void disown() noexcept override;
    void check_foreign_keys(bool) override {} // tables get theirs when all are there

protected:
    void cancel() noexcept override;

private:
    struct Close {
        void operator()(PGconn *handle) const noexcept { PQfinish(handle); }
    };
    struct FreeCancel {
        void operator()(PGcancel *cancel) const noexcept { PQfreeCancel(cancel); }
    };

    static void hear(void *self, const PGresult *notice) noexcept;
    void require_utf8() const;
    bool is_direct();
    Result copy(const Command &command);
    void roll_back() noexcept;
    void settle() noexcept;

    std::unique_ptr<PGconn, Close> handle_;
    std::unique_ptr<PGcancel, FreeCancel> cancel_;
    Statements statements_;
    TextTypes texts_;
    std::optional<Settling> settling_;
    bool has_own_ = false;  // SQL of the user's own ran since the server was last settled
    Spare spare_;           // for answers: what they are about may be committed
    bool prepares_ = false; // statements in the server
    bool is_ended_ = false; // the server has said its last word
};

} // namespace gemel::driver::postgresql
