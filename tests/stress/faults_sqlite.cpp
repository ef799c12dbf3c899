// Every method on a file of SQLite's, with a fault at every step of it: a child that is killed leaves exactly the old
// or exactly the new state, and what it was told is kept; a step that fails is a failure which changes nothing, in
// the file or in memory, and the session goes on. Every step there is, so that nothing is left to choose.
// Reports in TAP. Must not know what is right: the model does.
#include "actor.hpp"
#include "shim.hpp"
#include "tables.hpp"

#include <array>
#include <cstdio>
#include <cstring>
#include <functional>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

using property::Broken;
using namespace stress;

/// What is done, from which beginning.
struct Act {
    const char *name;
    bool nullable;
    std::vector<Operation> operations;
    bool in_transaction = false;
};

const State nullable_beginning{{1, 2, 3}, {{11, 1}, {12, 2}, {13, none}}};
const State not_null_beginning{{1, 2, 3}, {{11, 1}, {12, 2}}};

const std::vector<Act> acts = {
    {"hasOne set, one displaced", true, {{Kind::HasOneSet, 1, 13}}},
    {"hasOne set, one deleted", false, {{Kind::HasOneSet, 1, 12}}},
    {"hasOne set, one destroyed on request", true, {{Kind::HasOneSet, 1, 13, none, false, true}}},
    {"hasOne set, stolen", true, {{Kind::HasOneSet, 3, 12}}},
    {"hasOne set by key", true, {{Kind::HasOneSetKey, 1, 12}}},
    {"hasOne set of a new one", true, {{Kind::HasOneSetNew, 1}}},
    {"hasOne set of a new one, one deleted", false, {{Kind::HasOneSetNew, 1}}},
    {"hasOne set of many, exchanged and displaced",
     true,
     {{Kind::HasOneSetMany, 1, 13, none, false, false, {{{2, 11}}}}}},
    {"hasOne set of many, one moved", false, {{Kind::HasOneSetMany, 1, 12, none, false, false, {{{3, 11}}}}}},
    {"hasOne unset", true, {{Kind::HasOneUnset, 1}}},
    {"hasOne unset, one deleted", false, {{Kind::HasOneUnset, 1}}},
    {"hasOne create", true, {{Kind::HasOneCreate, 3}}},
    {"hasOne create, replacing", true, {{Kind::HasOneCreate, 1, none, none, true}}},
    {"hasOne create, replacing, one deleted", false, {{Kind::HasOneCreate, 1, none, none, true}}},
    {"belongsTo set", true, {{Kind::BelongsToSet, 3, 13}}},
    {"belongsTo set, replacing", true, {{Kind::BelongsToSet, 1, 12, none, true}}},
    {"belongsTo set, replacing, one deleted", false, {{Kind::BelongsToSet, 1, 12, none, true}}},
    {"belongsTo set by key", true, {{Kind::BelongsToSetKey, 3, 11}}},
    {"belongsTo unset", true, {{Kind::BelongsToUnset, none, 11}}},
    {"belongsTo create", true, {{Kind::BelongsToCreate, none, 11}}},
    {"belongsTo create, not null", false, {{Kind::BelongsToCreate, none, 11}}},
    {"save", true, {{Kind::Save, 3, 11}}},
    {"update", true, {{Kind::Update, 3, 11}}},
    {"destroy of a dependent", true, {{Kind::DestroyDependent, none, 11}}},
    {"destroy of an owner, set null", true, {{Kind::DestroyOwner, 1}}},
    {"destroy of an owner, cascading", false, {{Kind::DestroyOwner, 1}}},
    {"a transaction of two", true, {{Kind::HasOneSet, 1, 12}, {Kind::BelongsToCreate, none, 11}}, true},
};

/// Survives the death of the child that writes it.
struct Report {
    volatile gemel_status status = -1; // of the act; -1: not told yet
    volatile bool struck = false, failed = false;
    Event event{};
    std::array<char, 400> complaint{};
};

/// A process of its own. Was it killed?
bool run_child(const std::function<void()> &job, Report &report)
{
    report = Report();
    const pid_t child = fork();
    if (child < 0)
        throw Broken("no process");
    if (child == 0) {
        try {
            job();
        } catch (const std::exception &failure) {
            std::strncpy(report.complaint.data(), failure.what(), report.complaint.size() - 1);
        }
        _exit(0);
    }
    int status = 0;
    waitpid(child, &status, 0);
    if (report.complaint.front() != '\0')
        throw Broken(report.complaint.data());
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL)
        return true;
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        throw Broken("the child ended with " + std::to_string(status));
    return false;
}

