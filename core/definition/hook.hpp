// Hooks as they are declared: of which model or association, and for which event. Whether either is there is not known
// here.
#pragma once

#include "core/model/hook.hpp"

#include <optional>
#include <string>

namespace gemel {

struct HookDefinition {
    std::string model;
    std::optional<std::string> association; // none: a hook of the model
    Hook hook;
};

/// Does that event fit what the hook is declared of? DEFINITION.
HookEvent hook_event(std::int32_t event, const std::string &model, const std::optional<std::string> &association);

/// Of what a hook is declared: "Person", "Person.license".
std::string hooked_name(const std::string &model, const std::optional<std::string> &association);

} // namespace gemel
