// The exact SQL of what is loaded together, in both dialects, on the recording driver. Which rows that finds is tested
// in tests/capi on real databases; here it is that joins are flat, where a condition stands, and when a partner has to
// be chosen.
#include "tests/core/tape.hpp"

#include "core/model/filter_parse.hpp"
#include "core/reading/find.hpp"

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

/// Person has one License has one Chip; `key` says what License.ownerId is.
std::shared_ptr<const gemel::Schema> chain(const char *key)
{
    gemel::SchemaDefinition definition;
    definition.models = {
        tape::model("Person", {{"id", "integer primary key"}}),
        tape::model("License", {{"id", "integer primary key"}, {"number", "string"}, {"ownerId", key}}),
        tape::model("Chip", {{"id", "integer primary key"}, {"licId", "integer unique"}})};
    definition.associations = {tape::has_one("Person", "License", "foreign key ownerId inverse owner"),
                               tape::has_one("License", "Chip", "foreign key licId inverse lic")};
    return gemel::resolve(definition);
}

const char *const one = "integer unique";
const char *const many = "integer";

Include included(const Player &player, const char *model, const char *name, bool required = false)
{
    return {&player.model(model).association(name), required};
}

/// With ` for ", as what is to be.
std::string shown(std::string sent)
{
    std::replace(sent.begin(), sent.end(), '"', '`');
    return sent;
}

std::string find(Player &player, const char *model, Includes includes)
{
    gemel::Query query(player.model(model));
    query.includes = std::make_shared<const Includes>(std::move(includes));
    const gemel::States found = calls::find_all(player.session(), query);
    return shown(player.sent());
}

const char *const dialects[] = {"sqlite", "postgresql"};
const std::string join = "SELECT `t0`.`id`, `t1`.`id`, `t1`.`number`, `t1`.`ownerId` FROM `people` AS `t0` ";
const std::string join_twice =
    "SELECT `t0`.`id`, `t1`.`id`, `t1`.`number`, `t1`.`ownerId`, `t2`.`id`, `t2`.`licId` FROM `people` AS `t0` ";

} // namespace

static void a_unique_partner_is_joined_as_it_is(void **)
{
    for (const char *dialect : dialects) {
        Player player(chain(one), dialect);
        const std::string sent = find(player, "Person", {included(player, "Person", "license")});
        assert_string_equal(
            sent.c_str(),
            (join + "LEFT JOIN `licenses` AS `t1` ON `t1`.`ownerId` = `t0`.`id` ORDER BY `t0`.`id`\n").c_str());
    }
}

static void two_levels_are_two_left_joins_side_by_side(void **)
{
    for (const char *dialect : dialects) {
        Player player(chain(one), dialect);
        Include license = included(player, "Person", "license");
        license.includes = {included(player, "License", "chip")};
        const std::string sent = find(player, "Person", {license});
        assert_string_equal(sent.c_str(),
                            (join_twice + "LEFT JOIN `licenses` AS `t1` ON `t1`.`ownerId` = `t0`.`id` LEFT JOIN "
                                          "`chips` AS `t2` ON `t2`.`licId` = `t1`.`id` ORDER BY `t0`.`id`\n")
                                .c_str());
    }
}

static void what_is_required_is_an_inner_join_as_long_as_all_above_it_are(void **)
{
    Player player(chain(one));
    Include license = included(player, "Person", "license", true);
    license.includes = {included(player, "License", "chip", true)};
    const std::string sent = find(player, "Person", {license});
    assert_string_equal(sent.c_str(),
                        (join_twice + "INNER JOIN `licenses` AS `t1` ON `t1`.`ownerId` = `t0`.`id` INNER JOIN `chips` "
                                      "AS `t2` ON `t2`.`licId` = `t1`.`id` ORDER BY `t0`.`id`\n")
                            .c_str());
}

