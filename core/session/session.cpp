// Transactions of a session. Whatever fails, connection and journal end up in the same state as the database.
#include "core/session/session.hpp"

#include "core/base/text.hpp"
#include "core/object/clock.hpp"
#include "core/session/pipeline.hpp"
#include "core/session/retry.hpp"

#include <algorithm>
#include <utility>

namespace gemel {

void Session::require_host() const
{
    const std::thread::id host = host_.load();
    if (host != std::thread::id() && host != std::this_thread::get_id())
        throw Failure(Status::USAGE, "the session is in a call already, on another thread");
}

Session::Host::Host(Session &session) : session_(session)
{
    constexpr std::int32_t deepest = 16;
    session_.require_host();
    if (session_.hosts_ == deepest)
        throw Failure(Status::USAGE, say("hooks call each other more than ", std::to_string(deepest), " deep"));
    if (session_.hosts_++ > 0)
        return;
    session_.host_ = std::this_thread::get_id();
    session_.now_.reset();
}

Session::Host::~Host()
{
    if (--session_.hosts_ == 0)
        session_.host_ = std::thread::id();
}

Session::Session(std::shared_ptr<Database> database, const SessionOptions &options)
    : database_(std::move(database)), raises_on_lazy_(options.raise_on_lazy), cancellation_(database_->pool())
{
    if (options.loop > 0)
        loops_ = std::make_unique<Loops>(*database_, tally_, options.loop);
    if (options.fixture) {
        begin(false);
        base_ = 1;
    }
}

Session::Call::Call(Session &session) : session_(session), scope_(session.cancellation_)
{
    session_.require_host();
    if (session_.busy_.exchange(true))
        throw Failure(Status::USAGE,
                      "the session is in a call already: on another thread, or in a callback of this one");
    const bool inherited = session_.connection_ && !session_.connection_->origin.is_here();
    if (session_.closed_ || inherited) {
        session_.busy_ = false;
        throw Failure(Status::USAGE, inherited ? "the transaction of the session was begun in another process: free "
                                                 "the session, and open one in this process"
                                               : "the session is closed");
    }
    if (session_.hosts_ == 0)
        session_.now_.reset();
    session_.sweep();
}

Session::Call::~Call()
{
    if (session_.depth_ == 0)
        session_.give_connection_back();
    session_.busy_ = false;
}

std::int64_t Session::now() noexcept
{
    if (!now_)
        now_ = gemel::now();
    return *now_;
}

Session::~Session()
{
    if (connection_)
        database_->pool().abandon(std::move(connection_));
}

void Session::give_connection_back() noexcept
{
    if (!connection_)
        return;
    if (broken_ || connection_->was_lost())
        drop_connection();
    else
        database_->pool().release(std::move(connection_));
}

/// Where only reading is allowed.
void Session::refuse_write() const
{
    if (!(depth() > 0 ? transaction_.read_only : database_->is_read_only()))
        return;
    const auto begins = std::find_if(holdings_.begin(), holdings_.end(),
                                     [](const HoldingPtr &it) { return it->owns_level() && it->depth_ == 1; });
    if (begins != holdings_.end() && !database_->is_read_only())
        throw Failure(Status::USAGE, say("the session only reads until ", (*begins)->what_,
                                         " is at its end: to write meanwhile, begin a transaction before it"));
    throw Failure(Status::USAGE, depth() > 0 ? "the transaction only reads: begin it without readOnly to write"
                                             : "the database was opened with readOnly");
}

template <typename Send> auto Session::on_connection(Send send)
{
    if (lost_)
        throw Failure(Status::DATABASE, say("the database has ended the transaction after an earlier failure; ",
                                            base_ > 0 ? "close the session, which is a fixture" : "roll it back"));
    if (!connection_)
        connection_ = database_->pool().acquire(cancellation_.turn());
    try {
        const Cancellation::Statement statement(cancellation_, *connection_);
        return send(*connection_);
    } catch (const Failure &failure) {
        note_failure(failure.status);
        throw;
    } catch (...) {
        note_failure(Status::INTERNAL);
        throw;
    }
}

driver::Result Session::send(const driver::Command &command)
{
    if (command.kind == driver::Kind::Write)
        refuse_write();
    return on_connection(
        [&](driver::Connection &connection) { return database_->execute(connection, command, &tally_); });
}

std::vector<driver::Result> Session::send(const std::vector<driver::Command> &commands)
{
    for (const driver::Command &command : commands)
        if (command.kind == driver::Kind::Write)
            refuse_write();
    return on_connection([&](driver::Connection &connection) { return database_->run(connection, commands, &tally_); });
}

Columns::Table Session::columns(const std::string &table)
{
    if (Columns::Table known = database_->columns().find(table))
        return known;
    return on_connection([&](driver::Connection &connection) { return database_->learn_columns(connection, table); });
}

void Session::note_failure(Status status) noexcept
{
    const bool usable = connection_->is_usable();
    lost_ = depth_ > 0 && !(usable && connection_->in_transaction());
    // A database in memory goes with its connection.
    const bool gone =
        (status == Status::CONNECTION || status == Status::UNKNOWN_OUTCOME) && !database_->pool().is_single();
    broken_ = broken_ || gone || !usable;
}

driver::Result Session::execute(sql::Rendered statement)
{
    driver::Command wanted = command(std::move(statement));
    if (is_apart())
        return execute_apart(wanted);
    if (depth_ > 0 || dialect().limits().empty())
        return send(wanted);
    return execute_between(std::move(wanted), false);
}

/// In a transaction that is sent with it.
driver::Result Session::execute_between(driver::Command wanted, bool read_only)
{
    const Undo undo(dialect(), 0);
    std::vector<driver::Command> commands = dialect().open(0, {read_only});
    const std::size_t place = commands.size();
    commands.push_back(std::move(wanted));
    commands.push_back(dialect().close(0));
    try {
        return std::move(send(commands)[place]);
    } catch (...) {
        undo_call(undo, 0);
        throw;
    }
}

void Session::ask(sql::Rendered statement, const Read &read)
{
    const bool returns = statement.returns;
    const driver::Command wanted = command(std::move(statement));
    if (lower_case(wanted.sql).find("table") != std::string::npos)
        database_->columns().forget(); // it may make tables, or change some
    if (on_connection([&](driver::Connection &connection) { return connection.admit(wanted); }))
        refuse_write();
    if (returns) {
        atomically([&] { read(send(wanted)); });
        require_settled();
    } else {
        driver::Result result = execute_own(wanted);
        require_settled();
        read(std::move(result));
    }
}

/// Of a statement of the user's own it is not known whether it only reads, nor what the functions that it calls leave:
/// a server takes that back at the end of a transaction.
driver::Result Session::execute_own(const driver::Command &wanted)
{
    if (is_apart())
        return execute_apart(wanted);
    const bool must_only_read = database_->is_read_only();
    const bool may_be_inside = dialect().puts_statements_together() && wanted.kind != driver::Kind::Definition;
    if (depth_ > 0 || (dialect().limits().empty() && !must_only_read && !may_be_inside))
        return send(wanted);
    return execute_between(wanted, must_only_read);
}

/// It got through all that looks at it before.
void Session::require_settled()
{
    if (connection_->was_lost() || connection_->in_transaction() == (depth_ > 0))
        return;
    lost_ = depth_ > 0;
    if (!lost_)
        database_->undo(*connection_, dialect().rollback(), &tally_);
    broken_ = !database_->pool().is_single() || connection_->in_transaction();
    throw Failure(Status::DATABASE, lost_ ? "the statement has ended the transaction: roll it back"
                                          : "the statement has begun a transaction: it is rolled back");
}

Session::Undo::Undo(const sql::Dialect &dialect, std::int32_t depth) : commands(dialect.undo(depth)) {}

bool Session::send(const Undo &undo) noexcept
{
    return std::all_of(undo.commands.begin(), undo.commands.end(),
                       [&](const driver::Command &command) { return database_->undo(*connection_, command, &tally_); });
}

/// A connection that cannot even roll back is of no use; closing it rolls back as well.
void Session::drop_connection() noexcept
{
    database_->pool().drop(std::move(connection_));
    broken_ = false;
}

void Session::open(const Undo &undo, const sql::Transaction &transaction)
{
    try {
        send(dialect().open(depth_, transaction));
    } catch (...) {
        // The BEGIN may have been done, and what follows it not. A savepoint comes alone: it is not there.
        if (depth_ == 0)
            undo_call(undo, 0);
        throw;
    }
}

void Session::begin(bool read_only, std::optional<sql::Isolation> isolation)
{
    const Call call(*this);
    begin_level(read_only, isolation);
}

void Session::begin_level(bool read_only, std::optional<sql::Isolation> isolation)
{
    if (depth() > 0 && isolation && *isolation != transaction_.isolation)
        throw Failure(Status::USAGE, "option 'isolation' is for a whole transaction, not for a savepoint inside one: "
                                     "give it where the transaction begins");
    const sql::Transaction transaction{read_only || database_->is_read_only(),
                                       isolation.value_or(sql::Isolation::ReadCommitted)};
    const sql::Dialect &dialect = database_->dialect();
    undos_.emplace_back(dialect, depth_);
    try {
        journal_.begin();
    } catch (...) {
        undos_.pop_back();
        throw;
    }
    try {
        open(undos_.back(), transaction);
    } catch (...) {
        journal_.restore(); // of nothing yet
        undos_.pop_back();
        throw;
    }
    if (depth() == 0)
        transaction_ = transaction;
    ++depth_;
}

/// Leaves the innermost level; the database has done so already.
void Session::end_level(bool keep) noexcept
{
    if (keep)
        journal_.release();
    else
        journal_.restore();
    undos_.pop_back();
    forget_held();
    if (--depth_ == 0)
        lost_ = false;
}

/// Rolls the innermost level back in the database, if it is still there.
void Session::undo() noexcept
{
    if (!lost_ && !send(undos_.back()))
        lost_ = true;
    if (lost_ && depth_ == 1 && connection_ && connection_->in_transaction())
        drop_connection();
    end_level(false);
}

void Session::require_own_level(const char *what)
{
    if (depth() == 0)
        throw Failure(Status::USAGE, say("there is no transaction to ", what));
    if (const Holding *holding = holder())
        throw Failure(Status::USAGE, say("cannot ", what, ": the ", depth_ == 1 ? "transaction" : "savepoint",
                                         " belongs to ", holding->what_, ", which is open: finish it or free it"));
    if (depth_ > floor_)
        return;
    floor_was_hit_ = true;
    throw Failure(Status::USAGE,
                  say("cannot ", what, ": the transaction ends when the callback that runs in it returns"));
}

void Session::commit()
{
    const Call call(*this);
    require_own_level("commit");
    commit_level();
}

void Session::commit_level()
{
    const sql::Dialect &dialect = database_->dialect();
    try {
        if (lost_)
            throw Failure(Status::DATABASE,
                          "the database has ended the transaction after an earlier failure: nothing of it is kept");
        journal_.make_room(); // now: what the database has kept, nothing may undo
        close_held();
        send(depth_ == 1 ? dialect.commit() : dialect.release(depth_ - 1));
    } catch (...) {
        undo();
        throw;
    }
    end_level(true);
}

void Session::rollback()
{
    const Call call(*this);
    require_own_level("roll back");
    undo();
}

void Session::close()
{
    if (closed_)
        return;
    const Call call(*this);
    if (floor_ > 0)
        require_own_level("close");
    while (depth_ > 0)
        undo();
    base_ = 0;
    closed_ = true;
}

void Session::roll_back_to(std::int32_t depth)
{
    const Call call(*this);
    while (depth_ > depth)
        undo();
}

Status Session::transact(bool read_only, std::optional<sql::Isolation> isolation, std::int32_t retries,
                         const std::function<Status()> &body)
{
    if (retries > 0 && depth() > 0)
        throw Failure(Status::USAGE, "option 'retries' is for a whole transaction, not for a savepoint inside one: "
                                     "give it where the transaction begins");
    const Cancellation::Scope scope(cancellation_);
    return retrying(
        retries, [&](std::chrono::microseconds time) { pause(time); },
        [&] { return transact_once(read_only, isolation, body); });
}

Status Session::transact_once(bool read_only, std::optional<sql::Isolation> isolation,
                              const std::function<Status()> &body)
{
    begin(read_only, isolation);
    const std::int32_t depth = depth_, floor = floor_;
    floor_ = depth;
    floor_was_hit_ = false;
    const auto leave = [&] {
        floor_ = floor;
        return std::exchange(floor_was_hit_, false);
    };
    Status answer;
    try {
        answer = body();
        if (!holdings_.empty())
            const Call call(*this); // ends what the callback has let go
    } catch (...) {
        leave();
        roll_back_to(depth - 1);
        throw;
    }
    const bool moved = leave() || depth_ != depth;
    if (answer == Status::OK && !moved) {
        commit();
        return answer;
    }
    roll_back_to(depth - 1);
    if (answer == Status::OK)
        throw Failure(Status::USAGE,
                      "the callback of a transaction must leave the depth as it found it: all is rolled back");
    return answer;
}

} // namespace gemel
