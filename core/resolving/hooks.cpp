// Hooks of a model are its own, those of an association are at the end that was named.
#include "core/resolving/hooks.hpp"

#include <algorithm>

namespace gemel {

namespace {

std::vector<Hook> &hooks_of(Schema &schema, const HookDefinition &definition)
{
    const Model &known = schema.model(definition.model);
    Model &model = **std::find_if(schema.models.begin(), schema.models.end(),
                                  [&](const auto &candidate) { return candidate.get() == &known; });
    return definition.association ? model.associations[model.association(*definition.association).index].hooks
                                  : model.hooks;
}

} // namespace

void add_hooks(Schema &schema, const SchemaDefinition &definition, Complaints &complaints)
{
    for (const HookDefinition &declared : definition.hooks)
        try {
            hooks_of(schema, declared).push_back(declared.hook);
        } catch (const Failure &failure) {
            complaints.add(declared.model, declared.association.value_or(""),
                           say("a hook ", hook_name(declared.hook.event), " of ",
                               hooked_name(declared.model, declared.association), ": ", failure.message));
        }
}

} // namespace gemel
