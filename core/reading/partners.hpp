// Whom associations lead to, for many objects in one statement: what `get` would give for each, and what slots that are
// not loaded will show. Inside a Session::Call.
#pragma once

#include "core/object/graph.hpp"
#include "core/session/session.hpp"

namespace gemel {

/// For each of the objects, in their order: the partner that it has among those that fulfil the include, or null; those
/// with the same partner share the object. Without an object that can have one, nothing is sent. USAGE if one is of
/// another model, or was read without what the association needs.
States find_partners(Session &session, const std::shared_ptr<const Include> &include, const States &states);

/// And shows them.
void fill_slots(Session &session, const States &states, const std::shared_ptr<const Include> &include);

/// Fills the slot of the object and those of its cohort that are not loaded.
void load_slots(Session &session, const std::shared_ptr<State> &state, const Association &association);

} // namespace gemel
