// What a plan as a whole is.
#include "core/association/plan.hpp"

namespace gemel {

std::int64_t expected_rows(const Step &step) noexcept
{
    return step.expect == Expect::Count ? step.count : step.expect == Expect::One ? 1 : 0;
}

Plan under_snapshot(Plan plan)
{
    for (Step &step : plan.steps)
        if (!step.mark.empty()) {
            statement::Select &select = std::get<statement::Select>(step.statement);
            step.statement = statement::Update{
                std::move(select.table), {{step.mark, statement::Column{step.mark}}}, std::move(select.where)};
        }
    return plan;
}

bool is_one_statement(const Plan &plan) noexcept
{
    if (plan.steps.size() != 1)
        return false;
    // Reading what the database made needs memory; the number of a row does not.
    const auto *insert = std::get_if<statement::Insert>(&plan.steps.front().statement);
    return !insert || insert->returning.empty() || insert->numbered;
}

} // namespace gemel
