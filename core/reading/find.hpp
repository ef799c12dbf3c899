// Reading rows as objects by their primary key, and again. Inside a Session::Call.
#pragma once

#include "core/object/graph.hpp"
#include "core/query/query.hpp"
#include "core/session/session.hpp"

#include <memory>

namespace gemel {

/// `key` names all attributes of the primary key and nothing else; a value that is no key is USAGE.
RowKey row_key(const Model &model, const Object &key);

/// A key of one attribute, by its value. USAGE if the primary key has several.
Object sole_key(const Model &model, Value value);

/// Of no or one object.
States find(Session &session, const RowKey &row, const Query &how);
/// Reads the row again, whether a reading would see it or not, with what is included. NOT_FOUND if it is gone, or lacks
/// a partner that is required.
void reload(Session &session, const std::shared_ptr<State> &state, const IncludesPtr &includes);

} // namespace gemel
