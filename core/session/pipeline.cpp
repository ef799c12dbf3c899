// Lowers plans. The isolation is said by an explicit BEGIN always: a database may have another default, and under
// REPEATABLE READ a lock does not show what was committed while it was waited for.
#include "core/session/pipeline.hpp"

#include "core/sql/require.hpp"
#include "core/statement/operands.hpp"

#include <algorithm>

namespace gemel {

namespace {

/// The earlier steps whose values a statement uses.
std::vector<std::size_t> used_steps(const statement::Statement &statement)
{
    std::vector<std::size_t> steps;
    statement::for_each_operand(statement, [&](const statement::Operand &operand) {
        if (const auto *key = std::get_if<statement::StepKey>(&operand))
            steps.push_back(key->step);
    });
    return steps;
}

bool only_reads(const Step &step)
{
    const auto *select = std::get_if<statement::Select>(&step.statement);
    return select && select->lock == statement::Lock::None;
}

/// Only a number is one for sure.
bool makes_values(const Step &step)
{
    const auto *insert = std::get_if<statement::Insert>(&step.statement);
    return insert && !insert->returning.empty() && !insert->numbered;
}

/// An insert and the update that links what it made; nothing if these are no such steps.
std::optional<sql::Rendered> both(const sql::Dialect &dialect, const Plan &plan, std::size_t first)
{
    const auto *insert = std::get_if<statement::Insert>(&plan.steps[first].statement);
    const auto *update = std::get_if<statement::Update>(&plan.steps[first + 1].statement);
    if (!insert || !update || plan.steps[first].expect != Expect::One || plan.steps[first + 1].expect != Expect::One)
        return std::nullopt;
    return sql::require(dialect, *insert, {1, first}, *update, {1, first + 1});
}

} // namespace

driver::Command command(sql::Rendered rendered)
{
    driver::Command command{std::move(rendered.sql), {}, rendered.kind, rendered.numbered, rendered.named};
    command.own = rendered.own;
    for (statement::Operand &operand : rendered.operands)
        command.binds.push_back(std::get<Value>(std::move(operand)));
    return command;
}

std::optional<Pipeline> pipeline(const Plan &plan, const sql::Dialect &dialect, std::int32_t depth)
{
    if (!dialect.puts_statements_together() || plan.steps.empty())
        return std::nullopt;
    Pipeline out;
    out.alone = plan.steps.size() == 1 && only_reads(plan.steps.front()) && (depth > 0 || dialect.limits().empty());
    if (!out.alone)
        out.commands = dialect.open(depth);
    for (std::size_t i = 0; i < plan.steps.size(); ++i) {
        const Step &step = plan.steps[i];
        if (step.only_if)
            return std::nullopt; // what it writes is hardly ever needed
        const std::vector<std::size_t> used = used_steps(step.statement);
        if (!used.empty()) {
            const bool next = std::all_of(used.begin(), used.end(), [&](std::size_t it) { return it + 1 == i; });
            std::optional<sql::Rendered> merged = next ? both(dialect, plan, i - 1) : std::nullopt;
            if (!merged)
                return std::nullopt;
            out.commands.back() = command(std::move(*merged));
            out.places.emplace_back();
            continue;
        }
        out.places.emplace_back(out.commands.size());
        out.commands.push_back(command(step.expect == Expect::Any
                                           ? dialect.render(step.statement)
                                           : sql::require(dialect, step.statement, {expected_rows(step), i})));
    }
    if (std::any_of(plan.steps.begin(), plan.steps.end(), makes_values))
        out.end = dialect.close(depth);
    else if (!out.alone)
        out.commands.push_back(dialect.close(depth));
    return out;
}

} // namespace gemel
