// Rows as objects with all that is included: what was joined, and what statements of its own then load. Inside a
// Session::Call.
#pragma once

#include "core/object/graph.hpp"
#include "core/query/query.hpp"
#include "core/session/session.hpp"

namespace gemel {

/// Of rows that were read with these attributes and joined with these includes; one object for each.
States read_objects(Session &session, const Model &model, const Chosen &chosen,
                    const std::shared_ptr<const Includes> &includes, const driver::Rows &rows);
/// Of rows that were read as the query says.
States read_objects(Session &session, const Query &query, const driver::Rows &rows);

} // namespace gemel
