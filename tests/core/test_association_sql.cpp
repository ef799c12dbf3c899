// The exact SQL of association methods, in order, on the recording driver. What a call means for rows is tested in
// tests/capi on a real database; here it is what is sent, and that nothing is sent where nothing should be.
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

const Value null = gemel::Null{};
Value number(std::int64_t value)
{
    return value;
}
Value text(const char *value)
{
    return std::string(value);
}

/// The status name of what a call throws, or "ok".
template <typename Call> std::string outcome(Call call)
{
    try {
        call();
        return "ok";
    } catch (const gemel::Failure &failure) {
        return gemel::status_name(static_cast<std::int32_t>(failure.status));
    }
}

const char *const nullable = "integer";
const char *const mandatory = "integer not null unique";

std::string set_stored(const char *key, bool destroy_previous)
{
    Player player(tape::person_license(key));
    const auto person = player.stored("Person", {number(1), text("ann")});
    const auto license = player.stored("License", {number(10), text("A"), number(2)});
    player.answer_row({number(1)});
    player.answer_row({number(10)});
    player.answer_written(1);
    player.answer_written(1);
    player.answer_row({number(10), text("A"), number(1)});
    gemel::AssociateOptions options;
    options.destroy_previous = destroy_previous;
    calls::set(player.session(), person, player.model("Person").association("license"), player.other(license), options);
    return player.sent();
}

} // namespace

static void set_of_a_stored_row_unlinks_others_then_links(void **)
{
    assert_string_equal(
        set_stored(nullable, false).c_str(),
        "BEGIN IMMEDIATE\n"
        "SELECT \"id\" FROM \"people\" WHERE \"id\" = ? | 1\n"
        "SELECT \"id\" FROM \"licenses\" WHERE \"id\" = ? | 10\n"
        "UPDATE \"licenses\" SET \"ownerId\" = ? WHERE \"ownerId\" = ? AND NOT (\"id\" = ?) | null | 1 | 10\n"
        "UPDATE \"licenses\" SET \"ownerId\" = ? WHERE \"id\" = ? AND (\"ownerId\" IS NULL OR \"ownerId\" <> ?) | 1 | "
        "10 | 1\n"
        "SELECT \"id\", \"number\", \"ownerId\" FROM \"licenses\" WHERE \"id\" = ? AND \"ownerId\" = ? | 10 | 1\n"
        "COMMIT\n");
}

static void set_deletes_others_where_the_key_may_not_be_null_or_it_is_asked_for(void **)
{
    const std::string deletes = "DELETE FROM \"licenses\" WHERE \"ownerId\" = ? AND NOT (\"id\" = ?) | 1 | 10\n";
    assert_non_null(std::strstr(set_stored(mandatory, false).c_str(), deletes.c_str()));
    assert_non_null(std::strstr(set_stored(nullable, true).c_str(), deletes.c_str()));
}

static void set_of_a_row_that_is_gone_stops_and_rolls_back(void **)
{
    std::string sent, status;
    {
        Player player(tape::person_license(nullable));
        const auto person = player.stored("Person", {number(1), text("ann")});
        player.answer_row({number(1)});
        player.answer_nothing();
        status = outcome([&] {
            calls::set_key(player.session(), person, player.model("Person").association("license"),
                           {{"id", {number(99)}}}, {});
        });
        sent = player.sent();
    }
    assert_string_equal(status.c_str(), "not-found");
    assert_string_equal(sent.c_str(), "BEGIN IMMEDIATE\n"
                                      "SELECT \"id\" FROM \"people\" WHERE \"id\" = ? | 1\n"
                                      "SELECT \"id\" FROM \"licenses\" WHERE \"id\" = ? | 99\n"
                                      "ROLLBACK\n");
}

static void create_checks_the_place_before_it_inserts(void **)
{
    std::string sent, status;
    {
        Player player(tape::person_license(nullable));
        const auto person = player.stored("Person", {number(1), text("ann")});
        player.answer_row({number(7)});
        status = outcome([&] {
            calls::create_association(player.session(), person, player.model("Person").association("license"),
                                      {{"number", {text("B")}}}, {});
        });
        sent = player.sent();
    }
    assert_string_equal(status.c_str(), "occupied");
    assert_string_equal(sent.c_str(), "BEGIN IMMEDIATE\n"
                                      "SELECT \"id\" FROM \"licenses\" WHERE \"ownerId\" = ? LIMIT 1 | 1\n"
                                      "ROLLBACK\n");
}

