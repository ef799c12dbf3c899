// Many at once on few rows, on every database: what they did must be explained by some order in which they did it one
// after another, and nobody may ever see an owner with two partners. Reports in TAP, with a table of what was done.
// Must not know how a combination is run. Runs inside tests/servers/with-servers.
//
//     hammer [--seed N] [--rounds N] [--processes N] [--only WORDS] [--long]
//
// The rounds of a seed do the same each time, but not at the same time.
#include "run.hpp"

#include "../property/handles.hpp"
#include "plain.hpp"

#include <algorithm>
#include <cinttypes>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <random>
#include <vector>

namespace {

using stress::Combination;
using stress::Extent;
using stress::Figures;
using stress::Found;

struct Wanted {
    Extent extent{std::random_device{}(), 40, 4};
    unsigned processes = 0; // 0: as the combination says
    std::string only{};
};

Wanted read_arguments(int argc, char **argv)
{
    constexpr std::uint64_t long_rounds = 4000;
    Wanted wanted;
    for (int i = 1; i < argc; ++i) {
        const bool has_value = i + 1 < argc;
        if (std::strcmp(argv[i], "--long") == 0)
            wanted.extent.rounds = long_rounds;
        else if (std::strcmp(argv[i], "--seed") == 0 && has_value)
            wanted.extent.seed = std::strtoull(argv[++i], nullptr, 10);
        else if (std::strcmp(argv[i], "--rounds") == 0 && has_value)
            wanted.extent.rounds = std::strtoull(argv[++i], nullptr, 10);
        else if (std::strcmp(argv[i], "--processes") == 0 && has_value)
            wanted.processes = static_cast<unsigned>(std::strtoul(argv[++i], nullptr, 10));
        else if (std::strcmp(argv[i], "--only") == 0 && has_value)
            wanted.only = argv[++i];
        else {
            std::fprintf(stderr, "hammer: what is %s?\n", argv[i]);
            std::exit(2);
        }
    }
    return wanted;
}

/// A deadlock is looked for after a second otherwise, and here are many.
class Impatience {
public:
    Impatience() : plain_(stress::connect_postgresql(std::getenv("GEMEL_TEST_POSTGRESQL")))
    {
        plain_->must("ALTER SYSTEM SET deadlock_timeout = '5ms'");
        plain_->must("SELECT 1 FROM pg_reload_conf()");
    }
    Impatience(const Impatience &) = delete;
    Impatience &operator=(const Impatience &) = delete;
    ~Impatience()
    {
        plain_->run("ALTER SYSTEM RESET deadlock_timeout");
        plain_->run("SELECT 1 FROM pg_reload_conf()");
    }

private:
    std::unique_ptr<stress::Plain> plain_;
};

class Report {
public:
    void line(bool passed, const std::string &name, const Found &found)
    {
        std::printf("%sok %zu - %s\n", passed ? "" : "not ", ++tests_, name.c_str());
        if (!passed)
            diagnose(found.complaint);
        std::fflush(stdout);
        good_ = good_ && passed;
        const Figures &it = found.figures;
        std::string row;
        for (const std::uint64_t number :
             {it.rounds, it.operations, it.ended(GEMEL_OK), it.unexplained, it.sightings, it.polls,
              it.retried_statements, it.ended(GEMEL_RETRY) - it.plain_retries, it.plain_retries})
            row += column(std::to_string(number));
        table_ += row + "  " + name + "\n";
    }

    bool end()
    {
        std::printf("1..%zu\n", tests_);
        std::string heading = "twins: seen by the observer; again: statements refused with RETRY; RETRY: given up by "
                              "gemel; plain: by plain SQL\n";
        for (const char *what : {"rounds", "done", "ok", "wrong", "twins", "polls", "again", "RETRY", "plain"})
            heading += column(what);
        diagnose(heading + "\n" + table_);
        return good_;
    }

private:
    static std::string column(const std::string &text)
    {
        constexpr std::size_t width = 9;
        return std::string(width - std::min(width - 1, text.size()), ' ') + text;
    }

    static void diagnose(const std::string &text)
    {
        std::string out = "# ";
        for (const char c : text)
            out += c == '\n' ? std::string("\n# ") : std::string(1, c);
        std::puts(out.c_str());
    }

    std::size_t tests_ = 0;
    bool good_ = true;
    std::string table_{};
};

/// What never happened was not tried.
std::string never_happened(const Figures &all)
{
    std::string out;
    for (std::size_t i = 0; i < all.successes.size(); ++i)
        if (all.successes[i] == 0)
            out += std::string("never done: ") + stress::name(static_cast<stress::Kind>(i)) + "\n";
    for (const gemel_status status :
         {GEMEL_NOT_FOUND, GEMEL_OCCUPIED, GEMEL_FOREIGN_KEY, GEMEL_NOT_NULL, GEMEL_UNIQUE, GEMEL_UNSUPPORTED})
        if (all.ended(status) == 0)
            out += std::string("never refused: ") + gemel_status_name(status) + "\n";
    return out;
}

} // namespace

int main(int argc, char **argv)
{
    const Wanted wanted = read_arguments(argc, argv);
    std::printf("# --seed %" PRIu64 "\n", wanted.extent.seed);
    const auto is_wanted = [&](const Combination &it) { return name(it).find(wanted.only) != std::string::npos; };
    Report report;
    try {
        const Impatience impatience;
        Figures all;
        for (Combination it : stress::combinations()) {
            if (!is_wanted(it))
                continue;
            if (wanted.processes > 0)
                it.processes = wanted.processes;
            const Found found = stress::run(it, wanted.extent);
            report.line(found.complaint.empty(), name(it), found);
            all.add(found.figures);
        }
        for (const Combination &it : stress::controls()) {
            constexpr std::uint64_t tries = 400;
            if (!is_wanted(it))
                continue;
            const Found found = stress::run_control(it, {wanted.extent.seed, tries, wanted.extent.operations_each});
            report.line(found.figures.unexplained > 0 && found.figures.sightings > 0, name(it) + ": found out", found);
        }
        if (wanted.only.empty())
            report.line(never_happened(all).empty(), "everything was tried", {all, never_happened(all)});
    } catch (const property::Broken &broken) {
        std::printf("Bail out! %s\n", broken.what());
        return 1;
    }
    return report.end() ? 0 : 1;
}
