// Runs statements on sqlite3 and makes each connection keep the rules. Result codes are interpreted in errors.cpp
// only.
#include "core/driver/sqlite/connection.hpp"

#include "core/base/text.hpp"
#include "core/driver/sqlite/errors.hpp"
#include "core/driver/sqlite/foreign_keys.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <thread>

namespace gemel::driver::sqlite {

namespace {

constexpr std::string_view memory = ":memory:";

/// The file that an address names: "app.db", "/var/app.db", "///var/app.db".
std::string file_name(const Target &target)
{
    const std::string &address = target.address;
    if (address.starts_with("file:"))
        return "./" + address; // SQLite would take it for a URI of its own
    return address.starts_with("//") ? address.substr(2) : address;
}

/// Whoever meant a server may have written a password: no part of the URL is repeated.
[[noreturn]] void refuse_url(std::string_view complaint)
{
    throw Failure(Status::USAGE, say("malformed sqlite URL: ", complaint));
}

/// A file name for messages, without what would be a password or a parameter if it were the address of a server.
std::string shown(const std::string &name)
{
    const std::string file = name.substr(0, name.find('?'));
    const std::size_t at = file.rfind('@');
    const bool has_user = at != std::string::npos && file.find(':') < at;
    return say(has_user ? say("...", file.substr(at)) : file, file.size() < name.size() ? "?..." : "");
}

class SqliteDriver final : public Driver {
public:
    std::string_view scheme() const noexcept override { return "sqlite"; }
    std::string_view dialect() const noexcept override { return "sqlite"; }

    void read(Target &target) const override
    {
        const std::string file = file_name(target);
        if (file.empty())
            refuse_url("write a file name, as sqlite:app.db");
        if (target.address.starts_with("//") && !file.starts_with("/"))
            refuse_url("SQLite has no host; write sqlite:app.db for a file");
        if (file.find("://") != std::string::npos)
            refuse_url("there is another one in it; write sqlite:app.db for a file");
        if (file.starts_with(":") && file != memory)
            refuse_url(say("a file name does not begin with a colon", suggestion(file, {std::string(memory)})));
    }

    bool is_single(const Target &target) const noexcept override { return target.address == memory; }

    std::unique_ptr<Connection> connect(const Target &target) const override
    {
        return std::make_unique<SqliteConnection>(target);
    }
};

/// Resets a statement whatever happens, so that it holds no lock and can be used again.
class Running {
public:
    explicit Running(sqlite3_stmt *statement) : statement_(statement) {}
    Running(const Running &) = delete;
    Running &operator=(const Running &) = delete;
    ~Running()
    {
        sqlite3_reset(statement_);
        sqlite3_clear_bindings(statement_);
    }

private:
    sqlite3_stmt *statement_;
};

/// Binds by reference: the values outlive the statement's run.
struct Bind {
    sqlite3_stmt *statement;
    int at;

