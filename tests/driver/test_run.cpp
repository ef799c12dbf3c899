// Statements that are sent together: all succeed, or the first that fails is told, nothing after it has run, and the
// connection goes on. In a transaction, in none, and with deferred constraints.
#include "tests/driver/subject.hpp"

#include "core/base/text.hpp"

#include <algorithm>

using namespace subject;

namespace {

std::unique_ptr<Connection> numbers()
{
    auto connection = connect();
    for (const Command &command : dialect().drop_tables({"numbers"}))
        connection->execute(command);
    connection->execute(define(gemel::say("CREATE TABLE ", table("numbers"), " (n integer PRIMARY KEY)")));
    return connection;
}

Command insert(std::int64_t number)
{
    return write(gemel::say("INSERT INTO ", table("numbers"), " (n) VALUES (", quirks().has_server ? "$1" : "?", ")"),
                 {integer(number)});
}

Command all()
{
    return read(gemel::say("SELECT n FROM ", table("numbers"), " ORDER BY n"));
}

std::string run(Connection &connection, const std::vector<Command> &commands)
{
    std::size_t failed = 99;
    try {
        std::string out;
        for (const Result &result : connection.run(commands, failed))
            out += gemel::say("[", told(result), " ", std::to_string(result.affected), "]");
        return out;
    } catch (const gemel::Failure &failure) {
        const std::string_view status = gemel::status_name(static_cast<std::int32_t>(failure.status));
        return gemel::say(status, " at ", std::to_string(failed), connection.in_transaction() ? ", open" : ", closed");
    }
}

} // namespace

static void each_statement_has_its_result(void **)
{
    expect("[ 0][ 1][ 1][1; 2 0][ 2][ 0]", [] {
        const auto connection = numbers();
        return run(*connection,
                   {dialect().begin({}), insert(1), insert(2), all(),
                    write(gemel::say("UPDATE ", table("numbers"), " SET n = n + 10")), dialect().commit()});
    });
}

static void of_no_statements_there_are_no_results(void **)
{
    expect("", [] { return run(*connect(), {}); });
}

static void a_failure_at_any_place_is_told_and_rolls_back(void **)
{
    expect("2 unique at 2, open: ; 3 unique at 3, open: ; 4 unique at 4, open: ; 5 unique at 5, open: ; ", [] {
        std::string out;
        for (std::size_t place = 2; place < 6; ++place) {
            const auto connection = numbers();
            std::vector<Command> commands{dialect().begin({})};
            for (std::size_t i = 1; i < 6; ++i)
                commands.push_back(insert(i == place ? 1 : static_cast<std::int64_t>(i)));
            commands.push_back(dialect().commit());
            out += gemel::say(std::to_string(place), " ", run(*connection, commands), ": ");
            connection->undo(dialect().rollback());
            out += gemel::say(told(connection->execute(all())), "; ");
        }
        return out;
    });
}

static void a_statement_that_cannot_be_sent_is_told_and_nothing_was_sent(void **)
{
    const char *postgresql = "validation at 2, closed: ";
    expect(quirks().has_server ? postgresql : "database at 2, open: 1", [] {
        const auto connection = numbers();
        const std::string sql = gemel::say("SELECT ", quirks().has_server ? "$1" : "nonsense");
        std::string out = run(*connection, {dialect().begin({}), insert(1), read(sql, {text(std::string(1, '\0'))})});
        return gemel::say(out, ": ", told(connection->execute(all())));
    });
}

static void a_savepoint_keeps_what_was_before_it(void **)
{
    expect("unique at 1, open; [1; 3 0]", [] {
        const auto connection = numbers();
        run(*connection, {dialect().begin({}), insert(1)});
        std::string out = run(*connection, {dialect().savepoint(1), insert(1), insert(2), dialect().release(1)});
        const std::vector<Command> undo = dialect().undo(1);
        const bool undone =
            std::all_of(undo.begin(), undo.end(), [&](const Command &it) { return connection->undo(it); });
        run(*connection, {insert(3), dialect().commit()});
        return gemel::say(out, undone ? "; " : "; not undone ", run(*connection, {all()}));
    });
}

static void a_statement_alone_that_fails_changes_nothing(void **)
{
    expect("unique at 0, closed; 1", [] {
        const auto connection = numbers();
        run(*connection, {insert(1)});
        const std::string out = run(*connection, {insert(1)});
        return gemel::say(out, "; ", told(connection->execute(all())));
    });
}

static int tests()
{
    const CMUnitTest all[] = {
        cmocka_unit_test(each_statement_has_its_result),
        cmocka_unit_test(of_no_statements_there_are_no_results),
        cmocka_unit_test(a_failure_at_any_place_is_told_and_rolls_back),
        cmocka_unit_test(a_statement_that_cannot_be_sent_is_told_and_nothing_was_sent),
        cmocka_unit_test(a_savepoint_keeps_what_was_before_it),
        cmocka_unit_test(a_statement_alone_that_fails_changes_nothing),
    };
    return cmocka_run_group_tests_name(quirks().name, all, nullptr, nullptr);
}

int main(int argc, char **argv)
{
    return on_each(argc, argv, tests);
}
