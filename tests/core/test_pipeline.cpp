// Association methods where the database checks what each step expects: what is sent at once, and what becomes of a
// step that failed. Must not test what a method means: that is the same everywhere.
#include "tests/core/tape.hpp"

extern "C" {
// cmocka needs these before it
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
}

using gemel::Status;
using gemel::Value;
using tape::Player;
namespace calls = gemel::calls;

namespace {

Value number(std::int64_t value)
{
    return value;
}

constexpr const char *dialect = "postgresql";

std::string first_words(const std::string &sent)
{
    std::string out;
    for (std::size_t at = 0; at < sent.size(); at = sent.find('\n', at) + 1)
        out += sent.substr(at, sent.find_first_of(" \n", at) - at) + " ";
    return out;
}

} // namespace

static void every_statement_of_an_unset_is_sent_between_begin_and_commit(void **)
{
    std::string sent;
    {
        Player player(tape::person_license("integer"), dialect);
        const auto person = player.stored("Person", {number(1), std::string("ann")});
        calls::unset(player.session(), person, player.model("Person").association("license"), {});
        sent = player.sent();
    }
    assert_string_equal(
        sent.c_str(),
        "BEGIN ISOLATION LEVEL READ COMMITTED\n"
        "WITH \"gemel_first\" AS (SELECT \"id\" FROM \"people\" WHERE \"id\" = $1 FOR NO KEY UPDATE) SELECT "
        "\"gemel_first\".*, \"gemel_first_rows\".* FROM (SELECT CASE WHEN count(*) = 1 THEN 1 ELSE CAST('gemel: step 0 "
        "has rows: ' || count(*) AS integer) END FROM \"gemel_first\") AS \"gemel_first_rows\" LEFT JOIN "
        "\"gemel_first\" ON TRUE | 1\n"
        "SELECT \"id\" FROM \"licenses\" WHERE \"ownerId\" = $1 ORDER BY \"id\" FOR NO KEY UPDATE | 1\n"
        "UPDATE \"licenses\" SET \"ownerId\" = $1 WHERE \"ownerId\" = $2 | null | 1\n"
        "COMMIT\n");
}

static void a_requirement_that_fails_is_the_failure_of_its_step_and_undoes_all(void **)
{
    std::string sent;
    Status status = Status::OK;
    std::string message;
    {
        Player player(tape::person_license("integer"), dialect);
        const auto person = player.stored("Person", {number(1), std::string("ann")});
        gemel::Failure failure(Status::VALIDATION, "invalid input: \"gemel: step 0 has rows: 0\"");
        failure.sqlstate = "22P02";
        player.answer_failure(failure);
        try {
            calls::unset(player.session(), person, player.model("Person").association("license"), {});
        } catch (const gemel::Failure &caught) {
            status = caught.status;
            message = caught.message;
        }
        sent = player.sent();
    }
    assert_int_equal(status, Status::NOT_FOUND);
    assert_string_equal(message.c_str(), "Person 1 is gone");
    assert_string_equal(first_words(sent).c_str(), "BEGIN WITH ROLLBACK ");
}

static void a_key_that_the_database_makes_is_linked_by_the_statement_that_makes_it(void **)
{
    std::string sent, owner;
    {
        Player player(tape::person_license("integer"), dialect);
        const auto license = player.stored("License", {number(10), std::string("A"), Value(gemel::Null{})});
        player.answer_row({number(7), number(1), number(1)});
        const auto made =
            calls::create_association(player.session(), license, player.model("License").association("owner"), {}, {});
        sent = player.sent();
        owner = gemel::describe(*license->stored(license->model().attribute("ownerId")));
    }
    assert_string_equal(first_words(sent).c_str(), "BEGIN WITH COMMIT ");
    assert_string_equal(owner.c_str(), "7");
}

