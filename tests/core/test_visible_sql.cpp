// The exact SQL of readings and methods where rows are only marked as deleted, or a model has scopes, on the recording
// driver. What that means for rows is tested in tests/capi on real databases; here it is where a condition stands, and
// that a method is still sent as one.
#include "tests/core/tape.hpp"

#include <algorithm>
#include <cstring>

extern "C" {
// cmocka needs these before it
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
}

using gemel::Include;
using gemel::Includes;
using gemel::Value;
using tape::Player;
namespace calls = gemel::calls;

namespace {

const Value null = gemel::Null{};
Value number(std::int64_t value)
{
    return value;
}

/// Person has one License, which is paranoid and has scopes; `key` says what License.ownerId is.
std::shared_ptr<const gemel::Schema> licenses(const char *key)
{
    gemel::SchemaDefinition definition;
    definition.models = {tape::model("Person", {{"id", "integer primary key"}}),
                         tape::model("License", {{"id", "integer primary key"}, {"ownerId", key}})};
    definition.models[1].options = gemel::model_words("paranoid", "License");
    definition.associations = {tape::has_one("Person", "License", "foreign key ownerId inverse owner")};
    return gemel::resolve(definition);
}

/// The same with scopes in place of marks.
std::shared_ptr<const gemel::Schema> scoped()
{
    gemel::SchemaDefinition definition;
    definition.models = {
        tape::model("Person", {{"id", "integer primary key"}}),
        tape::model("License", {{"id", "integer primary key"}, {"kind", "string"}, {"ownerId", "integer unique"}})};
    definition.models[1].options.scopes = {{"default", {{"kind", {Value(std::string("car"))}}}},
                                           {"old", {{"id", {gemel::List{{number(1)}, {null}}}}}}};
    definition.associations = {tape::has_one("Person", "License", "foreign key ownerId inverse owner")};
    return gemel::resolve(definition);
}

const char *const one = "integer unique";
const char *const many = "integer";
const char *const needed = "integer not null unique";

/// With ` for ", as what is to be.
std::string shown(std::string sent)
{
    std::replace(sent.begin(), sent.end(), '"', '`');
    return sent;
}

std::string find(Player &player, const char *model, const Includes &includes = {}, const gemel::Scoping &scoping = {})
{
    gemel::Query query(player.model(model));
    query.includes = std::make_shared<const Includes>(includes);
    query.scoping = scoping;
    const gemel::States found = calls::find_all(player.session(), query);
    return shown(player.sent());
}

gemel::StatePtr stored_person(Player &player)
{
    return player.stored("Person", {number(1)});
}

const std::string join = "SELECT `t0`.`id`, `t1`.`id`, `t1`.`ownerId`, `t1`.`deletedAt` FROM `people` AS `t0` ";

} // namespace

static void a_table_has_a_unique_index_over_the_rows_that_live(void **)
{
    for (const char *dialect : {"sqlite", "postgresql"}) {
        Player player(licenses(one), dialect);
        player.database().sync(false);
        const std::string sent = shown(player.sent());
        assert_null(std::strstr(sent.c_str(), "UNIQUE (`ownerId`)"));
        assert_non_null(std::strstr(sent.c_str(), "CREATE UNIQUE INDEX IF NOT EXISTS `licenses_owner_id_unique` ON "
                                                  "`licenses` (`ownerId`) WHERE `deletedAt` IS NULL\n"
                                                  "CREATE INDEX IF NOT EXISTS `licenses_owner_id_index` ON "
                                                  "`licenses` (`ownerId`)\n"));
    }
}

static void a_find_leaves_out_what_is_marked(void **)
{
    Player player(licenses(one));
    assert_string_equal(find(player, "License").c_str(), "SELECT `id`, `ownerId`, `deletedAt` FROM `licenses` WHERE "
                                                         "`deletedAt` IS NULL ORDER BY `id`\n");
    assert_string_equal(find(player, "License", {}, {.with_deleted = true}).c_str(),
                        "SELECT `id`, `ownerId`, `deletedAt` FROM `licenses` ORDER BY `id`\n");
    calls::find(player.session(), {{"id", {number(7)}}}, {false, gemel::Query(player.model("License"))});
    assert_string_equal(shown(player.sent()).c_str(), "SELECT `id`, `ownerId`, `deletedAt` FROM `licenses` WHERE "
                                                      "`id` = ? AND `deletedAt` IS NULL | 7\n");
}

