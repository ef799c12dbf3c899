// Names of events.
#include "core/model/hook.hpp"

#include <algorithm>
#include <array>

namespace gemel {

namespace {

constexpr std::array<std::string_view, 12> event_names{"beforeValidate", "afterValidate", "beforeCreate", "afterCreate",
                                                       "beforeUpdate",   "afterUpdate",   "beforeSave",   "afterSave",
                                                       "beforeDestroy",  "afterDestroy",  "beforeSet",    "afterSet"};

} // namespace

bool has_hook(const std::vector<Hook> &hooks, std::initializer_list<HookEvent> events) noexcept
{
    return std::any_of(hooks.begin(), hooks.end(), [&](const Hook &hook) {
        return std::find(events.begin(), events.end(), hook.event) != events.end();
    });
}

std::string_view hook_name(HookEvent event) noexcept
{
    return event_names[static_cast<std::size_t>(event) - 1];
}

} // namespace gemel
