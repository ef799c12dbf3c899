// Statements that are prepared in the server: only where the link is direct, not without bound, and never a reason to
// fail.
#include "tests/driver/subject.hpp"

#include "core/base/text.hpp"

using namespace subject;

namespace {

std::string prepared(Connection &connection)
{
    // The question itself is one of them.
    return told(connection.execute(
        read("SELECT count(*) FROM pg_prepared_statements WHERE statement NOT LIKE '%pg_prepared_statements%'")));
}

std::unique_ptr<Connection> with_table(std::string_view parameters = "")
{
    auto connection = connect(parameters);
    for (const Command &command : dialect().drop_tables({"one"}))
        connection->execute(command);
    connection->execute(define(gemel::say("CREATE TABLE ", table("one"), " (it integer)")));
    connection->execute(write(gemel::say("INSERT INTO ", table("one"), " VALUES (1)")));
    return connection;
}

Command ask()
{
    return read(gemel::say("SELECT * FROM ", table("one"), " WHERE it = $1"), {integer(1)});
}

Command alter()
{
    return define(gemel::say("ALTER TABLE ", table("one"), " ADD COLUMN b integer"));
}

} // namespace

static void a_statement_is_prepared_once_where_the_link_is_direct(void **)
{
    expect(quirks().is_direct ? "2" : "0", [] { // the insert of with_table, and the question
        const auto connection = with_table();
        for (int i = 0; i < 3; ++i)
            connection->execute(ask());
        return prepared(*connection);
    });
    expect("0", [] {
        const auto connection = with_table("prepare=never");
        connection->execute(ask());
        return prepared(*connection);
    });
}

static void a_null_is_no_reason_to_prepare_again_and_another_type_is(void **)
{
    expect("1 1 2 2", [] {
        const auto connection = connect("prepare=always");
        const auto names_after = [&](Value value) {
            connection->execute(read("SELECT coalesce($1, NULL)", {std::move(value)}));
            // Names are numbered: the highest tells how often that text was prepared.
            return told(connection->execute(read("SELECT max(substr(name, 7)::int) FROM pg_prepared_statements"
                                                 " WHERE statement = 'SELECT coalesce($1, NULL)'")));
        };
        std::string out, last;
        int prepared = 0;
        for (const Value &value : {integer(1), Value(), Value(true), Value()}) {
            const std::string name = names_after(value);
            prepared += name == last ? 0 : 1;
            last = name;
            out += gemel::say(out.empty() ? "" : " ", std::to_string(prepared));
        }
        return out;
    });
}

static void what_is_prepared_has_a_bound(void **)
{
    expect("true", [] {
        const auto connection = connect("prepare=always");
        for (int i = 0; i < 300; ++i)
            connection->execute(read(gemel::say("SELECT ", std::to_string(i))));
        const auto count = connection->execute(read("SELECT count(*) FROM pg_prepared_statements")).rows.at(0, 0).word;
        return std::string(count >= 100 && count <= 129 ? "true" : "false");
    });
}

static void a_table_that_changed_is_asked_again(void **)
{
    expect("1; 1|null", [] {
        const auto connection = with_table();
        std::string out = told(connection->execute(ask()));
        connect()->execute(alter());
        return gemel::say(out, "; ", told(connection->execute(ask())));
    });
}

static void a_flush_with_its_own_transaction_is_repeated_whole(void **)
{
    expect("1|null; 2", [] {
        const auto connection = with_table();
        connection->execute(ask());
        connect()->execute(alter());
        std::size_t failed = 0;
        const auto results =
            connection->run({dialect().begin({}), write(gemel::say("INSERT INTO ", table("one"), " VALUES (2)")), ask(),
                             dialect().commit()},
                            failed);
        return gemel::say(told(results[2]), "; ",
                          told(connection->execute(read(gemel::say("SELECT count(*) FROM ", table("one"))))));
    });
}

static void inside_a_transaction_it_is_to_be_repeated_by_who_began_it(void **)
{
    expect(quirks().is_direct ? "retry 0A000; 1|null" : "none; 1|null", [] {
        const auto connection = with_table();
        connection->execute(ask());
        connect()->execute(alter());
        std::string out = "none";
        connection->execute(dialect().begin({}));
        try {
            connection->execute(ask());
        } catch (const gemel::Failure &failure) {
            out = told(failure);
        }
        connection->undo(dialect().rollback());
        return gemel::say(out, "; ", told(connection->execute(ask())));
    });
}

static void a_server_that_forgot_all_is_told_again(void **)
{
    expect("1; 1", [] {
        const auto connection = with_table();
        std::string out = told(connection->execute(ask()));
        if (quirks().is_direct)
            connection->execute(define("DISCARD ALL"));
        return gemel::say(out, "; ", told(connection->execute(ask())));
    });
}

static void a_statement_that_could_not_be_prepared_is_tried_anew(void **)
{
    expect("database 42P01; 1", [] {
        const auto connection = with_table();
        const Command missing = read(gemel::say("SELECT count(*) FROM ", table("later")));
        std::string out;
        try {
            connection->execute(missing);
        } catch (const gemel::Failure &failure) {
            out = told(failure);
        }
        connection->execute(define(gemel::say("CREATE TABLE ", table("later"), " AS SELECT 1")));
        out += "; " + told(connection->execute(missing));
        connection->execute(define(gemel::say("DROP TABLE ", table("later"))));
        return out;
    });
}

static int tests()
{
    const CMUnitTest direct[] = {
        cmocka_unit_test(a_statement_is_prepared_once_where_the_link_is_direct),
        cmocka_unit_test(a_null_is_no_reason_to_prepare_again_and_another_type_is),
        cmocka_unit_test(what_is_prepared_has_a_bound),
        cmocka_unit_test(a_table_that_changed_is_asked_again),
        cmocka_unit_test(a_flush_with_its_own_transaction_is_repeated_whole),
        cmocka_unit_test(inside_a_transaction_it_is_to_be_repeated_by_who_began_it),
        cmocka_unit_test(a_server_that_forgot_all_is_told_again),
        cmocka_unit_test(a_statement_that_could_not_be_prepared_is_tried_anew),
    };
    const CMUnitTest pooled[] = {
        cmocka_unit_test(a_statement_is_prepared_once_where_the_link_is_direct),
        cmocka_unit_test(a_table_that_changed_is_asked_again),
        cmocka_unit_test(a_flush_with_its_own_transaction_is_repeated_whole),
        cmocka_unit_test(inside_a_transaction_it_is_to_be_repeated_by_who_began_it),
        cmocka_unit_test(a_statement_that_could_not_be_prepared_is_tried_anew),
    };
    return quirks().is_direct ? cmocka_run_group_tests_name(quirks().name, direct, nullptr, nullptr)
                              : cmocka_run_group_tests_name(quirks().name, pooled, nullptr, nullptr);
}

int main(int argc, char **argv)
{
    return on_each(argc, argv, tests);
}
