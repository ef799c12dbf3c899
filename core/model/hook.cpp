// Names of events, and the way of a hook from its declaration into the schema.
#include "core/model/hook.hpp"

#include "core/model/complaints.hpp"

#include <algorithm>
#include <array>
#include <iterator>

namespace gemel {

namespace {

constexpr std::array<std::string_view, 12> event_names{"beforeValidate", "afterValidate", "beforeCreate", "afterCreate",
                                                       "beforeUpdate",   "afterUpdate",   "beforeSave",   "afterSave",
                                                       "beforeDestroy",  "afterDestroy",  "beforeSet",    "afterSet"};

std::string place_of(const std::string &model, const std::optional<std::string> &association)
{
    return association ? say(model, ".", *association) : model;
}

std::vector<Hook> &hooks_of(Schema &schema, const HookDefinition &definition)
{
    const Model &known = schema.model(definition.model);
    Model &model = **std::find_if(schema.models.begin(), schema.models.end(),
                                  [&](const auto &candidate) { return candidate.get() == &known; });
    return definition.association ? model.associations[model.association(*definition.association).index].hooks
                                  : model.hooks;
}

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

HookEvent hook_event(std::int32_t event, const std::string &model, const std::optional<std::string> &association)
{
    const auto refuse = [&](std::string_view why) {
        Failure failure(Status::DEFINITION, say("a hook of ", place_of(model, association), ": ", why));
        failure.items = {{model, association.value_or(""), failure.message, failure.status}};
        throw failure;
    };
    if (event < 1 || event > static_cast<std::int32_t>(event_names.size()))
        refuse(say("there is no event ", std::to_string(event)));
    const auto known = static_cast<HookEvent>(event);
    if (association && known < HookEvent::BeforeSet)
        refuse(say(hook_name(known), " is of a model: an association has beforeSet and afterSet"));
    if (!association && known >= HookEvent::BeforeSet)
        refuse(say(hook_name(known), " is of an association: name it"));
    return known;
}

void add_hooks(Schema &schema, const SchemaDefinition &definition, Complaints &complaints)
{
    for (const HookDefinition &declared : definition.hooks)
        try {
            hooks_of(schema, declared).push_back(declared.hook);
        } catch (const Failure &failure) {
            complaints.add(declared.model, declared.association.value_or(""),
                           say("a hook ", hook_name(declared.hook.event), " of ",
                               place_of(declared.model, declared.association), ": ", failure.message));
        }
}

} // namespace gemel
