// Inserting a row, or updating the one that is there: which rows count as the same, and what is written to one that is
// there. Inside a Session::Call.
#pragma once

#include "core/base/members.hpp"
#include "core/writing/operation.hpp"

#include <optional>
#include <vector>

namespace gemel {

/// Takes the option `hooks` of a call that runs none: USAGE where the model has some that an insert, or with `updates`
/// an update, would run, unless it is false.
void take_no_hooks(Members &members, const Model &model, bool updates);

struct UpsertOptions {
    std::vector<const Attribute *> conflict;
    std::optional<std::vector<const Attribute *>> update{}; // nothing: all that is given
    bool validate = true;
};
/// By the primary key where nothing else is said. USAGE.
UpsertOptions upsert_options(const Object &options, const Model &model);
/// Takes `conflict` and `update`; nothing if no conflict is given. USAGE.
std::optional<UpsertOptions> take_upsert(Members &members, const Model &model);

/// For a new object that these values were given to. USAGE if one of the conflict has no value, or what is to be
/// updated is not given.
statement::Conflict conflict_of(const UpsertOptions &options, const State &state, const Object &given);

/// Writes a new object; it then holds what the row holds. NOT_NULL, VALIDATION, and what the database refuses.
void upsert(Session &session, State &state, statement::Conflict conflict, bool validate);

} // namespace gemel
