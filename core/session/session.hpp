// A session: at most one connection at a time, transactions and savepoints, and what rollback gives back to objects.
// Runs statements and plans for the operations beside it; knows no record. A fixture is one that holds a transaction
// open beneath those of its user, and never commits it.
#pragma once

#include "core/association/plan.hpp"
#include "core/base/spare.hpp"
#include "core/object/journal.hpp"
#include "core/session/cancellation.hpp"
#include "core/session/database.hpp"
#include "core/session/holding.hpp"
#include "core/session/loops.hpp"
#include "core/session/session_options.hpp"

#include <atomic>
#include <functional>
#include <memory>
#include <thread>

namespace gemel {

struct Pipeline;

class Session;
using SessionPtr = std::shared_ptr<Session>;

class Session {
public:
    /// A fixture begins at once. BUSY, CONNECTION, DATABASE.
    explicit Session(std::shared_ptr<Database> database, const SessionOptions &options = {});
    Session(const Session &) = delete;
    Session &operator=(const Session &) = delete;
    /// Without I/O: what is open is rolled back by the database's next call.
    ~Session();

    const Schema &schema() const noexcept { return database_->schema(); }
    const sql::Dialect &dialect() const noexcept { return database_->dialect(); }
    /// How many transactions and savepoints of the user are open.
    std::int32_t depth() const noexcept { return depth_ - base_; }

    /// What is said of the isolation must fit the transaction that is open, if there is one.
    void begin(bool read_only, std::optional<sql::Isolation> isolation = {});
    void commit();
    void rollback();
    void close();

    /// Runs `body` inside a transaction or savepoint that only this call ends: kept if `body` answers OK and leaves the
    /// depth as it found it, else undone. A transaction that fails with RETRY, which `body` may answer as well, is run
    /// so many times again. What `body` answered last.
    Status transact(bool read_only, std::optional<sql::Isolation> isolation, std::int32_t retries,
                    const std::function<Status()> &body);

    /// The one call of another thread: the call that the session is in fails with CANCELLED, if it can.
    void cancel() noexcept { cancellation_.cancel(); }

    Tally &tally() noexcept { return tally_; }
    const Tally &tally() const noexcept { return tally_; }
    /// Null where nobody looks for loops.
    Loops *loops() noexcept { return loops_.get(); }
    bool raises_on_lazy() const noexcept { return raises_on_lazy_; }

    /// One call that works with the session: refuses a closed session, a second thread and a transaction of another
    /// process, gives the connection back at the end.
    class Call {
    public:
        explicit Call(Session &session);
        Call(const Call &) = delete;
        Call &operator=(const Call &) = delete;
        ~Call();

    private:
        Session &session_;
        const Cancellation::Scope scope_;
    };

    /// A call that calls back: until it ends, the session is this thread's, for calls inside it, which are all at its
    /// time. USAGE for a second thread, and where such calls are in each other too deep.
    class Host {
    public:
        explicit Host(Session &session);
        Host(const Host &) = delete;
        Host &operator=(const Host &) = delete;
        ~Host();

    private:
        Session &session_;
    };

    // Inside a call:

    /// The time of this call, in microseconds.
    std::int64_t now() noexcept;

    using Results = std::vector<driver::Result>;
    using Prepare = std::function<void(const Results &)>;

    driver::Result execute(const statement::Statement &statement);
    driver::Result execute(sql::Rendered statement);
    using Read = std::function<void(driver::Result)>;
    /// SQL of the user's own: USAGE for what would do something to the transaction or to the connection, as far as its
    /// words, or the database, tell before; what is found out afterwards is undone. If it gives what it writes, nothing
    /// is kept unless `read` can read it.
    void ask(sql::Rendered statement, const Read &read);
    /// The columns of that table that do not keep every value of their attribute.
    Columns::Table columns(const std::string &table);
    /// VALIDATION if a column would change what the statement writes, or compares it with.
    void require_kept(const statement::Statement &statement);
    /// Of an insert that the database refuses, for `find_default`, which comes once it is undone.
    void suspect_defaults(const Failure &failure, const statement::Insert &insert);
    /// Whose SQL of a default has failed, if one has: finds out by inserting, which is undone, and names it.
    void find_default(Failure &failure);
    /// In the transaction that is open.
    driver::Result send(const driver::Command &command);
    std::vector<driver::Result> send(const std::vector<driver::Command> &commands);
    /// Keeps all that `body` sends, or nothing: a transaction, inside one a savepoint. Runs it again as `run` does.
    void atomically(const std::function<void()> &body);

