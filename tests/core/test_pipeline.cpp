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
        person->unset_association(player.model("Person").association("license"), {});
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
            person->unset_association(player.model("Person").association("license"), {});
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
        player.answer_row({number(10), number(1)});
        player.answer_row({number(7), number(1), number(1)});
        const auto made = license->create_association(player.model("License").association("owner"), {}, {});
        sent = player.sent();
        owner = gemel::describe(*license->state().stored(license->model().attribute("ownerId")));
    }
    assert_string_equal(first_words(sent).c_str(), "BEGIN WITH WITH COMMIT ");
    assert_string_equal(owner.c_str(), "7");
}

static void a_read_is_one_statement_and_a_write_inside_a_transaction_a_savepoint(void **)
{
    std::string sent;
    {
        Player player(tape::person_license("integer"), dialect);
        const auto person = player.stored("Person", {number(1), std::string("ann")});
        person->get_association(player.model("Person").association("license"));
        player.session()->begin(false);
        player.answer_row({number(1), number(1)});
        person->update({{"name", {Value(std::string("bob"))}}});
        player.session()->commit();
        sent = player.sent();
    }
    assert_string_equal(first_words(sent).c_str(), "SELECT BEGIN SAVEPOINT WITH RELEASE COMMIT ");
}

int main()
{
    const CMUnitTest tests[] = {
        cmocka_unit_test(every_statement_of_an_unset_is_sent_between_begin_and_commit),
        cmocka_unit_test(a_requirement_that_fails_is_the_failure_of_its_step_and_undoes_all),
        cmocka_unit_test(a_key_that_the_database_makes_is_linked_by_the_statement_that_makes_it),
        cmocka_unit_test(a_read_is_one_statement_and_a_write_inside_a_transaction_a_savepoint),
    };
    return cmocka_run_group_tests(tests, nullptr, nullptr);
}
