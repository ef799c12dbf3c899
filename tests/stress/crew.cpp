// Pipes for orders and reports, shared memory for what was done, a barrier to begin together.
#include "crew.hpp"

#include "../property/random.hpp"
#include "actor.hpp"
#include "choice.hpp"

#include <algorithm>
#include <atomic>
#include <csignal>
#include <cstring>
#include <new>
#include <poll.h>
#include <pthread.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace stress {

using property::Broken;

namespace {

constexpr std::size_t most_actors = 16, most_operations = 8;
constexpr int patience = 240'000; // milliseconds: longer than anybody waits for a lock

using Text = std::array<char, 400>;

void write_down(Text &text, const char *what)
{
    std::strncpy(text.data(), what, text.size() - 1);
}

struct Slot {
    std::size_t count = 0;
    std::array<Event, most_operations> events{};
    Text complaint{};
};

} // namespace

struct Board {
    pthread_barrier_t beginning{};
    std::atomic<bool> is_over = false;
    std::atomic<std::uint64_t> polls = 0, sightings = 0, retried = 0;
    Text first_sighting{};
    std::array<Slot, most_actors> slots{};
    Slot observer{};
};

namespace {

Board *share_board(unsigned actors)
{
    void *memory = mmap(nullptr, sizeof(Board), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED || actors > most_actors)
        throw Broken("no memory to share");
    auto *board = new (memory) Board;
    pthread_barrierattr_t attributes;
    pthread_barrierattr_init(&attributes);
    pthread_barrierattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
    pthread_barrier_init(&board->beginning, &attributes, actors);
    pthread_barrierattr_destroy(&attributes);
    return board;
}

void close_end(int &end)
{
    if (end >= 0)
        close(end);
    end = -1;
}

void count_retried(const gemel_log_event *event, void *user_data)
{
    if (gemel_log_event_status(event) == GEMEL_RETRY)
        ++static_cast<Board *>(user_data)->retried;
}

} // namespace

Crew::Crew(const Combination &combination, const Tables &tables, std::size_t operations_each)
    : combination_(combination), tables_(tables), operations_each_(std::min(operations_each, most_operations)),
      board_(share_board(combination.processes * combination.threads)),
      lines_(static_cast<std::size_t>(combination.processes) * combination.threads)
{
    for (Line &line : lines_)
        if (pipe(line.order) != 0 || pipe(line.report) != 0)
            throw Broken("no pipe");
    for (std::size_t process = 0; process < combination.processes; ++process)
        start([this, process] { work_in_process(process); });
    start([this] { observe(); });
    for (Line &line : lines_) {
        close_end(line.order[0]);
        close_end(line.report[1]);
    }
}

Crew::~Crew()
{
    for (const pid_t process : processes_) {
        kill(process, SIGKILL);
        waitpid(process, nullptr, 0);
    }
    for (Line &line : lines_)
        for (int *end : {&line.order[0], &line.order[1], &line.report[0], &line.report[1]})
            close_end(*end);
    munmap(board_, sizeof(Board));
}

void Crew::start(const std::function<void()> &job)
{
    const pid_t parent = getpid();
    const pid_t process = fork();
    if (process < 0)
        throw Broken("no process");
    if (process > 0) {
        processes_.push_back(process);
        return;
    }
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        _exit(1);
    try {
        job();
        _exit(0);
    } catch (const std::exception &failure) {
        write_down(board_->observer.complaint, failure.what());
        _exit(1);
    }
}

void Crew::work_in_process(std::size_t process)
{
    const std::size_t first = process * combination_.threads, end = first + combination_.threads;
    for (std::size_t actor = 0; actor < lines_.size(); ++actor) {
        close_end(lines_[actor].order[1]); // or nobody would see the end of it
        close_end(lines_[actor].report[0]);
        if (actor < first || actor >= end)
            close_end(lines_[actor].report[1]);
    }
    const property::Database database = tables_.open();
    property::must("gemel_database_set_log", gemel_database_set_log, database.get(), count_retried, board_, nullptr);
    std::vector<std::thread> threads;
    for (std::size_t actor = first; actor < end; ++actor)
        threads.emplace_back([this, actor, it = database.get()] { serve(actor, it); });
    for (std::thread &thread : threads)
        thread.join();
}

