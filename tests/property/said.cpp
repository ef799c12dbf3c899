// Says a definition: as a document, and as calls. Must not know which definitions are right.
#include "said.hpp"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string_view>

namespace property {

namespace {

bool in_words(const Phrases &phrases, bool wanted)
{
    return wanted && std::all_of(phrases.begin(), phrases.end(), [](const Phrase &it) { return it.words.has_value(); });
}

std::string words(const Phrases &phrases)
{
    std::string text;
    for (const Phrase &it : phrases)
        text += (text.empty() ? "" : " ") + *it.words;
    return text;
}

/// "a": 1, "b": 2
std::string members(const Phrases &phrases, bool of_key)
{
    std::string text;
    for (const Phrase &it : phrases)
        if (it.of_key == of_key)
            text += (text.empty() ? "" : ", ") + quoted(it.option) + ": " + it.json;
    return text;
}

/// The options of anything; those of a foreign key stand in an object of their own.
std::string members(const Phrases &phrases)
{
    std::string text = members(phrases, false);
    const std::string of_key = members(phrases, true);
    if (of_key.empty())
        return text;
    return text + (text.empty() ? "" : ", ") + "\"foreignKey\": {" + of_key + "}";
}

std::string attribute_member(const Attribute &it)
{
    const std::string said =
        in_words(it.phrases, it.in_words) ? quoted(words(it.phrases)) : "{" + members(it.phrases) + "}";
    return quoted(it.name) + ": " + said;
}

std::string model_member(const Model &it)
{
    std::string text =
        quoted(it.name) + ": {" + members(it.phrases) + (it.phrases.empty() ? "" : ", ") + "\"attributes\": {";
    for (const Attribute &attribute : it.attributes)
        text += std::string(&attribute == &it.attributes.front() ? "" : ",") + "\n      " + attribute_member(attribute);
    return text + "}}";
}

std::string association_item(const Association &it)
{
    const std::string said =
        in_words(it.phrases, it.in_words) ? "\"words\": " + quoted(words(it.phrases)) : members(it.phrases);
    return std::string("{\"type\": ") + (it.has_one ? "\"hasOne\"" : "\"belongsTo\"") +
           ", \"source\": " + quoted(it.source) + ", \"target\": " + quoted(it.target) + (said.empty() ? "" : ", ") +
           said + "}";
}

struct Free {
    void operator()(gemel_options *it) const { gemel_options_free(it); }
};
using Options = std::unique_ptr<gemel_options, Free>;

/// What a call is given for phrases.
struct Given {
    Given(const Phrases &phrases, bool words_wanted)
    {
        if (in_words(phrases, words_wanted)) {
            said = words(phrases);
            return;
        }
        options.reset(gemel_options_new());
        const std::string json = "{" + members(phrases) + "}";
        gemel_options_merge_json(options.get(), json.c_str(), json.size(), nullptr);
    }
    const char *in_words_or_null() const { return options ? nullptr : said.c_str(); }

    std::string said;
    Options options;
};

} // namespace

Phrase *find(Phrases &phrases, const std::string &option)
{
    const auto found =
        std::find_if(phrases.begin(), phrases.end(), [&](const Phrase &it) { return it.option == option; });
    return found == phrases.end() ? nullptr : &*found;
}

std::string quoted(const std::string &text)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string out = "\"";
    for (const char c : text) {
        const auto byte = static_cast<std::uint8_t>(c);
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (byte < 0x20) {
            out += "\\u00";
            out += digits[byte >> 4U];
            out += digits[byte & 15U];
        } else {
            out += c;
        }
    }
    return out + '"';
}

std::string document(const Definition &definition)
{
    std::string text =
        "{" + members(definition.options) + (definition.options.empty() ? "" : ",") + "\n  \"models\": {";
    for (const Model &it : definition.models)
        text += std::string(&it == &definition.models.front() ? "" : ",") + "\n    " + model_member(it);
    text += "},\n  \"associations\": [";
    for (const Association &it : definition.associations)
        text += std::string(&it == &definition.associations.front() ? "" : ",") + "\n    " + association_item(it);
    return text + "]}\n";
}

gemel_schema *declare(const Definition &definition)
{
    gemel_schema *schema = gemel_schema_new();
    if (!definition.options.empty())
        gemel_schema_configure(schema, Given(definition.options, false).options.get(), nullptr);
    for (const Model &it : definition.models) {
        const Given given(it.phrases, true);
        gemel_schema_add_model(schema, it.name.c_str(), given.in_words_or_null(), given.options.get(), nullptr);
        for (const Attribute &attribute : it.attributes) {
            const Given said(attribute.phrases, attribute.in_words);
            gemel_schema_add_attribute(schema, it.name.c_str(), attribute.name.c_str(), said.in_words_or_null(),
                                       said.options.get(), nullptr);
        }
    }
    for (const Association &it : definition.associations) {
        const Given given(it.phrases, it.in_words);
        const auto associate = it.has_one ? gemel_schema_has_one : gemel_schema_belongs_to;
        associate(schema, it.source.c_str(), it.target.c_str(), given.in_words_or_null(), given.options.get(), nullptr);
    }
    return schema;
}

} // namespace property