static void a_place_taken_at_the_last_moment_is_occupied(void **)
{
    std::string status;
    {
        Player player(tape::person_license(mandatory));
        const auto person = player.stored("Person", {number(1), text("ann")});
        player.answer_nothing();
        gemel::Failure unique(gemel::Status::UNIQUE, "UNIQUE constraint failed");
        unique.table = "licenses";
        unique.columns = {"ownerId"};
        player.answer_failure(unique);
        status = outcome([&] {
            calls::create_association(player.session(), person, player.model("Person").association("license"), {}, {});
        });
    }
    assert_string_equal(status.c_str(), "occupied");
}

static void belongs_to_create_links_to_the_generated_key(void **)
{
    std::string sent;
    {
        Player player(tape::person_license(nullable));
        const auto license = player.stored("License", {number(10), text("A"), null});
        player.answer_row({number(3)}); // the generated key
        player.answer_written(1);
        calls::create_association(player.session(), license, player.model("License").association("owner"),
                                  {{"name", {text("zoe")}}}, {});
        sent = player.sent();
    }
    assert_string_equal(sent.c_str(), "BEGIN IMMEDIATE\n"
                                      "INSERT INTO \"people\" (\"name\") VALUES (?) | 'zoe'\n"
                                      "UPDATE \"licenses\" SET \"ownerId\" = ? WHERE \"id\" = ? | 3 | 10\n"
                                      "COMMIT\n");
}

static void what_the_database_refuses_gives_way_to_a_source_that_is_gone(void **)
{
    std::string sent, with_source, without_source;
    {
        Player player(tape::person_license(nullable));
        const auto license = player.stored("License", {number(10), text("A"), null});
        const auto create = [&] {
            return outcome([&] {
                calls::create_association(player.session(), license, player.model("License").association("owner"),
                                          {{"id", {number(1)}}}, {});
            });
        };
        player.answer_failure({gemel::Status::UNIQUE, "UNIQUE constraint failed"});
        player.answer_row({number(10)});
        with_source = create();
        player.answer_failure({gemel::Status::UNIQUE, "UNIQUE constraint failed"});
        player.answer_nothing();
        without_source = create();
        sent = player.sent();
    }
    const std::string once = "BEGIN IMMEDIATE\n"
                             "INSERT INTO \"people\" (\"id\", \"name\") VALUES (?, ?) | 1 | null\n"
                             "ROLLBACK\n"
                             "SELECT \"id\" FROM \"licenses\" WHERE \"id\" = ? | 10\n";
    assert_string_equal(with_source.c_str(), "unique");
    assert_string_equal(without_source.c_str(), "not-found");
    assert_string_equal(sent.c_str(), (once + once).c_str());
}

static std::string replace_by_a_new_owner(bool somebody_holds_its_key)
{
    Player player(tape::person_license(nullable, "foreign key ownerId inverse owner no constraint"));
    const auto license = player.stored("License", {number(10), text("A"), null});
    player.answer_row({number(3)}); // the generated key
    if (somebody_holds_its_key) {
        player.answer_row({number(11)});
        player.answer_written(1);
    } else {
        player.answer_nothing();
    }
    player.answer_written(1);
    gemel::AssociateOptions options;
    options.replace = true;
    calls::create_association(player.session(), license, player.model("License").association("owner"), {}, options);
    return player.sent();
}

static void without_a_constraint_a_new_owner_displaces_only_whom_it_finds(void **)
{
    const std::string find =
        "SELECT \"id\" FROM \"licenses\" WHERE \"ownerId\" = ? AND NOT (\"id\" = ?) LIMIT 1 | 3 | 10\n";
    const std::string displace =
        "UPDATE \"licenses\" SET \"ownerId\" = ? WHERE \"ownerId\" = ? AND NOT (\"id\" = ?) | null | 3 | 10\n";
    const std::string link = "UPDATE \"licenses\" SET \"ownerId\" = ? WHERE \"id\" = ? | 3 | 10\n";
    assert_non_null(std::strstr(replace_by_a_new_owner(true).c_str(), (find + displace + link).c_str()));
    assert_non_null(std::strstr(replace_by_a_new_owner(false).c_str(), (find + link).c_str()));
}