    /// Begins a level that belongs to `what`, which ends it by `keep` or `give_up` in a later call.
    HoldingPtr hold_level(std::string what, bool read_only, std::size_t number = 0);
    /// What the level that is open will have inside it, and `close` ends.
    HoldingPtr hold(std::string what, driver::Command close, std::size_t number);
    /// The lowest number that nothing which is held has.
    std::size_t free_number() const noexcept;
    /// Is its level the one that is open?
    bool is_innermost(const Holding &holding) const noexcept { return holder() == &holding; }
    /// Commits the level, which is the innermost.
    void keep(const Holding &holding);
    /// Rolls it back, or closes it; while levels are open inside it, once these are ended.
    void give_up(Holding &holding) noexcept;
    /// It could not be made, so that there is nothing to close; a level is rolled back.
    void forget(Holding &holding) noexcept;

    /// Runs all steps or none: a transaction, inside one a savepoint. `prepare` sees the results (of a step that was
    /// left out: empty) before they are committed; if it fails, nothing has happened. A plan of one step is a
    /// statement alone, and if that writes, `prepare` must not fail.
    void run(const Plan &plan, const Prepare &prepare);
    /// Does the caller's transaction see only what was committed before it, and are rows locked one by one? In
    /// a fixture it does not, but what is sent is to be the same.
    bool has_snapshot() const noexcept { return depth() > 0 && transaction_.has_snapshot() && dialect().locks_rows(); }
    /// Before an object is written to.
    void note(State &state, Changes &changes) { changes.journal(state, journal_.note(state)); }

private:
    class Atomic;

    /// What undoes a transaction or savepoint, made before it begins: undoing must not need memory.
    struct Undo {
        Undo(const sql::Dialect &dialect, std::int32_t depth);
        std::vector<driver::Command> commands;
    };

    /// A failure must not spoil the transaction that a fixture holds open: so what its user does in none of his own is
    /// a savepoint.
    bool is_apart() const noexcept { return base_ > 0 && depth() == 0; }
    driver::Result execute_apart(const driver::Command &command);
    driver::Result execute_own(const driver::Command &command);
    driver::Result execute_between(driver::Command command, bool read_only);
    void require_settled();
    void name_refused(Failure &failure, const statement::Statement &statement);
    bool fails_alike(const statement::Insert &insert, const Failure &failure);
    void run_in_turn(const Plan &plan, const Prepare &prepare);
    void run_together(const Plan &plan, const Pipeline &pipeline, const Prepare &prepare);
    template <typename Send> auto on_connection(Send send);
    void refuse_write() const;
    /// Begins a transaction or savepoint, or leaves none behind.
    void open(const Undo &undo, const sql::Transaction &transaction);
    /// What one call did is undone, at the level that it began.
    void undo_call(const Undo &undo, std::int32_t level) noexcept;
    void note_failure(Status status) noexcept;
    /// Inside the caller's transaction, all of that would have to be run again.
    std::int32_t retries() const noexcept { return depth_ == 0 ? 3 : 0; }
    void require_host() const;
    void pause(std::chrono::microseconds time) { cancellation_.pause(time); }
    void begin_level(bool read_only, std::optional<sql::Isolation> isolation);
    void commit_level();
    const Holding *holder() const noexcept;
    void sweep() noexcept;
    void close_held();
    void forget_held() noexcept;
    Status transact_once(bool read_only, std::optional<sql::Isolation> isolation, const std::function<Status()> &body);
    void require_own_level(const char *what);
    void roll_back_to(std::int32_t depth);
    void give_connection_back() noexcept;
    void end_level(bool keep) noexcept;
    bool send(const Undo &undo) noexcept;
    void drop_connection() noexcept;
    void undo() noexcept;

    std::shared_ptr<Database> database_;
    Tally tally_;
    std::unique_ptr<Loops> loops_;
    const bool raises_on_lazy_;
    Cancellation cancellation_;
    ConnectionPtr connection_;
    Journal journal_;
    Spare spare_;             // for what is made of results that come after a commit
    std::vector<Undo> undos_; // one for each level
    std::vector<HoldingPtr> holdings_;
    std::int32_t depth_ = 0;
    std::int32_t base_ = 0;        // levels beneath those of the user: one of a fixture
    std::int32_t floor_ = 0;       // levels that belong to transact: nobody else ends them
    bool floor_was_hit_ = false;   // somebody tried to
    sql::Transaction transaction_; // of the caller, while there is one
    bool lost_ = false;            // the database ended the caller's transaction by itself
    bool broken_ = false;          // the connection is of no further use
    bool closed_ = false;
    std::vector<const Attribute *> suspects_; // have a default that the database makes, and were not given
    std::optional<std::int64_t> now_;         // of the call, once it was read
    std::atomic<bool> busy_{false};
    std::atomic<std::thread::id> host_{}; // whose the session is
    std::int32_t hosts_ = 0;              // in each other
};

} // namespace gemel
