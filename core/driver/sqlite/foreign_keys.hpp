// Finds out which foreign key SQLite refuses, which says no more than that it is one: by running the statement once
// more in a savepoint, which is undone. Knows no model.
#pragma once

#include "core/base/failure.hpp"

#include <sqlite3.h>

#include <functional>

namespace gemel::driver::sqlite {

/// Table, columns and reference of a statement's failure. `again` runs the statement as it failed, and answers a result
/// code. What cannot be found out stays empty.
void explain_refused_statement(sqlite3 *handle, const std::function<int()> &again, Failure &failure);

/// The same of a commit, whose transaction is still open.
void explain_refused_commit(sqlite3 *handle, Failure &failure);

} // namespace gemel::driver::sqlite
