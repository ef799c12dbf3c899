// Reading options of reading.
#include "core/query/options.hpp"

#include "core/base/text.hpp"
#include "core/model/filter_parse.hpp"

#include <algorithm>

namespace gemel {

std::optional<Filter> take_filter(Members &members, const Model &model)
{
    const Node *node = members.take("where");
    if (!node)
        return std::nullopt;
    return parse_filter(model, *node->object());
}

Chosen take_attributes(Members &members, const Model &model)
{
    Chosen chosen;
    for (const std::string &name : take_words(members, "attributes", model.attributes.size())) {
        const Attribute &attribute = model.attribute(name);
        if (std::find(chosen.begin(), chosen.end(), &attribute) != chosen.end())
            members.refuse(say("option 'attributes' names ", in_quotes(name), " twice"));
        chosen.push_back(&attribute);
    }
    // Without it a record would be written whatever others have done meanwhile.
    if (model.version && !chosen.empty() && std::find(chosen.begin(), chosen.end(), model.version) == chosen.end())
        chosen.push_back(model.version);
    return chosen;
}

std::vector<std::string> take_words(Members &members, std::string_view name, std::size_t most)
{
    const Node *node = members.take(name);
    std::vector<std::string> words;
    const auto add = [&](const Node &item) {
        const auto &text = std::get<std::string>(*item.scalar());
        for (std::size_t begin = 0; begin <= text.size();) {
            const std::size_t comma = std::min(text.find(',', begin), text.size());
            const std::size_t first = std::min(text.find_first_not_of(' ', begin), comma);
            std::size_t end = comma;
            while (end > first && text[end - 1] == ' ')
                --end;
            words.push_back(text.substr(first, end - first));
            begin = comma + 1;
        }
    };
    if (!node)
        return words;
    for_each_item(*node, add);
    if (words.empty())
        members.refuse(say("option ", in_quotes(name), " is an empty list"));
    if (words.size() > most)
        members.refuse(say("option ", in_quotes(name), " names more than ", std::to_string(most)));
    return words;
}

} // namespace gemel
