// What becomes of connections that fail or break, and whom cancelling reaches: on connections that do as they are told.
#include "core/reading/sql_query.hpp"
#include "tests/core/puppet.hpp"
#include "tests/core/tape.hpp"

#include <atomic>
#include <thread>

extern "C" {
// cmocka needs these before it
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
}

using gemel::Failure;
using gemel::Status;
using Count = gemel::Pool::Count;

namespace {

/// Sessions over puppets.
struct Stage {
    explicit Stage(std::size_t size = 4, bool single = false)
    {
        driver.single = single;
        database = std::make_shared<gemel::Database>(tape::person_license("integer"), driver, gemel::driver::Target{},
                                                     gemel::Limits{.size = size}, false);
    }

    std::shared_ptr<gemel::Session> session() const { return std::make_shared<gemel::Session>(database); }
    std::int64_t count(Count what) const { return database->pool().count(what); }

    /// One statement outside a transaction; what it answers.
    Status read(gemel::Session &session) const
    {
        try {
            gemel::calls::find_first(std::shared_ptr<gemel::Session>(std::shared_ptr<void>(), &session), {},
                                     {false, gemel::Query(database->schema().model("Person"))});
            return Status::OK;
        } catch (const Failure &failure) {
            return failure.status;
        }
    }

    puppet::Driver driver;
    std::shared_ptr<gemel::Database> database;
};

std::function<void(const std::string &)> fail_with(Status status)
{
    return [status](const std::string &) { throw Failure(status, "told so"); };
}

/// What became of the connection of a call that failed so.
struct Fate {
    Status answer;
    bool closed;
    std::int64_t open;
};

Fate fate_of(Status status, bool usable, bool single = false)
{
    const Stage stage(4, single);
    stage.driver.at(0).execute = fail_with(status);
    stage.driver.at(0).usable = usable;
    const auto session = stage.session();
    const Status answer = stage.read(*session);
    return {answer, stage.driver.at(0).closed, stage.count(Count::Open)};
}

} // namespace

static void a_connection_that_was_lost_is_dropped(void **)
{
    for (const Status status : {Status::CONNECTION, Status::UNKNOWN_OUTCOME}) {
        const Fate fate = fate_of(status, true);
        assert_true(fate.answer == status);
        assert_true(fate.closed);
        assert_int_equal(fate.open, 0);
    }
}

static void a_connection_that_is_not_usable_after_a_failure_is_dropped(void **)
{
    const Fate unusable = fate_of(Status::DATABASE, false), usable = fate_of(Status::DATABASE, true);
    assert_true(unusable.closed);
    assert_int_equal(unusable.open, 0);
    assert_false(usable.closed);
    assert_int_equal(usable.open, 1);
}

static void the_connection_that_is_the_database_is_not_dropped_for_what_a_call_answered(void **)
{
    assert_false(fate_of(Status::CONNECTION, true, true).closed);
    assert_true(fate_of(Status::CONNECTION, false, true).closed);
}

static void a_connection_that_is_lost_after_a_success_is_dropped_too(void **)
{
    Status answer = Status::INTERNAL;
    std::int64_t open = -1;
    bool closed = false;
    {
        const Stage stage;
        stage.driver.at(0).is_lost_afterwards = true;
        const auto session = stage.session();
        answer = stage.read(*session);
        closed = stage.driver.at(0).closed;
        open = stage.count(Count::Open);
    }
    assert_true(answer == Status::OK);
    assert_true(closed);
    assert_int_equal(open, 0);
}

static void nothing_is_asked_of_a_connection_that_did_not_fail(void **)
{
    int asked = -1;
    std::size_t executed = 0, undone = 9;
    {
        const Stage stage;
        const auto session = stage.session();
        stage.read(*session);
        stage.read(*session);
        asked = stage.driver.at(0).asked;
        executed = stage.driver.at(0).executed.size();
        undone = stage.driver.at(0).undone.size();
    }
    assert_int_equal(asked, 0);
    assert_int_equal(executed, 2);
    assert_int_equal(undone, 0);
}

static void a_connection_that_breaks_in_a_transaction_is_dropped_with_it(void **)
{
    bool closed_before = true, closed_after = false;
    std::size_t connections = 0;
    {
        const Stage stage;
        const auto session = stage.session();
        session->begin(false);
        stage.driver.at(0).execute = fail_with(Status::CONNECTION);
        stage.read(*session);
        closed_before = stage.driver.at(0).closed;
        session->rollback();
        closed_after = stage.driver.at(0).closed;
        stage.read(*session);
        connections = stage.driver.connections();
    }
    assert_false(closed_before);
    assert_true(closed_after);
    assert_int_equal(connections, 2);
}

