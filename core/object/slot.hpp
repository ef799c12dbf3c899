// Where an object holds what an association leads to: not loaded, loaded and nobody, or loaded. What gemel loaded is
// kept alive by the slot, what the user handed in is not: so owner and dependent keep each other never. Knows no rule.
#pragma once

#include <memory>
#include <utility>

namespace gemel {

class State;

class Slot {
public:
    /// Not loaded.
    Slot() noexcept = default;
    static Slot nobody() noexcept
    {
        Slot slot;
        slot.is_loaded_ = true;
        return slot;
    }
    static Slot keep(std::shared_ptr<State> state) noexcept
    {
        Slot slot = nobody();
        slot.has_somebody_ = true;
        slot.seen_ = state;
        slot.kept_ = std::move(state);
        return slot;
    }
    static Slot see(const std::shared_ptr<State> &state) noexcept
    {
        Slot slot = keep(state);
        slot.kept_.reset();
        return slot;
    }

    /// Not so if whom it showed is gone.
    bool is_loaded() const noexcept { return is_loaded_ && (!has_somebody_ || !seen_.expired()); }
    /// Null for nobody.
    std::shared_ptr<State> somebody() const noexcept { return seen_.lock(); }
    /// Gives up whom it keeps.
    std::shared_ptr<State> release() noexcept { return std::move(kept_); }

private:
    bool is_loaded_ = false;
    bool has_somebody_ = false;
    std::shared_ptr<State> kept_;
    std::weak_ptr<State> seen_;
};

} // namespace gemel