static void what_the_database_makes_is_read_before_it_is_kept(void **)
{
    gemel::SchemaDefinition definition;
    definition.models = {
        tape::model("Thing", {{"id", "integer primary key auto increment"}, {"rate", "decimal(4,2) default (1)"}})};
    std::string sent;
    Status status = Status::OK;
    {
        Player player(gemel::resolve(definition), dialect);
        const auto save = [&](const char *rate) {
            player.answer_row({number(1), std::string(rate), number(1)});
            calls::save(player.session(), calls::build(player.model("Thing"), {}));
        };
        try {
            save("NaN");
        } catch (const gemel::Failure &caught) {
            status = caught.status;
        }
        save("1.00");
        sent = player.sent();
    }
    assert_int_equal(status, Status::DATABASE);
    assert_string_equal(first_words(sent).c_str(), "BEGIN WITH ROLLBACK BEGIN WITH COMMIT ");
}

static void a_read_is_one_statement_and_a_write_inside_a_transaction_a_savepoint(void **)
{
    std::string sent;
    {
        Player player(tape::person_license("integer"), dialect);
        const auto person = player.stored("Person", {number(1), std::string("ann")});
        calls::get(player.session(), person, player.model("Person").association("license"),
                   {false, gemel::Query(player.model("License"))});
        player.session()->begin(false);
        player.answer_row({number(1), number(1)});
        calls::update(player.session(), person, {{"name", {Value(std::string("bob"))}}});
        player.session()->commit();
        sent = player.sent();
    }
    assert_string_equal(first_words(sent).c_str(), "SELECT BEGIN SAVEPOINT WITH RELEASE COMMIT ");
}

static void limits_are_said_in_the_flush_that_begins_also_for_a_read(void **)
{
    std::string sent;
    gemel::driver::Target target;
    target.timeouts = {std::chrono::milliseconds(10), true, std::chrono::milliseconds(20)};
    {
        Player player(tape::person_license("integer"), dialect, target);
        const auto person = player.stored("Person", {number(1), std::string("ann")});
        calls::get(player.session(), person, player.model("Person").association("license"),
                   {false, gemel::Query(player.model("License"))});
        player.answer_row({number(1), std::string("ann")});
        calls::reload(player.session(), person);
        player.session()->begin(true);
        calls::get(player.session(), person, player.model("Person").association("license"),
                   {false, gemel::Query(player.model("License"))});
        player.session()->rollback();
        sent = player.sent();
    }
    assert_string_equal(first_words(sent).c_str(),
                        "BEGIN SET SET SELECT COMMIT BEGIN SET SET SELECT COMMIT BEGIN SET SET SELECT ROLLBACK ");
}

static void what_needs_an_answer_in_between_is_one_transaction_too_also_with_limits(void **)
{
    std::string sent;
    {
        gemel::driver::Target target;
        target.timeouts = {std::chrono::milliseconds(70), true, {}};
        Player player(tape::person_license("integer", "foreign key ownerId inverse owner no constraint"), dialect,
                      target);
        const auto license = player.stored("License", {number(10), std::string("A"), gemel::Null{}});
        player.answer_row({number(1)});
        player.answer_nothing();
        player.answer_written(1);
        calls::create_association(player.session(), license, player.model("License").association("owner"), {}, {});
        sent = player.sent();
    }
    assert_string_equal(first_words(sent).c_str(), "BEGIN SET INSERT SELECT UPDATE COMMIT ");
}

namespace {

/// What a method that displaces sends in a transaction of that isolation.
std::string in_transaction(gemel::sql::Isolation isolation, const char *key)
{
    Player player(tape::person_license(key), dialect);
    const auto person = player.stored("Person", {number(1), std::string("ann")});
    player.session()->begin(false, isolation);
    player.sent();
    calls::unset(player.session(), person, player.model("Person").association("license"), {});
    std::string sent = player.sent();
    player.session()->rollback();
    return first_words(sent) +
           (sent.find("UPDATE \"people\" SET \"id\" = \"id\" WHERE \"id\" = $1") == std::string::npos ? "locked"
                                                                                                      : "written");
}

} // namespace

