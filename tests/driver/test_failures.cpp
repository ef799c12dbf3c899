// What a database refuses, as statuses that say what to do next, and what it names. Every violated constraint, and
// values that it cannot take.
#include "tests/driver/subject.hpp"

#include "core/base/text.hpp"

using namespace subject;

namespace {

std::unique_ptr<Connection> tables()
{
    auto connection = connect();
    for (const Command &command : dialect().drop_tables({"people", "licenses"}))
        connection->execute(command);
    const auto integer_type = *gemel::parse_type("integer");
    const auto text_type = *gemel::parse_type("text");
    gemel::statement::TableDefinition people{
        "people", {{"id", integer_type, true, false, {}}}, {"id"}, "people_pkey", {}, {}};
    gemel::statement::TableDefinition licenses{
        "licenses",
        {{"id", integer_type, true, true, {}},
         {"number", text_type, true, false, {}},
         {"owner", integer_type, false, false, {}}},
        {"id"},
        "licenses_pkey",
        {{"licenses_owner_key", "owner"}},
        {{"licenses_owner_fkey", "owner", "people", "id", "RESTRICT", "CASCADE"}}};
    licenses.checks = {{"number_is_short", compare(gemel::statement::Condition::Kind::AtMost,
                                                   {"number", 0, gemel::statement::Function::Length}, integer(3))}};
    for (const auto *table : {&people, &licenses})
        connection->execute(dialect().create_table(*table));
    for (const Command &command : dialect().add_foreign_keys(licenses))
        connection->execute(command);
    connection->execute(write(gemel::say("INSERT INTO ", table("people"), " VALUES (1)")));
    connection->execute(write(gemel::say("INSERT INTO ", table("licenses"), " VALUES (10, 'A', 1)")));
    return connection;
}

/// How that ends, with {people} and {licenses} for the tables.
std::string end_of(std::string sql)
{
    const auto connection = tables();
    for (const std::string name : {"people", "licenses"})
        for (std::size_t at = 0; (at = sql.find("{" + name + "}")) != std::string::npos;)
            sql.replace(at, name.size() + 2, table(name));
    return told(connection->execute(write(sql)));
}

const char *either(const char *sqlite, const char *postgresql)
{
    return quirks().has_server ? postgresql : sqlite;
}

} // namespace

static void a_value_that_is_taken_is_unique(void **)
{
    expect(either("unique licenses (owner)", "unique 23505 licenses licenses_owner_key"),
           [] { return end_of("INSERT INTO {licenses} VALUES (11, 'B', 1)"); });
    expect(either("unique people (id)", "unique 23505 people people_pkey"),
           [] { return end_of("INSERT INTO {people} VALUES (1)"); });
}

static void a_missing_or_needed_row_is_foreign_key(void **)
{
    expect(either("foreign-key licenses (owner)", "foreign-key 23503 licenses licenses_owner_fkey"),
           [] { return end_of("INSERT INTO {licenses} VALUES (11, 'B', 2)"); });
    // PostgreSQL names the table that refers.
    expect(either("foreign-key licenses (owner)", "foreign-key 23503 licenses licenses_owner_fkey"),
           [] { return end_of("DELETE FROM {people}"); });
}

static void a_missing_value_is_not_null(void **)
{
    expect(either("not-null licenses (number)", "not-null 23502 licenses (number)"),
           [] { return end_of("INSERT INTO {licenses} VALUES (11, NULL, NULL)"); });
}

static void a_violated_condition_is_check(void **)
{
    expect(either("check number_is_short", "check 23514 licenses number_is_short"),
           [] { return end_of("INSERT INTO {licenses} VALUES (11, 'long', NULL)"); });
}

static void a_statement_that_is_wrong_is_database(void **)
{
    expect(either("database", "database 42P01"), [] { return end_of("INSERT INTO nowhere VALUES (1)"); });
    expect(either("database", "database 42703"), [] { return end_of("UPDATE {people} SET nothing = 1"); });
    expect(either("database", "database 42601"), [] { return end_of("SELEKT"); });
}

static void a_message_is_one_line(void **)
{
    expect("one line", [] {
        try {
            end_of("INSERT INTO {licenses} VALUES (11,\n'B', 1); ");
        } catch (const gemel::Failure &failure) {
            const bool several = failure.message.find('\n') != std::string::npos;
            return std::string(several ? failure.message : "one line");
        }
        return std::string("no failure");
    });
}

static void after_a_failure_the_connection_goes_on(void **)
{
    expect("1", [] {
        const auto connection = tables();
        try {
            connection->execute(write(gemel::say("INSERT INTO ", table("people"), " VALUES (1)")));
        } catch (const gemel::Failure &) {
        }
        return connection->is_usable() && !connection->in_transaction()
                   ? told(connection->execute(read(gemel::say("SELECT count(*) FROM ", table("people")))))
                   : "unusable";
    });
}

static int tests()
{
    const CMUnitTest all[] = {
        cmocka_unit_test(a_value_that_is_taken_is_unique),
        cmocka_unit_test(a_missing_or_needed_row_is_foreign_key),
        cmocka_unit_test(a_missing_value_is_not_null),
        cmocka_unit_test(a_violated_condition_is_check),
        cmocka_unit_test(a_statement_that_is_wrong_is_database),
        cmocka_unit_test(a_message_is_one_line),
        cmocka_unit_test(after_a_failure_the_connection_goes_on),
    };
    return cmocka_run_group_tests_name(quirks().name, all, nullptr, nullptr);
}

int main(int argc, char **argv)
{
    return on_each(argc, argv, tests);
}
