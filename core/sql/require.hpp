// Statements that fail in the database unless they give or write as many rows as they must. Of statements that are sent
// together those after it do not run then, and no answer need be waited for in between. For databases that can put one
// statement into another: PostgreSQL. Knows no plan.
#pragma once

#include "core/base/failure.hpp"
#include "core/sql/dialect.hpp"

#include <optional>

namespace gemel::sql {

struct Requirement {
    std::int64_t rows;
    std::size_t step; // whose it is, for who is told of the failure
};

/// The statement with its requirement; what it gives (of an insert: what it returns) comes first in each row.
Rendered require(const Dialect &dialect, const statement::Statement &statement, Requirement requirement);
/// An insert and an update in one statement: the update may use what the insert returns, where it names the step of the
/// insert. Gives what the insert returns, first in the row.
Rendered require(const Dialect &dialect, const statement::Insert &insert, Requirement made,
                 const statement::Update &update, Requirement updated);

/// The step of the requirement that failed; nothing if the failure is another one.
std::optional<std::size_t> failed_requirement(const Failure &failure) noexcept;

} // namespace gemel::sql
