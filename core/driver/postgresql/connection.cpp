// Connects, and runs statements in flushes. SQLSTATEs are interpreted in errors.cpp only.
#include "core/driver/postgresql/connection.hpp"

#include "core/base/text.hpp"
#include "core/driver/postgresql/copy.hpp"
#include "core/driver/postgresql/errors.hpp"
#include "core/driver/postgresql/flush.hpp"
#include "core/driver/postgresql/url.hpp"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <new>

namespace gemel::driver::postgresql {

namespace {

class PostgresDriver final : public Driver {
public:
    std::string_view scheme() const noexcept override { return "postgresql"; }
    std::string_view dialect() const noexcept override { return "postgresql"; }
    void read(Target &target) const override { parse_url(target); }
    bool has_server() const noexcept override { return true; }
    bool is_single(const Target &) const noexcept override { return false; }

    std::unique_ptr<Connection> connect(const Target &target) const override
    {
        return std::make_unique<PostgresConnection>(target);
    }
};

PGconn *open(const Target &target)
{
    const auto parameters = connect_parameters(target);
    std::vector<const char *> keywords, values;
    for (const auto &[keyword, value] : parameters) {
        keywords.push_back(keyword.c_str());
        values.push_back(value.c_str());
    }
    keywords.push_back(nullptr);
    values.push_back(nullptr);
    return PQconnectdbParams(keywords.data(), values.data(), 0);
}

std::string_view setting(const PGconn *handle, const char *name) noexcept
{
    const char *value = PQparameterStatus(handle, name);
    return value ? value : "";
}

} // namespace

const Driver &driver()
{
    static const PostgresDriver the;
    return the;
}

PostgresConnection::PostgresConnection(const Target &target) : handle_(open(target))
{
    PGconn *handle = handle_.get();
    if (!handle)
        throw std::bad_alloc();
    if (PQstatus(handle) != CONNECTION_OK)
        throw Failure(Status::CONNECTION, say("PostgreSQL: ", one_line(PQerrorMessage(handle))));
    PQsetNoticeReceiver(handle, hear, this); // libpq would print it
    require_utf8();
    settling_.emplace(handle);
    cancel_.reset(PQgetCancel(handle));
    if (!cancel_)
        throw std::bad_alloc();
    prepares_ = target.prepare == Prepare::Always || (target.prepare == Prepare::Auto && is_direct());
}

void PostgresConnection::hear(void *self, const PGresult *notice) noexcept
{
    const char *severity = PQresultErrorField(notice, PG_DIAG_SEVERITY_NONLOCALIZED);
    if (severity && (std::string_view(severity) == "FATAL" || std::string_view(severity) == "PANIC"))
        static_cast<PostgresConnection *>(self)->is_ended_ = true;
}

void PostgresConnection::require_utf8() const
{
    const std::string_view ours = setting(handle_.get(), "client_encoding");
    const std::string_view theirs = setting(handle_.get(), "server_encoding");
    const std::string name = in_quotes(PQdb(handle_.get()));
    if (theirs == "SQL_ASCII")
        throw Failure(Status::CONNECTION, say("database ", name,
                                              " has no encoding (SQL_ASCII): its text may be anything; "
                                              "make it with ENCODING 'UTF8'"));
    if (ours != "UTF8")
        throw Failure(Status::CONNECTION,
                      say("database ", name, " does not speak UTF-8 with us but ", in_quotes(ours)));
}

/// A pooler may give every transaction another server, which knows no statement that was prepared in the one before.
/// It has a process number of its own to tell us.
bool PostgresConnection::is_direct()
{
    const Result result = execute({"SELECT pg_backend_pid()", {}, Kind::Read});
    return result.rows.at(0, 0).word == PQbackendPID(handle_.get());
}

Result PostgresConnection::execute(const Command &command)
{
    std::size_t failed = 0;
    return command.rows > 0 ? copy(command) : std::move(run({command}, failed).front());
}

Result PostgresConnection::copy(const Command &command)
{
    if (!is_usable())
        throw lost(handle_.get(), nullptr, false);
    Copy copy(handle_.get(), command);
    copy.run([this] { return is_cancel_wanted(); });
    return {{}, copy.affected()};
}

std::vector<Result> PostgresConnection::run(const std::vector<Command> &commands, std::size_t &failed)
{
    if (commands.empty())
        return {};
    std::vector<Parameters> parameters;
    parameters.reserve(commands.size());
    for (failed = 0; failed < commands.size(); ++failed)
        parameters.emplace_back(commands[failed]);
    failed = 0;
    // Whoever hung up before something was sent leaves no doubt about what became of it.
    if (!is_usable())
        throw lost(handle_.get(), nullptr, false);
    // Cancelled before: the server had nothing to cancel then.
    const std::function<void()> heed_cancel = [this] {
        if (is_cancel_wanted())
            cancel();
    };
    has_own_ = has_own_ || std::any_of(commands.begin(), commands.end(), [](const Command &it) { return it.own; });
    spare_.renew();
    for (bool again = false;; again = true) {
        Flush flush(handle_.get(), prepares_ ? &statements_ : nullptr, commands, parameters,
                    has_own_ ? &*settling_ : nullptr);
        flush.plan();
        note_sending();
        if (flush.run(heed_cancel)) {
            if (flush.is_lost())
                note_loss();
            has_own_ = has_own_ && in_transaction();
            if (const char *setting = flush.unsettled()) {
                is_ended_ = true;
                throw Failure(Status::USAGE, say("the statement has changed the setting ", in_quotes(setting),
                                                 ", on which the rest of the transaction depends: roll it back"));
            }
            return spare_.spend([&] { return flush.take_results(texts_); });
        }
        failed = flush.failed();
        if (again || !flush.may_be_repeated()) {
            Failure failure = flush.failure();
            if (!in_transaction())
                settle();
            throw Failure(std::move(failure));
        }
        roll_back();
    }
}

void PostgresConnection::roll_back() noexcept
{
    if (in_transaction())
        PQclear(PQexec(handle_.get(), "ROLLBACK"));
}

/// After a failure, which has taken back all but locks of the session.
void PostgresConnection::settle() noexcept
{
    if (has_own_ && is_usable())
        PQclear(PQexec(handle_.get(), Settling::unlock()));
    has_own_ = false;
}

void PostgresConnection::cancel() noexcept
{
    std::array<char, 256> why;
    PQcancel(cancel_.get(), why.data(), static_cast<int>(why.size()));
}

void PostgresConnection::disown() noexcept
{
    close(PQsocket(handle_.get()));
}

bool PostgresConnection::is_usable() noexcept
{
    PGconn *handle = handle_.get();
    // What the server says without being asked is its last word, or a notice.
    pollfd socket{PQsocket(handle), POLLIN, 0};
    while (!is_ended_ && PQstatus(handle) == CONNECTION_OK && PQpipelineStatus(handle) == PQ_PIPELINE_OFF) {
        if (poll(&socket, 1, 0) <= 0)
            return true;
        if (!PQconsumeInput(handle))
            return false;
        PQisBusy(handle); // reads the messages
    }
    return false;
}

bool PostgresConnection::undo(const Command &command) noexcept
{
    if (PQpipelineStatus(handle_.get()) != PQ_PIPELINE_OFF)
        return false;
    const bool settles = has_own_ && command.sql == "ROLLBACK";
    PGresult *result = PQexec(handle_.get(), settles ? Settling::roll_back_and_unlock() : command.sql.c_str());
    const bool done = PQresultStatus(result) == (settles ? PGRES_TUPLES_OK : PGRES_COMMAND_OK);
    PQclear(result);
    has_own_ = has_own_ && in_transaction();
    return done;
}

bool PostgresConnection::has_failed() const noexcept
{
    return PQtransactionStatus(handle_.get()) == PQTRANS_INERROR;
}

bool PostgresConnection::in_transaction() const noexcept
{
    const PGTransactionStatusType status = PQtransactionStatus(handle_.get());
    return status != PQTRANS_IDLE && status != PQTRANS_UNKNOWN;
}

} // namespace gemel::driver::postgresql
