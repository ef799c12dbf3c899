// One statement for many rows (Command::rows): COPY on a server. What arrives is what parameters make of the same
// values; a row that is refused is told, and leaves a connection that goes on.
#include "tests/driver/subject.hpp"

#include "core/base/text.hpp"

#include <future>
#include <limits>

using namespace subject;

namespace {

using Row = std::vector<Value>;

std::unique_ptr<Connection> with_table(const char *columns)
{
    auto connection = connect();
    for (const Command &command : dialect().drop_tables({"many"}))
        connection->execute(command);
    connection->execute(define(gemel::say("CREATE TABLE ", table("many"), " (", columns, ")")));
    return connection;
}

/// All of these rows, into the columns of that table.
Command insert(const std::vector<std::string> &columns, const std::vector<Row> &rows)
{
    gemel::statement::Insert like{"many", {}, {}};
    for (const std::string &column : columns)
        like.values.emplace_back(column, Value());
    Command command = write(dialect().insert_many(like)->sql);
    command.rows = rows.size();
    for (const Row &row : rows)
        command.binds.insert(command.binds.end(), row.begin(), row.end());
    return command;
}

std::string all(Connection &connection)
{
    return told(connection.execute(read(gemel::say("SELECT * FROM ", table("many"), " ORDER BY n"))));
}

std::string outcome(Connection &connection, const Command &command)
{
    try {
        return gemel::say(std::to_string(connection.execute(command).affected), " rows");
    } catch (const gemel::Failure &failure) {
        return gemel::say(gemel::status_name(static_cast<std::int32_t>(failure.status)),
                          failure.row ? gemel::say(" in row ", std::to_string(*failure.row)) : std::string(),
                          connection.is_usable() ? "" : ", unusable", connection.in_transaction() ? ", open" : "");
    }
}

} // namespace

static void rows_arrive_in_one_go(void **)
{
    expect("3 rows: 1|'a'; 2|null; 3|''", [] {
        const auto connection = with_table("n integer PRIMARY KEY, it text");
        const std::string written = outcome(
            *connection, insert({"n", "it"}, {{integer(1), text("a")}, {integer(2), Value()}, {integer(3), text("")}}));
        return gemel::say(written, ": ", all(*connection));
    });
}

static void what_means_something_to_copy_is_only_text(void **)
{
    expect("1|'\t'; 2|'\n'; 3|'\r\n'; 4|'\\N'; 5|'\\.'; 6|'\\t\\\\'; 7|'\"\\\"'; 8|',;|'; 9|'\x01\xc3\xbc'", [] {
        const auto connection = with_table("n integer PRIMARY KEY, it text");
        std::vector<Row> rows;
        for (const char *it : {"\t", "\n", "\r\n", "\\N", "\\.", "\\t\\\\", "\"\\\"", ",;|", "\x01\xc3\xbc"})
            rows.push_back({integer(static_cast<std::int64_t>(rows.size()) + 1), text(it)});
        connection->execute(insert({"n", "it"}, rows));
        return all(*connection);
    });
}

static void numbers_and_bytes_keep_every_digit(void **)
{
    expect("1|9223372036854775807|0.1|X'005c0a4e'; 2|-9223372036854775808|1e+300|X''; 3|null|null|null", [] {
        const auto connection =
            with_table(quirks().has_server ? "n integer PRIMARY KEY, i bigint, d double precision, b bytea"
                                           : "n integer PRIMARY KEY, i bigint, d double precision, b blob");
        connection->execute(
            insert({"n", "i", "d", "b"},
                   {{integer(1), integer(std::numeric_limits<std::int64_t>::max()), Value(0.1),
                     bytes(std::string("\0\\\nN", 4))},
                    {integer(2), integer(std::numeric_limits<std::int64_t>::min()), Value(1e300), bytes("")},
                    {integer(3), Value(), Value(), Value()}}));
        return all(*connection);
    });
}

static void more_than_a_piece_arrives_whole(void **)
{
    expect("40000 rows: 40000|799980000", [] {
        const auto connection = with_table("n integer PRIMARY KEY, it text");
        std::vector<Row> rows;
        for (std::int64_t i = 0; i < 40000; ++i)
            rows.push_back({integer(i), text("some text, so that it is much")});
        const std::string written = outcome(*connection, insert({"n", "it"}, rows));
        return gemel::say(written, ": ",
                          told(connection->execute(read(gemel::say("SELECT count(*), sum(n) FROM ", table("many"))))));
    });
}

