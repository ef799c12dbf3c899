// The option "validate" of an attribute. Reads form only; whether its rules go with the attribute's type is checked
// when that is known.
#include "core/definition/form.hpp"

#include <algorithm>
#include <array>

namespace gemel {

namespace {

/// {min, max}, of which one may be absent.
std::optional<Bounds> take_bounds(Members &outer, std::string_view name, bool whole)
{
    const Node *node = outer.take(name);
    if (!node)
        return std::nullopt;
    const auto refuse = [&] {
        outer.refuse(say("option ", in_quotes(name), " must be {min, max}, ", whole ? "integers" : "values",
                         " of which one may be absent"));
    };
    if (!node->object() || node->object()->empty())
        refuse();
    const std::string where = say(outer.where(), ", ", name);
    Members members(*node->object(), where, Status::DEFINITION);
    Bounds bounds;
    const std::array<std::pair<std::string_view, std::optional<Value> *>, 2> ends{
        {{"min", &bounds.least}, {"max", &bounds.greatest}}};
    for (const auto &[end, into] : ends) {
        const Node *given = members.take(end);
        if (!given)
            continue;
        const bool is_whole = given->scalar() && std::holds_alternative<std::int64_t>(*given->scalar());
        if (!given->scalar() || (whole && !is_whole))
            refuse();
        *into = *given->scalar();
    }
    members.refuse_unknown();
    return bounds;
}

std::optional<std::vector<Value>> take_one_of(Members &members)
{
    const Node *node = members.take("oneOf");
    if (!node)
        return std::nullopt;
    const auto is_scalar = [](const Node &item) { return item.scalar() != nullptr; };
    if (!node->list() || node->list()->empty() || !std::all_of(node->list()->begin(), node->list()->end(), is_scalar))
        members.refuse("option 'oneOf' must be a list of values, one at least");
    std::vector<Value> values;
    for (const Node &item : *node->list())
        values.push_back(*item.scalar());
    return values;
}

} // namespace

void take_rules(Members &outer, std::optional<Rules> &into)
{
    const Node *node = outer.take("validate");
    if (!node)
        return;
    if (!node->object() || node->object()->empty())
        outer.refuse("option 'validate' must be {length, range, pattern, oneOf}, one of them at least");
    const std::string where = say(outer.where(), ", validate");
    Members members(*node->object(), where, Status::DEFINITION);
    Rules rules;
    rules.length = take_bounds(members, "length", true);
    rules.range = take_bounds(members, "range", false);
    members.take("pattern", rules.pattern);
    rules.one_of = take_one_of(members);
    members.refuse_unknown({{"min", "write range: {min: ...}"},
                            {"max", "write range: {max: ...}"},
                            {"len", "write length: {min, max}"},
                            {"is", "write pattern"},
                            {"isIn", "write oneOf"},
                            {"notNull", "write allowNull: false beside validate"},
                            {"notEmpty", "write length: {min: 1}"}});
    into = std::move(rules);
}

} // namespace gemel
