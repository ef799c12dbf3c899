// Filters, orders and includes as JSON, decoded from bytes.
#include "arguments.hpp"

namespace fuzz {

namespace {

constexpr const char *comparisons[] = {"eq", "ne", "lt", "le", "gt", "ge"};
constexpr const char *likes[] = {"like", "notLike", "ilike", "notIlike", "startsWith", "endsWith", "contains"};

std::string as_json(const std::string &text)
{
    std::string out = "\"";
    for (const char c : text)
        out += c == '"' || c == '\\' ? std::string("\\") + c : std::string(1, c);
    return out + '"';
}

std::string value(Input &in, const gemel_attribute *attribute)
{
    const std::string text = choose_text(in, attribute);
    switch (gemel_attribute_type(attribute)) {
    case GEMEL_TYPE_INTEGER:
    case GEMEL_TYPE_BIGINT:
    case GEMEL_TYPE_BOOLEAN:
        return text.find_first_not_of("0123456789") == std::string::npos || text == "true" || text == "false"
                   ? text
                   : as_json(text);
    default:
        return as_json(text);
    }
}

std::string condition(Input &in, const gemel_attribute *attribute)
{
    switch (in.below(8)) {
    case 0:
        return "null";
    case 1:
        return "[" + value(in, attribute) + ", " + (in.byte() % 2U ? "null" : value(in, attribute)) + "]";
    case 2:
        return "{\"in\": [" + value(in, attribute) + "]}";
    case 3:
        return "{\"notIn\": [" + value(in, attribute) + ", null]}";
    case 4:
        return "{\"between\": [" + value(in, attribute) + ", " + value(in, attribute) + "]}";
    case 5:
        return std::string("{\"null\": ") + (in.byte() % 2U ? "true" : "false") + "}";
    case 6:
        return std::string("{\"") + in.pick(likes) + "\": " + value(in, attribute) + "}";
    default:
        return std::string("{\"") + in.pick(comparisons) + "\": " + value(in, attribute) + "}";
    }
}

std::string path(Input &in, const gemel_model *model, const gemel_attribute *&attribute)
{
    std::string out;
    while (const gemel_association *it = in.is_rare(3) ? choose_association(in, model) : nullptr) {
        out += std::string(gemel_association_name(it)) + '.';
        model = gemel_association_target(it);
    }
    attribute = choose_attribute(in, model);
    return out + gemel_attribute_name(attribute);
}

std::string filters(Input &in, const gemel_model *model, unsigned deep)
{
    return "[" + choose_filter(in, model, deep) + ", " + choose_filter(in, model, deep) + "]";
}

} // namespace

std::string choose_filter(Input &in, const gemel_model *model, unsigned deep)
{
    const std::size_t choice = deep == 0 ? 5 : in.below(8);
    const gemel_association *association = choice == 3 ? choose_association(in, model) : nullptr;
    if (choice == 0)
        return "{\"and\": " + filters(in, model, deep - 1) + "}";
    if (choice == 1)
        return "{\"or\": " + filters(in, model, deep - 1) + "}";
    if (choice == 2)
        return "{\"not\": " + choose_filter(in, model, deep - 1) + "}";
    if (association) {
        const std::size_t what = in.below(3);
        return "{\"" + std::string(gemel_association_name(association)) + "\": " +
               (what == 0   ? "true"
                : what == 1 ? "false"
                            : choose_filter(in, gemel_association_target(association), deep - 1)) +
               "}";
    }
    const gemel_attribute *attribute = nullptr;
    const std::string name = path(in, model, attribute);
    return "{\"" + name + "\": " + condition(in, attribute) + "}";
}

std::string choose_include(Input &in, const gemel_model *model)
{
    const gemel_association *it = choose_association(in, model);
    if (!it)
        return "[]";
    const std::uint8_t choice = in.byte();
    std::string out = "{\"association\": \"" + std::string(gemel_association_name(it)) + "\"";
    if (choice & 1U)
        out += ", \"required\": true";
    if (choice & 2U)
        out += ", \"where\": {\"" +
               std::string(gemel_attribute_name(choose_attribute(in, gemel_association_target(it)))) + "\": null}";
    if ((choice & 12U) == 12U)
        out += ", \"include\": " + choose_include(in, gemel_association_target(it));
    if (choice & 16U)
        out += ", \"withDeleted\": true";
    if (choice & 32U)
        out += ", \"scope\": false";
    if (choice & 64U)
        out += ", \"strategy\": \"batch\"";
    if ((choice & 0x84U) == 0x84U)
        out += ", \"attributes\": [\"" +
               std::string(gemel_attribute_name(choose_attribute(in, gemel_association_target(it)))) + "\"]";
    return out + "}";
}

std::string choose_query(Input &in, const gemel_model *model, bool has_filter)
{
    const std::uint8_t choice = in.byte();
    std::string out;
    const auto add = [&](const std::string &member) { out += (out.empty() ? "{" : ", ") + member; };
    const gemel_attribute *attribute = nullptr;
    if (has_filter && (choice & 1U))
        add("\"where\": " + choose_filter(in, model, 3));
    if (choice & 2U) {
        const std::string name = path(in, model, attribute);
        add("\"order\": \"" + name + (in.byte() % 2U ? " desc" : "") + (in.is_rare(4) ? " nulls first" : "") + "\"");
    }
    if (choice & 4U)
        add("\"limit\": " + std::to_string(in.below(5)));
    if (choice & 8U)
        add("\"offset\": " + std::to_string(in.below(3)));
    if (choice & 16U)
        add("\"include\": " + choose_include(in, model));
    if (choice & 32U)
        add(in.byte() % 2U ? "\"withDeleted\": true" : "\"scope\": false");
    if (choice & 64U) {
        std::string names;
        for (const gemel_attribute *it : primary_key(model))
            names += std::string(names.empty() ? "\"" : ", \"") + gemel_attribute_name(it) + '"';
        const std::uint8_t more = in.byte();
        add("\"attributes\": [" + (more < 0xF0 ? names + ", " : "") + '"' +
            gemel_attribute_name(gemel_model_attribute_at(model, more % gemel_model_attribute_count(model))) + "\"]");
    }
    if (choice & 128U)
        add("\"raiseOnLazy\": true");
    return out.empty() ? "{}" : out + "}";
}

} // namespace fuzz