/// One act on one kind of journal, again and again from the same beginning.
class Bench {
public:
    /// A fault at every step, or `steps_apart` from one to the next.
    Bench(const Act &act, Server server, unsigned steps_apart, Report &report)
        : act_(act), combination_{server, {act.nullable, false}, act.in_transaction ? "serializable" : nullptr},
          tables_(combination_), file_(tables_.place().plain), saved_(file_ + ".saved"), report_(report),
          steps_apart_(steps_apart), before_(act.nullable ? nullable_beginning : not_null_beginning)
    {
        fill(*connect(tables_.place()), tables_.place(), before_);
        std::filesystem::copy_file(file_, saved_);
        if (try_once([](gemel_database *) {}))
            throw Broken("killed by nobody");
        after_ = state();
        expect_promised();
    }

    void is_killed(Fault fault)
    {
        each_step([&](unsigned n) { return try_once([&](gemel_database *) { arm(fault, n); }); });
    }

    void is_killed_after_statements()
    {
        each_step([&](unsigned n) {
            return try_once([&](gemel_database *database) {
                static unsigned left;
                left = n;
                const auto count = [](const gemel_log_event *, void *) {
                    if (--left == 0)
                        kill(getpid(), SIGKILL);
                };
                gemel_database_set_log(database, count, nullptr, nullptr, nullptr);
            });
        });
    }

    void fails(Fault fault)
    {
        each_step([&](unsigned n) {
            begin_anew();
            run_child([&] { fail_and_go_on(fault, n); }, report_);
            return report_.struck;
        });
    }

    unsigned trials() const noexcept { return trials_; }
    unsigned undone() const noexcept { return undone_; }

private:
    /// Without a fault it must do what the manual says.
    void expect_promised() const
    {
        State state = before_;
        std::string wrong;
        for (std::size_t i = 0; i < report_.event.count; ++i)
            wrong += play(combination_.rules, report_.event.operations[i], report_.event.outcomes[i], nullptr, state);
        if (!wrong.empty() || state != after_)
            throw Broken(std::string(act_.name) + " leaves " + told(after_) + " and not " + told(state) + wrong);
    }

    /// Until a step is not there any more, so that nothing went wrong.
    void each_step(const std::function<bool(unsigned)> &try_step)
    {
        constexpr unsigned most = 400;
        for (unsigned n = 1;; n += steps_apart_, ++trials_) {
            const bool struck = try_step(n);
            try {
                check(struck);
            } catch (const Broken &broken) {
                throw Broken(std::string(act_.name) + ", step " + std::to_string(n) + ": " + broken.what());
            }
            if (!struck && n == 1)
                throw Broken(std::string(act_.name) + ": there was no step");
            if (!struck)
                return;
            if (n >= most)
                throw Broken(std::string(act_.name) + " comes to no end");
        }
    }

    void begin_anew() const
    {
        for (const char *more : {"-wal", "-shm", "-journal"})
            std::filesystem::remove(file_ + more);
        std::filesystem::copy_file(saved_, file_, std::filesystem::copy_options::overwrite_existing);
    }

    /// In a child: the act, with what `prepare` puts in its way, until everything is closed. Was it killed?
    bool try_once(const std::function<void(gemel_database *)> &prepare)
    {
        begin_anew();
        return run_child(
            [&] {
                const property::Database database = tables_.open(false);
                Actor actor(database.get(), tables_.schema(), combination_, tables_.place());
                actor.load();
                prepare(database.get());
                const Event event = actor.act(act_.operations);
                if (event.status != GEMEL_OK)
                    throw Broken(told(event, event.start));
                report_.event = event;
                report_.status = event.status;
            },
            report_);
    }