static void an_abandoned_connection_is_rolled_back_by_the_next_and_replaced_if_it_cannot(void **)
{
    for (const bool undoes : {true, false}) {
        std::size_t undone_at_once = 9, undone = 0, connections = 0;
        bool closed = false;
        {
            const Stage stage(1);
            {
                const auto lost = stage.session();
                lost->begin(false);
                stage.driver.at(0).in_transaction = true;
                stage.driver.at(0).undoes = undoes;
            }
            undone_at_once = stage.driver.at(0).undone.size();
            const auto next = stage.session();
            stage.read(*next);
            undone = stage.driver.at(0).undone.size();
            closed = stage.driver.at(0).closed;
            connections = stage.driver.connections();
        }
        assert_int_equal(undone_at_once, 0);
        assert_int_equal(undone, 1);
        assert_int_equal(closed, !undoes);
        assert_int_equal(connections, undoes ? 1 : 2);
    }
}

static void a_connection_that_cannot_be_opened_leaves_its_place_to_others(void **)
{
    Status first = Status::OK, second = Status::INTERNAL;
    {
        Stage stage(1);
        struct Unreachable final : gemel::driver::Driver {
            std::string_view scheme() const noexcept override { return "puppet"; }
            std::string_view dialect() const noexcept override { return "sqlite"; }
            void read(gemel::driver::Target &) const override {}
            bool is_single(const gemel::driver::Target &) const noexcept override { return false; }
            std::unique_ptr<gemel::driver::Connection> connect(const gemel::driver::Target &) const override
            {
                throw Failure(Status::CONNECTION, "unreachable");
            }
        } const unreachable;
        stage.database = std::make_shared<gemel::Database>(tape::person_license("integer"), unreachable,
                                                           gemel::driver::Target{}, gemel::Limits{.size = 1}, false);
        const auto session = stage.session();
        first = stage.read(*session);
        second = stage.read(*session); // and not BUSY
    }
    assert_true(first == Status::CONNECTION);
    assert_true(second == Status::CONNECTION);
}

static void cancelling_reaches_the_statement_that_runs(void **)
{
    Status answer = Status::OK;
    int cancels = 0;
    {
        const Stage stage;
        puppet::Strings &strings = stage.driver.at(0);
        strings.execute = [&](const std::string &) { strings.wait(); };
        const auto session = stage.session();
        std::thread worker([&] { answer = stage.read(*session); });
        while (!strings.is_waiting())
            std::this_thread::yield();
        session->cancel();
        worker.join();
        cancels = strings.cancels;
    }
    assert_true(answer == Status::CANCELLED);
    assert_int_equal(cancels, 1);
}

/// The log hook runs after a statement, while its call is still under way.
struct CancelAfterwards final : gemel::Log {
    explicit CancelAfterwards(gemel::Session &session) : session(session) {}
    void write(const gemel::LogEvent &) noexcept override { session.cancel(); }
    gemel::Session &session;
};

static void cancelling_too_late_hits_nobody_else_on_the_same_connection(void **)
{
    Status late = Status::INTERNAL, other = Status::INTERNAL, again = Status::INTERNAL;
    std::size_t connections = 0;
    {
        const Stage stage(1);
        const auto first = stage.session(), second = stage.session();
        stage.database->set_log(std::make_shared<CancelAfterwards>(*first));
        late = stage.read(*first);
        stage.database->set_log(nullptr);
        first->cancel();
        other = stage.read(*second);
        again = stage.read(*first);
        connections = stage.driver.connections();
    }
    assert_true(late == Status::OK);
    assert_true(other == Status::OK);
    assert_true(again == Status::OK);
    assert_int_equal(connections, 1);
}

static void cancelling_while_another_session_has_the_connection_does_not_reach_it(void **)
{
    Status answer = Status::INTERNAL;
    int cancels = -1;
    {
        const Stage stage(1);
        puppet::Strings &strings = stage.driver.at(0);
        const auto first = stage.session(), second = stage.session();
        stage.read(*first);
        strings.execute = [&](const std::string &) { first->cancel(); };
        answer = stage.read(*second);
        cancels = strings.cancels;
        strings.execute = nullptr;
    }
    assert_true(answer == Status::OK);
    assert_int_equal(cancels, 0);
}

