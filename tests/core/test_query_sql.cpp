// The exact SQL of queries, in both dialects, on the recording driver: what filters, orders, pages, groups and locks
// become. Which rows that finds is tested on real databases (tests/capi, tests/property/queries.py).
#include "tests/core/tape.hpp"

#include "core/base/json.hpp"
#include "core/query/builder.hpp"
#include "core/reading/fetch.hpp"

#include <algorithm>

extern "C" {
// cmocka needs these before it
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
}

using tape::Player;
namespace calls = gemel::calls;

namespace {

std::shared_ptr<const gemel::Schema> schema()
{
    gemel::SchemaDefinition definition;
    definition.models = {
        tape::model("Person",
                    {{"id", "integer primary key"}, {"name", "string"}, {"age", "integer not null column years"}}),
        tape::model("License", {{"id", "integer primary key"}, {"number", "string"}, {"ownerId", "integer unique"}})};
    definition.associations = {tape::has_one("Person", "License", "foreign key ownerId inverse owner")};
    return gemel::resolve(definition);
}

enum class Call { All, Count, Exists, Values, Destroy };

/// What is sent, with ` for ".
std::string sent(const char *dialect, Call call, std::string json)
{
    Player player(schema(), dialect);
    std::replace(json.begin(), json.end(), '\'', '"');
    const gemel::QueryBuilder asking(player.model("Person"), gemel::parse_json_object(json));
    gemel::Session &session = *player.session();
    switch (call) {
    case Call::All:
        assert_int_equal(calls::find_all(player.session(), asking.query()).size(), 0);
        break;
    case Call::Count:
        player.answer_row({std::int64_t{0}});
        gemel::count(session, asking.query());
        break;
    case Call::Exists:
        gemel::exists(session, asking.query());
        break;
    case Call::Values:
        gemel::values(session, asking.query());
        break;
    case Call::Destroy:
        calls::destroy_rows(player.session(), asking.query(), {});
        break;
    }
    std::string text = player.sent();
    std::replace(text.begin(), text.end(), '"', '`');
    return text;
}

struct Case {
    Call call;
    const char *json, *sqlite, *postgresql;
};

const Case cases[] = {
    {Call::All, "{'where': {'name': {'ne': 'ann'}}}",
     "SELECT `id`, `name`, `years` FROM `people` WHERE (`name` <> ? OR `name` IS NULL) ORDER BY `id` | 'ann'\n",
     "SELECT `id`, `name`, `years` FROM `people` WHERE (`name` <> $1 OR `name` IS NULL) ORDER BY `id` | 'ann'\n"},
    {Call::All, "{'where': {'age': {'ge': 18}, 'name': {'lt': 'b'}}}",
     "SELECT `id`, `name`, `years` FROM `people` WHERE `years` >= ? AND `name` < ? ORDER BY `id` | 18 | 'b'\n",
     "SELECT `id`, `name`, `years` FROM `people` WHERE `years` >= $1 AND `name`::text COLLATE `C` < $2 ORDER BY `id` | "
     "18 | "
     "'b'\n"},
    {Call::All, "{'where': {'not': {'name': {'lt': 'b'}}}}",
     "SELECT `id`, `name`, `years` FROM `people` WHERE (`name` < ?) IS NOT TRUE ORDER BY `id` | 'b'\n",
     "SELECT `id`, `name`, `years` FROM `people` WHERE (`name`::text COLLATE `C` < $1) IS NOT TRUE ORDER BY `id` | "
     "'b'\n"},
    {Call::All, "{'where': {'name': ['a', null]}}",
     "SELECT `id`, `name`, `years` FROM `people` WHERE (`name` IN (SELECT value FROM json_each(?)) OR `name` IS NULL) "
     "ORDER BY `id` | '[`a`]'\n",
     "SELECT `id`, `name`, `years` FROM `people` WHERE (`name` = ANY($1) OR `name` IS NULL) ORDER BY `id` | '{`a`}'\n"},
    {Call::All, "{'where': {'name': {'startsWith': '%*'}}}",
     "SELECT `id`, `name`, `years` FROM `people` WHERE `name` GLOB ? ORDER BY `id` | '%[*]*'\n",
     "SELECT `id`, `name`, `years` FROM `people` WHERE `name`::text LIKE $1 ORDER BY `id` | '\\%*%'\n"},
    {Call::All, "{'where': {'name': {'ilike': '%A'}}}",
     "SELECT `id`, `name`, `years` FROM `people` WHERE `name` LIKE ? ESCAPE '\\' ORDER BY `id` | '%A'\n",
     "SELECT `id`, `name`, `years` FROM `people` WHERE `name`::text COLLATE `C` ILIKE $1 ORDER BY `id` | '%A'\n"},
    {Call::All, "{'where': {'license.number': 'A', 'license': true}}",
     "SELECT `t0`.`id`, `t0`.`name`, `t0`.`years` FROM `people` AS `t0` LEFT JOIN `licenses` AS `t1` ON `t1`.`ownerId` "
     "= `t0`.`id` WHERE `t1`.`number` = ? AND NOT (`t1`.`ownerId` IS NULL) ORDER BY `t0`.`id` | 'A'\n",
     "SELECT `t0`.`id`, `t0`.`name`, `t0`.`years` FROM `people` AS `t0` LEFT JOIN `licenses` AS `t1` ON `t1`.`ownerId` "
     "= `t0`.`id` WHERE `t1`.`number` = $1 AND NOT (`t1`.`ownerId` IS NULL) ORDER BY `t0`.`id` | 'A'\n"},
    {Call::All, "{'where': {'license': false}}",
     "SELECT `t0`.`id`, `t0`.`name`, `t0`.`years` FROM `people` AS `t0` LEFT JOIN `licenses` AS `t1` ON `t1`.`ownerId` "
     "= `t0`.`id` WHERE `t1`.`ownerId` IS NULL ORDER BY `t0`.`id`\n",
     "SELECT `t0`.`id`, `t0`.`name`, `t0`.`years` FROM `people` AS `t0` LEFT JOIN `licenses` AS `t1` ON `t1`.`ownerId` "
     "= `t0`.`id` WHERE `t1`.`ownerId` IS NULL ORDER BY `t0`.`id`\n"},
    {Call::All, "{'order': 'name desc nulls first, age', 'limit': 2, 'offset': 1}",
     "SELECT `id`, `name`, `years` FROM `people` ORDER BY `name` DESC NULLS FIRST, `years`, `id` LIMIT 2 OFFSET ? | "
     "1\n",
     "SELECT `id`, `name`, `years` FROM `people` ORDER BY `name`::text COLLATE `C` DESC NULLS FIRST, `years`, `id` "
     "LIMIT 2 "
     "OFFSET $1 | 1\n"},
    {Call::All, "{'order': 'age desc', 'after': {'age': 5, 'id': 1}}",
     "SELECT `id`, `name`, `years` FROM `people` WHERE `years` <= ? AND (`years` < ? OR (`years` = ? AND `id` > ?)) "
     "ORDER BY `years` DESC, `id` | 5 | 5 | 5 | 1\n",
     "SELECT `id`, `name`, `years` FROM `people` WHERE `years` <= $1 AND (`years` < $2 OR (`years` = $3 AND `id` > "
     "$4)) ORDER BY `years` DESC, `id` | 5 | 5 | 5 | 1\n"},
    {Call::All, "{'order': 'name', 'after': {'name': 'a', 'id': 1}}",
     "SELECT `id`, `name`, `years` FROM `people` WHERE ((`name` > ? OR `name` IS NULL) OR (`name` = ? AND `id` > ?)) "
     "ORDER BY `name` NULLS LAST, `id` | 'a' | 'a' | 1\n",
     "SELECT `id`, `name`, `years` FROM `people` WHERE ((`name`::text COLLATE `C` > $1 OR `name`::text COLLATE `C` IS "
     "NULL) OR "
     "(`name`::text COLLATE `C` = $2 AND `id` > $3)) ORDER BY `name`::text COLLATE `C` NULLS LAST, `id` | 'a' | 'a' | "
     "1\n"},
    {Call::All, "{'attributes': 'name'}", "SELECT `name`, `id` FROM `people` ORDER BY `id`\n",
     "SELECT `name`, `id` FROM `people` ORDER BY `id`\n"},
    {Call::Count, "{'where': {'license.number': 'A'}, 'order': 'name', 'limit': 2}",
     "SELECT count(*) FROM `people` AS `t0` LEFT JOIN `licenses` AS `t1` ON `t1`.`ownerId` = `t0`.`id` WHERE "
     "`t1`.`number` = ? | 'A'\n",
     "SELECT count(*) FROM `people` AS `t0` LEFT JOIN `licenses` AS `t1` ON `t1`.`ownerId` = `t0`.`id` WHERE "
     "`t1`.`number` = $1 | 'A'\n"},
    {Call::Exists, "{'where': {'age': 5}}", "SELECT 1 FROM `people` WHERE `years` = ? LIMIT 1 | 5\n",
     "SELECT 1 FROM `people` WHERE `years` = $1 LIMIT 1 | 5\n"},
    {Call::Values,
     "{'select': ['name', 'count(*) as n', 'max(license.number)'], 'group': 'name',"
     " 'having': {'n': {'gt': 1}}, 'order': 'n desc'}",
     "SELECT `t0`.`name`, count(*), max(`t1`.`number`) FROM `people` AS `t0` LEFT JOIN `licenses` AS `t1` ON "
     "`t1`.`ownerId` = `t0`.`id` GROUP BY `t0`.`name` HAVING count(*) > ? ORDER BY count(*) DESC | 1\n",
     "SELECT `t0`.`name`, count(*), max(`t1`.`number`::text COLLATE `C`) FROM `people` AS `t0` LEFT JOIN `licenses` AS "
     "`t1` "
     "ON `t1`.`ownerId` = `t0`.`id` GROUP BY `t0`.`name` HAVING count(*) > $1 ORDER BY count(*) DESC | 1\n"},
    {Call::Values, "{'select': 'name', 'distinct': true, 'order': 'name'}",
     "SELECT DISTINCT `name` FROM `people` ORDER BY `name` NULLS LAST\n",
     "SELECT DISTINCT `name`::text COLLATE `C` FROM `people` ORDER BY `name`::text COLLATE `C` NULLS LAST\n"},
    {Call::Destroy, "{'where': {'age': 5}}", "DELETE FROM `people` WHERE `years` = ? | 5\n",
     "BEGIN ISOLATION LEVEL READ COMMITTED\nDELETE FROM `people` WHERE `years` = $1 | 5\nCOMMIT\n"},
    {Call::Destroy, "{'where': {'license.number': 'A'}}",
     "DELETE FROM `people` WHERE (`id`) IN (SELECT `t0`.`id` FROM `people` AS `t0` LEFT JOIN `licenses` AS `t1` ON "
     "`t1`.`ownerId` = `t0`.`id` WHERE `t1`.`number` = ?) | 'A'\n",
     "BEGIN ISOLATION LEVEL READ COMMITTED\nDELETE FROM `people` WHERE (`id`) IN (SELECT `t0`.`id` FROM `people` AS "
     "`t0` LEFT JOIN `licenses` AS `t1` ON `t1`.`ownerId` = `t0`.`id` WHERE `t1`.`number` = $1) | 'A'\nCOMMIT\n"},
};

} // namespace

