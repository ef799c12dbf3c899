// Marking a row as deleted and taking that back, for models that do so. Inside a Session::Call.
#pragma once

#include "core/base/members.hpp"
#include "core/writing/operation.hpp"

namespace gemel {

struct DestroyOptions {
    bool force = false; // deletes the row whatever its model says
    bool hooks = true;  // they are called
};
/// USAGE for an unknown one. `where` is named in messages.
DestroyOptions destroy_options(const Object &options, const std::string &where, CallName call);

/// Marks the row of a stored object. Was there one that was not marked? Else the object stays as it is.
bool mark_deleted(Session &session, State &state);
/// Takes the mark away. NOT_FOUND if the row is gone, USAGE of a model that marks none, UNIQUE if another row has its
/// place.
void restore(Session &session, State &state);

/// Was its row marked when it was last read or written? USAGE if the mark was not read.
bool is_marked(const State &state);
/// USAGE for a new object that would be born deleted, and so be nobody's partner.
void require_living(const State &made);

} // namespace gemel
