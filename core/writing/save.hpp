// Writing one object: insert, update, destroy. Each leaves database and object as they were if it fails.
// Inside a Session::Call.
#pragma once

#include "core/base/members.hpp"
#include "core/writing/operation.hpp"
#include "core/writing/soft_delete.hpp"

namespace gemel {

/// Will the database make this attribute of a new object? An explicit null is left to it only where it numbers rows.
bool is_left_to_database(const State &state, const Attribute &attribute) noexcept;
/// What a new object gets by whom it is created for or with, in place of what it holds: known values, and such as
/// earlier steps of the plan make.
struct Fixed {
    RowValues values{};
    std::vector<std::pair<const Attribute *, statement::StepKey>> made{};
};
/// The values of an insert, converted; what is wrong with them goes into the validation. `now` is for timestamps that
/// are not given.
RowValues insert_values(Validation &validation, const State &state, std::int64_t now, const Fixed &fixed = {});
/// Adds the insert of a new object, and what that changes in it; the number of the step. Touches owners unless
/// timestamps stay.
std::size_t add_insert(Operation &operation, State &state, std::int64_t now, bool silent, const Fixed &fixed = {});

/// The option of every call that writes: are validators asked?
bool take_validate(Members &members);

struct SaveOptions {
    bool silent = false; // timestamps of stored objects stay
    bool validate = true;
    bool hooks = true;    // they are called
    bool unlinks = false; // a key that an owner must have may go: the caller sees to it
    bool counts = true;   // the version; else another write of the same call does
};
/// Are hooks to be called? True where nothing is said.
bool take_hooks(Members &members);
/// USAGE for an unknown one. `where` is named in messages.
SaveOptions save_options(const Object &options, const std::string &where, CallName call);

/// Refuses what a save would refuse before SQL: of a new object the whole row, else these attributes. Outside of a
/// Session::Call.
void validate(Session &session, const State &state, const std::vector<const Attribute *> &written,
              const SaveOptions &options);

/// Inserts a new object, or updates what is changed. NOT_FOUND and what the database refuses.
void save(Session &session, State &state, const SaveOptions &options = {});
/// Assigns and writes these values only. USAGE for a new object.
void update(Session &session, State &state, const Object &values, const SaveOptions &options = {});
/// Was there a row?
bool destroy(Session &session, State &state, const DestroyOptions &options = {});
/// Runs the plan and, behind it, the step that destroys that row. Was there one? STALE.
bool destroy_row(Session &session, Plan plan, Step step, const RowKey &row);
/// Writes updatedAt of a stored object, and nothing else. USAGE for a model that keeps none.
void touch(Session &session, State &state);

} // namespace gemel
