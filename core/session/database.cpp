// Opening a database, and sending statements to it.
#include "core/session/database.hpp"

#include "core/base/json.hpp"
#include "core/base/members.hpp"
#include "core/base/text.hpp"
#include "core/object/refusal.hpp"

#include <algorithm>
#include <chrono>

namespace gemel {

namespace {

struct OpenOptions {
    Limits pool;
    bool log_binds = false;
};

std::int64_t bounded(Members &members, std::string_view name, std::int64_t fallback, std::int64_t least,
                     std::int64_t greatest)
{
    std::optional<std::int64_t> number;
    members.take(name, number);
    if (number && (*number < least || *number > greatest))
        members.refuse(say("option ", in_quotes(name), " must be from ", to_text(Value(least)), " to ",
                           to_text(Value(greatest)), ", not ", to_text(Value(*number))));
    return number.value_or(fallback);
}

std::chrono::milliseconds milliseconds(Members &members, std::string_view name, std::chrono::milliseconds fallback)
{
    constexpr std::int64_t day = 86'400'000;
    return std::chrono::milliseconds(bounded(members, name, fallback.count(), 0, day));
}

/// What the URL may say as well; said here it counts.
void read_server_options(Members &members, const driver::Driver &driver, driver::Target &target)
{
    std::optional<std::string> schema, prepare;
    members.take("schema", schema);
    members.take("prepare", prepare);
    if ((schema || prepare) && !driver.has_server())
        members.refuse(say("option ", in_quotes(schema ? "schema" : "prepare"), " is for a server, which ",
                           driver.scheme(), " has not"));
    target.schema = schema.value_or(target.schema);
    if (!prepare)
        return;
    const auto known = driver::prepare_named(*prepare);
    if (!known)
        members.refuse(say("option 'prepare' must be auto, never or always, not ", in_quotes(*prepare)));
    target.prepare = *known;
}

OpenOptions read(const Object &options, const driver::Driver &driver, driver::Target &target)
{
    const std::string where = "opening a database";
    Members members(options, where, CallName::database_open);
    OpenOptions out;
    target.read_only = members.flag("readOnly");
    std::optional<bool> create;
    members.take("create", create);
    target.create = create.value_or(true);
    const bool is_busy_said = members.take("busyTimeout") != nullptr;
    const auto busy = milliseconds(members, "busyTimeout", out.pool.timeout);
    // Not to wait at all is said by busyTimeout.
    const bool waits = members.take("lockTimeout") != nullptr;
    const auto lock = milliseconds(members, "lockTimeout", busy);
    target.timeouts.lock = waits && lock.count() == 0 ? std::nullopt : std::optional(lock);
    target.timeouts.is_lock_said = waits || is_busy_said;
    target.timeouts.statement = milliseconds(members, "statementTimeout", target.timeouts.statement);
    constexpr std::int64_t connections = 10'000;
    out.pool.size = static_cast<std::size_t>(
        bounded(members, "poolSize", static_cast<std::int64_t>(out.pool.size), 1, connections));
    out.pool.timeout = milliseconds(members, "poolTimeout", busy);
    out.pool.idle_timeout = milliseconds(members, "idleTimeout", out.pool.idle_timeout);
    out.pool.max_lifetime = milliseconds(members, "maxLifetime", out.pool.max_lifetime);
    out.log_binds = members.flag("logBinds");
    std::optional<std::string> synchronous;
    members.take("synchronous", synchronous);
    target.synchronous = synchronous.value_or(target.synchronous);
    if (target.synchronous != "full" && target.synchronous != "normal" && target.synchronous != "off")
        members.refuse(say("option 'synchronous' must be full, normal or off, not ", in_quotes(target.synchronous)));
    read_server_options(members, driver, target);
    members.refuse_unknown();
    return out;
}

std::string logged(const driver::Command &command, bool shown)
{
    List list;
    if (command.rows > 0) // whose values may be millions
        list.push_back({Value(say(std::to_string(command.rows), " rows"))});
    else
        for (const Value &value : command.binds)
            list.push_back({shown ? value : Value(std::string("?"))});
    return to_json({std::move(list)});
}

/// What a statement of no session is for, and what is no loop.
const std::string no_text;

/// Tells the log of one statement: made before it, written after it.
class Report {
public:
    Report(Log *log, const driver::Command &command, std::string binds, const Tally *tally)
        : log_(log), command_(command), binds_(std::move(binds)), label_(tally ? tally->label() : no_text),
          start_(std::chrono::steady_clock::now())
    {}

