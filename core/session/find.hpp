// Reading rows as objects: by primary key, by equality of attributes, and again. Inside a Session::Call.
#pragma once

#include "core/session/graph.hpp"
#include "core/session/session.hpp"

#include <memory>
#include <vector>

namespace gemel {

/// `key` names all attributes of the primary key and nothing else; a value that is no key is USAGE.
RowKey row_key(const Model &model, const Object &key);

/// To equal all of `where` (a list: one of its values). USAGE (unknown name), VALIDATION (a value that does not fit).
query::Condition where_condition(const Model &model, const Object &where);

using IncludesPtr = std::shared_ptr<const Includes>;

/// Of no or one object; here and below with what is included.
States find(Session &session, const RowKey &row, const IncludesPtr &includes = nullptr, const Scoping &scoping = {});
/// By primary key.
States find_where(Session &session, const Model &model, const Object &where, std::optional<std::int64_t> limit,
                  const IncludesPtr &includes = nullptr, const Scoping &scoping = {});
/// Reads the row again, whether a reading would see it or not. NOT_FOUND if it is gone, or lacks a partner that is
/// required.
void reload(Session &session, const std::shared_ptr<State> &state, const IncludesPtr &includes);

} // namespace gemel
