// An event must be one of what the hook is declared of.
#include "core/definition/hook.hpp"

#include "core/base/failure.hpp"
#include "core/base/text.hpp"

namespace gemel {

std::string hooked_name(const std::string &model, const std::optional<std::string> &association)
{
    return association ? say(model, ".", *association) : model;
}

HookEvent hook_event(std::int32_t event, const std::string &model, const std::optional<std::string> &association)
{
    const auto refuse = [&](std::string_view why) {
        Failure failure(Status::DEFINITION, say("a hook of ", hooked_name(model, association), ": ", why));
        failure.items = {{model, association.value_or(""), failure.message, failure.status}};
        throw failure;
    };
    if (event < 1 || event > static_cast<std::int32_t>(HookEvent::AfterSet))
        refuse(say("there is no event ", std::to_string(event)));
    const auto known = static_cast<HookEvent>(event);
    if (association && known < HookEvent::BeforeSet)
        refuse(say(hook_name(known), " is of a model: an association has beforeSet and afterSet"));
    if (!association && known >= HookEvent::BeforeSet)
        refuse(say(hook_name(known), " is of an association: name it"));
    return known;
}

} // namespace gemel
