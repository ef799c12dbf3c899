// Equality as people mean it: null equals null, and of a list one value is enough.
#include "core/model/where.hpp"

#include "core/base/failure.hpp"
#include "core/base/text.hpp"

#include <algorithm>
#include <iterator>

namespace gemel {

namespace {

/// The values that an attribute may have, converted.
std::vector<Value> wanted(const Model &model, const Attribute &attribute, const Node &node, const Misfit &misfit)
{
    const bool asks_for_null = node.scalar() && is_null(*node.scalar());
    if (!asks_for_null && !can_be_compared(attribute.type))
        throw Failure(Status::USAGE, say(model.name, ".", attribute.name, " is ", attribute.type_text,
                                         ", which is compared to nothing but null"));
    std::vector<Value> out;
    const auto add = [&](const Node &item) {
        if (!item.scalar())
            throw Failure(Status::USAGE,
                          say(model.name, ".", attribute.name, " is compared to a value or a list of values"));
        Conversion conversion = convert(attribute.type, *item.scalar());
        if (conversion.value)
            out.push_back(std::move(*conversion.value));
        else
            misfit(attribute, conversion.complaint);
    };
    for_each_item(node, add);
    return out;
}

query::Condition has_one_of(const Attribute &attribute, std::vector<Value> values)
{
    const auto nulls = std::partition(values.begin(), values.end(), [](const Value &value) { return !is_null(value); });
    const bool may_be_null = nulls != values.end();
    std::vector<query::Operand> operands;
    std::transform(values.begin(), nulls, std::back_inserter(operands),
                   [&](const Value &value) { return to_column(attribute.type, value); });
    query::Condition listed = query::one_of({attribute.column}, std::move(operands));
    return may_be_null ? query::any_of({std::move(listed), query::is_null(attribute.column)}) : listed;
}

} // namespace

query::Condition where_condition(const Model &model, const Object &where, const Misfit &misfit)
{
    std::vector<query::Condition> parts;
    for (const auto &[name, node] : where) {
        const Attribute &attribute = model.attribute(name);
        std::vector<Value> values = wanted(model, attribute, node, misfit);
        parts.push_back(node.list() || values.empty()
                            ? has_one_of(attribute, std::move(values))
                            : query::equal(attribute.column, to_column(attribute.type, values.front())));
    }
    return query::all_of(std::move(parts));
}

} // namespace gemel
