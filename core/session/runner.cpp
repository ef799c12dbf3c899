// Running a plan: step by step, with each step's expectation checked before the next, all inside one transaction or
// savepoint.
#include "core/session/session.hpp"

#include "core/base/text.hpp"
#include "core/session/retry.hpp"

namespace gemel {

/// A transaction of one call: its own, or a savepoint in the caller's. Undone unless it is committed.
class Session::Atomic {
public:
    explicit Atomic(Session &session)
        : session_(session), level_(session.depth_), undo_(session.dialect(), session.depth_)
    {
        session_.send(session_.dialect().open(level_));
    }
    Atomic(const Atomic &) = delete;
    Atomic &operator=(const Atomic &) = delete;
    ~Atomic()
    {
        if (committed_ || session_.lost_ || !session_.connection_ || !session_.connection_->in_transaction())
            return;
        if (session_.send(undo_))
            return;
        if (level_ > 0)
            session_.lost_ = true;
        else
            session_.drop_connection();
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

namespace {

/// What a column of the first row holds, as a statement binds it.
Value column_value(const driver::Rows &rows, std::size_t column)
{
    const driver::Cell &cell = rows.at(0, column);
    switch (cell.form) {
    case driver::Form::Integer:
        return cell.word;
    case driver::Form::Double:
        return cell.real();
    case driver::Form::Text:
        return std::string(rows.bytes(cell));
    case driver::Form::Blob:
        return Bytes{std::string(rows.bytes(cell))};
    case driver::Form::Null:
        break;
    }
    return Null{};
}

/// Puts in what earlier steps made.
query::Statement settle(query::Statement statement, const Session::Results &results)
{
    const auto settle_operand = [&](query::Operand &operand) {
        if (const auto *key = std::get_if<query::StepKey>(&operand))
            operand = column_value(results[key->step].rows, key->column);
    };
    const std::function<void(query::Condition &)> settle_condition = [&](query::Condition &condition) {
        for (query::Operand &operand : condition.operands)
            settle_operand(operand);
        for (query::Condition &part : condition.parts)
            settle_condition(part);
    };
    std::visit(
        [&](auto &it) {
            if constexpr (requires { it.values; })
                for (auto &[column, operand] : it.values)
                    settle_operand(operand);
            if constexpr (requires { it.where; })
                settle_condition(it.where);
        },
        statement);
    return statement;
}

void check(const Step &step, const driver::Result &result)
{
    if (step.expect == Expect::Any)
        return;
    const bool reads = std::holds_alternative<query::Select>(step.statement);
    const auto rows = reads ? static_cast<std::int64_t>(result.rows.size()) : result.affected;
    if (rows != (step.expect == Expect::One ? 1 : 0))
        throw Failure(step.otherwise, step.complaint.empty() ? say("step ", in_quotes(step.purpose),
                                                                   " of a plan did not do what it should")
                                                             : step.complaint);
}

/// A place that somebody took meanwhile is occupied, not merely not unique (D39).
[[noreturn]] void translate(Failure failure, const Plan &plan)
{
    const auto &place = plan.occupied;
    const bool taken = failure.status == Status::UNIQUE && place && failure.table == place->table &&
                       failure.columns.size() == 1 && failure.columns.front() == place->column;
    if (taken) {
        failure.status = Status::OCCUPIED;
        failure.message = place->complaint;
        failure.items.clear();
    }
    throw failure;
}

} // namespace

void Session::run(const Plan &plan, const Prepare &prepare)
{
    const bool skips_locks = !database_->dialect().locks_rows();
    Results results;
    results.reserve(plan.steps.size());
    const auto run_steps = [&] {
        results.clear();
        for (const Step &step : plan.steps) {
            const bool idle = step.only_if && results[*step.only_if].rows.size() == 0;
            if (idle || (step.only_locks && skips_locks)) {
                results.emplace_back();
                continue;
            }
            results.push_back(execute(settle(step.statement, results)));
            check(step, results.back());
        }
        prepare(results);
    };
    const auto run_once = [&] {
        if (is_one_statement(plan)) {
            run_steps();
            return Status::OK;
        }
        Atomic atomic(*this);
        run_steps();
        atomic.commit();
        return Status::OK;
    };
    // Inside the caller's transaction, all of that would have to be run again.
    const std::int32_t retries = depth_ == 0 ? 3 : 0;
    try {
        retrying(
            retries, [&](std::chrono::microseconds time) { pause(time); }, run_once);
    } catch (Failure &failure) {
        translate(std::move(failure), plan);
    }
}

} // namespace gemel
