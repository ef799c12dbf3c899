// A loaded partner that leads back is not followed again.
#include "core/object/json.hpp"

#include "core/base/json.hpp"
#include "core/base/text.hpp"

#include <algorithm>

namespace gemel {

namespace {

std::string json_of(const State &state, std::vector<const State *> &around)
{
    std::string json = "{";
    const auto add = [&](const std::string &name, const std::string &value) {
        json += say(json.size() > 1 ? "," : "", to_json({Value(name)}), ":", value);
    };
    for (const Attribute &attribute : state.model().attributes)
        if (const Value *value = state.value(attribute))
            add(attribute.name, to_json(attribute.type, *value));
        else if (attribute.primary_key && state.is_new())
            add(attribute.name, "null");
    if (std::find(around.begin(), around.end(), &state) != around.end())
        return json += '}';
    around.push_back(&state);
    for (const Association &association : state.model().associations)
        if (const Slot slot = state.slot(association); slot.is_loaded()) {
            const std::shared_ptr<State> somebody = slot.somebody();
            add(association.name, somebody ? json_of(*somebody, around) : "null");
        }
    around.pop_back();
    return json += '}';
}

} // namespace

std::string to_json(const State &state)
{
    std::vector<const State *> around;
    return json_of(state, around);
}

} // namespace gemel