void Crew::serve(std::size_t number, gemel_database *database)
{
    Slot &slot = board_->slots[number];
    try {
        Actor actor(database, tables_.schema(), combination_, tables_.place());
        std::uint64_t seed = 0;
        while (read(lines_[number].order[0], &seed, sizeof seed) == sizeof seed) {
            Random random(seed * most_actors + number);
            actor.load();
            pthread_barrier_wait(&board_->beginning);
            for (slot.count = 0; slot.count < operations_each_; ++slot.count)
                slot.events[slot.count] = actor.act(choose(combination_, actor.known(), random));
            if (write(lines_[number].report[1], "", 1) != 1)
                throw Broken("nobody listens");
        }
    } catch (const std::exception &failure) {
        write_down(slot.complaint, failure.what());
        _exit(1);
    }
}

void Crew::observe()
{
    constexpr useconds_t rest = 100; // or it would keep those who write from writing
    const std::unique_ptr<Plain> plain = connect(tables_.place());
    while (!board_->is_over) {
        const std::string seen = with_two_partners(*plain, tables_.place());
        ++board_->polls;
        if (!seen.empty() && board_->sightings++ == 0)
            write_down(board_->first_sighting, seen.c_str());
        usleep(rest);
    }
}

std::vector<std::vector<Event>> Crew::work(std::uint64_t seed)
{
    for (const Line &line : lines_)
        if (write(line.order[1], &seed, sizeof seed) != sizeof seed)
            complain("nobody takes an order");
    await_reports();
    std::vector<std::vector<Event>> done;
    for (std::size_t actor = 0; actor < lines_.size(); ++actor) {
        const Slot &slot = board_->slots[actor];
        done.emplace_back(slot.events.begin(), slot.events.begin() + static_cast<std::ptrdiff_t>(slot.count));
    }
    return done;
}

void Crew::await_reports()
{
    std::vector<pollfd> waiting;
    for (const Line &line : lines_)
        waiting.push_back({line.report[0], POLLIN, 0});
    while (!waiting.empty()) {
        if (poll(waiting.data(), waiting.size(), patience) <= 0)
            complain("somebody has fallen silent");
        for (auto it = waiting.begin(); it != waiting.end();) {
            char report = 0;
            if (it->revents != 0 && read(it->fd, &report, 1) != 1)
                complain("somebody has gone");
            it = it->revents != 0 ? waiting.erase(it) : it + 1;
        }
    }
}

void Crew::dismiss()
{
    board_->is_over = true;
    for (Line &line : lines_)
        close_end(line.order[1]);
    bool good = true;
    for (; !processes_.empty(); processes_.pop_back()) {
        int status = 0;
        waitpid(processes_.back(), &status, 0);
        good = good && WIFEXITED(status) && WEXITSTATUS(status) == 0;
    }
    if (!good)
        complain("somebody ended badly");
}

void Crew::complain(const std::string &about) const
{
    std::string out = about;
    for (const Slot &slot : board_->slots)
        if (slot.complaint.front() != '\0')
            out += std::string("\n") + slot.complaint.data();
    if (board_->observer.complaint.front() != '\0')
        out += std::string("\n") + board_->observer.complaint.data();
    throw Broken(out);
}

std::uint64_t Crew::polls() const noexcept
{
    return board_->polls;
}

std::uint64_t Crew::sightings() const noexcept
{
    return board_->sightings;
}

std::string Crew::first_sighting() const
{
    return board_->first_sighting.data();
}

std::uint64_t Crew::retried_statements() const noexcept
{
    return board_->retried;
}

} // namespace stress