static void an_optional_partner_with_a_required_one_is_chosen_by_a_select(void **)
{
    for (const char *dialect : dialects) {
        Player player(chain(one), dialect);
        Include license = included(player, "Person", "license");
        license.includes = {included(player, "License", "chip", true)};
        const std::string sent = find(player, "Person", {license});
        assert_string_equal(sent.c_str(),
                            "SELECT `t0`.`id`, `t1`.`id`, `t1`.`number`, `t1`.`ownerId`, `t4`.`id`, `t4`.`licId` FROM "
                            "`people` AS `t0` LEFT JOIN `licenses` AS `t1` ON (`t1`.`ownerId` = `t0`.`id` AND "
                            "(`t1`.`id`) = (SELECT `t2`.`id` FROM `licenses` AS `t2` INNER JOIN `chips` AS `t3` ON "
                            "`t3`.`licId` = `t2`.`id` WHERE `t2`.`ownerId` = `t0`.`id` ORDER BY `t2`.`id` LIMIT 1)) "
                            "LEFT JOIN `chips` AS `t4` ON `t4`.`licId` = `t1`.`id` ORDER BY `t0`.`id`\n");
    }
}

static void the_choice_knows_what_is_required_at_any_depth(void **)
{
    Player player(chain(one));
    Include license = included(player, "Person", "license"), chip = included(player, "License", "chip", true);
    chip.includes = {included(player, "Chip", "lic", true)};
    license.includes = {chip};
    const std::string sent = find(player, "Person", {license});
    assert_non_null(std::strstr(sent.c_str(), "INNER JOIN `chips` AS `t3` ON `t3`.`licId` = `t2`.`id` "
                                              "INNER JOIN `licenses` AS `t4` ON `t4`.`id` = `t3`.`licId` WHERE"));
}

static void of_several_partners_one_is_chosen_by_a_select(void **)
{
    for (const char *dialect : dialects) {
        Player player(chain(many), dialect);
        const std::string sent = find(player, "Person", {included(player, "Person", "license")});
        assert_string_equal(
            sent.c_str(),
            (join +
             "LEFT JOIN `licenses` AS `t1` ON (`t1`.`ownerId` = `t0`.`id` AND (`t1`.`id`) = (SELECT `t2`.`id` FROM "
             "`licenses` AS `t2` WHERE `t2`.`ownerId` = `t0`.`id` ORDER BY `t2`.`id` LIMIT 1)) ORDER BY `t0`.`id`\n")
                .c_str());
    }
}

static std::string with_a_where(const char *dialect)
{
    Player player(chain(many), dialect);
    Include license = included(player, "Person", "license");
    license.where = gemel::parse_filter(player.model("License"), {{"number", {Value(std::string("A"))}}});
    return find(player, "Person", {license});
}

static void the_where_of_an_include_stands_in_on_and_in_the_choice(void **)
{
    const auto expected = [](const std::string &first, const std::string &second) {
        return join + "LEFT JOIN `licenses` AS `t1` ON (`t1`.`ownerId` = `t0`.`id` AND `t1`.`number` = " + first +
               " AND (`t1`.`id`) = (SELECT `t2`.`id` FROM `licenses` AS `t2` WHERE `t2`.`ownerId` = `t0`.`id` AND "
               "`t2`.`number` = " +
               second + " ORDER BY `t2`.`id` LIMIT 1)) ORDER BY `t0`.`id` | 'A' | 'A'\n";
    };
    assert_string_equal(with_a_where("sqlite").c_str(), expected("?", "?").c_str());
    assert_string_equal(with_a_where("postgresql").c_str(), expected("$1", "$2").c_str());
}

static void an_owner_is_never_chosen(void **)
{
    Player player(chain(many));
    const std::string sent = find(player, "License", {included(player, "License", "owner")});
    assert_string_equal(sent.c_str(),
                        "SELECT `t0`.`id`, `t0`.`number`, `t0`.`ownerId`, `t1`.`id` FROM `licenses` AS `t0` LEFT JOIN "
                        "`people` AS `t1` ON `t1`.`id` = `t0`.`ownerId` ORDER BY `t0`.`id`\n");
}

