// What is not taken is as if it had not been given: it has its default, or is missed.
#include "core/writing/fields.hpp"

#include "core/query/options.hpp"

#include <algorithm>

namespace gemel {

Fields take_fields(Members &members, const Model &model)
{
    Fields fields;
    for (const std::string &name : take_words(members, "fields", model.attributes.size())) {
        if (!fields)
            fields.emplace();
        fields->push_back(&model.attribute(name));
    }
    return fields;
}

Object taken(const Object &values, const Model &model, const Fields &fields)
{
    Object out = values;
    std::erase_if(out, [&](const Member &member) {
        const Attribute *attribute = model.find_attribute(member.name);
        return fields && attribute && std::find(fields->begin(), fields->end(), attribute) == fields->end();
    });
    return out;
}

} // namespace gemel
