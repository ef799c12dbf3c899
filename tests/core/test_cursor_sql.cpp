// The exact SQL of cursors, on the recording driver.
#include "core/calls/cursor.hpp"
#include "core/model/filter_parse.hpp"
#include "tests/core/tape.hpp"

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

namespace {

/// Two people, read two at a time, in a transaction or in none.
std::string two_people(const char *dialect, bool in_transaction)
{
    Player player(tape::person_license("integer"), dialect);
    if (in_transaction)
        player.session()->begin(false);
    player.answer_nothing();
    gemel::driver::Rows rows(2);
    for (const std::int64_t id : {1, 2}) {
        rows.add_integer(id);
        rows.add_null();
    }
    player.answer({std::move(rows), 0});
    player.answer({gemel::driver::Rows(2), 0});
    {
        gemel::Query query(player.model("Person"));
        query.where = gemel::parse_filter(*query.model, {{"name", {Value(std::string("a"))}}});
        calls::Cursor cursor(player.session(), query, 2);
        while (cursor.next()) {
        }
    }
    return player.sent();
}

} // namespace

static void postgresql_declares_fetches_and_ends(void **)
{
    const std::string alone = two_people("postgresql", false), inside = two_people("postgresql", true);
    assert_string_equal(alone.c_str(),
                        "BEGIN ISOLATION LEVEL READ COMMITTED READ ONLY\n"
                        "DECLARE \"gemel_cursor_1\" NO SCROLL CURSOR FOR "
                        "SELECT \"id\", \"name\" FROM \"people\" WHERE \"name\" = $1 ORDER BY \"id\" | 'a'\n"
                        "FETCH 2 FROM \"gemel_cursor_1\"\n"
                        "FETCH 2 FROM \"gemel_cursor_1\"\n"
                        "ROLLBACK\n");
    assert_string_equal(inside.c_str(),
                        "BEGIN ISOLATION LEVEL READ COMMITTED\n"
                        "DECLARE \"gemel_cursor_1\" NO SCROLL CURSOR FOR "
                        "SELECT \"id\", \"name\" FROM \"people\" WHERE \"name\" = $1 ORDER BY \"id\" | 'a'\n"
                        "FETCH 2 FROM \"gemel_cursor_1\"\n"
                        "FETCH 2 FROM \"gemel_cursor_1\"\n"
                        "CLOSE \"gemel_cursor_1\"\n");
}

static void sqlite_puts_the_rows_aside(void **)
{
    const std::string sent = two_people("sqlite", true);
    assert_string_equal(sent.c_str(),
                        "BEGIN IMMEDIATE\n"
                        "CREATE TEMP TABLE \"gemel_cursor_1\" AS WITH \"gemel_cursor_1\" (c0, c1) AS ("
                        "SELECT \"id\", \"name\" FROM \"people\" WHERE \"name\" = ? ORDER BY \"id\") SELECT * FROM "
                        "\"gemel_cursor_1\" | 'a'\n"
                        "SELECT c0, c1 FROM temp.\"gemel_cursor_1\" WHERE rowid > ? ORDER BY rowid LIMIT ? | 0 | 2\n"
                        "SELECT c0, c1 FROM temp.\"gemel_cursor_1\" WHERE rowid > ? ORDER BY rowid LIMIT ? | 2 | 2\n"
                        "DROP TABLE temp.\"gemel_cursor_1\"\n");
}

int main()
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(postgresql_declares_fetches_and_ends),
        cmocka_unit_test(sqlite_puts_the_rows_aside),
    };
    return cmocka_run_group_tests(tests, nullptr, nullptr);
}
