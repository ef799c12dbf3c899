// That the row is gone is told from that it was changed only after the failure: the step stays one statement.
#include "core/association/version.hpp"

#include "core/association/steps.hpp"
#include "core/base/text.hpp"

namespace gemel::version {

void count(statement::Update &update, const Model &model)
{
    if (!model.version)
        return;
    statement::Column counted{model.version->column};
    counted.next = true;
    update.values.emplace_back(model.version->column, std::move(counted));
}

void compare(Plan &plan, Step &step, const RowKey &row)
{
    if (!row.version)
        return;
    std::visit(
        [&](auto &statement) {
            if constexpr (requires { statement.where; })
                statement.where.parts.push_back(equals(*row.model->version, *row.version));
        },
        step.statement);
    plan.premises.push_back(steps::check_row("look for the row", row, std::move(step.complaint)));
    step.otherwise = Status::STALE;
    step.complaint = say(describe(row), " was changed by somebody else");
}

} // namespace gemel::version