static void an_include_says_it_where_it_joins(void **)
{
    for (const char *dialect : {"sqlite", "postgresql"}) {
        Player player(licenses(one), dialect);
        const Include license{&player.model("Person").association("license")};
        assert_string_equal(find(player, "Person", {license}).c_str(),
                            (join + "LEFT JOIN `licenses` AS `t1` ON (`t1`.`ownerId` = `t0`.`id` AND `t1`.`deletedAt` "
                                    "IS NULL) ORDER BY `t0`.`id`\n")
                                .c_str());
    }
}

static void one_partner_is_chosen_where_the_marked_ones_are_seen_too(void **)
{
    Player player(licenses(one));
    Include license{&player.model("Person").association("license")};
    license.scoping.with_deleted = true;
    assert_string_equal(find(player, "Person", {license}).c_str(),
                        (join + "LEFT JOIN `licenses` AS `t1` ON (`t1`.`ownerId` = `t0`.`id` AND (`t1`.`id`) = (SELECT "
                                "`t2`.`id` FROM `licenses` AS `t2` WHERE `t2`.`ownerId` = `t0`.`id` ORDER BY "
                                "`t2`.`id` LIMIT 1)) ORDER BY `t0`.`id`\n")
                            .c_str());
}

static void one_partner_is_chosen_among_those_that_live(void **)
{
    Player player(licenses(many));
    const Include license{&player.model("Person").association("license")};
    const std::string sent = find(player, "Person", {license});
    assert_non_null(std::strstr(
        sent.c_str(), "WHERE `t2`.`ownerId` = `t0`.`id` AND `t2`.`deletedAt` IS NULL ORDER BY `t2`.`id` LIMIT 1"));
}

static void get_and_load_leave_out_what_is_marked(void **)
{
    Player player(licenses(one));
    const auto person = stored_person(player);
    const gemel::Association &license = player.model("Person").association("license");
    const std::string select = "SELECT `id`, `ownerId`, `deletedAt` FROM `licenses` WHERE ";
    calls::get(player.session(), person, license, {false, gemel::Query(player.model("License"))});
    assert_string_equal(shown(player.sent()).c_str(),
                        (select + "`ownerId` = ? AND `deletedAt` IS NULL ORDER BY `id` LIMIT 1 | 1\n").c_str());
    calls::load(player.session(), person, license);
    assert_string_equal(
        shown(player.sent()).c_str(),
        (select + "`ownerId` IN (SELECT value FROM json_each(?)) AND `deletedAt` IS NULL ORDER BY `id` | '[1]'\n")
            .c_str());
}

static void scopes_stand_where_the_marks_do(void **)
{
    Player player(scoped());
    const std::string select = "SELECT `id`, `kind`, `ownerId` FROM `licenses`";
    const gemel::Model &license = player.model("License");
    assert_string_equal(find(player, "License").c_str(),
                        (select + " WHERE `kind` = ? ORDER BY `id` | 'car'\n").c_str());
    assert_string_equal(find(player, "License", {}, {true, false}).c_str(), (select + " ORDER BY `id`\n").c_str());
    assert_string_equal(
        find(player, "License", {}, {true, false, {&license.scope("old")}}).c_str(),
        (select + " WHERE (`id` IN (SELECT value FROM json_each(?)) OR `id` IS NULL) ORDER BY `id` | '[1]'\n").c_str());
    const Include included{&player.model("Person").association("license")};
    assert_string_equal(find(player, "Person", {included}).c_str(),
                        "SELECT `t0`.`id`, `t1`.`id`, `t1`.`kind`, `t1`.`ownerId` FROM `people` AS `t0` LEFT JOIN "
                        "`licenses` AS `t1` ON (`t1`.`ownerId` = `t0`.`id` AND `t1`.`kind` = ?) ORDER BY `t0`.`id` | "
                        "'car'\n");
}

static void no_scope_hides_anything_from_a_method(void **)
{
    Player player(scoped());
    const auto person = stored_person(player);
    player.answer_row({number(1)});
    calls::unset(player.session(), person, player.model("Person").association("license"), {});
    assert_null(std::strstr(player.sent().c_str(), "kind"));
}

static void unset_marks_whom_it_would_delete(void **)
{
    Player player(licenses(needed));
    const auto person = stored_person(player);
    player.answer_row({number(1)});
    calls::unset(player.session(), person, player.model("Person").association("license"), {});
    const std::string sent = shown(player.sent());
    assert_non_null(std::strstr(sent.c_str(), "UPDATE `licenses` SET `deletedAt` = ? WHERE `ownerId` = ? AND "
                                              "`deletedAt` IS NULL | '20"));
    assert_null(std::strstr(sent.c_str(), "DELETE"));
}

