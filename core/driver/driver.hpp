// What a database must be able to do, and the table of those that this build has. Knows statements as text with bound
// values; what they mean, when a transaction begins and who shares a connection is decided above.
#pragma once

#include "core/base/value.hpp"
#include "core/driver/column.hpp"
#include "core/driver/result.hpp"

#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gemel::driver {

enum class Kind : std::int32_t { Transaction = 1, Lock, Read, Write, Definition };

struct Command {
    std::string sql;
    std::vector<Value> binds;
    Kind kind = Kind::Read;
    bool numbered = false; // an insert; the number of the row is wanted: the result is one row of one cell
    bool named = false;    // the names of the columns are wanted
    /// The statement is for so many rows, and binds hold the values of each, one after another. For execute alone, as
    /// Dialect::insert_many makes it. Where it fails, some of them may be written.
    std::size_t rows = 0;
    bool once = false; // not worth being prepared in a server
    bool own = false;  // of the user's own: afterwards the connection is what it was before
};

/// Where and when something was made.
struct Origin {
    pid_t process = getpid();
    std::chrono::steady_clock::time_point time = std::chrono::steady_clock::now();

    bool is_here() const noexcept { return process == getpid(); }
};

/// One connection, used by one thread at a time. Failures are thrown as gemel::Failure, already classified.
class Connection {
public:
    const Origin origin{};

    Connection() = default;
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;
    virtual ~Connection() = default;

    /// Looks at a statement of the user's own before anything of it is sent: USAGE if it would end or begin what is not
    /// its own, or change the connection. Does it write, as far as can be told?
    virtual bool admit(const Command &command) { return command.kind == Kind::Write; }
    virtual Result execute(const Command &command) = 0;
    /// Runs all in order, up to the first that fails: its failure is thrown, and `failed` is its index. What those
    /// before it did is undone by whoever began the transaction; without one, a server keeps nothing.
    virtual std::vector<Result> run(const std::vector<Command> &commands, std::size_t &failed);
    /// Runs transaction control that undoes, also where there is no memory left. Did it succeed?
    virtual bool undo(const Command &command) noexcept = 0;
    /// Some failures end the whole transaction in the database; asked after a failure.
    virtual bool in_transaction() const noexcept = 0;
    /// Has something failed in the transaction in the database? Not so if nothing was sent. Asked after a failure of
    /// run, of databases that run statements together.
    virtual bool has_failed() const noexcept { return true; }
    /// Grows with whatever run sends, where it sends statements together: if it has not, nothing reached the database.
    std::uint64_t sendings() const noexcept { return sendings_; }
    /// The columns of each of these tables, which are named as in a statement; none of one that is not there, or where
    /// nobody can tell.
    virtual std::vector<std::vector<Column>> columns(const std::vector<std::string> &tables)
    {
        return std::vector<std::vector<Column>>(tables.size());
    }
    /// Are foreign keys checked? For creating and dropping tables that refer to each other.
    virtual void check_foreign_keys(bool check) = 0;
    /// Is the database still there? Asked after a failure.
    virtual bool is_usable() noexcept { return true; }
    /// Was it lost after the answer that mattered, so that this was no failure?
    bool was_lost() const noexcept { return lost_; }
    /// In a child process: gives up the child's copy of the connection, without a word to the database. Nothing else is
    /// called afterwards, not even the destructor.
    virtual void disown() noexcept {}

    /// Any thread: what execute does is to end with CANCELLED. Only while the connection is in use by the one who is
    /// meant; until forget_cancel, an execute that has not begun to wait yet finds it wanted.
    void want_cancel() noexcept
    {
        cancel_wanted_ = true;
        cancel();
    }
    void forget_cancel() noexcept { cancel_wanted_ = false; }

protected:
    bool is_cancel_wanted() const noexcept { return cancel_wanted_; }
    /// Wakes an execute that waits where it cannot see that cancelling is wanted.
    virtual void cancel() noexcept {}
    void note_loss() noexcept { lost_ = true; }
    void note_sending() noexcept { ++sendings_; }

private:
    std::uint64_t sendings_ = 0;
    bool lost_ = false;
    std::atomic<bool> cancel_wanted_{false};
};

enum class Prepare : std::int32_t { Auto, Never, Always };

/// "auto", "never" or "always".
std::optional<Prepare> prepare_named(std::string_view name) noexcept;

/// For how long.
struct Timeouts {
    std::optional<std::chrono::milliseconds> lock; // a statement waits for a lock; none: for ever
    bool is_lock_said = false;                     // by the user: a server may have a limit of its own
    std::chrono::milliseconds statement{};         // a statement may take; 0: for ever
};

/// Where and how to connect: the part of the URL after the scheme, and the options of gemel_database_open.
struct Target {
    std::string url;     // whole, for messages; empty where it may hold a password
    std::string address; // after "scheme:"
    bool read_only = false;
    bool create = true;
    Timeouts timeouts{};
    std::string synchronous = "full";
    std::string schema;              // where the tables are; empty: where the database looks by itself
    Prepare prepare = Prepare::Auto; // statements in the server: where the link to it is known to be direct
};

class Driver {
public:
    virtual ~Driver() = default;

    virtual std::string_view scheme() const noexcept = 0;
    /// The name of the dialect that its statements are written in.
    virtual std::string_view dialect() const noexcept = 0;
    /// Takes the parameters that are ours out of the address. USAGE if the address is none of this driver's.
    virtual void read(Target &target) const = 0;
    /// Has it schemas, and statements that are prepared in a server?
    virtual bool has_server() const noexcept { return false; }
    /// Some addresses can be reached by one connection only.
    virtual bool is_single(const Target &target) const noexcept = 0;
    virtual std::unique_ptr<Connection> connect(const Target &target) const = 0;
};

/// The driver of a URL, and the target split off from it. USAGE if the URL is malformed, UNSUPPORTED if no driver has
/// its scheme.
struct Located {
    const Driver *driver;
    Target target;
};
Located locate(std::string_view url);

} // namespace gemel::driver
