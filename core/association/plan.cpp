// What a plan as a whole is.
#include "core/association/plan.hpp"

namespace gemel {

bool is_one_statement(const Plan &plan) noexcept
{
    if (plan.steps.size() != 1)
        return false;
    // Reading what the database made needs memory; the number of a row does not.
    const auto *insert = std::get_if<query::Insert>(&plan.steps.front().statement);
    return !insert || insert->returning.empty() || insert->numbered;
}

} // namespace gemel