/// Page has pictures by the scopes of `has_ones`, all with the inverse `page`.
static std::string pages_of_pictures(const char *dialect, const std::vector<const char *> &has_ones, bool required)
{
    gemel::SchemaDefinition definition;
    definition.models = {
        tape::model("Page", {{"id", "integer primary key"}}),
        tape::model("Picture",
                    {{"id", "integer primary key"}, {"kind", "string"}, {"lang", "string"}, {"pageId", "integer"}})};
    for (const char *words : has_ones)
        definition.associations.push_back(tape::has_one("Page", "Picture", words));
    Player player(gemel::resolve(definition), dialect);
    return find(player, "Picture", {included(player, "Picture", "page", required)});
}

static const std::string pictures =
    "SELECT `t0`.`id`, `t0`.`kind`, `t0`.`lang`, `t0`.`pageId`, `t1`.`id` FROM `pictures` AS `t0` ";

static void an_inverse_of_a_scope_is_joined_where_its_row_is_in_the_scope(void **)
{
    const std::vector<const char *> cover{"as cover inverse page scope (kind = 'cover')"};
    assert_string_equal(pages_of_pictures("sqlite", cover, false).c_str(),
                        (pictures + "LEFT JOIN `pages` AS `t1` ON (`t1`.`id` = `t0`.`pageId` AND `t0`.`kind` = ?) "
                                    "ORDER BY `t0`.`id` | 'cover'\n")
                            .c_str());
    assert_string_equal(pages_of_pictures("postgresql", cover, true).c_str(),
                        (pictures + "INNER JOIN `pages` AS `t1` ON (`t1`.`id` = `t0`.`pageId` AND `t0`.`kind` = $1) "
                                    "ORDER BY `t0`.`id` | 'cover'\n")
                            .c_str());
}

static void one_of_the_scopes_of_an_inverse_must_hold(void **)
{
    const std::vector<const char *> scopes{"as cover inverse page scope (kind = 'cover', lang = 'de')",
                                           "as thumb inverse page scope (kind = 'thumb')"};
    assert_string_equal(pages_of_pictures("sqlite", scopes, false).c_str(),
                        (pictures + "LEFT JOIN `pages` AS `t1` ON (`t1`.`id` = `t0`.`pageId` AND ((`t0`.`kind` = ? AND "
                                    "`t0`.`lang` = ?) OR `t0`.`kind` = ?)) ORDER BY `t0`.`id` | 'cover' | 'de' | "
                                    "'thumb'\n")
                            .c_str());
}

static void a_has_one_without_a_scope_lets_its_inverse_lead_always(void **)
{
    const std::vector<const char *> both{"as cover inverse page scope (kind = 'cover')", "as any inverse page"};
    assert_string_equal(
        pages_of_pictures("sqlite", both, false).c_str(),
        (pictures + "LEFT JOIN `pages` AS `t1` ON `t1`.`id` = `t0`.`pageId` ORDER BY `t0`.`id`\n").c_str());
}

static void a_composite_key_is_compared_as_a_row(void **)
{
    gemel::SchemaDefinition definition;
    definition.models = {tape::model("Guest", {{"id", "integer primary key"}}),
                         tape::model("Seat", {{"row", "integer primary key"}, {"place", "string primary key"}})};
    definition.associations = {tape::has_one("Guest", "Seat", "inverse guest")};
    for (const char *dialect : dialects) {
        Player player(gemel::resolve(definition), dialect);
        const std::string sent = find(player, "Guest", {included(player, "Guest", "seat")});
        const std::string place = std::string(dialect) == "sqlite" ? "`t2`.`place`" : "`t2`.`place`::text COLLATE `C`";
        assert_string_equal(sent.c_str(),
                            ("SELECT `t0`.`id`, `t1`.`row`, `t1`.`place`, `t1`.`guestId` FROM `guests` AS `t0` LEFT "
                             "JOIN `seats` AS `t1` ON (`t1`.`guestId` = `t0`.`id` AND (`t1`.`row`, `t1`.`place`) = "
                             "(SELECT `t2`.`row`, `t2`.`place` FROM `seats` AS `t2` WHERE `t2`.`guestId` = `t0`.`id` "
                             "ORDER BY `t2`.`row`, " +
                             place + " LIMIT 1)) ORDER BY `t0`.`id`\n")
                                .c_str());
    }
}

