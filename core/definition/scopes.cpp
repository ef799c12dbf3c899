// A scope says which rows, and nothing else of a query.
#include "core/definition/scopes.hpp"

#include "core/base/text.hpp"

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
            members.refuse("option 'where' must be an object: a filter of the model's attributes");
        into->push_back({name, *filter->object()});
    }
}

} // namespace gemel
