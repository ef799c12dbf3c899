// The exact SQL of versions and of touching, on the recording driver. What they mean for rows is tested in tests/capi;
// here it is what is sent, and that a server still hears of each call once.
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

Value number(std::int64_t value)
{
    return value;
}

/// Person has one License; both keep a version, and a License may touch its owner.
std::shared_ptr<const gemel::Schema> versioned(bool touches = false)
{
    gemel::SchemaDefinition definition;
    definition.models = {
        tape::model("Person", {{"id", "integer primary key auto increment"}}),
        tape::model("License", {{"id", "integer primary key auto increment"}, {"ownerId", "integer"}})};
    for (gemel::ModelDefinition &model : definition.models)
        model.options = gemel::model_words("version", model.name);
    definition.associations = {tape::has_one("Person", "License", "foreign key ownerId inverse owner")};
    if (touches) {
        definition.models.front().options.timestamps = gemel::TimestampOptions{false, true};
        definition.associations.front().options.touch = true;
    }
    return gemel::resolve(definition);
}

/// How often a tape shows that.
std::size_t count(const std::string &sent, std::string_view what)
{
    std::size_t times = 0;
    for (std::size_t at = sent.find(what); at != std::string::npos; at = sent.find(what, at + 1))
        ++times;
    return times;
}

} // namespace

static void an_update_compares_and_counts_in_one_statement(void **)
{
    std::string sent;
    {
        Player player(versioned());
        const auto license = player.stored("License", {number(10), Value(gemel::Null{}), number(4)});
        player.answer_written(1);
        calls::update(player.session(), license, {{"ownerId", {number(1)}}});
        player.answer_written(1);
        calls::destroy(player.session(), license);
        sent = player.sent();
    }
    assert_string_equal(sent.c_str(),
                        "UPDATE \"licenses\" SET \"ownerId\" = ?, \"version\" = \"version\" + 1 WHERE \"id\" = ? AND "
                        "\"version\" = ? | 1 | 10 | 4\n"
                        "DELETE FROM \"licenses\" WHERE \"id\" = ? AND \"version\" = ? | 10 | 5\n");
}

static void only_a_failure_is_followed_by_a_look_for_the_row(void **)
{
    std::string sent;
    gemel::Status status = gemel::Status::OK;
    {
        Player player(versioned());
        const auto license = player.stored("License", {number(10), Value(gemel::Null{}), number(4)});
        player.answer_written(0);
        player.answer_row({number(10)});
        try {
            calls::update(player.session(), license, {{"ownerId", {number(1)}}});
        } catch (const gemel::Failure &failure) {
            status = failure.status;
        }
        sent = player.sent();
    }
    assert_true(status == gemel::Status::STALE);
    assert_string_equal(sent.c_str(),
                        "UPDATE \"licenses\" SET \"ownerId\" = ?, \"version\" = \"version\" + 1 WHERE \"id\" = ? AND "
                        "\"version\" = ? | 1 | 10 | 4\n"
                        "SELECT \"id\" FROM \"licenses\" WHERE \"id\" = ? | 10\n");
}

static void has_one_set_compares_where_it_looks_for_the_row_and_counts_what_it_writes(void **)
{
    std::string sent;
    {
        Player player(versioned());
        const auto person = player.stored("Person", {number(1), number(0)});
        const auto license = player.stored("License", {number(10), number(2), number(4)});
        player.answer_row({number(1)});
        player.answer_row({number(10)});
        player.answer_written(1);
        player.answer_written(1);
        player.answer_row({number(10), number(1), number(5)});
        calls::set(player.session(), person, player.model("Person").association("license"), player.other(license), {});
        sent = player.sent();
    }
    assert_string_equal(
        sent.c_str(),
        "BEGIN IMMEDIATE\n"
        "SELECT \"id\" FROM \"people\" WHERE \"id\" = ? | 1\n"
        "SELECT \"id\" FROM \"licenses\" WHERE \"id\" = ? AND \"version\" = ? | 10 | 4\n"
        "UPDATE \"licenses\" SET \"ownerId\" = ?, \"version\" = \"version\" + 1 WHERE \"ownerId\" = ? AND NOT (\"id\" "
        "= ?)"
        " | null | 1 | 10\n"
        "UPDATE \"licenses\" SET \"ownerId\" = ?, \"version\" = \"version\" + 1 WHERE \"id\" = ? AND (\"ownerId\" IS "
        "NULL"
        " OR \"ownerId\" <> ?) | 1 | 10 | 1\n"
        "SELECT \"id\", \"ownerId\", \"version\" FROM \"licenses\" WHERE \"id\" = ? AND \"ownerId\" = ? | 10 | 1\n"
        "COMMIT\n");
}