static void a_query_is_this_sql(void **)
{
    for (const Case &it : cases) {
        print_message("# %s\n", it.json);
        assert_string_equal(sent("sqlite", it.call, it.json).c_str(), it.sqlite);
        assert_string_equal(sent("postgresql", it.call, it.json).c_str(), it.postgresql);
    }
}

static void a_lock_is_for_the_rows_of_the_model_and_none_of_sqlite(void **)
{
    const char *const json = "{'include': 'license', 'lock': 'update skip locked'}";
    for (const char *dialect : {"sqlite", "postgresql"}) {
        Player player(schema(), dialect);
        std::string text(json);
        std::replace(text.begin(), text.end(), '\'', '"');
        const gemel::QueryBuilder asking(player.model("Person"), gemel::parse_json_object(text));
        player.session()->begin({});
        player.sent();
        assert_int_equal(calls::find_all(player.session(), asking.query()).size(), 0);
        const std::string select = player.sent();
        const bool locks = select.find("FOR UPDATE OF \"t0\" SKIP LOCKED") != std::string::npos;
        assert_int_equal(locks, std::string(dialect) == "postgresql");
    }
}

int main()
{
    const CMUnitTest tests[] = {
        cmocka_unit_test(a_query_is_this_sql),
        cmocka_unit_test(a_lock_is_for_the_rows_of_the_model_and_none_of_sqlite),
    };
    return cmocka_run_group_tests(tests, nullptr, nullptr);
}
