// What only PostgreSQL does with transactions: a failure spoils them, constraints are deferred, a database only reads,
// locks are waited for.
#include "tests/driver/subject.hpp"

#include "core/base/text.hpp"

#include <cstdlib>

using namespace subject;

namespace {

std::unique_ptr<Connection> deferred()
{
    auto connection = connect();
    for (const Command &command : dialect().drop_tables({"numbers"}))
        connection->execute(command);
    connection->execute(
        define(gemel::say("CREATE TABLE ", table("numbers"), " (n integer UNIQUE DEFERRABLE INITIALLY DEFERRED)")));
    return connection;
}

Command insert_one()
{
    return write(gemel::say("INSERT INTO ", table("numbers"), " VALUES (1)"));
}

std::string failure_of(Connection &connection, const std::vector<Command> &commands)
{
    std::size_t failed = 99;
    try {
        connection.run(commands, failed);
        return "none";
    } catch (const gemel::Failure &failure) {
        return gemel::say(told(failure), " at ", std::to_string(failed), connection.is_usable() ? "" : ", unusable",
                          connection.in_transaction() ? ", open" : "");
    }
}

} // namespace

static void a_transaction_that_failed_cannot_be_committed(void **)
{
    expect("database 42601 at 1, open; database 25P02 at 0, open; database at 0", [] {
        const auto connection = connect();
        std::string out = failure_of(*connection, {dialect().begin({}), read("SELEKT")});
        out += "; " + failure_of(*connection, {read("SELECT 1")});
        return out + "; " + failure_of(*connection, {dialect().commit()});
    });
}

static void a_deferred_constraint_fails_the_commit(void **)
{
    expect("unique 23505 numbers numbers_n_key at 3; 0", [] {
        const auto connection = deferred();
        std::string out =
            failure_of(*connection, {dialect().begin({}), insert_one(), insert_one(), dialect().commit()});
        return out + "; " + told(connection->execute(read(gemel::say("SELECT count(*) FROM ", table("numbers")))));
    });
}

static void a_deferred_constraint_fails_statements_without_a_transaction(void **)
{
    expect("unique 23505 numbers numbers_n_key at 1; 0", [] {
        const auto connection = deferred();
        std::string out = failure_of(*connection, {insert_one(), insert_one()});
        return out + "; " + told(connection->execute(read(gemel::say("SELECT count(*) FROM ", table("numbers")))));
    });
}

static void a_transaction_is_read_committed_whatever_the_database_has(void **)
{
    expect("'read committed'|'off'; 'read committed'|'on'", [] {
        const auto connection = connect();
        std::string out;
        for (const bool read_only : {false, true}) {
            std::size_t failed = 0;
            const auto results = connection->run(
                {dialect().begin({read_only}),
                 read("SELECT current_setting('transaction_isolation'), current_setting('transaction_read_only')"),
                 dialect().commit()},
                failed);
            out += (read_only ? "; " : "") + told(results[1]);
        }
        return out;
    });
}

static void a_write_in_what_only_reads_is_usage(void **)
{
    expect("usage 25006 at 1, open; usage 25006", [] {
        const auto connection = connect();
        std::string out = failure_of(*connection, {dialect().begin({true}), define("CREATE TABLE nothing ()")});
        const char *url = std::getenv("GEMEL_TEST_POSTGRESQL_RO");
        const auto located = gemel::driver::locate(url ? url : "");
        try {
            located.driver->connect(located.target)->execute(define("CREATE TABLE nothing ()"));
        } catch (const gemel::Failure &failure) {
            return out + "; " + told(failure);
        }
        return out;
    });
}

static void a_lock_that_is_taken_is_busy(void **)
{
    expect("busy 55P03 at 2, open", [] {
        const auto holder = deferred(), other = connect();
        holder->execute(insert_one());
        const std::string lock = gemel::say("SELECT n FROM ", table("numbers"), " FOR UPDATE");
        std::size_t failed = 0;
        holder->run({dialect().begin({}), read(lock)}, failed);
        return failure_of(*other, {dialect().begin({}), control("SET LOCAL lock_timeout = '1ms'"), read(lock)});
    });
}

static void a_row_that_somebody_changed_meanwhile_is_to_be_retried(void **)
{
    expect("retry 40001 at 0, open", [] {
        const auto connection = deferred(), other = connect();
        connection->execute(insert_one());
        const std::string update = gemel::say("UPDATE ", table("numbers"), " SET n = n + 1");
        std::size_t failed = 0;
        connection->run({control("BEGIN ISOLATION LEVEL REPEATABLE READ"),
                         read(gemel::say("SELECT count(*) FROM ", table("numbers")))},
                        failed);
        other->execute(write(update));
        return failure_of(*connection, {write(update)});
    });
}

static int tests()
{
    const CMUnitTest all[] = {
        cmocka_unit_test(a_transaction_that_failed_cannot_be_committed),
        cmocka_unit_test(a_deferred_constraint_fails_the_commit),
        cmocka_unit_test(a_deferred_constraint_fails_statements_without_a_transaction),
        cmocka_unit_test(a_transaction_is_read_committed_whatever_the_database_has),
        cmocka_unit_test(a_write_in_what_only_reads_is_usage),
        cmocka_unit_test(a_lock_that_is_taken_is_busy),
        cmocka_unit_test(a_row_that_somebody_changed_meanwhile_is_to_be_retried),
    };
    return cmocka_run_group_tests_name(quirks().name, all, nullptr, nullptr);
}

int main(int argc, char **argv)
{
    return on_each(argc, argv, tests);
}
