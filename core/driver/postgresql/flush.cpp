// Sends a flush through libpq's pipeline: no answer is waited for before all is sent. If the connection is lost, what
// was answered by then tells whether the outcome is known.
#include "core/driver/postgresql/flush.hpp"

#include "core/base/text.hpp"
#include "core/driver/postgresql/cells.hpp"
#include "core/driver/postgresql/errors.hpp"

#include <algorithm>
#include <charconv>

namespace gemel::driver::postgresql {

namespace {

constexpr int in_binary = 1;

bool is_commit(const Command &command) noexcept
{
    return command.kind == Kind::Transaction && command.sql.starts_with("COMMIT");
}

bool writes(const Command &command) noexcept
{
    return command.kind == Kind::Write || command.kind == Kind::Definition;
}

/// Transaction control is parsed in no time, and definitions run once.
bool is_worth_preparing(const Command &command) noexcept
{
    return command.kind != Kind::Transaction && command.kind != Kind::Definition && !command.once;
}

std::int64_t affected(PGresult *result)
{
    const std::string_view tag = PQcmdStatus(result);
    const auto begins = [&](std::string_view word) { return tag.starts_with(word); };
    if (!begins("INSERT") && !begins("UPDATE") && !begins("DELETE") && !begins("MERGE"))
        return 0;
    const std::string_view count = PQcmdTuples(result);
    std::int64_t number = 0;
    std::from_chars(count.data(), count.data() + count.size(), number);
    return number;
}

} // namespace

Flush::Flush(PGconn *handle, Statements *statements, const std::vector<Command> &commands,
             std::vector<Parameters> &parameters, const Settling *settling)
    : handle_(handle), statements_(statements), commands_(commands), parameters_(parameters), settling_(settling),
      was_idle_(PQtransactionStatus(handle) == PQTRANS_IDLE)
{}

void Flush::add(Message::Kind kind, std::size_t command, std::string text)
{
    messages_.push_back({kind, command, std::move(text)});
}

/// Does the transaction outlive the flush?
bool Flush::goes_on() const noexcept
{
    const bool begins = commands_.front().kind == Kind::Transaction;
    return (!was_idle_ || begins) && std::none_of(commands_.begin(), commands_.end(), is_commit);
}

void Flush::settle(std::size_t command)
{
    for (const std::string &statement : settling_->statements())
        add(Message::Kind::Settle, command, statement);
}

void Flush::plan()
{
    results_.reserve(commands_.size()); // now: the answers may come after the commit
    // Each in a transaction of its own: where one is not there after all, it must fail alone.
    if (statements_ && was_idle_)
        for (const std::string &name : statements_->take_dropped()) {
            add(Message::Kind::Drop, 0, say("DEALLOCATE ", name));
            add(Message::Kind::Sync, 0);
        }
    first_ = messages_.size();
    messages_.reserve(first_ + 4 * commands_.size() + 2);
    try {
        for (std::size_t i = 0; i < commands_.size(); ++i) {
            Statements::Statement statement{"", false};
            if (statements_ && is_worth_preparing(commands_[i]))
                statement = statements_->use(commands_[i].sql, parameters_[i].types, parameters_[i].nulls());
            if (statement.is_new)
                add(Message::Kind::Prepare, i, statement.name);
            const bool is_watched = commands_[i].own && goes_on();
            if (settling_ && is_commit(commands_[i]))
                settle(i);
            if (is_watched)
                add(Message::Kind::Watch, i, Settling::question());
            add(Message::Kind::Execute, i, std::move(statement.name));
            if (is_watched)
                add(Message::Kind::Watch, i, Settling::question());
        }
    } catch (...) { // nothing is sent: the server has none of them
        for (const Message &message : messages_)
            if (message.kind == Message::Kind::Prepare)
                statements_->forget(message.text, false);
        throw;
    }
    if (settling_ && was_idle_ && commands_.front().kind != Kind::Transaction)
        settle(commands_.size() - 1);
    add(Message::Kind::Sync, commands_.size() - 1);
}

bool Flush::send(const Message &message)
{
    const char *sql = commands_[message.command].sql.c_str();
    const Parameters &with = parameters_[message.command];
    switch (message.kind) {
    case Message::Kind::Drop:
    case Message::Kind::Watch:
    case Message::Kind::Settle:
        return PQsendQueryParams(handle_, message.text.c_str(), 0, nullptr, nullptr, nullptr, nullptr, in_binary) == 1;
    case Message::Kind::Prepare:
        return PQsendPrepare(handle_, message.text.c_str(), sql, with.size(), with.types.data()) == 1;
    case Message::Kind::Execute:
        if (!message.text.empty())
            return PQsendQueryPrepared(handle_, message.text.c_str(), with.size(), with.values(), with.lengths(),
                                       with.formats(), in_binary) == 1;
        return PQsendQueryParams(handle_, sql, with.size(), with.types.data(), with.values(), with.lengths(),
                                 with.formats(), in_binary) == 1;
    case Message::Kind::Sync:
        break;
    }
    return PQpipelineSync(handle_) == 1;
}

void Flush::receive()
{
    for (Message &message : messages_) {
        message.answer.reset(PQgetResult(handle_));
        if (!message.answer)
            return; // lost
        if (message.kind != Message::Kind::Sync) {
            while (PGresult *more = PQgetResult(handle_)) // null ends the answer
                PQclear(more);
            continue;
        }
        // What fails as late as that, such as a deferred constraint, comes in front.
        while (message.status() == PGRES_FATAL_ERROR) {
            std::unique_ptr<PGresult, ClearResult> more(PQgetResult(handle_));
            if (!more && PQstatus(handle_) == CONNECTION_BAD)
                return;
            if (more)
                break;
        }
    }
}

bool Flush::is_lost() const noexcept
{
    return PQstatus(handle_) == CONNECTION_BAD || !messages_.back().answer;
}

const char *Flush::unsettled() const noexcept
{
    const Message *before = nullptr;
    for (const Message &it : messages_) {
        if (it.kind != Message::Kind::Watch)
            continue;
        if (const char *setting = before ? Settling::difference(before->answer.get(), it.answer.get()) : nullptr)
            return setting;
        before = &it;
    }
    return nullptr;
}

/// The message that makes the database keep what the flush wrote; null if none does.
const Flush::Message *Flush::keeper() const noexcept
{
    // What a flush begins and only reads, it may well commit.
    const bool wrote = !was_idle_ || std::any_of(commands_.begin(), commands_.end(), writes);
    if (!wrote)
        return nullptr;
    const auto found = std::find_if(messages_.begin(), messages_.end(), [&](const Message &it) {
        return it.kind == Message::Kind::Execute && is_commit(commands_[it.command]);
    });
    if (found != messages_.end())
        return &*found;
    const bool alone = was_idle_ && commands_.front().kind != Kind::Transaction;
    return alone ? &messages_.back() : nullptr;
}

bool Flush::is_kept() const noexcept
{
    const Message *message = keeper();
    return message && (message->status() == PGRES_COMMAND_OK || message->status() == PGRES_PIPELINE_SYNC);
}

void Flush::find_error() noexcept
{
    for (std::size_t i = first_; i < messages_.size() && !error_; ++i) {
        const Message &message = messages_[i];
        const ExecStatusType status = message.status();
        // A transaction that failed before cannot be kept: COMMIT rolls it back, and calls that a success.
        const bool refused = status == PGRES_COMMAND_OK && message.kind == Message::Kind::Execute &&
                             is_commit(commands_[message.command]) &&
                             std::string_view(PQcmdStatus(message.answer.get())) == "ROLLBACK";
        if (refused || (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK && status != PGRES_PIPELINE_SYNC))
            error_ = &message;
    }
    failed_ = error_ ? error_->command : 0;
}

void Flush::forget_statements()
{
    if (!statements_ || !error_)
        return;
    const char *state = PQresultErrorField(error_->answer.get(), PG_DIAG_SQLSTATE);
    const bool is_named = !error_->text.empty();
    const auto is_new = [&](const Message &it) { return it.kind == Message::Kind::Prepare && it.text == error_->text; };
    if (state && is_named && is_stale_statement(state) && std::none_of(messages_.begin(), messages_.end(), is_new)) {
        is_stale_ = !is_kept();
        if (is_missing_statement(state))
            statements_->forget_all();
        else
            statements_->forget(error_->text, true);
    }
    for (const Message &message : messages_)
        if (message.kind == Message::Kind::Prepare && message.status() != PGRES_COMMAND_OK)
            statements_->forget(message.text, false);
}

bool Flush::run(const std::function<void()> &sent)
{
    PQenterPipelineMode(handle_);
    if (std::all_of(messages_.begin(), messages_.end(), [&](const Message &it) { return send(it); })) {
        sent();
        receive();
    }
    PQexitPipelineMode(handle_); // stays where it is if something is missing: is_usable() sees it
    find_error();
    if (!error_)
        return true;
    forget_statements();
    // Lost on the way back, when all was done.
    return is_lost() && is_kept();
}

std::vector<Result> Flush::take_results(TextTypes &texts)
{
    for (; taken_ < messages_.size(); ++taken_) {
        Message &message = messages_[taken_];
        if (message.kind != Message::Kind::Execute)
            continue;
        PGresult *answer = message.answer.get();
        const Command &command = commands_[message.command];
        results_.push_back({read_rows(answer, handle_, texts), command.kind == Kind::Write ? affected(answer) : 0,
                            command.named ? read_names(answer) : std::vector<std::string>()});
        message.answer.reset(); // there may be many rows
    }
    return std::move(results_);
}

Failure Flush::failure() const
{
    const PGresult *answer = error_->answer.get();
    if (is_lost())
        return lost(handle_, answer, keeper() != nullptr);
    if (error_->status() == PGRES_COMMAND_OK)
        return {Status::DATABASE, "the transaction failed earlier: nothing of it is kept"};
    Failure out = postgresql::failure(answer);
    if (is_stale_) {
        out.status = Status::RETRY;
        out.message += "; repeat the transaction";
    }
    return out;
}

} // namespace gemel::driver::postgresql
