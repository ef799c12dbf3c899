// One scope of several is enough; in it, all must be so.
#include "core/association/scoped.hpp"

#include "core/base/text.hpp"

#include <algorithm>

namespace gemel {

ValueOf value_in(const ScopeValues &values, ValueOf else_of)
{
    return [&values, else_of = std::move(else_of)](const Attribute &attribute) {
        for (const auto &[it, value] : values)
            if (it == &attribute)
                return &value;
        return else_of ? else_of(attribute) : nullptr;
    };
}

std::optional<bool> is_in_scope(const ScopeValues &scope, const ValueOf &value_of)
{
    std::optional<bool> answer = true;
    for (const auto &[attribute, wanted] : scope) {
        const Value *value = value_of(*attribute);
        if (value && !(*value == wanted))
            return false;
        if (!value)
            answer.reset();
    }
    return answer;
}

std::optional<bool> may_lead(const Association &belongs_to, const ValueOf &value_of)
{
    std::optional<bool> answer = belongs_to.scopes.empty();
    for (const ScopeValues &scope : belongs_to.scopes) {
        const std::optional<bool> is_in = is_in_scope(scope, value_of);
        if (is_in == true)
            return true;
        if (!is_in)
            answer.reset();
    }
    return answer;
}

statement::Condition may_lead(const Association &belongs_to)
{
    return *will_lead(belongs_to, {});
}

std::optional<statement::Condition> will_lead(const Association &belongs_to, const RowValues &written)
{
    const ValueOf value_of = value_in(written);
    const std::optional<bool> leads = may_lead(belongs_to, value_of);
    if (leads == true)
        return statement::Condition();
    if (leads == false)
        return std::nullopt;
    std::vector<statement::Condition> any;
    for (const ScopeValues &scope : belongs_to.scopes) {
        if (is_in_scope(scope, value_of) == false)
            continue;
        std::vector<statement::Condition> all;
        for (const auto &[attribute, value] : scope)
            if (!value_of(*attribute))
                all.push_back(equals(*attribute, value));
        any.push_back(statement::all_of(std::move(all)));
    }
    return any.size() == 1 ? std::move(any.front()) : statement::any_of(std::move(any));
}

Failure cannot_lead(std::string_view who, const Association &belongs_to)
{
    std::string scopes;
    for (const ScopeValues &scope : belongs_to.scopes) {
        std::string all;
        for (const auto &[attribute, value] : scope)
            all += say(all.empty() ? "" : " and ", attribute->name, " is ", describe(*attribute, value));
        scopes += say(scopes.empty() ? "" : ", or ", all);
    }
    return {Status::VALIDATION, say(who, " is outside of the scope of its ", belongs_to.name, ", where ", scopes,
                                    ": write that first, or set it from the ", belongs_to.target->name)};
}

std::vector<const Attribute *> telling_attributes(const Association &association)
{
    std::vector<const Attribute *> out{&association.source_attribute()};
    for (const ScopeValues &scope : association.scopes)
        for (const auto &[attribute, value] : scope)
            if (std::find(out.begin(), out.end(), attribute) == out.end())
                out.push_back(attribute);
    return out;
}

} // namespace gemel