static void inside_a_transaction_a_method_is_one_savepoint(void **)
{
    std::string sent;
    {
        Player player(tape::person_license(nullable));
        const auto person = player.stored("Person", {number(1), text("ann")});
        player.session()->begin(false);
        player.answer_row({number(1)});
        player.answer_written(1);
        calls::unset(player.session(), person, player.model("Person").association("license"), {});
        player.session()->commit();
        sent = player.sent();
    }
    assert_string_equal(sent.c_str(), "BEGIN IMMEDIATE\n"
                                      "SAVEPOINT \"gemel_1\"\n"
                                      "SELECT \"id\" FROM \"people\" WHERE \"id\" = ? | 1\n"
                                      "UPDATE \"licenses\" SET \"ownerId\" = ? WHERE \"ownerId\" = ? | null | 1\n"
                                      "RELEASE SAVEPOINT \"gemel_1\"\n"
                                      "COMMIT\n");
}

static void refusals_that_need_no_database_send_nothing(void **)
{
    std::string sent, unsaved, moved_key;
    {
        Player player(tape::person_license(mandatory));
        const gemel::Association &license_of = player.model("Person").association("license");
        const gemel::Association &owner_of = player.model("License").association("owner");
        const auto license = player.stored("License", {number(10), text("A"), number(1)});
        const auto fresh = calls::build(player.model("Person"), {});
        unsaved = outcome([&] { calls::set(player.session(), fresh, license_of, player.other(license), {}); });
        moved_key = outcome([&] { calls::unset(player.session(), license, owner_of, {}); });
        sent = player.sent();
    }
    assert_string_equal(unsaved.c_str(), "usage");
    assert_string_equal(moved_key.c_str(), "not-null");
    assert_string_equal(sent.c_str(), "");
}

/// A page has a cover, one of its pictures, and a picture knows when it was written.
static gemel::SchemaDefinition scoped()
{
    gemel::SchemaDefinition definition;
    definition.models = {tape::model("Page", {{"id", "integer primary key"}}),
                         tape::model("Picture", {{"id", "integer primary key"}, {"kind", "string"}})};
    definition.models[1].options.timestamps = gemel::TimestampOptions{false, true};
    definition.associations = {
        tape::has_one("Page", "Picture", "as cover foreign key pageId inverse page scope (kind = 'cover')")};
    return definition;
}

/// The time of the call, which nobody knows, as NOW; it must be the same throughout.
static std::string without_time(std::string sent)
{
    const std::size_t found = sent.find("'20");
    const std::string time = sent.substr(found, sent.find('\'', found + 1) + 1 - found);
    for (std::size_t at = found; at != std::string::npos; at = sent.find(time))
        sent.replace(at, time.size(), "NOW");
    return sent;
}

static void a_scope_narrows_every_step_and_one_time_is_written_throughout(void **)
{
    std::string sent;
    {
        Player player(gemel::resolve(scoped()));
        const auto page = player.stored("Page", {number(1)});
        player.answer_row({number(1)});
        player.answer_row({number(10)});
        player.answer_written(1);
        player.answer_written(1);
        player.answer_row({number(10), text("cover"), text("2024-01-01T00:00:00.000000Z"), number(1)});
        calls::set_key(player.session(), page, player.model("Page").association("cover"), {{"id", {number(10)}}}, {});
        sent = without_time(player.sent());
    }
    assert_string_equal(
        sent.c_str(),
        "BEGIN IMMEDIATE\n"
        "SELECT \"id\" FROM \"pages\" WHERE \"id\" = ? | 1\n"
        "SELECT \"id\" FROM \"pictures\" WHERE \"id\" = ? | 10\n"
        "UPDATE \"pictures\" SET \"pageId\" = ?, \"updatedAt\" = ? WHERE \"pageId\" = ? AND \"kind\" = ? AND "
        "NOT (\"id\" = ?) | null | NOW | 1 | 'cover' | 10\n"
        "UPDATE \"pictures\" SET \"pageId\" = ?, \"kind\" = ?, \"updatedAt\" = ? WHERE \"id\" = ? AND "
        "((\"pageId\" IS NULL OR \"pageId\" <> ?) OR (\"kind\" IS NULL OR \"kind\" <> ?)) | 1 | 'cover' | NOW | "
        "10 | 1 | 'cover'\n"
        "SELECT \"id\", \"kind\", \"updatedAt\", \"pageId\" FROM \"pictures\" WHERE \"id\" = ? AND "
        "(\"pageId\" = ? AND \"kind\" = ?) | 10 | 1 | 'cover'\n"
        "COMMIT\n");
}

