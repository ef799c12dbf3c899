// SQLite's result codes as statuses of the error table: the only place where they are interpreted.
#pragma once

#include "core/base/failure.hpp"

#include <sqlite3.h>

#include <string_view>

namespace gemel::driver::sqlite {

/// The failure that the handle reports for `code`; `doing` says what was tried.
Failure failure(sqlite3 *handle, int code, std::string_view doing);

} // namespace gemel::driver::sqlite
