// The exact SQL of rows that are inserted many at a time, on the recording driver.
#include "core/calls/insert.hpp"
#include "tests/core/tape.hpp"

extern "C" {
// cmocka needs these before it
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
}

using gemel::Object;
using gemel::Value;
using tape::Player;
namespace calls = gemel::calls;

namespace {

Object license(const char *number)
{
    return {{"number", {Value(std::string(number))}}};
}

/// What two licenses without a key are for that dialect.
std::string two_licenses(const char *dialect, bool returning)
{
    Player player(tape::person_license("integer"), dialect);
    calls::Insertion insertion(player.session(), player.model("License"), {returning});
    insertion.add(license("A"));
    insertion.add(license("B"));
    const bool together = !returning || std::string_view(dialect) == "sqlite";
    if (together && returning) {
        gemel::driver::Rows rows(1);
        rows.add_integer(7);
        rows.add_integer(8);
        player.answer({std::move(rows), 2});
    } else if (together) {
        player.answer_written(2);
    } else {
        player.answer_row({Value(std::int64_t{7})});
        player.answer_row({Value(std::int64_t{8})});
    }
    insertion.run();
    return player.sent();
}

} // namespace

static void sqlite_binds_one_statement_again_and_again(void **)
{
    const std::string plain = two_licenses("sqlite", false), returning = two_licenses("sqlite", true);
    const char *sql = "BEGIN IMMEDIATE\n"
                      "INSERT INTO \"licenses\" (\"number\", \"ownerId\") VALUES (?, ?) | 'A' | null | 'B' | null\n"
                      "COMMIT\n";
    assert_string_equal(plain.c_str(), sql);
    assert_string_equal(returning.c_str(), sql);
}

static void postgresql_copies_what_it_need_not_give_back(void **)
{
    const std::string sent = two_licenses("postgresql", false);
    assert_string_equal(sent.c_str(),
                        "BEGIN ISOLATION LEVEL READ COMMITTED\n"
                        "COPY \"licenses\" (\"number\", \"ownerId\") FROM STDIN | 'A' | null | 'B' | null\n"
                        "COMMIT\n");
}

static void postgresql_gives_back_row_by_row_in_one_flush(void **)
{
    const std::string sent = two_licenses("postgresql", true);
    assert_string_equal(
        sent.c_str(),
        "BEGIN ISOLATION LEVEL READ COMMITTED\n"
        "INSERT INTO \"licenses\" (\"number\", \"ownerId\") VALUES ($1, $2) RETURNING \"id\" | 'A' | null\n"
        "INSERT INTO \"licenses\" (\"number\", \"ownerId\") VALUES ($1, $2) RETURNING \"id\" | 'B' | null\n"
        "COMMIT\n");
}

static void a_copy_names_the_schema(void **)
{
    std::string sent;
    {
        gemel::driver::Target target;
        target.schema = "the \"app\"";
        Player player(tape::person_license("integer"), "postgresql", target);
        calls::Insertion insertion(player.session(), player.model("License"), {});
        insertion.add(license("A"));
        player.answer_written(1);
        insertion.run();
        sent = player.sent();
    }
    assert_non_null(strstr(sent.c_str(), "COPY \"the \"\"app\"\"\".\"licenses\" ("));
}

static void rows_with_values_for_other_attributes_are_statements_of_their_own(void **)
{
    std::string sent;
    {
        Player player(tape::person_license("integer"), "sqlite");
        calls::Insertion insertion(player.session(), player.model("Person"), {});
        insertion.add({{"id", {Value(std::int64_t{5})}}});
        insertion.add({});
        insertion.add({});
        player.answer_written(1);
        player.answer_written(2);
        insertion.run();
        sent = player.sent();
    }
    assert_string_equal(sent.c_str(), "BEGIN IMMEDIATE\n"
                                      "INSERT INTO \"people\" (\"id\", \"name\") VALUES (?, ?) | 5 | null\n"
                                      "INSERT INTO \"people\" (\"name\") VALUES (?) | null | null\n"
                                      "COMMIT\n");
}

static void an_upsert_is_one_statement(void **)
{
    std::string sent;
    {
        Player player(tape::person_license("integer unique"), "postgresql");
        player.answer_row({Value(std::int64_t{1}), Value(std::string("A")), Value(std::int64_t{5})});
        const Object by_owner{{"conflict", {Value(std::string("ownerId"))}}};
        calls::upsert(player.session(), player.model("License"),
                      {{"number", {Value(std::string("A"))}}, {"ownerId", {Value(std::int64_t{5})}}},
                      gemel::upsert_options(by_owner, player.model("License")));
        sent = player.sent();
    }
    assert_non_null(strstr(sent.c_str(), "INSERT INTO \"licenses\" (\"number\", \"ownerId\") VALUES ($1, $2)"
                                         " ON CONFLICT (\"ownerId\") DO UPDATE SET \"number\" = excluded.\"number\""
                                         " RETURNING \"id\", \"number\", \"ownerId\""));
}

static void what_a_database_leaves_out_is_not_kept(void **)
{
    std::string sent, message;
    {
        Player player(tape::person_license("integer"), "sqlite");
        calls::Insertion insertion(player.session(), player.model("Person"), {});
        insertion.add({});
        insertion.add({});
        player.answer_written(1);
        try {
            insertion.run();
        } catch (const gemel::Failure &failure) {
            message = failure.message;
        }
        sent = player.sent();
    }
    assert_string_equal(message.c_str(), "of 2 rows of Person the database wrote 1");
    assert_non_null(strstr(sent.c_str(), "\nROLLBACK\n"));
}

int main()
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sqlite_binds_one_statement_again_and_again),
        cmocka_unit_test(postgresql_copies_what_it_need_not_give_back),
        cmocka_unit_test(postgresql_gives_back_row_by_row_in_one_flush),
        cmocka_unit_test(a_copy_names_the_schema),
        cmocka_unit_test(rows_with_values_for_other_attributes_are_statements_of_their_own),
        cmocka_unit_test(an_upsert_is_one_statement),
        cmocka_unit_test(what_a_database_leaves_out_is_not_kept),
    };
    return cmocka_run_group_tests(tests, nullptr, nullptr);
}