static void the_first_of_a_find_is_limited_in_the_same_statement(void **)
{
    Player player(chain(one));
    gemel::Query query(player.model("Person"));
    query.includes = std::make_shared<const Includes>(Includes{included(player, "Person", "license", true)});
    calls::find_first(player.session(), {}, {false, query});
    assert_string_equal(
        shown(player.sent()).c_str(),
        (join + "INNER JOIN `licenses` AS `t1` ON `t1`.`ownerId` = `t0`.`id` ORDER BY `t0`.`id` LIMIT 1\n").c_str());
}

static std::string partners_of_two(const char *dialect)
{
    Player player(chain(many), dialect);
    const auto first = player.stored("Person", {Value(std::int64_t{1})});
    const auto second = player.stored("Person", {Value(std::int64_t{2})});
    calls::get_many(player.session(), player.model("Person").association("license"),
                    {player.other(first), player.other(second), player.other(first)});
    return shown(player.sent());
}

static void partners_of_many_are_asked_for_by_one_list(void **)
{
    const std::string select = "SELECT `id`, `number`, `ownerId` FROM `licenses` WHERE `ownerId` ";
    assert_string_equal(partners_of_two("sqlite").c_str(),
                        (select + "IN (SELECT value FROM json_each(?)) ORDER BY `id` | '[1,2]'\n").c_str());
    assert_string_equal(partners_of_two("postgresql").c_str(),
                        (select + "= ANY($1) ORDER BY `id` | '{`1`,`2`}'\n").c_str());
}

static void partners_of_one_are_asked_for_likewise(void **)
{
    Player player(chain(many));
    const auto first = player.stored("Person", {Value(std::int64_t{1})});
    calls::load(player.session(), first, player.model("Person").association("license"));
    assert_string_equal(shown(player.sent()).c_str(),
                        "SELECT `id`, `number`, `ownerId` FROM `licenses` WHERE `ownerId` IN (SELECT value FROM "
                        "json_each(?)) ORDER BY `id` | '[1]'\n");
}

int main()
{
    const CMUnitTest tests[] = {
        cmocka_unit_test(a_unique_partner_is_joined_as_it_is),
        cmocka_unit_test(two_levels_are_two_left_joins_side_by_side),
        cmocka_unit_test(what_is_required_is_an_inner_join_as_long_as_all_above_it_are),
        cmocka_unit_test(an_optional_partner_with_a_required_one_is_chosen_by_a_select),
        cmocka_unit_test(the_choice_knows_what_is_required_at_any_depth),
        cmocka_unit_test(of_several_partners_one_is_chosen_by_a_select),
        cmocka_unit_test(the_where_of_an_include_stands_in_on_and_in_the_choice),
        cmocka_unit_test(an_owner_is_never_chosen),
        cmocka_unit_test(an_inverse_of_a_scope_is_joined_where_its_row_is_in_the_scope),
        cmocka_unit_test(one_of_the_scopes_of_an_inverse_must_hold),
        cmocka_unit_test(a_has_one_without_a_scope_lets_its_inverse_lead_always),
        cmocka_unit_test(a_composite_key_is_compared_as_a_row),
        cmocka_unit_test(the_first_of_a_find_is_limited_in_the_same_statement),
        cmocka_unit_test(partners_of_many_are_asked_for_by_one_list),
        cmocka_unit_test(partners_of_one_are_asked_for_likewise),
    };
    return cmocka_run_group_tests(tests, nullptr, nullptr);
}