static void the_other_end_asks_for_the_scope_before_it_writes(void **)
{
    std::string status, sent;
    {
        Player player(gemel::resolve(scoped()));
        const auto page = player.stored("Page", {number(1)});
        const auto picture =
            player.stored("Picture", {number(10), text("other"), text("2024-01-01T00:00:00.000000Z"), number(1)});
        const gemel::Association &page_of = player.model("Picture").association("page");
        player.answer_row({number(10)});
        player.answer_nothing();
        status = outcome([&] { calls::set(player.session(), picture, page_of, player.other(page), {}); });
        player.answer_written(0);
        player.answer_row({number(10), text("other"), text("2024-01-01T00:00:00.000000Z"), number(1)});
        calls::unset(player.session(), picture, page_of, {});
        assert_true(*picture->stored(player.model("Picture").attribute("pageId")) == number(1));
        sent = without_time(player.sent());
    }
    assert_string_equal(status.c_str(), "validation");
    assert_string_equal(
        sent.c_str(),
        "BEGIN IMMEDIATE\n"
        "SELECT \"id\" FROM \"pictures\" WHERE \"id\" = ? | 10\n"
        "SELECT \"id\" FROM \"pictures\" WHERE \"id\" = ? AND \"kind\" = ? | 10 | 'cover'\n"
        "ROLLBACK\n"
        "BEGIN IMMEDIATE\n"
        "UPDATE \"pictures\" SET \"pageId\" = ?, \"updatedAt\" = ? WHERE \"id\" = ? AND NOT (\"pageId\" IS NULL) AND "
        "\"kind\" = ? | null | NOW | 10 | 'cover'\n"
        "SELECT \"id\", \"kind\", \"updatedAt\", \"pageId\" FROM \"pictures\" WHERE \"id\" = ? | 10\n"
        "COMMIT\n");
}

static void what_the_database_makes_is_returned_inside_a_transaction(void **)
{
    std::string sent;
    {
        gemel::SchemaDefinition definition;
        definition.models = {tape::model("Thing", {{"id", "integer primary key auto increment"},
                                                   {"name", "string"},
                                                   {"made", "string default (upper('x'))"}})};
        Player player(gemel::resolve(definition));
        player.answer_row({number(7), text("X")});
        const auto thing = calls::build(player.model("Thing"), {{"name", {text("a")}}});
        calls::save(player.session(), thing);
        sent = player.sent();
        assert_true(*thing->stored(thing->model().attribute("made")) == text("X"));
    }
    assert_string_equal(sent.c_str(),
                        "BEGIN IMMEDIATE\n"
                        "INSERT INTO \"things\" (\"name\") VALUES (?) RETURNING +\"id\", +\"made\" | 'a'\n"
                        "COMMIT\n");
}

int main()
{
    const CMUnitTest tests[] = {
        cmocka_unit_test(set_of_a_stored_row_unlinks_others_then_links),
        cmocka_unit_test(set_deletes_others_where_the_key_may_not_be_null_or_it_is_asked_for),
        cmocka_unit_test(set_of_a_row_that_is_gone_stops_and_rolls_back),
        cmocka_unit_test(create_checks_the_place_before_it_inserts),
        cmocka_unit_test(a_place_taken_at_the_last_moment_is_occupied),
        cmocka_unit_test(belongs_to_create_links_to_the_generated_key),
        cmocka_unit_test(what_the_database_refuses_gives_way_to_a_source_that_is_gone),
        cmocka_unit_test(without_a_constraint_a_new_owner_displaces_only_whom_it_finds),
        cmocka_unit_test(inside_a_transaction_a_method_is_one_savepoint),
        cmocka_unit_test(refusals_that_need_no_database_send_nothing),
        cmocka_unit_test(a_scope_narrows_every_step_and_one_time_is_written_throughout),
        cmocka_unit_test(the_other_end_asks_for_the_scope_before_it_writes),
        cmocka_unit_test(what_the_database_makes_is_returned_inside_a_transaction),
    };
    return cmocka_run_group_tests(tests, nullptr, nullptr);
}
