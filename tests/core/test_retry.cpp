// Running again what failed with RETRY: how long it waits, and what an association method sends, on a driver that fails
// where it is told to.
#include "core/session/retry.hpp"
#include "tests/core/puppet.hpp"
#include "tests/core/tape.hpp"

extern "C" {
// cmocka needs these before it
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
}

using gemel::Failure;
using gemel::Status;
using gemel::Value;

namespace {

constexpr std::uint32_t least = 0, most = 0xFFFFFFFF;

/// What unset sends, and answers, if the statement of that number fails so, so many times.
struct Run {
    std::vector<std::string> sent;
    std::vector<std::string> undone;
    Status answer = Status::OK;
};

Run run(std::size_t number, Status status, int times, bool in_transaction = false)
{
    Run out;
    puppet::Driver driver;
    const auto database = std::make_shared<gemel::Database>(tape::person_license("integer"), driver,
                                                            gemel::driver::Target{}, gemel::Limits{}, false);
    const auto session = std::make_shared<gemel::Session>(database);
    puppet::Strings &strings = driver.at(0);
    if (in_transaction)
        session->begin(false);
    strings.in_transaction = in_transaction;
    strings.executed.clear();
    std::size_t begun = 0; // where the last try began
    strings.execute = [&](const std::string &sql) {
        if (sql.starts_with("BEGIN") || sql.starts_with("SAVEPOINT"))
            begun = strings.executed.size() - 1;
        if (strings.executed.size() - 1 - begun == number && times-- > 0)
            throw Failure(status, "told so");
        strings.in_transaction = true;
    };
    gemel::Plan plan;
    const std::string tables[] = {"one", "two"};
    for (const std::string &table : tables) {
        gemel::Step step;
        step.purpose = "delete";
        step.statement = gemel::statement::Delete{table, {}};
        plan.steps.push_back(std::move(step));
    }
    try {
        const gemel::Session::Call call(*session);
        session->run(plan, [](const gemel::Session::Results &) {});
    } catch (const Failure &failure) {
        out.answer = failure.status;
    }
    strings.execute = nullptr;
    out.sent = strings.executed;
    out.undone = strings.undone;
    return out;
}

enum : std::size_t { Begin, First, Second, Commit, Length };

} // namespace

static void the_wait_doubles_up_to_a_bound_and_is_any_part_of_it(void **)
{
    using std::chrono::milliseconds;
    assert_true(gemel::delay(1, most) == milliseconds(5));
    assert_true(gemel::delay(2, most) == milliseconds(10));
    assert_true(gemel::delay(7, most) == milliseconds(320));
    assert_true(gemel::delay(8, most) == milliseconds(500));
    assert_true(gemel::delay(100, most) == milliseconds(500));
    for (const int failures : {1, 5, 100})
        assert_true(gemel::delay(failures, least) == milliseconds(0));
    assert_true(gemel::delay(1, most / 2 + 1) == std::chrono::microseconds(2500));
}

static void a_plan_that_fails_with_retry_is_run_again_from_its_begin(void **)
{
    for (const std::size_t number : {Begin, First, Second, Commit}) {
        const Run it = run(number, Status::RETRY, 2);
        const std::size_t tries = 2 * (number + 1) + Length;
        assert_true(it.answer == Status::OK);
        assert_int_equal(it.sent.size(), tries);
        assert_string_equal(it.sent[number + 1].c_str(), "BEGIN IMMEDIATE");
        assert_string_equal(it.sent[tries - Length].c_str(), "BEGIN IMMEDIATE");
        assert_string_equal(it.sent.back().c_str(), "COMMIT");
        assert_int_equal(it.undone.size(), number == Begin ? 0 : 2);
    }
}

static void the_failure_of_the_last_try_comes_out(void **)
{
    const Run three = run(First, Status::RETRY, 3), four = run(First, Status::RETRY, 4);
    assert_true(three.answer == Status::OK);
    assert_true(four.answer == Status::RETRY);
    assert_int_equal(four.sent.size(), 4 * (First + 1));
    assert_int_equal(four.undone.size(), 4);
}

static void inside_a_transaction_nothing_is_run_again(void **)
{
    const Run it = run(First, Status::RETRY, 1, true);
    assert_true(it.answer == Status::RETRY);
    assert_int_equal(it.sent.size(), First + 1);
}

static void what_failed_otherwise_is_not_run_again(void **)
{
    for (const Status status : {Status::UNKNOWN_OUTCOME, Status::CONNECTION, Status::BUSY, Status::CANCELLED})
        for (const std::size_t number : {First, Commit}) {
            const Run it = run(number, status, 1);
            assert_true(it.answer == status);
            assert_int_equal(it.sent.size(), number + 1);
        }
}

static void an_association_method_sends_all_of_its_plan_again(void **)
{
    std::string once, again;
    for (std::string *sent : {&once, &again}) {
        tape::Player player(tape::person_license("integer"));
        const auto ada = player.stored("Person", {Value(std::int64_t{1}), Value(std::string("ada"))});
        if (sent == &again)
            player.answer_failure(Failure(Status::RETRY, "told so"));
        player.answer_row({Value(std::int64_t{1})});
        player.answer_written(1);
        gemel::calls::unset(player.session(), ada, player.model("Person").association("license"), {});
        *sent = player.sent();
    }
    const std::string first_statements = once.substr(0, once.find('\n', once.find('\n') + 1) + 1);
    const std::string expected = first_statements + "ROLLBACK\n" + once;
    assert_true(once.starts_with("BEGIN IMMEDIATE\n"));
    assert_string_equal(again.c_str(), expected.c_str());
}

int main()
{
    const CMUnitTest tests[] = {
        cmocka_unit_test(the_wait_doubles_up_to_a_bound_and_is_any_part_of_it),
        cmocka_unit_test(a_plan_that_fails_with_retry_is_run_again_from_its_begin),
        cmocka_unit_test(the_failure_of_the_last_try_comes_out),
        cmocka_unit_test(inside_a_transaction_nothing_is_run_again),
        cmocka_unit_test(what_failed_otherwise_is_not_run_again),
        cmocka_unit_test(an_association_method_sends_all_of_its_plan_again),
    };
    return cmocka_run_group_tests_name("retry", tests, nullptr, nullptr);
}
