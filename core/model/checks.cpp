// An enum is text that is checked to be one of its values.
#include "core/model/checks.hpp"

#include "core/base/text.hpp"
#include "core/model/naming.hpp"

namespace gemel {

namespace {

/// The check that keeps an enum to its values.
Check enum_check(const Attribute &attribute)
{
    std::vector<statement::Operand> values;
    std::string text;
    for (const std::string &value : attribute.type.values) {
        text += say(text.empty() ? "" : ", ", in_quotes(value));
        values.emplace_back(Value(value));
    }
    return {check_name(*attribute.model, attribute.column), say(attribute.name, " in (", text, ")"),
            statement::one_of({attribute.column}, std::move(values))};
}

} // namespace

std::string check_name(const Model &model, std::string_view column)
{
    return column.empty() ? snake_case(say(model.table, "_check")) : naming::constraint(model.table, column, "check");
}

std::vector<Check> all_checks(const Model &model)
{
    std::vector<Check> checks;
    for (const Attribute &attribute : model.attributes)
        if (attribute.type.kind == TypeKind::Enum)
            checks.push_back(enum_check(attribute));
    checks.insert(checks.end(), model.checks.begin(), model.checks.end());
    return checks;
}

} // namespace gemel
