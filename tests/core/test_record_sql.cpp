// The exact SQL of records and of sync, on the recording driver.
#include "tests/core/tape.hpp"

#include "core/object/assign.hpp"

extern "C" {
// cmocka needs these before it
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
}

using gemel::Value;
using tape::Player;
namespace calls = gemel::calls;

static void only_what_differs_from_the_stored_values_is_written(void **)
{
    std::string changed, unchanged;
    {
        Player player(tape::person_license("integer"));
        const auto license =
            player.stored("License", {Value(std::int64_t{10}), Value(std::string("A")), Value(gemel::Null{})});
        gemel::assign(*license, {{"number", {Value(std::string("B"))}}, {"ownerId", {Value(gemel::Null{})}}}).apply();
        player.answer_written(1);
        calls::save(player.session(), license);
        changed = player.sent();
        gemel::assign(*license, {{"number", {Value(std::string("C"))}}}).apply();
        gemel::assign(*license, {{"number", {Value(std::string("B"))}}}).apply();
        calls::save(player.session(), license);
        unchanged = player.sent();
    }
    assert_string_equal(changed.c_str(), "UPDATE \"licenses\" SET \"number\" = ? WHERE \"id\" = ? | 'B' | 10\n");
    assert_string_equal(unchanged.c_str(), "");
}

static void identifiers_are_quoted_and_values_are_bound(void **)
{
    std::string sent;
    {
        gemel::SchemaDefinition definition;
        definition.models = {tape::model("Odd", {{"id", "integer primary key"}, {"say \"hi\"", "text"}})};
        definition.models[0].options.table = "o\"dd";
        Player player(gemel::resolve(definition));
        player.answer_nothing();
        player.find_first("Odd", {{"say \"hi\"", {Value(std::string("'; DROP TABLE"))}}});
        sent = player.sent();
    }
    assert_string_equal(
        sent.c_str(),
        "SELECT \"id\", \"say \"\"hi\"\"\" FROM \"o\"\"dd\" WHERE \"say \"\"hi\"\"\" = ? ORDER BY \"id\" LIMIT 1"
        " | ''; DROP TABLE'\n");
}

static void a_list_with_null_asks_for_null_too_and_an_empty_one_for_nothing(void **)
{
    std::string sent;
    {
        Player player(tape::person_license("integer"));
        const gemel::List list{{Value(std::int64_t{1})}, {Value(gemel::Null{})}};
        player.find_first("License", {{"ownerId", {list}}});
        player.find_first("License", {{"ownerId", {gemel::List{}}}});
        sent = player.sent();
    }
    assert_string_equal(
        sent.c_str(),
        "SELECT \"id\", \"number\", \"ownerId\" FROM \"licenses\""
        " WHERE (\"ownerId\" IN (SELECT value FROM json_each(?)) OR \"ownerId\" IS NULL) ORDER BY \"id\" LIMIT 1"
        " | '[1]'\n"
        "SELECT \"id\", \"number\", \"ownerId\" FROM \"licenses\" WHERE 1 = 0 ORDER BY \"id\" LIMIT 1\n");
}

static void sync_creates_what_is_referred_to_first_and_indexes_the_foreign_key(void **)
{
    std::string sent;
    {
        gemel::SchemaDefinition definition;
        definition.models = {tape::model("License", {{"number", "string(20) not null"}}),
                             tape::model("Person", {{"name", "string default 'x'"}})};
        definition.associations = {tape::has_one("Person", "License", "")};
        Player player(gemel::resolve(definition));
        player.database().sync(false);
        sent = player.sent();
    }
    assert_string_equal(sent.c_str(),
                        "BEGIN IMMEDIATE\n"
                        "CREATE TABLE IF NOT EXISTS \"people\" (\"id\" INTEGER PRIMARY KEY AUTOINCREMENT, \"name\" "
                        "VARCHAR(255) DEFAULT 'x')\n"
                        "CREATE TABLE IF NOT EXISTS \"licenses\" (\"id\" INTEGER PRIMARY KEY AUTOINCREMENT, \"number\" "
                        "VARCHAR(20) NOT NULL,"
                        " \"personId\" INTEGER, CONSTRAINT \"licenses_person_id_fkey\" FOREIGN KEY (\"personId\") "
                        "REFERENCES \"people\" (\"id\")"
                        " ON DELETE SET NULL ON UPDATE CASCADE)\n"
                        "CREATE INDEX IF NOT EXISTS \"licenses_person_id_index\" ON \"licenses\" (\"personId\")\n"
                        "COMMIT\n");
}

int main()
{
    const CMUnitTest tests[] = {
        cmocka_unit_test(only_what_differs_from_the_stored_values_is_written),
        cmocka_unit_test(identifiers_are_quoted_and_values_are_bound),
        cmocka_unit_test(a_list_with_null_asks_for_null_too_and_an_empty_one_for_nothing),
        cmocka_unit_test(sync_creates_what_is_referred_to_first_and_indexes_the_foreign_key),
    };
    return cmocka_run_group_tests(tests, nullptr, nullptr);
}