    int operator()(Null) const { return sqlite3_bind_null(statement, at); }
    int operator()(bool value) const { return sqlite3_bind_int(statement, at, value ? 1 : 0); }
    int operator()(std::int64_t value) const { return sqlite3_bind_int64(statement, at, value); }
    int operator()(double value) const { return sqlite3_bind_double(statement, at, value); }
    int operator()(const std::string &value) const
    {
        return sqlite3_bind_text64(statement, at, value.data(), value.size(), SQLITE_STATIC, SQLITE_UTF8);
    }
    int operator()(const Bytes &value) const
    {
        // Without bytes data() may be null, which would bind NULL.
        return sqlite3_bind_blob64(statement, at, value.data.empty() ? "" : value.data.data(), value.data.size(),
                                   SQLITE_STATIC);
    }
};

/// How many values each row has.
std::size_t width_of(const Command &command)
{
    return command.binds.size() / std::max<std::size_t>(command.rows, 1);
}

int bind(sqlite3_stmt *statement, const Command &command, std::size_t row)
{
    const std::size_t width = width_of(command);
    int code = SQLITE_OK;
    for (std::size_t i = 0; i < width && code == SQLITE_OK; ++i)
        code = std::visit(Bind{statement, static_cast<int>(i + 1)}, command.binds[row * width + i]);
    return code;
}

/// By what its declared type contains, in this order: https://www.sqlite.org/datatype3.html
Column::Holds affinity(std::string_view declared)
{
    const std::string type = lower_case(declared);
    const auto contains = [&](std::string_view part) { return type.find(part) != std::string::npos; };
    if (contains("int"))
        return Column::Holds::Numbers;
    if (contains("char") || contains("clob") || contains("text"))
        return Column::Holds::Texts;
    if (type.empty() || contains("blob"))
        return Column::Holds::AsGiven;
    return contains("real") || contains("floa") || contains("doub") ? Column::Holds::Reals : Column::Holds::Numbers;
}

std::string column_name(sqlite3_stmt *statement, int column)
{
    const char *name = sqlite3_column_name(statement, column);
    if (!name)
        throw std::bad_alloc();
    return name;
}

void add_cell(Rows &rows, sqlite3_stmt *statement, int column)
{
    switch (sqlite3_column_type(statement, column)) {
    case SQLITE_INTEGER:
        return rows.add_integer(sqlite3_column_int64(statement, column));
    case SQLITE_FLOAT:
        return rows.add_double(sqlite3_column_double(statement, column));
    case SQLITE_TEXT: {
        const auto *text = reinterpret_cast<const char *>(sqlite3_column_text(statement, column));
        return rows.add_bytes(Form::Text, {text, static_cast<std::size_t>(sqlite3_column_bytes(statement, column))});
    }
    case SQLITE_BLOB: {
        const auto *bytes = static_cast<const char *>(sqlite3_column_blob(statement, column));
        const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, column));
        return rows.add_bytes(Form::Blob, {size ? bytes : "", size});
    }
    default:
        return rows.add_null();
    }
}

bool is_missing_or_empty(const std::string &file)
{
    struct stat found {};
    return stat(file.c_str(), &found) != 0 || found.st_size == 0;
}

} // namespace

const Driver &driver()
{
    static const SqliteDriver the;
    return the;
}

SqliteConnection::SqliteConnection(const Target &target)
    : name_(file_name(target)), lock_timeout_(target.timeouts.lock), statement_timeout_(target.timeouts.statement)
{
    // Asked before opening: an existing file keeps its journal, one that we make gets WAL.
    const bool made = name_ != memory && !target.read_only && is_missing_or_empty(name_);
    open(target);
    configure(target, made);
}

void SqliteConnection::open(const Target &target)
{
    const bool create = target.create && !target.read_only;
    struct stat found {};
    if (!create && name_ != memory && stat(name_.c_str(), &found) != 0)
        throw Failure(Status::CONNECTION, say("there is no database file ", in_quotes(shown(name_))));
    const int access =
        target.read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | (create ? SQLITE_OPEN_CREATE : 0);
    forget_inherited();
    sqlite3 *made = nullptr;
    const int code = sqlite3_open_v2(name_.c_str(), &made, access | SQLITE_OPEN_NOMUTEX, nullptr);
    handle_.reset(made);
    if (code != SQLITE_OK)
        throw failure(made, made ? sqlite3_extended_errcode(made) : code, say("cannot open ", in_quotes(shown(name_))));
    opened_.emplace(made);
    // SQLite opens a file that it may not write as if that had been asked for.
    if (!target.read_only && sqlite3_db_readonly(made, "main") == 1)
        throw Failure(Status::CONNECTION,
                      say("cannot open ", in_quotes(shown(name_)), " for writing; open it with readOnly to read"));
}

