// Hooks: what runs before and after rows of a model, or an association, are written. Here they are data of a schema;
// how and when they are called is known above, and so is what they are told besides the event.
#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <string_view>
#include <vector>

namespace gemel {

enum class HookEvent : std::int32_t {
    BeforeValidate = 1,
    AfterValidate,
    BeforeCreate,
    AfterCreate,
    BeforeUpdate,
    AfterUpdate,
    BeforeSave,
    AfterSave,
    BeforeDestroy,
    AfterDestroy,
    BeforeSet, // of an association, here and below
    AfterSet
};

struct Hook;
/// Is there one of these events?
bool has_hook(const std::vector<Hook> &hooks, std::initializer_list<HookEvent> events) noexcept;

/// "beforeValidate"
std::string_view hook_name(HookEvent event) noexcept;

/// What a hook is told. The layer that calls it has a type of its own, with more.
struct HookCall {
    explicit HookCall(HookEvent it) noexcept : event(it) {}
    HookCall(const HookCall &) = delete;
    HookCall &operator=(const HookCall &) = delete;
    virtual ~HookCall() = default;

    HookEvent event;
};

struct Hook {
    HookEvent event;
    std::function<void(const HookCall &)> function; // throws to undo all
};

} // namespace gemel
