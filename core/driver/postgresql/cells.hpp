// What PostgreSQL answers, as cells. Answers come in binary: unlike text it depends on no setting of the session, which
// behind a pooler is anybody's (DateStyle, TimeZone, extra_float_digits, bytea_output).
#pragma once

#include "core/driver/postgresql/text_types.hpp"
#include "core/driver/result.hpp"

#include <libpq-fe.h>

namespace gemel::driver::postgresql {

/// A value of a type as the core has it: canonical text for decimal, uuid, date and timestamp. What the core has not,
/// such as an infinite date, becomes text that is no value of its type. UNSUPPORTED for a type that has no form here. A
/// type that is not PostgreSQL's own is asked for over that connection.
Rows read_rows(const PGresult *result, PGconn *handle, TextTypes &texts);
/// Of its columns.
std::vector<std::string> read_names(const PGresult *result);

} // namespace gemel::driver::postgresql
