// What an object holds: its values, as stored and as assigned since, and whom its associations lead to. The operations
// of this layer work on states; a C record is one host of a state, an object of another language is another. Knows no
// session.
#pragma once

#include "core/association/include.hpp"
#include "core/object/cohort.hpp"
#include "core/object/slot.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace gemel {

struct Field {
    std::optional<Value> stored;  // as the database has it; nothing if it was never read or written
    std::optional<Value> current; // as assigned since; may be a value that does not fit its type
};

class State;
using StatePtr = std::shared_ptr<State>;

class State : public std::enable_shared_from_this<State> {
public:
    explicit State(const Model &model);
    State(const State &) = default;
    State &operator=(const State &) = delete;
    State(State &&) noexcept = default;
    State &operator=(State &&) = delete;
    ~State();

    const Model &model() const noexcept { return *model_; }
    /// A number of its own, by which a journal speaks of it.
    std::uint64_t token() const noexcept { return token_; }
    bool is_new() const noexcept { return is_new_; }

    /// What the object shows: assigned, else stored; null if there is neither.
    const Value *value(const Attribute &attribute) const noexcept;
    /// What the database has, or null.
    const Value *stored(const Attribute &attribute) const noexcept;
    /// Would a save write it?
    bool is_changed(const Attribute &attribute) const noexcept;
    bool is_changed() const noexcept;

    /// The row of a stored object. USAGE if its primary key was not read.
    RowKey row() const;

    /// Same model, same primary key, both stored? USAGE if a primary key that decides was not read.
    bool is_same_row(const State &other) const;

    Field &field(const Attribute &attribute) noexcept { return fields_[attribute.index]; }
    const Field &field(const Attribute &attribute) const noexcept { return fields_[attribute.index]; }
    void mark_stored() noexcept { is_new_ = false; }

    Slot slot(const Association &association) const noexcept
    {
        return slots_.empty() ? Slot() : slots_[association.index];
    }
    /// Makes room for what is loaded.
    void make_slots() { slots_.resize(model_->associations.size()); }
    /// After make_slots.
    void fill(const Association &association, Slot slot) noexcept { slots_[association.index] = std::move(slot); }
    /// In place of its own.
    void take_slots(State &other) noexcept { slots_ = std::move(other.slots_); }

    /// With what it was loaded, and with whom; null where it came alone.
    std::shared_ptr<const Includes> includes;
    std::shared_ptr<const Cohort> cohort;
    /// What is not loaded must not be loaded late.
    bool raises_on_lazy = false;

    /// A copy for a journal: what is stored, and nothing that is assigned.
    State before() const;
    /// Back to what was before: new or stored as then, stored values as then. Assigned values stay: those of
    /// this object, and those that writes have consumed since, which `before` has collected.
    void restore(State &&before) noexcept;
    /// All as `copy` was taken of this, assigned values included.
    void put_back(State &&copy) noexcept;
    /// `before` belongs to a savepoint in the transaction of `this`, which is released.
    void collect(State &&before) noexcept;

private:
    const Model *model_;
    std::uint64_t token_;
    bool is_new_ = true;
    std::vector<Field> fields_;
    std::vector<Slot> slots_; // of none, nothing is loaded
};

/// What an operation gives back: where to write what, once it has succeeded. Made before the commit, so that applying
/// cannot fail.
class Changes {
public:
    /// A write to `state` is journalled in `before` (null: there is no transaction to roll back).
    void journal(const State &state, State *before) { journals_.push_back({&state, before}); }
    /// Stored and current; no longer assigned.
    void store(State &state, const Attribute &attribute, Value value);
    /// Current only.
    void assign(State &state, const Attribute &attribute, Value value);
    /// No longer new.
    void mark_stored(State &state) { stored_.push_back(&state); }
    /// Where that association is loaded, it leads there now.
    void link(State &state, const Association &association, Slot slot)
    {
        links_.push_back({&state, &association, std::move(slot)});
    }

    /// That association leads there, loaded or not; the state has room for it.
    void show(State &state, const Association &association, Slot slot)
    {
        shown_.push_back({&state, &association, std::move(slot)});
    }

    /// How many changes there are; the place of the next.
    std::size_t size() const noexcept { return list_.size(); }
    const State &state(std::size_t place) const noexcept { return *list_[place].state; }
    /// A value that is known only now.
    void fill(std::size_t place, Value value) noexcept { list_[place].value = std::move(value); }
    /// There is none.
    void leave(std::size_t place) noexcept { list_[place].state = nullptr; }

    void apply() noexcept;

private:
    struct Change {
        State *state; // null: nobody's
        const Attribute *attribute;
        Value value;
        bool stored;
    };
    struct Link {
        State *state;
        const Association *association;
        Slot slot;
    };
    void apply(Change &change) noexcept;

    std::vector<Change> list_;
    std::vector<Link> links_;
    std::vector<Link> shown_;
    std::vector<State *> stored_;
    std::vector<std::pair<const State *, State *>> journals_;
};

} // namespace gemel