void SqliteConnection::configure(const Target &target, bool made)
{
    sqlite3_extended_result_codes(handle_.get(), 1);
    guard_.attach(handle_.get());
    sqlite3_busy_handler(handle_.get(), &SqliteConnection::wait, this);
    heed_stop();
    // A misspelt identifier must be an error, not a text.
    sqlite3_db_config(handle_.get(), SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
    tell("SELECT count(*) FROM sqlite_schema"); // the first read shows whether this is a database at all
    check_foreign_keys(true);
    if (made)
        tell("PRAGMA journal_mode = WAL");
    tell(say("PRAGMA synchronous = ", target.synchronous).c_str());
}

/// Rather than sqlite3_interrupt, which is forgotten if it comes just before a statement begins.
void SqliteConnection::heed_stop()
{
    constexpr int instructions = 1000;
    sqlite3_progress_handler(handle_.get(), instructions, &SqliteConnection::stop, this);
}

int SqliteConnection::wait(void *self, int tries) noexcept
{
    // SQLite's own back-off sleeps up to 100 ms; a writer is done in far less.
    auto &connection = *static_cast<SqliteConnection *>(self);
    const auto now = Clock::now();
    if (tries == 0)
        connection.busy_since_ = now;
    if (connection.lock_timeout_ && now - connection.busy_since_ >= *connection.lock_timeout_)
        return 0;
    if (stop(self))
        return 0;
    std::this_thread::sleep_for(std::chrono::microseconds(tries < 10 ? 50 : tries < 50 ? 200 : 1000));
    return 1;
}

bool SqliteConnection::is_over() const noexcept
{
    return until_ && Clock::now() >= *until_;
}

int SqliteConnection::stop(void *self) noexcept
{
    const auto &connection = *static_cast<SqliteConnection *>(self);
    return connection.is_cancel_wanted() || connection.is_over() ? 1 : 0;
}

/// Why a statement failed. One that was stopped while it waited for a lock is busy to SQLite.
Failure SqliteConnection::why(int code)
{
    Failure result = failure(handle_.get(), code, "SQLite");
    const bool stopped = result.status == Status::BUSY || result.status == Status::CANCELLED;
    if (stopped && is_cancel_wanted()) {
        result.status = Status::CANCELLED;
        result.message = "the call was cancelled";
    } else if (stopped && is_over()) {
        result.status = Status::CANCELLED;
        result.message = say("the statement took longer than statementTimeout (",
                             std::to_string(statement_timeout_.count()), " ms)");
    }
    return result;
}

void SqliteConnection::tell(const char *sql)
{
    const int code = sqlite3_exec(handle_.get(), sql, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK)
        throw failure(handle_.get(), sqlite3_extended_errcode(handle_.get()),
                      say("cannot open ", in_quotes(shown(name_))));
}

void SqliteConnection::check_foreign_keys(bool check)
{
    int is = -1;
    sqlite3_db_config(handle_.get(), SQLITE_DBCONFIG_ENABLE_FKEY, check ? 1 : 0, &is);
    if (is != (check ? 1 : 0))
        throw Failure(Status::UNSUPPORTED, "this SQLite was built without foreign keys, or is inside a transaction");
}

sqlite3_stmt *SqliteConnection::prepare(const Command &command)
{
    if (!command.own)
        return statements_.prepare(handle_.get(), command.sql);
    const Guard::Watch watch(guard_);
    sqlite3_stmt *statement = own_.prepare(handle_.get(), command.sql);
    guard_.refuse();
    return statement;
}

/// What else is wrong with it, running it tells.
bool SqliteConnection::admit(const Command &command)
{
    sqlite3_stmt *statement = prepare(command);
    return statement && sqlite3_stmt_readonly(statement) == 0;
}

Result SqliteConnection::execute(const Command &command)
{
    sqlite3 *handle = handle_.get();
    if (statement_timeout_.count() > 0)
        until_ = Clock::now() + statement_timeout_;
    sqlite3_stmt *statement = prepare(command);
    if (!statement)
        throw why(sqlite3_extended_errcode(handle));
    const auto columns = static_cast<std::size_t>(sqlite3_column_count(statement));
    Result result{Rows(command.numbered ? 1 : columns)};
    for (int i = 0; command.named && i < static_cast<int>(columns); ++i)
        result.names.push_back(column_name(statement, i));
    const std::size_t times = std::max<std::size_t>(command.rows, 1);
    if (command.numbered)
        result.rows.reserve(times); // once a row is written nothing may fail
    for (std::size_t row = 0; row < times; ++row)
        try {
            // One row is done before its instructions are counted.
            if (row > 0 && stop(this))
                throw why(SQLITE_INTERRUPT);
            step(statement, command, row, result);
        } catch (Failure &failure) {
            if (command.rows > 0)
                failure.row = row;
            if (failure.status == Status::FOREIGN_KEY)
                explain(failure, statement, command, row);
            throw;
        }
    return result;
}

/// Runs it once, with the values of that row.
void SqliteConnection::step(sqlite3_stmt *statement, const Command &command, std::size_t row, Result &result)
{
    sqlite3 *handle = handle_.get();
    const Running running(statement);
    // SQLite takes what is not bound for null: SQL that is not ours may have a ?, which nobody counted.
    if (static_cast<std::size_t>(sqlite3_bind_parameter_count(statement)) != width_of(command))
        throw Failure(Status::USAGE, "the statement has a parameter that is not the name of a value");
    if (bind(statement, command, row) != SQLITE_OK)
        throw why(sqlite3_extended_errcode(handle));
    const int columns = sqlite3_column_count(statement);
    int code;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW)
        for (int i = 0; i < columns; ++i)
            add_cell(result.rows, statement, i);
    if (code != SQLITE_DONE)
        throw why(sqlite3_extended_errcode(handle));
    if (command.kind != Kind::Write)
        return;
    const std::int64_t written = sqlite3_changes64(handle);
    result.affected += written;
    if (command.numbered && written > 0)
        result.rows.add_integer(sqlite3_last_insert_rowid(handle));
}

