// The exact SQL of many pairs that are linked at once, on the recording driver.
#include "tests/core/tape.hpp"

extern "C" {
// cmocka needs these before it
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
}

using gemel::Null;
using gemel::Value;
using tape::Player;

namespace {

/// Two people get two licenses; what came back is not looked at where nothing is read.
std::string two_pairs(const char *dialect, const char *key)
{
    Player player(tape::person_license(key), dialect);
    const auto person = [&](std::int64_t id) { return player.stored("Person", {Value(id), Value(Null{})}); };
    const auto license = [&](std::int64_t id) {
        return player.stored("License", {Value(id), Value(Null{}), Value(Null{})});
    };
    const auto ann = person(1), bob = person(2), a = license(10), b = license(11);
    const auto answer_two = [&] {
        gemel::driver::Rows rows(3);
        for (int cell = 0; cell < 6; ++cell)
            rows.add_null();
        player.answer({std::move(rows), 2});
    };
    // Where a server checks, nothing of this is asked for.
    answer_two();
    answer_two();
    player.answer_written(0);
    player.answer_written(2);
    answer_two();
    const gemel::Association &association = player.model("Person").associations.front();
    gemel::calls::set_many(player.session(), association, {player.other(ann), player.other(bob)},
                           {player.other(a), player.other(b)}, {});
    return player.sent();
}

} // namespace

static void on_sqlite_each_list_is_one_value(void **)
{
    const std::string sent = two_pairs("sqlite", "integer unique");
    assert_string_equal(sent.c_str(),
                        "BEGIN IMMEDIATE\n"
                        "SELECT \"id\" FROM \"people\" WHERE \"id\" IN (SELECT value FROM json_each(?)) ORDER BY "
                        "\"id\" | '[1,2]'\n"
                        "SELECT \"id\" FROM \"licenses\" WHERE \"id\" IN (SELECT value FROM json_each(?)) | "
                        "'[10,11]'\n"
                        "UPDATE \"licenses\" SET \"ownerId\" = ? WHERE \"ownerId\" IN (SELECT value FROM "
                        "json_each(?)) AND NOT ((\"id\", \"ownerId\") IN (SELECT * FROM (SELECT "
                        "json_extract(value, '$[0]') AS \"gemel_0\", json_extract(value, '$[1]') AS \"gemel_1\" "
                        "FROM json_each(?)))) | null | '[1,2]' | '[[10,1],[11,2]]'\n"
                        "UPDATE \"licenses\" SET \"ownerId\" = \"gemel_1\" FROM (SELECT json_extract(value, "
                        "'$[0]') AS \"gemel_0\", json_extract(value, '$[1]') AS \"gemel_1\" FROM json_each(?)) "
                        "WHERE \"id\" = \"gemel_0\" AND (\"ownerId\" IS NULL OR \"ownerId\" <> \"gemel_1\") | "
                        "'[[10,1],[11,2]]'\n"
                        "SELECT \"id\", \"number\", \"ownerId\" FROM \"licenses\" WHERE (\"id\", \"ownerId\") IN "
                        "(SELECT * FROM (SELECT json_extract(value, '$[0]') AS \"gemel_0\", json_extract(value, "
                        "'$[1]') AS \"gemel_1\" FROM json_each(?))) | '[[10,1],[11,2]]'\n"
                        "COMMIT\n");
}

static void on_postgresql_each_column_of_a_list_is_one_value(void **)
{
    const std::string sent = two_pairs("postgresql", "integer unique");
    assert_string_equal(sent.c_str(),
                        "BEGIN ISOLATION LEVEL READ COMMITTED\n"
                        "WITH \"gemel_first\" AS (SELECT \"id\" FROM \"people\" WHERE \"id\" = ANY($1) ORDER BY "
                        "\"id\" FOR NO KEY UPDATE) SELECT \"gemel_first\".*, \"gemel_first_rows\".* FROM (SELECT "
                        "CASE WHEN count(*) = 2 THEN 1 ELSE CAST('gemel: step 0 has rows: ' || count(*) AS "
                        "integer) END FROM \"gemel_first\") AS \"gemel_first_rows\" LEFT JOIN \"gemel_first\" ON "
                        "TRUE | '{\"1\",\"2\"}'\n"
                        "SELECT \"id\" FROM \"licenses\" WHERE (\"ownerId\" = ANY($1) OR \"id\" = ANY($2)) ORDER "
                        "BY \"id\" FOR UPDATE | '{\"1\",\"2\"}' | '{\"10\",\"11\"}'\n"
                        "WITH \"gemel_first\" AS (SELECT \"id\" FROM \"licenses\" WHERE \"id\" = ANY($1) FOR NO "
                        "KEY UPDATE) SELECT \"gemel_first\".*, \"gemel_first_rows\".* FROM (SELECT CASE WHEN "
                        "count(*) = 2 THEN 1 ELSE CAST('gemel: step 2 has rows: ' || count(*) AS integer) END FROM "
                        "\"gemel_first\") AS \"gemel_first_rows\" LEFT JOIN \"gemel_first\" ON TRUE | "
                        "'{\"10\",\"11\"}'\n"
                        "UPDATE \"licenses\" SET \"ownerId\" = $1 WHERE \"ownerId\" = ANY($2) AND NOT ((\"id\", "
                        "\"ownerId\") IN (SELECT * FROM unnest($3::integer[], $4::integer[]) AS \"gemel_list\" "
                        "(\"gemel_0\", \"gemel_1\"))) | null | '{\"1\",\"2\"}' | '{\"10\",\"11\"}' | "
                        "'{\"1\",\"2\"}'\n"
                        "UPDATE \"licenses\" SET \"ownerId\" = \"gemel_1\" FROM unnest($1::integer[], "
                        "$2::integer[]) AS \"gemel_list\" (\"gemel_0\", \"gemel_1\") WHERE \"id\" = \"gemel_0\" "
                        "AND (\"ownerId\" IS NULL OR \"ownerId\" <> \"gemel_1\") | '{\"10\",\"11\"}' | "
                        "'{\"1\",\"2\"}'\n"
                        "WITH \"gemel_first\" AS (SELECT \"id\", \"number\", \"ownerId\" FROM \"licenses\" WHERE "
                        "(\"id\", \"ownerId\") IN (SELECT * FROM unnest($1::integer[], $2::integer[]) AS "
                        "\"gemel_list\" (\"gemel_0\", \"gemel_1\")) FOR NO KEY UPDATE) SELECT \"gemel_first\".*, "
                        "\"gemel_first_rows\".* FROM (SELECT CASE WHEN count(*) = 2 THEN 1 ELSE CAST('gemel: step "
                        "5 has rows: ' || count(*) AS integer) END FROM \"gemel_first\") AS \"gemel_first_rows\" "
                        "LEFT JOIN \"gemel_first\" ON TRUE | '{\"10\",\"11\"}' | '{\"1\",\"2\"}'\n"
                        "COMMIT\n");
}

int main()
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(on_sqlite_each_list_is_one_value),
        cmocka_unit_test(on_postgresql_each_column_of_a_list_is_one_value),
    };
    return cmocka_run_group_tests(tests, nullptr, nullptr);
}