static void a_row_that_is_refused_is_told_and_the_connection_goes_on(void **)
{
    expect("unique in row 2, open; ; 1 rows; 4", [] {
        const auto connection = with_table("n integer PRIMARY KEY");
        connection->execute(dialect().begin({}));
        std::string out = outcome(*connection, insert({"n"}, {{integer(1)}, {integer(2)}, {integer(1)}, {integer(3)}}));
        connection->undo(dialect().rollback());
        out += gemel::say("; ", all(*connection));
        out += gemel::say("; ", outcome(*connection, insert({"n"}, {{integer(4)}})));
        return gemel::say(out, "; ", all(*connection));
    });
}

static void a_null_that_may_not_be_is_told(void **)
{
    expect("not-null in row 1; ", [] {
        const auto connection = with_table("n integer PRIMARY KEY, it text NOT NULL");
        connection->execute(dialect().begin({}));
        std::string out = outcome(*connection, insert({"n", "it"}, {{integer(1), text("a")}, {integer(2), Value()}}));
        out.resize(out.find(", open"));
        connection->undo(dialect().rollback());
        return gemel::say(out, "; ", all(*connection));
    });
}

static void a_statement_that_is_refused_leaves_the_connection(void **)
{
    expect("database; 1", [] {
        const auto connection = connect();
        gemel::statement::Insert like{"no_such_table", {{"n", Value()}}, {}};
        Command command = write(dialect().insert_many(like)->sql, {integer(1)});
        command.rows = 1;
        const std::string out = outcome(*connection, command);
        return gemel::say(out, "; ", told(connection->execute(read("SELECT 1"))));
    });
}

static void one_that_was_cancelled_before_is_not_kept(void **)
{
    expect("cancelled, open; ", [] {
        const auto connection = with_table("n integer PRIMARY KEY");
        connection->execute(dialect().begin({}));
        connection->want_cancel();
        const std::string all_of_it = outcome(*connection, insert({"n"}, {{integer(1)}, {integer(2)}}));
        connection->forget_cancel();
        connection->undo(dialect().rollback());
        return gemel::say(all_of_it.substr(0, 9), all_of_it.substr(all_of_it.find(',')), "; ", all(*connection));
    });
}

/// COPY waits for a lock that another connection has.
static std::string while_it_waits(const std::string &then)
{
    const auto connection = with_table("n integer PRIMARY KEY"), holder = connect();
    std::size_t failed = 0;
    holder->run({dialect().begin({}), write(gemel::say("LOCK TABLE ", table("many")))}, failed);
    connection->execute(dialect().begin({}));
    auto waiting = std::async(std::launch::async, [&] { return outcome(*connection, insert({"n"}, {{integer(1)}})); });
    const Command waits = read("SELECT coalesce(min(pid), 0) FROM pg_locks WHERE NOT granted AND relation = "
                               "(SELECT relation FROM pg_locks WHERE pid = pg_backend_pid() AND mode = "
                               "'AccessExclusiveLock' AND locktype = 'relation' LIMIT 1)");
    std::int64_t process = 0;
    while (process == 0)
        process = holder->execute(waits).rows.at(0, 0).word;
    if (then == "cancel")
        connection->want_cancel();
    else
        holder->execute(read(gemel::say("SELECT pg_terminate_backend(", std::to_string(process), ")")));
    const std::string out = waiting.get();
    connection->forget_cancel();
    holder->execute(dialect().rollback());
    return gemel::say(out, "; ", all(*holder));
}

static void another_thread_cancels_it(void **)
{
    expect("cancelled, open; ", [] { return while_it_waits("cancel"); });
}

static void a_server_that_dies_in_a_transaction_leaves_no_doubt(void **)
{
    expect("connection, unusable; ", [] { return while_it_waits("die"); });
}

static int tests()
{
    std::vector<CMUnitTest> all = {
        cmocka_unit_test(rows_arrive_in_one_go),
        cmocka_unit_test(what_means_something_to_copy_is_only_text),
        cmocka_unit_test(numbers_and_bytes_keep_every_digit),
        cmocka_unit_test(more_than_a_piece_arrives_whole),
        cmocka_unit_test(a_row_that_is_refused_is_told_and_the_connection_goes_on),
        cmocka_unit_test(a_null_that_may_not_be_is_told),
        cmocka_unit_test(a_statement_that_is_refused_leaves_the_connection),
        cmocka_unit_test(one_that_was_cancelled_before_is_not_kept),
    };
    // Who waits for a lock can be seen on a server only.
    if (quirks().has_server) {
        all.push_back(cmocka_unit_test(another_thread_cancels_it));
        all.push_back(cmocka_unit_test(a_server_that_dies_in_a_transaction_leaves_no_doubt));
    }
    return _cmocka_run_group_tests(quirks().name, all.data(), all.size(), nullptr, nullptr);
}

int main(int argc, char **argv)
{
    return on_each(argc, argv, tests);
}
