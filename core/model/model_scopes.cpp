// A scope is kept as it was declared, too: that is what a document says of it.
#include "core/model/model_scopes.hpp"

#include "core/model/where.hpp"

namespace gemel {

void take_scopes(Members &outer, std::optional<std::vector<ScopeDefinition>> &into)
{
    const Node *node = outer.take("scopes");
    if (!node)
        return;
    if (!node->object())
        outer.refuse("option 'scopes' must be an object of scopes: {default: {where: {...}}, NAME: {where: {...}}}");
    into.emplace();
    for (const auto &[name, scope] : *node->object()) {
        const std::string where = say(outer.where(), ", scope ", in_quotes(name));
        if (name.empty())
            outer.refuse("a scope has no name");
        if (!scope.object())
            outer.refuse(say("the scope ", in_quotes(name), " must be an object: {where: {...}}"));
        Members members(*scope.object(), where, Status::DEFINITION);
        const Node *filter = members.take("where");
        members.refuse_unknown({{"attributes", "a scope only says 'where'"},
                                {"include", "a scope only says 'where'"},
                                {"limit", "a scope only says 'where'"},
                                {"order", "a scope only says 'where'"}});
        if (!filter || !filter->object() || filter->object()->empty())
            members.refuse("option 'where' must be an object of attributes and what they equal");
        into->push_back({name, *filter->object()});
    }
}

void add_scopes(Model &model, const ModelDefinition &definition, Complaints &complaints)
{
    for (const ScopeDefinition &declared : definition.options.scopes.value_or(std::vector<ScopeDefinition>{})) {
        const auto complain = [&](std::string_view why) {
            complaints.add(model.name, {}, say("model ", model.name, ", scope ", in_quotes(declared.name), ": ", why),
                           definition.origin);
        };
        try {
            model.scopes.push_back(
                {declared.name, declared.where,
                 where_condition(model, declared.where, [&](const Attribute &attribute, const std::string &why) {
                     complain(say(model.name, ".", attribute.name, " ", why));
                 })});
        } catch (const Failure &failure) {
            complain(failure.message);
        }
    }
}

} // namespace gemel
