// Random definitions, judged by resolve and tried on SQLite: what is right is taken, what is taken works, what is wrong
// is refused. Reports in TAP. Must not know how definitions are made or tried.
//
//     property_definitions [--seed N] [--count N]
//
// Case i of seed N is case 0 of seed N + i, so that what failed can be run alone. Without a seed: always the same ones,
// so that a run says something of the code and nothing of the day. New ones are for people to try, by the thousand.
#include "mistakes.hpp"
#include "sane.hpp"
#include "trial.hpp"
#include "verdict.hpp"
#include "wild.hpp"

#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <unistd.h>

namespace {

using property::Broken;
using property::Definition;
using property::Random;

struct Range {
    std::uint64_t seed;
    std::size_t count;
};

struct Case {
    Random random;
    std::size_t number;
    Definition definition{};
    property::Mistake mistake{};
};

void make_sane(Case &it)
{
    it.definition = property::sane(it.random).definition;
}

void make_wild(Case &it)
{
    it.definition = property::wild(it.random);
}

void make_mistake(Case &it)
{
    property::Draft draft = property::sane(it.random);
    it.mistake = property::make_mistake(draft, it.number, it.random);
    it.definition = std::move(draft.definition);
}

void is_taken_and_works(const Case &it)
{
    const property::Verdict verdict = property::judge(it.definition);
    if (!verdict.schema)
        throw Broken("refused: " + verdict.complaints.front());
    property::try_out(verdict.schema.get(), true);
}

void works_if_taken(const Case &it)
{
    const property::Verdict verdict = property::judge(it.definition);
    const std::string said = property::document(it.definition);
    const bool defaults_fit = said.find("default (") == std::string::npos && said.find("\"sql\"") == std::string::npos;
    if (verdict.schema)
        property::try_out(verdict.schema.get(), defaults_fit);
}

void is_refused(const Case &it)
{
    property::check_mistake(it.mistake, property::judge(it.definition));
}

struct Test {
    const char *name;
    void (*make)(Case &);
    void (*check)(const Case &);
};

constexpr Test tests[] = {
    {"what is right is taken, and works", make_sane, is_taken_and_works},
    {"what is taken works, and what is refused is told", make_wild, works_if_taken},
    {"what is wrong is refused where it is wrong", make_mistake, is_refused},
};

/// As diagnostics of TAP.
std::string diagnostics(const std::string &text)
{
    std::string out = "# ";
    for (const char c : text)
        out += c == '\n' ? std::string("\n# ") : std::string(1, c);
    return out + "\n";
}

/// What is shown if the library dies: written before each case, because a signal leaves no time to write.
std::string dying_words;

extern "C" void die(int signal)
{
    [[maybe_unused]] const auto written = write(STDOUT_FILENO, dying_words.data(), dying_words.size());
    std::signal(signal, SIG_DFL);
    std::raise(signal);
}

bool run(const Test &test, const Range &range)
{
    constexpr std::size_t most_shown = 3;
    std::size_t failed = 0;
    for (std::size_t i = 0; i < range.count; ++i) {
        const std::string name = "--seed " + std::to_string(range.seed + i) + " --count 1: ";
        Case it{Random(range.seed + i), static_cast<std::size_t>((range.seed + i) % 1000000007U)};
        test.make(it);
        dying_words = "\n" + diagnostics(name + "died\n" + property::document(it.definition));
        try {
            test.check(it);
        } catch (const Broken &broken) {
            if (++failed <= most_shown)
                std::fputs(diagnostics(name + broken.what() + "\n" + property::document(it.definition)).c_str(),
                           stdout);
        }
    }
    if (failed > 0)
        std::printf("# %zu of %zu from seed %ju\n", failed, range.count, static_cast<std::uintmax_t>(range.seed));
    return failed == 0;
}

std::uint64_t number(const char *text)
{
    return std::strtoull(text, nullptr, 10);
}

} // namespace

int main(int argc, char **argv)
{
    Range range{20240229, 1500};
    for (int i = 1; i + 1 < argc; i += 2) {
        if (std::strcmp(argv[i], "--seed") == 0)
            range.seed = number(argv[i + 1]);
        else if (std::strcmp(argv[i], "--count") == 0)
            range.count = number(argv[i + 1]);
    }
    std::setvbuf(stdout, nullptr, _IOLBF, 0); // a long run is watched
    for (const int signal : {SIGSEGV, SIGABRT, SIGFPE, SIGBUS})
        std::signal(signal, die);
    std::printf("1..%zu\n", std::size(tests));
    bool good = true;
    for (std::size_t i = 0; i < std::size(tests); ++i) {
        const bool passed = run(tests[i], range);
        std::printf("%sok %zu - %s\n", passed ? "" : "not ", i + 1, tests[i].name);
        good = good && passed;
    }
    return good ? 0 : 1;
}
