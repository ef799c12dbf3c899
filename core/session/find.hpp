// Reading rows as objects: by primary key, and by equality of attributes. Inside a Session::Call.
#pragma once

#include "core/session/session.hpp"

#include <memory>
#include <vector>

namespace gemel {

/// `key` names all attributes of the primary key and nothing else; a value that is no key is USAGE.
RowKey row_key(const Model &model, const Object &key);

driver::Rows find(Session &session, const RowKey &row);
/// Rows that equal all of `where` (a list: one of its values), by primary key. USAGE (unknown name), VALIDATION (a
/// value that does not fit).
driver::Rows find_where(Session &session, const Model &model, const Object &where, std::optional<std::int64_t> limit);

} // namespace gemel
