// Names: what is said is taken; the rest is numbered past what is taken, so that a name depends on the definition
// alone.
#include "core/resolving/checks.hpp"

#include "core/model/checks.hpp"
#include "core/resolving/check_expression.hpp"

#include <algorithm>

namespace gemel {

namespace {

bool is_taken(const Model &model, std::string_view name)
{
    const auto is = [&](const std::string &other) { return equals_ignoring_case(other, name); };
    return std::any_of(model.checks.begin(), model.checks.end(), [&](const Check &it) { return is(it.name); }) ||
           std::any_of(model.attributes.begin(), model.attributes.end(), [&](const Attribute &it) {
               return it.type.kind == TypeKind::Enum && is(check_name(model, it.column));
           });
}

std::string free_name(const Model &model, const std::string &plain)
{
    std::string name = plain;
    for (std::size_t i = 2; is_taken(model, name); ++i)
        name = say(plain, "_", std::to_string(i));
    return name;
}

} // namespace

void add_checks(Model &model, const ModelDefinition &definition, Complaints &complaints)
{
    const auto add = [&](const std::string &text, const std::string &name, std::string_view attribute,
                         const Origin &origin) {
        try {
            model.checks.push_back({name, text, parse_check(model, text)});
        } catch (const Failure &failure) {
            const std::string where = attribute.empty() ? say("model ", model.name) : say(model.name, ".", attribute);
            complaints.add(model.name, std::string(attribute),
                           say(where, ": the check ", in_quotes(text), " ", failure.message), origin);
        }
    };
    const auto own = definition.options.checks.value_or(std::vector<CheckDefinition>{});
    for (const CheckDefinition &check : own) // first, so that no other one takes their names
        if (check.name)
            add(check.text, *check.name, {}, definition.origin);
    for (const AttributeDefinition &attribute : definition.attributes)
        if (attribute.options.check)
            add(*attribute.options.check,
                free_name(model, check_name(model, model.find_attribute(attribute.name)->column)), attribute.name,
                attribute.origin);
    for (const CheckDefinition &check : own)
        if (!check.name)
            add(check.text, free_name(model, check_name(model, {})), {}, definition.origin);
}

} // namespace gemel
