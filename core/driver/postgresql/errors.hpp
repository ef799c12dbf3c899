// SQLSTATEs as statuses of the error table: the only place where they are interpreted. Reads no message: they come in
// every language.
#pragma once

#include "core/base/failure.hpp"

#include <libpq-fe.h>

#include <string>
#include <string_view>

namespace gemel::driver::postgresql {

/// The failure that a result reports.
Failure failure(const PGresult *result);
/// The connection is gone. `last` is what it reported on its way, or null; `unknown` says that what it was to keep may
/// be kept or not.
Failure lost(const PGconn *connection, const PGresult *last, bool unknown);
/// What libpq says, on one line.
std::string one_line(std::string_view message);

/// A statement prepared in the server no longer fits the tables, or the server knows another of its name, or none.
bool is_stale_statement(std::string_view sqlstate) noexcept;
bool is_missing_statement(std::string_view sqlstate) noexcept;

} // namespace gemel::driver::postgresql
