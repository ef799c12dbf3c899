// Writing one object with its hooks around it. Inside Hooks::host, and outside of a Session::Call.
#pragma once

#include "core/writing/hooks.hpp"
#include "core/writing/save.hpp"
#include "core/writing/soft_delete.hpp"

namespace gemel::hooked {

/// Does a write of such a row, and of those that are created with it, have to go step by step?
bool is_hooked(const Model &model, const std::shared_ptr<const Includes> &includes, bool hooks) noexcept;

/// A row that is about to be written, between the hooks before and those after. Some of its values are not its own:
/// they are shown while hooks run, and written by whoever writes the row.
class Draft {
public:
    /// Shows `wanted` and calls the hooks before. What they assign is written with the rest; USAGE if that is one of
    /// `wanted`.
    Draft(const Hooks &hooks, StatePtr state, const RowValues &wanted, const SaveOptions &options);

    /// What hooks have assigned.
    const Object &assigned() const noexcept { return assigned_; }
    /// The row was written.
    void finish() const;

private:
    const Hooks &hooks_;
    StatePtr state_;
    bool is_new_;
    Object assigned_;
};

void save(const Hooks &hooks, const StatePtr &state, const SaveOptions &options);
/// These values, and what hooks assign, are written; what was assigned before stays so.
void update(const Hooks &hooks, const StatePtr &state, const Object &values, const SaveOptions &options);
/// With its dependents, as their has ones say. `replaced` (may be null): whose owner gets another one for it.
/// `unlinked` (may be null) gets the dependents that stay. Was there a row?
bool destroy(const Hooks &hooks, const StatePtr &state, const DestroyOptions &options,
             const Association *replaced = nullptr, States *unlinked = nullptr);
/// Does that have to go step by step?
bool is_destroyed_in_steps(const Model &model, bool hooks) noexcept;

/// Rows by primary key, locked for what will be done to them.
States locked_rows(Session &session, const Model &model, statement::Condition where, statement::Lock lock);

} // namespace gemel::hooked
