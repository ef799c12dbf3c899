// Requirements: statements that fail in the server unless they give or write as many rows as they must; what they lock
// and give all the same; an insert and the update that uses its key, in one.
#include "tests/driver/subject.hpp"

#include "core/base/text.hpp"
#include "core/sql/require.hpp"

#include <future>
#include <thread>

using namespace subject;
using gemel::statement::Operand;

namespace {

/// People 1 and 2; licenses 10 of 1, and 11 and 12 of nobody. A license refers to a person, one each.
std::unique_ptr<Connection> tables()
{
    auto connection = connect();
    for (const Command &command : dialect().drop_tables({"people", "licenses"}))
        connection->execute(command);
    const auto integer_type = *gemel::parse_type("integer");
    gemel::statement::TableDefinition people{"people",
                                             {{"id", integer_type, true, true, {}},
                                              {"name", *gemel::parse_type("text"), false, false, {}},
                                              {"made", *gemel::parse_type("timestamp"), true, false, {}}},
                                             {"id"},
                                             "people_pkey",
                                             {},
                                             {}};
    people.columns[2].expression = "now()";
    gemel::statement::TableDefinition licenses{
        "licenses",
        {{"id", integer_type, true, false, {}}, {"owner", integer_type, false, false, {}}},
        {"id"},
        "licenses_pkey",
        {{"licenses_owner_key", "owner"}},
        {{"licenses_owner_fkey", "owner", "people", "id", "SET NULL", "CASCADE"}}};
    for (const auto *table : {&people, &licenses})
        connection->execute(dialect().create_table(*table));
    for (const Command &command : dialect().add_foreign_keys(licenses))
        connection->execute(command);
    connection->execute(write(gemel::say("INSERT INTO ", table("people"), " (name) VALUES ('a'), ('b')")));
    connection->execute(
        write(gemel::say("INSERT INTO ", table("licenses"), " VALUES (10, 1), (11, NULL), (12, NULL)")));
    return connection;
}

Command bound(gemel::sql::Rendered rendered)
{
    Command command{std::move(rendered.sql), {}, rendered.kind};
    for (Operand &operand : rendered.operands)
        command.binds.push_back(std::get<Value>(std::move(operand)));
    return command;
}

gemel::statement::Select lock(std::int64_t id)
{
    return {"licenses",
            {"id", "owner"},
            gemel::statement::equal("id", integer(id)),
            {gemel::statement::Order{{"id"}}},
            {},
            gemel::statement::Lock::Change};
}

gemel::statement::Update link(std::int64_t id, Operand owner)
{
    return {"licenses", {{"owner", std::move(owner)}}, gemel::statement::equal("id", integer(id))};
}

/// What a flush of these ends with: results, or which requirement failed, of which statement.
std::string flush(Connection &connection, const std::vector<Command> &commands)
{
    std::size_t failed = 99;
    try {
        std::string out;
        for (const Result &result : connection.run(commands, failed))
            out += gemel::say("[", told(result), "]");
        return out;
    } catch (const gemel::Failure &failure) {
        const auto step = gemel::sql::failed_requirement(failure);
        return step ? gemel::say("step ", std::to_string(*step), " at ", std::to_string(failed)) : told(failure);
    }
}

std::string flush(const std::vector<Command> &commands)
{
    const auto connection = tables();
    const std::string out = flush(*connection, commands);
    connection->undo(dialect().rollback());
    const std::string sql = gemel::say("SELECT id, owner FROM ", table("licenses"), " ORDER BY id");
    return gemel::say(out, " -> ", told(connection->execute(read(sql))));
}

Command required(const gemel::statement::Statement &statement, std::int64_t rows, std::size_t step)
{
    return bound(gemel::sql::require(dialect(), statement, {rows, step}));
}

} // namespace

static void a_read_that_finds_what_it_must_gives_it(void **)
{
    expect("[][10|1|1][] -> 10|1; 11|null; 12|null", [] {
        return flush({dialect().begin({}), required(lock(10), 1, 1), dialect().commit()});
    });
    expect("[][null|null|1][] -> 10|1; 11|null; 12|null", [] {
        return flush({dialect().begin({}), required(lock(99), 0, 1), dialect().commit()});
    });
}