static void where_a_lock_does_not_show_what_was_committed_meanwhile_the_owner_is_written(void **)
{
    using gemel::sql::Isolation;
    std::string told;
    for (const Isolation isolation : {Isolation::ReadCommitted, Isolation::RepeatableRead, Isolation::Serializable})
        told += in_transaction(isolation, "integer") + "\n";
    // Where the key is unique, the database sees to it.
    told += in_transaction(Isolation::RepeatableRead, "integer unique");
    assert_string_equal(told.c_str(), "SAVEPOINT WITH SELECT UPDATE RELEASE locked\n"
                                      "SAVEPOINT WITH SELECT UPDATE RELEASE written\n"
                                      "SAVEPOINT WITH SELECT UPDATE RELEASE written\n"
                                      "SAVEPOINT WITH SELECT UPDATE RELEASE locked");
}

static void whoever_took_the_place_and_cannot_be_seen_is_to_be_retried(void **)
{
    using gemel::sql::Isolation;
    std::string told;
    for (const Isolation isolation : {Isolation::ReadCommitted, Isolation::RepeatableRead})
        for (const bool replace : {false, true}) {
            Player player(tape::person_license("integer unique"), dialect);
            const auto person = player.stored("Person", {number(1), std::string("ann")});
            player.session()->begin(false, isolation);
            gemel::Failure failure(Status::UNIQUE, "duplicate key");
            failure.table = "licenses";
            failure.columns = {"ownerId"};
            for (int step = 0; step < 3; ++step)
                player.answer_row({number(1)});
            player.answer_failure(failure);
            try {
                gemel::AssociateOptions options;
                options.replace = replace;
                calls::create_association(player.session(), person, player.model("Person").association("license"), {},
                                          options);
            } catch (const gemel::Failure &caught) {
                told += std::string(gemel::status_name(static_cast<std::int32_t>(caught.status))) + " ";
            }
            player.session()->rollback();
        }
    assert_string_equal(told.c_str(), "occupied occupied retry retry ");
}

static void what_is_refused_before_it_is_sent_leaves_the_transaction_as_it_is(void **)
{
    std::string sent;
    Status status = Status::OK;
    {
        Player player(tape::person_license("integer"), dialect);
        const auto person = player.stored("Person", {number(1), std::string("ann")});
        player.session()->begin(true);
        try {
            calls::update(player.session(), person, {{"name", {Value(std::string("bob"))}}});
        } catch (const gemel::Failure &caught) {
            status = caught.status;
        }
        player.session()->commit();
        sent = player.sent();
    }
    assert_int_equal(status, Status::USAGE);
    assert_string_equal(first_words(sent).c_str(), "BEGIN COMMIT ");
}

int main()
{
    const CMUnitTest tests[] = {
        cmocka_unit_test(every_statement_of_an_unset_is_sent_between_begin_and_commit),
        cmocka_unit_test(a_requirement_that_fails_is_the_failure_of_its_step_and_undoes_all),
        cmocka_unit_test(a_key_that_the_database_makes_is_linked_by_the_statement_that_makes_it),
        cmocka_unit_test(limits_are_said_in_the_flush_that_begins_also_for_a_read),
        cmocka_unit_test(what_needs_an_answer_in_between_is_one_transaction_too_also_with_limits),
        cmocka_unit_test(where_a_lock_does_not_show_what_was_committed_meanwhile_the_owner_is_written),
        cmocka_unit_test(whoever_took_the_place_and_cannot_be_seen_is_to_be_retried),
        cmocka_unit_test(what_the_database_makes_is_read_before_it_is_kept),
        cmocka_unit_test(a_read_is_one_statement_and_a_write_inside_a_transaction_a_savepoint),
        cmocka_unit_test(what_is_refused_before_it_is_sent_leaves_the_transaction_as_it_is),
    };
    return cmocka_run_group_tests(tests, nullptr, nullptr);
}