static void a_set_is_sent_at_once_and_locks_what_it_writes(void **)
{
    std::string sent;
    {
        Player player(licenses(needed), "postgresql");
        const auto person = stored_person(player);
        const auto license = player.stored("License", {number(10), number(2), null});
        player.answer_row({number(1)});
        player.answer_nothing();
        player.answer_row({number(10)});
        player.answer_written(1);
        player.answer_written(1);
        player.answer_row({number(10), number(1), null});
        calls::set(player.session(), person, player.model("Person").association("license"), player.other(license), {});
        sent = shown(player.sent());
    }
    const char *const steps[] = {
        "BEGIN ISOLATION LEVEL READ COMMITTED\n",
        "SELECT `id` FROM `people` WHERE `id` = $1 FOR NO KEY UPDATE",
        "WHERE ((`ownerId` = $1 AND `deletedAt` IS NULL) OR `id` = $2) ORDER BY `id` FOR NO KEY UPDATE | 1 | 10\n",
        "SELECT `id` FROM `licenses` WHERE `id` = $1 AND `deletedAt` IS NULL FOR NO KEY UPDATE",
        "UPDATE `licenses` SET `deletedAt` = $1 WHERE `ownerId` = $2 AND `deletedAt` IS NULL AND NOT (`id` = $3) | '20",
        "UPDATE `licenses` SET `ownerId` = $1 WHERE `id` = $2 AND (`ownerId` IS NULL OR `ownerId` <> $3) | 1 | 10",
        "SELECT `id`, `ownerId`, `deletedAt` FROM `licenses` WHERE `id` = $1 AND",
        "COMMIT\n",
    };
    const char *at = sent.c_str();
    print_message("# %s", at);
    for (const char *step : steps) {
        at = std::strstr(at, step);
        assert_non_null(at);
    }
    assert_int_equal(std::count(sent.begin(), sent.end(), '\n'), 8);
}

static void destroy_marks_one_row_with_one_statement(void **)
{
    Player player(licenses(one));
    const auto license = player.stored("License", {number(10), number(1), null});
    player.answer_written(1);
    const bool marked = calls::destroy(player.session(), license);
    assert_true(marked);
    const std::string sent = shown(player.sent());
    assert_int_equal(sent.find("UPDATE `licenses` SET `deletedAt` = ? WHERE `id` = ? AND `deletedAt` IS NULL | '20"),
                     0);
    assert_int_equal(std::count(sent.begin(), sent.end(), '\n'), 1);
    player.answer_written(1);
    calls::destroy(player.session(), license, {true});
    assert_string_equal(shown(player.sent()).c_str(), "DELETE FROM `licenses` WHERE `id` = ? | 10\n");
}

static void restore_reads_what_it_wrote(void **)
{
    Player player(licenses(one));
    const auto license =
        player.stored("License", {number(10), number(1), Value(std::string("2024-01-01T00:00:00.000000Z"))});
    player.answer_written(1);
    player.answer_row({number(10), number(1), null});
    calls::restore(player.session(), license);
    assert_string_equal(shown(player.sent()).c_str(),
                        "BEGIN IMMEDIATE\n"
                        "UPDATE `licenses` SET `deletedAt` = ? WHERE `id` = ? AND NOT (`deletedAt` IS NULL) | null | "
                        "10\n"
                        "SELECT `id`, `ownerId`, `deletedAt` FROM `licenses` WHERE `id` = ? AND `deletedAt` IS NULL | "
                        "10\n"
                        "COMMIT\n");
}

int main()
{
    const CMUnitTest tests[] = {
        cmocka_unit_test(a_table_has_a_unique_index_over_the_rows_that_live),
        cmocka_unit_test(a_find_leaves_out_what_is_marked),
        cmocka_unit_test(an_include_says_it_where_it_joins),
        cmocka_unit_test(one_partner_is_chosen_where_the_marked_ones_are_seen_too),
        cmocka_unit_test(one_partner_is_chosen_among_those_that_live),
        cmocka_unit_test(get_and_load_leave_out_what_is_marked),
        cmocka_unit_test(scopes_stand_where_the_marks_do),
        cmocka_unit_test(no_scope_hides_anything_from_a_method),
        cmocka_unit_test(unset_marks_whom_it_would_delete),
        cmocka_unit_test(a_set_is_sent_at_once_and_locks_what_it_writes),
        cmocka_unit_test(destroy_marks_one_row_with_one_statement),
        cmocka_unit_test(restore_reads_what_it_wrote),
    };
    return cmocka_run_group_tests(tests, nullptr, nullptr);
}