static void what_comes_after_a_failed_requirement_does_not_run(void **)
{
    expect("step 7 at 1 -> 10|1; 11|null; 12|null", [] {
        return flush({dialect().begin({}), required(lock(99), 1, 7), bound(dialect().render(link(11, integer(2)))),
                      dialect().commit()});
    });
    expect("step 7 at 2 -> 10|1; 11|null; 12|null", [] {
        return flush({dialect().begin({}), bound(dialect().render(link(11, integer(2)))), required(lock(10), 0, 7),
                      dialect().commit()});
    });
}

static void a_write_is_counted_too(void **)
{
    expect("[][1|1][] -> 10|1; 11|2; 12|null", [] {
        return flush({dialect().begin({}), required(link(11, integer(2)), 1, 3), dialect().commit()});
    });
    expect("step 3 at 1 -> 10|1; 11|null; 12|null", [] {
        return flush({dialect().begin({}), required(link(99, integer(2)), 1, 3), dialect().commit()});
    });
    expect("[][1|1][] -> 11|null; 12|null", [] {
        const gemel::statement::Delete gone{"licenses", gemel::statement::equal("id", integer(10))};
        return flush({dialect().begin({}), required(gone, 1, 3), dialect().commit()});
    });
    expect("[][3|1][] -> 10|1; 11|null; 12|null", [] {
        const gemel::statement::Insert made{"people", {{"name", text("c")}}, {"id"}};
        return flush({dialect().begin({}), required(made, 1, 3), dialect().commit()});
    });
}

static void a_genuine_failure_is_no_failed_requirement(void **)
{
    expect("unique 23505 licenses licenses_owner_key -> 10|1; 11|null; 12|null", [] {
        return flush({dialect().begin({}), required(link(11, integer(1)), 1, 3), dialect().commit()});
    });
    expect("validation 22P02 -> 10|1; 11|null; 12|null", [] {
        return flush({dialect().begin({}), read("SELECT 'x'::int"), dialect().commit()});
    });
}

static void an_insert_and_the_link_to_it_are_one_statement(void **)
{
    expect("[][3|1|1][] -> 10|1; 11|3; 12|null", [] {
        const gemel::statement::Insert made{"people", {{"name", text("c")}}, {"id"}};
        const Command both =
            bound(gemel::sql::require(dialect(), made, {1, 1}, link(11, gemel::statement::StepKey{1, 0}), {1, 2}));
        return flush({dialect().begin({}), both, dialect().commit()});
    });
    expect("step 2 at 1 -> 10|1; 11|null; 12|null", [] {
        const gemel::statement::Insert made{"people", {{"name", text("c")}}, {"id"}};
        const Command both =
            bound(gemel::sql::require(dialect(), made, {1, 1}, link(99, gemel::statement::StepKey{1, 0}), {1, 2}));
        return flush({dialect().begin({}), both, dialect().commit()});
    });
}

static void the_other_columns_of_an_insert_come_back_with_its_key(void **)
{
    expect("3 a timestamp", [] {
        const auto connection = tables();
        const gemel::statement::Insert made{"people", {{"name", text("c")}}, {"id", "made"}};
        const Result result = connection->execute(
            bound(gemel::sql::require(dialect(), made, {1, 1}, link(11, gemel::statement::StepKey{1, 0}), {1, 2})));
        const std::string_view time = result.rows.bytes(result.rows.at(0, 1));
        return gemel::say(std::to_string(result.rows.at(0, 0).word), time.ends_with('Z') ? " a timestamp" : "");
    });
}

static void a_trigger_that_swallows_the_insert_fails_the_requirement(void **)
{
    expect("step 1 at 0", [] {
        const auto connection = tables();
        connection->execute(define(gemel::say("CREATE OR REPLACE FUNCTION ", table("swallow"),
                                              "() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'")));
        connection->execute(define(gemel::say("CREATE TRIGGER t BEFORE INSERT ON ", table("people"),
                                              " FOR EACH ROW EXECUTE FUNCTION ", table("swallow"), "()")));
        const gemel::statement::Insert made{"people", {{"name", text("c")}}, {"id"}};
        return flush(*connection, {required(made, 1, 1)});
    });
}

