// Running a plan, all inside one transaction or savepoint: at once where the database checks what each step expects,
// else step by step, with each step's expectation checked before the next.
#include "core/session/session.hpp"

#include "core/base/text.hpp"
#include "core/object/load.hpp"
#include "core/object/refusal.hpp"
#include "core/object/refused_size.hpp"
#include "core/session/pipeline.hpp"
#include "core/session/retry.hpp"
#include "core/sql/require.hpp"
#include "core/statement/operands.hpp"

#include <algorithm>
#include <array>

namespace gemel {

/// A transaction of one call: its own, or a savepoint in the caller's. Undone unless it is committed.
class Session::Atomic {
public:
    explicit Atomic(Session &session)
        : session_(session), level_(session.depth_), undo_(session.dialect(), session.depth_)
    {
        session_.open(undo_, {});
    }
    Atomic(const Atomic &) = delete;
    Atomic &operator=(const Atomic &) = delete;
    ~Atomic()
    {
        if (!committed_)
            session_.undo_call(undo_, level_);
    }

    void commit()
    {
        session_.send(session_.dialect().close(level_));
        committed_ = true;
    }

private:
    Session &session_;
    const std::int32_t level_;
    const Undo undo_;
    bool committed_ = false;
};

void Session::undo_call(const Undo &undo, std::int32_t level) noexcept
{
    if (lost_ || !connection_ || !connection_->in_transaction())
        return;
    if (send(undo))
        return;
    if (level > 0)
        lost_ = true;
    else
        drop_connection();
}

namespace {

/// Puts in what earlier steps made.
statement::Statement settle(statement::Statement statement, const Session::Results &results)
{
    statement::for_each_operand(statement, [&](statement::Operand &operand) {
        if (const auto *key = std::get_if<statement::StepKey>(&operand))
            operand = raw_value(results[key->step].rows, results[key->step].rows.at(0, key->column));
    });
    return statement;
}

/// Why a plan fails whose step did not find or write what it must.
Failure broken(const Step &step)
{
    return {step.otherwise, step.complaint.empty()
                                ? say("step ", in_quotes(step.purpose), " of a plan did not do what it should")
                                : step.complaint};
}

void check(const Step &step, const driver::Result &result)
{
    if (step.expect == Expect::Any)
        return;
    const bool reads = std::holds_alternative<statement::Select>(step.statement);
    const auto rows = reads ? static_cast<std::int64_t>(result.rows.size()) : result.affected;
    if (rows != expected_rows(step))
        throw broken(step);
}

bool is_refusal(Status status) noexcept
{
    constexpr std::array refusals{Status::OCCUPIED,    Status::VALIDATION, Status::NOT_NULL, Status::UNIQUE,
                                  Status::FOREIGN_KEY, Status::CHECK,      Status::STALE};
    return std::find(refusals.begin(), refusals.end(), status) != refusals.end();
}

/// A place that somebody took meanwhile is occupied, not merely not unique. In a snapshot he cannot be seen, or
/// the plan would have met him before; what the transaction did there so far may be wrong with him. It takes another.
[[noreturn]] void translate(Failure failure, const Plan &plan, bool has_snapshot)
{
    const auto place = std::find_if(plan.places.begin(), plan.places.end(), [&](const Plan::Place &it) {
        return failure.table == it.table && failure.columns.size() == 1 && failure.columns.front() == it.column;
    });
    const bool taken = failure.status == Status::UNIQUE && place != plan.places.end();
    const bool hidden = taken && has_snapshot;
    if (hidden || (taken && !place->complaint.empty())) {
        failure.status = hidden ? Status::RETRY : Status::OCCUPIED;
        failure.message = hidden ? "somebody else was linked since the transaction began; repeat it" : place->complaint;
        failure.items.clear();
    }
    throw failure;
}

} // namespace

driver::Result Session::execute(const statement::Statement &statement)
{
    require_kept(statement);
    try {
        return execute(dialect().render(statement));
    } catch (Failure &failure) {
        name_refused(failure, statement);
        throw;
    }
}

void Session::run(const Plan &given, const Prepare &prepare)
{
    std::optional<Plan> adapted;
    if (has_snapshot())
        adapted = under_snapshot(given);
    const Plan &plan = adapted ? *adapted : given;
    for (const Step &step : plan.steps)
        require_kept(step.statement);
    const std::optional<Pipeline> together = pipeline(plan, dialect(), depth_);
    const bool apart = is_apart() && is_one_statement(plan);
    const auto run_once = [&] {
        std::optional<Atomic> atomic;
        if (apart)
            atomic.emplace(*this);
        if (together)
            run_together(plan, *together, prepare);
        else
            run_in_turn(plan, prepare);
        if (atomic)
            atomic->commit();
        return Status::OK;
    };
    try {
        retrying(
            retries(), [&](std::chrono::microseconds time) { pause(time); }, run_once);
    } catch (Failure &failure) {
        if (is_refusal(failure.status))
            for (const Step &premise : plan.premises)
                check(premise, execute(premise.statement));
        find_default(failure);
        translate(std::move(failure), plan, has_snapshot());
    }
}

void Session::atomically(const std::function<void()> &body)
{
    try {
        retrying(
            retries(), [&](std::chrono::microseconds time) { pause(time); },
            [&] {
                Atomic atomic(*this);
                body();
                atomic.commit();
                return Status::OK;
            });
    } catch (Failure &failure) {
        find_default(failure);
        throw;
    }
}

/// Of the statement that the database has refused, while nothing is undone.
void Session::name_refused(Failure &failure, const statement::Statement &statement)
{
    if (failure.too_big)
        largest_of(statement, schema()).name(failure);
    if (const auto *insert = std::get_if<statement::Insert>(&statement))
        suspect_defaults(failure, *insert);
}

void Session::suspect_defaults(const Failure &failure, const statement::Insert &insert)
{
    suspects_.clear();
    const Model *model = find_table(schema(), insert.table);
    const bool may_be = failure.status == Status::DATABASE || failure.status == Status::VALIDATION ||
                        failure.status == Status::UNSUPPORTED; // else it has been told what is wrong
    for (std::size_t i = 0; may_be && model && i < model->attributes.size(); ++i) {
        const Attribute &it = model->attributes[i];
        const bool is_given = std::any_of(insert.values.begin(), insert.values.end(),
                                          [&](const auto &value) { return value.first == it.column; });
        if (!is_given && it.fallback && it.fallback->kind == Default::Kind::Database)
            suspects_.push_back(&it);
    }
}

/// A database evaluates the defaults of a row before it looks at anything else of it.
void Session::find_default(Failure &failure)
{
    const std::vector<const Attribute *> suspects = std::exchange(suspects_, {});
    if (suspects.empty())
        return;
    statement::Insert none{suspects.front()->model->table, {}, {}};
    for (const Attribute *it : suspects)
        none.values.emplace_back(it->column, Value(Null{}));
    if (fails_alike(none, failure))
        return;
    for (std::size_t i = 0; i < suspects.size(); ++i) {
        statement::Insert alone = none;
        alone.values.erase(alone.values.begin() + static_cast<std::ptrdiff_t>(i));
        if (fails_alike(alone, failure))
            return name_default(failure, schema(), alone.table, suspects[i]->column);
    }
}

/// It is undone, whether it fails or not.
bool Session::fails_alike(const statement::Insert &insert, const Failure &failure)
{
    try {
        const Atomic atomic(*this);
        send(command(dialect().render(insert)));
    } catch (const Failure &it) {
        return it.sqlstate == failure.sqlstate && it.driver_code == failure.driver_code &&
               failure.message.find(it.message) != std::string::npos;
    }
    return false;
}

driver::Result Session::execute_apart(const driver::Command &command)
{
    Atomic atomic(*this);
    driver::Result result = send(command);
    atomic.commit();
    return result;
}

void Session::run_in_turn(const Plan &plan, const Prepare &prepare)
{
    const bool skips_locks = !dialect().locks_rows();
    Results results;
    results.reserve(plan.steps.size());
    const auto run_steps = [&] {
        for (const Step &step : plan.steps) {
            const bool idle = step.only_if && results[*step.only_if].rows.size() == 0;
            if (idle || (step.only_locks && skips_locks)) {
                results.emplace_back();
                continue;
            }
            try {
                results.push_back(send(command(dialect().render(settle(step.statement, results)))));
            } catch (Failure &failure) {
                name_refused(failure, step.statement);
                throw;
            }
            check(step, results.back());
        }
        prepare(results);
    };
    if (is_one_statement(plan)) {
        run_steps();
        return;
    }
    Atomic atomic(*this);
    run_steps();
    atomic.commit();
}

void Session::run_together(const Plan &plan, const Pipeline &pipeline, const Prepare &prepare)
{
    const Undo undo(dialect(), depth_); // before: undoing must not need memory
    Results results;
    results.reserve(plan.steps.size());
    spare_.renew();
    const std::uint64_t sendings = connection_ ? connection_->sendings() : 0;
    // What was refused before it was sent has no savepoint to go back to, and what was alone has none of its own. What
    // has its end still to come is open although nothing in it has failed but to read its answers.
    const auto take_back = [&]() noexcept {
        if (pipeline.alone || !connection_)
            return;
        const bool is_open = pipeline.end && connection_->sendings() != sendings;
        if (is_open || connection_->has_failed())
            undo_call(undo, depth_);
    };
    std::vector<driver::Result> given;
    try {
        given = send(pipeline.commands);
    } catch (Failure &failure) {
        take_back();
        if (const auto step = sql::failed_requirement(failure))
            throw broken(plan.steps[*step]);
        const auto place = std::find(pipeline.places.begin(), pipeline.places.end(), failure.row);
        if (failure.row && place != pipeline.places.end())
            name_refused(failure, plan.steps[static_cast<std::size_t>(place - pipeline.places.begin())].statement);
        throw;
    } catch (...) { // no memory, be it to say what has failed
        take_back();
        throw;
    }
    for (const auto &place : pipeline.places)
        results.push_back(place ? std::move(given[*place]) : driver::Result());
    try {
        spare_.spend([&] { prepare(results); });
        if (pipeline.end)
            send(*pipeline.end);
    } catch (...) {
        if (pipeline.end)
            undo_call(undo, depth_);
        throw;
    }
}

} // namespace gemel
