// What rollback must give back to objects: at the first write in each transaction or savepoint, the state as it
// was. Holds objects weakly: a journal keeps nothing alive, and what nobody holds any more is dropped.
#pragma once

#include "core/object/state.hpp"

#include <unordered_map>
#include <vector>

namespace gemel {

class Journal {
public:
    void begin() { levels_.emplace_back(); }
    /// Before a write to `state`; a copy is made at its first write in the level. Null where there is no level.
    State *note(State &state);
    /// Room in the level around the innermost for all that release() gives it, which needs no memory then.
    void make_room();
    /// The innermost level is kept: its notes belong to the level around it. After make_room.
    void release() noexcept;
    /// The innermost level is undone: living objects are restored.
    void restore() noexcept;

private:
    struct Entry {
        std::weak_ptr<State> living;
        State before;
    };
    struct Level {
        std::unordered_map<std::uint64_t, Entry> entries;
        std::size_t sweep_at = 1024; // entries at which the dead are looked for
    };

    std::vector<Level> levels_;
};

} // namespace gemel