    void write(Status status) const noexcept
    {
        if (!log_)
            return;
        const auto time =
            std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now() - start_);
        const auto kind = static_cast<std::int32_t>(command_.kind);
        log_->write({command_.sql, binds_, kind, time.count(), status, label_, no_text});
    }

private:
    Log *log_;
    const driver::Command &command_;
    const std::string binds_;
    const std::string &label_;
    const std::chrono::steady_clock::time_point start_;
};

} // namespace

std::shared_ptr<Database> Database::open(std::string_view url, std::shared_ptr<const Schema> schema,
                                         const Object &options)
{
    driver::Located located = driver::locate(url);
    const OpenOptions read_options = read(options, *located.driver, located.target);
    auto database = std::make_shared<Database>(std::move(schema), *located.driver, located.target, read_options.pool,
                                               read_options.log_binds);
    Pool::Turn turn;
    database->pool_.release(database->pool_.acquire(turn));
    return database;
}

Database::Database(std::shared_ptr<const Schema> schema, const driver::Driver &driver, const driver::Target &target,
                   const Limits &limits, bool log_binds)
    : schema_(std::move(schema)), dialect_(sql::dialect(driver.dialect(), target.schema, target.timeouts)),
      read_only_(target.read_only), log_binds_(log_binds), pool_(driver, target, limits)
{}

Columns::Table Database::learn_columns(driver::Connection &connection, const std::string &table)
{
    return columns_.learn(*schema_, table, connection.columns({dialect_->table(table)}).front());
}

void Database::set_log(std::shared_ptr<Log> log)
{
    const std::lock_guard lock(log_mutex_);
    log_.swap(log);
}

std::shared_ptr<Log> Database::log() noexcept
{
    const std::lock_guard lock(log_mutex_);
    return log_;
}

driver::Result Database::execute(driver::Connection &connection, const driver::Command &command, Tally *tally)
{
    const std::shared_ptr<Log> log = this->log();
    // Now: after the statement nothing may fail.
    const Report report(log.get(), command, log ? logged(command, log_binds_) : std::string(), tally);
    try {
        driver::Result result = connection.execute(command);
        if (tally)
            tally->note(command);
        report.write(Status::OK);
        return result;
    } catch (Failure &failure) {
        if (tally)
            tally->note(command);
        report.write(failure.status);
        name_attributes(failure, *schema_);
        throw;
    }
}

std::vector<driver::Result> Database::run(driver::Connection &connection, const std::vector<driver::Command> &commands,
                                          Tally *tally)
{
    const std::shared_ptr<Log> log = this->log();
    std::vector<std::unique_ptr<Report>> reports; // now: after the statements nothing may fail
    if (log)
        for (const driver::Command &command : commands)
            reports.push_back(std::make_unique<Report>(log.get(), command, logged(command, log_binds_), tally));
    const auto note = [&](std::size_t count) {
        for (std::size_t i = 0; tally && i < count; ++i)
            tally->note(commands[i]);
    };
    std::size_t failed = 0;
    try {
        std::vector<driver::Result> results = connection.run(commands, failed);
        note(commands.size());
        for (const auto &report : reports)
            report->write(Status::OK);
        return results;
    } catch (Failure &failure) {
        // What comes after the one that failed has not run.
        note(std::min(failed + 1, commands.size()));
        for (std::size_t i = 0; i < reports.size() && i <= failed; ++i)
            reports[i]->write(i < failed ? Status::OK : failure.status);
        failure.row = failed;
        name_attributes(failure, *schema_);
        throw;
    }
}

bool Database::undo(driver::Connection &connection, const driver::Command &command, Tally *tally) noexcept
{
    const std::shared_ptr<Log> log = this->log();
    const Report report(log.get(), command, "[]", tally); // it binds nothing
    const bool done = connection.undo(command);
    report.write(done ? Status::OK : Status::DATABASE);
    return done;
}

void Database::tell(const LogEvent &event) noexcept
{
    if (const std::shared_ptr<Log> log = this->log())
        log->write(event);
}

} // namespace gemel