static void a_write_touches_whom_the_rows_belong_to_and_whom_they_will(void **)
{
    std::string sent;
    {
        Player player(versioned(true));
        const auto license = player.stored("License", {number(10), number(2), number(4)});
        player.answer_written(1);
        player.answer_written(1);
        player.answer_written(1);
        calls::update(player.session(), license, {{"ownerId", {number(1)}}});
        sent = player.sent();
    }
    const std::size_t begin = sent.find(" | ") + 3;
    const std::string time = sent.substr(begin, sent.find(" | ", begin) - begin);
    for (std::size_t at = sent.find(time); at != std::string::npos; at = sent.find(time))
        sent.replace(at, time.size(), "TIME");
    assert_string_equal(
        sent.c_str(),
        "BEGIN IMMEDIATE\n"
        "UPDATE \"people\" SET \"updatedAt\" = ? WHERE (\"id\") IN (SELECT \"ownerId\" FROM \"licenses\" WHERE "
        "\"id\" = ?)"
        " | TIME | 10\n"
        "UPDATE \"people\" SET \"updatedAt\" = ? WHERE \"id\" = ? | TIME | 1\n"
        "UPDATE \"licenses\" SET \"ownerId\" = ?, \"version\" = \"version\" + 1 WHERE \"id\" = ? AND \"version\" = ?"
        " | 1 | 10 | 4\n"
        "COMMIT\n");
}

static void to_a_server_each_method_is_still_one_flush(void **)
{
    std::string set, create, save;
    {
        Player player(versioned(true), "postgresql");
        const auto person =
            player.stored("Person", {number(1), Value(std::string("2024-01-01T00:00:00.000000Z")), number(0)});
        const auto license = player.stored("License", {number(10), number(2), number(4)});
        const auto &owner = player.model("License").association("owner");
        for (int step = 0; step < 7; ++step) // from the lock of the owner to the link
            player.answer_written(1);
        player.answer_row({number(10), number(1), number(5)});
        player.answer_row({Value(std::string("2024-01-01T00:00:00.000000Z"))});
        calls::set(player.session(), license, owner, player.other(person), {});
        set = player.sent();
        player.answer_written(1);
        player.answer_row({number(7)});
        calls::create_association(player.session(), license, owner, {}, {});
        create = player.sent();
        calls::update(player.session(), license, {{"ownerId", {number(3)}}});
        save = player.sent();
    }
    const std::pair<const std::string *, std::size_t> touches[] = {{&set, 2}, {&create, 1}, {&save, 2}};
    for (const auto &[sent, times] : touches) {
        assert_int_equal(sent->find("BEGIN"), 0);
        assert_int_equal(count(*sent, "COMMIT\n"), 1);
        assert_int_equal(count(*sent, "UPDATE \"people\" SET \"updatedAt\""), times);
        assert_int_equal(count(*sent, "\"version\" = \"version\" + 1"), 1);
    }
}

int main()
{
    const CMUnitTest tests[] = {
        cmocka_unit_test(an_update_compares_and_counts_in_one_statement),
        cmocka_unit_test(only_a_failure_is_followed_by_a_look_for_the_row),
        cmocka_unit_test(has_one_set_compares_where_it_looks_for_the_row_and_counts_what_it_writes),
        cmocka_unit_test(a_write_touches_whom_the_rows_belong_to_and_whom_they_will),
        cmocka_unit_test(to_a_server_each_method_is_still_one_flush),
    };
    return cmocka_run_group_tests(tests, nullptr, nullptr);
}
