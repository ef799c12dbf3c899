// Writing one object: insert, update, destroy. Each leaves database and object as they were if it fails.
// Inside a Session::Call.
#pragma once

#include "core/base/members.hpp"
#include "core/writing/operation.hpp"
#include "core/writing/soft_delete.hpp"

namespace gemel {

/// Will the database make this attribute of a new object? An explicit null is left to it only where it numbers rows.
bool is_left_to_database(const State &state, const Attribute &attribute) noexcept;
/// The values of an insert, converted; what is wrong with them goes into the validation. `fixed` overrides what the
/// object holds, `now` is for timestamps that are not given.
RowValues insert_values(Validation &validation, const State &state, std::int64_t now, const RowValues &fixed = {},
                        const std::vector<const Attribute *> &left_out = {});
/// What the insert of these values, a step of the operation's plan, will change in the object.
void change_by_insert(Operation &operation, State &state, const RowValues &values, std::size_t step);

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
SaveOptions save_options(const Object &options, const std::string &where);

/// The insert of a new object, whatever else must come with it.
Operation insert_operation(State &state, std::int64_t now, const SaveOptions &options);
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