static void a_required_read_locks_each_row_that_it_counts(void **)
{
    expect("10 11 12 locked", [] {
        const auto connection = tables(), other = connect();
        gemel::statement::Select all{
            "licenses", {"id"}, {}, {gemel::statement::Order{{"id"}}}, {}, gemel::statement::Lock::Change};
        std::size_t failed = 0;
        connection->run({dialect().begin({}), required(all, 3, 1)}, failed);
        std::string out;
        for (const char *id : {"10", "11", "12"}) {
            try {
                other->execute(read(
                    gemel::say("SELECT id FROM ", table("licenses"), " WHERE id = ", id, " FOR NO KEY UPDATE NOWAIT")));
            } catch (const gemel::Failure &failure) {
                out += failure.sqlstate == "55P03" ? gemel::say(id, " ") : failure.message;
            }
        }
        connection->execute(dialect().rollback());
        return out + "locked";
    });
}

static void rows_are_locked_in_the_order_asked_for(void **)
{
    // Another holds row 11. Whoever locks in order then holds 10 and waits for 11, and has not touched 12.
    expect("10 locked, 12 free; 3 rows", [] {
        const auto connection = tables(), holder = connect(), other = connect();
        std::size_t failed = 0;
        // Stored the other way round, so that the order is no accident.
        connection->execute(write(gemel::say("DELETE FROM ", table("licenses"))));
        connection->execute(write(gemel::say("INSERT INTO ", table("licenses"), " VALUES (12), (11), (10)")));
        holder->run({dialect().begin({}), required(lock(11), 1, 1)}, failed);
        gemel::statement::Select all{
            "licenses", {"id"}, {}, {gemel::statement::Order{{"id"}}}, {}, gemel::statement::Lock::Change};
        auto waiting = std::async(std::launch::async, [&] {
            std::size_t index = 0;
            const auto results = connection->run({dialect().begin({}), required(all, 3, 1), dialect().commit()}, index);
            return std::to_string(results[1].rows.size());
        });
        while (other->execute(read("SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype = 'transactionid'"))
                   .rows.at(0, 0)
                   .word == 0)
            std::this_thread::yield();
        std::string out;
        for (const char *id : {"10", "12"}) {
            try {
                other->execute(read(
                    gemel::say("SELECT id FROM ", table("licenses"), " WHERE id = ", id, " FOR NO KEY UPDATE NOWAIT")));
                out += gemel::say(out.empty() ? "" : ", ", id, " free");
            } catch (const gemel::Failure &) {
                out += gemel::say(out.empty() ? "" : ", ", id, " locked");
            }
        }
        holder->execute(dialect().rollback());
        return gemel::say(out, "; ", waiting.get(), " rows");
    });
}

static void a_lock_does_not_hold_up_who_only_refers_to_the_row(void **)
{
    expect("1", [] {
        const auto connection = tables(), other = connect();
        gemel::statement::Select owner{"people", {"id"}, gemel::statement::equal("id", integer(2)),
                                       {},       {},     gemel::statement::Lock::Change};
        std::size_t failed = 0;
        connection->run({dialect().begin({}), required(owner, 1, 1)}, failed);
        const auto results = other->run({dialect().begin({}), control("SET LOCAL lock_timeout = '5s'"),
                                         bound(dialect().render(link(11, integer(2)))), dialect().commit()},
                                        failed);
        connection->execute(dialect().rollback());
        return std::to_string(results[2].affected);
    });
}

static int tests()
{
    const CMUnitTest all[] = {
        cmocka_unit_test(a_read_that_finds_what_it_must_gives_it),
        cmocka_unit_test(what_comes_after_a_failed_requirement_does_not_run),
        cmocka_unit_test(a_write_is_counted_too),
        cmocka_unit_test(a_genuine_failure_is_no_failed_requirement),
        cmocka_unit_test(an_insert_and_the_link_to_it_are_one_statement),
        cmocka_unit_test(the_other_columns_of_an_insert_come_back_with_its_key),
        cmocka_unit_test(a_trigger_that_swallows_the_insert_fails_the_requirement),
        cmocka_unit_test(a_required_read_locks_each_row_that_it_counts),
        cmocka_unit_test(rows_are_locked_in_the_order_asked_for),
        cmocka_unit_test(a_lock_does_not_hold_up_who_only_refers_to_the_row),
    };
    return cmocka_run_group_tests_name(quirks().name, all, nullptr, nullptr);
}

int main(int argc, char **argv)
{
    return on_each(argc, argv, tests);
}