static void a_call_that_was_cancelled_sends_no_further_statement(void **)
{
    Status answer = Status::OK;
    std::vector<std::string> executed, undone;
    {
        const Stage stage;
        const auto session = stage.session();
        puppet::Strings &strings = stage.driver.at(0);
        strings.in_transaction = true;
        stage.database->set_log(std::make_shared<CancelAfterwards>(*session));
        gemel::Plan plan;
        plan.steps.resize(2);
        try {
            const gemel::Session::Call call(*session);
            session->run(plan, [](const gemel::Session::Results &) {});
        } catch (const Failure &failure) {
            answer = failure.status;
        }
        stage.database->set_log(nullptr);
        strings.in_transaction = false;
        executed = strings.executed;
        undone = strings.undone;
    }
    assert_true(answer == Status::CANCELLED);
    assert_int_equal(executed.size(), 1);
    assert_int_equal(undone.size(), 1);
    assert_string_equal(undone.front().c_str(), "ROLLBACK");
}

namespace {

/// What became of SQL of the user's own, with a connection that says something else of its transaction afterwards than
/// the session knows.
struct Unsettled {
    Status first = Status::OK, second = Status::OK;
    std::vector<std::string> undone;
    bool closed = false;
};

Status ask_own(gemel::Session &session)
{
    try {
        const gemel::Session::Call call(session);
        gemel::values_sql(session, "SELECT 1", {});
        return Status::OK;
    } catch (const Failure &failure) {
        return failure.status;
    }
}

Unsettled unsettled(bool in_transaction, bool single)
{
    Unsettled out;
    const Stage stage(1, single);
    puppet::Strings &strings = stage.driver.at(0);
    const auto session = stage.session();
    if (in_transaction) {
        strings.in_transaction = true;
        session->begin(false);
    }
    strings.execute = [&](const std::string &) { strings.in_transaction = !in_transaction; };
    out.first = ask_own(*session);
    strings.execute = {};
    strings.in_transaction = false;
    out.second = ask_own(*session);
    if (in_transaction)
        session->rollback();
    out.undone = strings.undone;
    out.closed = strings.closed;
    return out;
}

} // namespace

static void a_connection_whose_transaction_somebody_else_began_or_ended_is_nobodys(void **)
{
    const Unsettled ended = unsettled(true, false), begun = unsettled(false, false), kept = unsettled(true, true);
    assert_true(ended.first == Status::DATABASE);
    assert_true(ended.second == Status::DATABASE);
    assert_true(ended.closed);
    assert_true(ended.undone.empty());
    assert_true(begun.first == Status::DATABASE);
    assert_true(begun.second == Status::OK);
    assert_true(begun.closed);
    assert_int_equal(begun.undone.size(), 1);
    assert_true(kept.first == Status::DATABASE);
    assert_false(kept.closed);
}

int main()
{
    const CMUnitTest tests[] = {
        cmocka_unit_test(a_connection_that_was_lost_is_dropped),
        cmocka_unit_test(a_connection_that_is_not_usable_after_a_failure_is_dropped),
        cmocka_unit_test(the_connection_that_is_the_database_is_not_dropped_for_what_a_call_answered),
        cmocka_unit_test(a_connection_that_is_lost_after_a_success_is_dropped_too),
        cmocka_unit_test(nothing_is_asked_of_a_connection_that_did_not_fail),
        cmocka_unit_test(a_connection_that_breaks_in_a_transaction_is_dropped_with_it),
        cmocka_unit_test(an_abandoned_connection_is_rolled_back_by_the_next_and_replaced_if_it_cannot),
        cmocka_unit_test(a_connection_that_cannot_be_opened_leaves_its_place_to_others),
        cmocka_unit_test(cancelling_reaches_the_statement_that_runs),
        cmocka_unit_test(cancelling_too_late_hits_nobody_else_on_the_same_connection),
        cmocka_unit_test(cancelling_while_another_session_has_the_connection_does_not_reach_it),
        cmocka_unit_test(a_call_that_was_cancelled_sends_no_further_statement),
        cmocka_unit_test(a_connection_whose_transaction_somebody_else_began_or_ended_is_nobodys),
    };
    return cmocka_run_group_tests_name("pool", tests, nullptr, nullptr);
}