    /// In a child: the act fails, or does not mind; then nothing is wrong any more and it must succeed.
    void fail_and_go_on(Fault fault, unsigned n)
    {
        const property::Database database = tables_.open(false);
        Actor actor(database.get(), tables_.schema(), combination_, tables_.place());
        actor.load();
        arm(fault, n);
        const Event event = actor.act(act_.operations);
        report_.struck = disarm();
        report_.status = event.status;
        report_.failed = event.status != GEMEL_OK;
        if (event.status == GEMEL_OK)
            return;
        if (event.status != GEMEL_DATABASE && event.status != GEMEL_CONNECTION)
            throw Broken("not a failure of the file: " + told(event, event.start));
        if (const State left = state(); left != before_)
            throw Broken("failed, and left " + told(left) + ": " + told(event, event.start));
        const Event again = actor.act(act_.operations);
        if (again.status != GEMEL_OK)
            throw Broken("the session does not go on: " + told(again, again.start) + " after " +
                         told(event, event.start));
        report_.status = again.status;
    }

    State state() const { return read_state(*connect(tables_.place()), tables_.place()); }

    void check(bool struck)
    {
        const auto plain = connect(tables_.place());
        const char *whole = "SELECT (SELECT group_concat(integrity_check) FROM pragma_integrity_check) = 'ok', "
                            "(SELECT count(*) FROM pragma_foreign_key_check)";
        if (plain->must(whole).rows.front() != std::vector<std::int64_t>{1, 0})
            throw Broken("the file is damaged");
        const State left = read_state(*plain, tables_.place());
        const bool was_told = report_.status == GEMEL_OK;
        undone_ += left == before_ || report_.failed ? 1 : 0;
        const bool is_right = left == after_ || (left == before_ && struck && !was_told);
        if (!is_right)
            throw Broken(std::string(was_told ? "success was told, and left: " : "left: ") + told(left) +
                         "; before: " + told(before_) + "; after: " + told(after_));
    }

    const Act &act_;
    const Combination combination_;
    const Tables tables_;
    const std::string file_, saved_;
    Report &report_;
    const unsigned steps_apart_;
    const State before_;
    State after_{};
    unsigned trials_ = 0, undone_ = 0;
};

struct Test {
    const char *name;
    void (*run)(Bench &bench);
};

const Test tests[] = {
    {"killed before any change of a file, it is all or nothing", [](Bench &it) { it.is_killed(Fault::Kill); }},
    {"killed in the middle of any write, it is all or nothing", [](Bench &it) { it.is_killed(Fault::TornWrite); }},
    {"killed after any statement, it is all or nothing", [](Bench &it) { it.is_killed_after_statements(); }},
    {"any step that fails changes nothing", [](Bench &it) { it.fails(Fault::Error); }},
    {"a disk that stays broken changes nothing", [](Bench &it) { it.fails(Fault::LastingError); }},
    {"a disk that is full changes nothing", [](Bench &it) { it.fails(Fault::Full); }},
};

} // namespace

int main(int argc, char **argv)
{
    const bool is_said = argc == 3 && std::strcmp(argv[1], "--every") == 0;
    const auto steps_apart = is_said ? static_cast<unsigned>(std::strtoul(argv[2], nullptr, 10)) : 1U;
    if (steps_apart == 0 || (!is_said && argc != 1)) {
        std::fputs("usage: faults_sqlite [--every N]\n", stderr);
        return 2;
    }
    put_shim_in();
    void *memory = mmap(nullptr, sizeof(Report), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) {
        std::puts("Bail out! no memory to share");
        return 1;
    }
    Report &report = *new (memory) Report;
    std::printf("1..%zu\n", 2 * std::size(tests));
    bool good = true;
    std::size_t number = 0;
    for (const Server server : {Server::SqliteWal, Server::SqliteDelete}) {
        for (const Test &test : tests) {
            std::string complaint;
            unsigned trials = 0, undone = 0;
            for (const Act &act : acts) {
                try {
                    Bench bench(act, server, steps_apart, report);
                    test.run(bench);
                    trials += bench.trials();
                    undone += bench.undone();
                } catch (const Broken &broken) {
                    complaint += std::string("# ") + broken.what() + "\n";
                }
            }
            std::printf("%sok %zu - SQLite %s: %s\n", complaint.empty() ? "" : "not ", ++number,
                        server == Server::SqliteWal ? "WAL" : "delete journal", test.name);
            std::printf("# %u faults, %u of them undo what had begun\n%s", trials, undone, complaint.c_str());
            std::fflush(stdout);
            good = good && complaint.empty();
        }
    }
    return good ? 0 : 1;
}
