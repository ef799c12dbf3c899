// Work that is cut short: cancelled from another thread, or left alone by a server that dies. Each test waits for what
// it needs to have happened, in pg_stat_activity or on a lock, and never for time to pass.
#include "tests/driver/subject.hpp"

#include "core/base/text.hpp"

#include <future>
#include <thread>

using namespace subject;

namespace {

constexpr const char *lock_number = "4711";

/// Another connection, which holds a lock that the statements of a test wait for.
class Holder {
public:
    Holder() : connection_(connect())
    {
        std::size_t failed = 0;
        connection_->run({dialect().begin({}), read(gemel::say("SELECT pg_advisory_xact_lock(", lock_number, ")"))},
                         failed);
    }

    /// Waits until somebody waits for the lock.
    void await()
    {
        const std::string waiting = gemel::say(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND objid = ", lock_number);
        while (connection_->execute(read(waiting)).rows.at(0, 0).word == 0)
            std::this_thread::yield();
    }
    /// Ends the server process that waits for it.
    void terminate()
    {
        connection_->execute(read(gemel::say("SELECT pg_terminate_backend(pid) FROM pg_locks"
                                             " WHERE locktype = 'advisory' AND NOT granted AND objid = ",
                                             lock_number)));
    }
    void release() { connection_->execute(dialect().rollback()); }

private:
    std::unique_ptr<Connection> connection_;
};

Command wait_for_lock()
{
    return read(gemel::say("SELECT pg_advisory_xact_lock(", lock_number, ")"));
}

std::unique_ptr<Connection> numbers()
{
    auto connection = connect();
    for (const Command &command : dialect().drop_tables({"numbers"}))
        connection->execute(command);
    connection->execute(define(gemel::say("CREATE TABLE ", table("numbers"), " (n integer)")));
    return connection;
}

Command insert()
{
    return write(gemel::say("INSERT INTO ", table("numbers"), " VALUES (1)"));
}

std::string outcome(Connection &connection, const std::vector<Command> &commands)
{
    std::size_t failed = 99;
    try {
        connection.run(commands, failed);
        return "done";
    } catch (const gemel::Failure &failure) {
        return gemel::say(gemel::status_name(static_cast<std::int32_t>(failure.status)), " at ", std::to_string(failed),
                          connection.is_usable() ? ", usable" : ", unusable",
                          connection.in_transaction() ? ", open" : "");
    }
}

/// How commands end that wait for the lock, if their server dies meanwhile.
std::string killed(const std::vector<Command> &before, const std::vector<Command> &commands)
{
    Holder holder;
    const auto connection = numbers();
    outcome(*connection, before);
    auto waiting = std::async(std::launch::async, [&] { return outcome(*connection, commands); });
    holder.await();
    holder.terminate();
    const std::string out = waiting.get();
    return gemel::say(out, "; ", told(connect()->execute(read(gemel::say("SELECT count(*) FROM ", table("numbers"))))));
}

} // namespace

static void another_thread_cancels_and_the_connection_goes_on(void **)
{
    expect("cancelled at 2, usable, open; 1", [] {
        Holder holder;
        const auto connection = numbers();
        auto waiting = std::async(std::launch::async, [&] {
            return outcome(*connection, {dialect().begin({}), insert(), wait_for_lock(), dialect().commit()});
        });
        holder.await();
        connection->want_cancel();
        std::string out = waiting.get();
        connection->forget_cancel();
        connection->undo(dialect().rollback());
        return gemel::say(out, "; ", told(connection->execute(read("SELECT 1"))));
    });
}

static void cancelling_nothing_does_nothing(void **)
{
    expect("done", [] {
        const auto connection = connect();
        connection->want_cancel();
        // Another round trip, after which the server has seen the wish.
        connect()->execute(read("SELECT 1"));
        return connection->is_usable() ? std::string("done") : "unusable";
    });
}

static void a_server_that_dies_before_the_answer_to_a_commit_leaves_the_outcome_unknown(void **)
{
    expect("unknown-outcome at 2, unusable; 0", [] {
        return killed({}, {dialect().begin({}), insert(), wait_for_lock(), dialect().commit()});
    });
    expect("unknown-outcome at 1, unusable; 0", [] { return killed({}, {insert(), wait_for_lock()}); });
    expect("unknown-outcome at 0, unusable; 0", [] {
        return killed({dialect().begin({}), insert()}, {wait_for_lock(), dialect().commit()});
    });
}

static void a_server_that_dies_where_nothing_was_to_be_kept_yet_leaves_no_doubt(void **)
{
    expect("connection at 1, unusable; 0", [] { return killed({dialect().begin({})}, {insert(), wait_for_lock()}); });
    expect("connection at 0, unusable; 0", [] { return killed({}, {wait_for_lock()}); });
    expect("connection at 1, unusable; 0", [] {
        return killed({}, {dialect().begin({}), wait_for_lock(), dialect().commit()});
    });
}

static void a_server_that_died_before_leaves_no_doubt_either(void **)
{
    expect("connection at 0, unusable", [] {
        const auto connection = numbers();
        const auto pid = connection->execute(read("SELECT pg_backend_pid()")).rows.at(0, 0).word;
        const auto other = connect();
        other->execute(read(gemel::say("SELECT pg_terminate_backend(", std::to_string(pid), ")")));
        const std::string there = gemel::say("SELECT count(*) FROM pg_stat_activity WHERE pid = ", std::to_string(pid));
        while (other->execute(read(there)).rows.at(0, 0).word > 0)
            std::this_thread::yield();
        return outcome(*connection, {insert()});
    });
}

static int tests()
{
    const CMUnitTest direct[] = {
        cmocka_unit_test(another_thread_cancels_and_the_connection_goes_on),
        cmocka_unit_test(cancelling_nothing_does_nothing),
        cmocka_unit_test(a_server_that_dies_before_the_answer_to_a_commit_leaves_the_outcome_unknown),
        cmocka_unit_test(a_server_that_dies_where_nothing_was_to_be_kept_yet_leaves_no_doubt),
        cmocka_unit_test(a_server_that_died_before_leaves_no_doubt_either),
    };
    // The pooler keeps our connection when the server that worked for it dies.
    const CMUnitTest pooled[] = {
        cmocka_unit_test(another_thread_cancels_and_the_connection_goes_on),
        cmocka_unit_test(cancelling_nothing_does_nothing),
        cmocka_unit_test(a_server_that_dies_before_the_answer_to_a_commit_leaves_the_outcome_unknown),
        cmocka_unit_test(a_server_that_dies_where_nothing_was_to_be_kept_yet_leaves_no_doubt),
    };
    return quirks().is_direct ? cmocka_run_group_tests_name(quirks().name, direct, nullptr, nullptr)
                              : cmocka_run_group_tests_name(quirks().name, pooled, nullptr, nullptr);
}

int main(int argc, char **argv)
{
    return on_each(argc, argv, tests);
}