/// Nobody may stop what is done for that: SQLite would undo more than it.
void SqliteConnection::explain(Failure &failure, sqlite3_stmt *statement, const Command &command, std::size_t row)
{
    sqlite3_progress_handler(handle_.get(), 0, nullptr, nullptr);
    const auto again = [&] {
        const Running running(statement);
        int code = bind(statement, command, row);
        while (code == SQLITE_OK || code == SQLITE_ROW)
            code = sqlite3_step(statement);
        return code;
    };
    try {
        if (command.kind == Kind::Transaction)
            explain_refused_commit(handle_.get(), failure);
        else
            explain_refused_statement(handle_.get(), again, failure);
    } catch (...) {
        heed_stop();
        throw;
    }
    heed_stop();
}

std::vector<std::vector<Column>> SqliteConnection::columns(const std::vector<std::string> &tables)
{
    constexpr std::size_t name = 1, type = 2; // columns of the answer
    std::vector<std::vector<Column>> out;
    for (const std::string &table : tables) {
        const Result told = execute({say("PRAGMA table_xinfo(", table, ")"), {}});
        std::vector<Column> &columns = out.emplace_back();
        for (std::size_t row = 0; row < told.rows.size(); ++row) {
            std::string declared(told.rows.bytes(told.rows.at(row, type)));
            const Column::Holds holds = affinity(declared);
            columns.push_back({std::string(told.rows.bytes(told.rows.at(row, name))), std::move(declared), holds});
        }
    }
    return out;
}

bool SqliteConnection::undo(const Command &command) noexcept
{
    forget_cancel(); // undoing is never stopped
    until_.reset();
    return sqlite3_exec(handle_.get(), command.sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK;
}

bool SqliteConnection::in_transaction() const noexcept
{
    return sqlite3_get_autocommit(handle_.get()) == 0;
}

} // namespace gemel::driver::sqlite
