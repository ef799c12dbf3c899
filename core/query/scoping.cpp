// A name, or a list of names, stands in place of the default scope; true is the default one, false none.
#include "core/query/scoping.hpp"

namespace gemel {

Scoping take_scoping(Members &members, const Model &model)
{
    Scoping scoping;
    scoping.with_deleted = members.flag("withDeleted");
    // What Sequelize calls it, the other way round.
    if (members.take("paranoid"))
        members.refuse("unknown option 'paranoid'; 'withDeleted': true shows rows that are marked as deleted");
    const Node *node = members.take("scope");
    if (!node)
        return scoping;
    if (const auto *flag = node->scalar() ? std::get_if<bool>(node->scalar()) : nullptr) {
        scoping.by_default = *flag;
        return scoping;
    }
    scoping.by_default = false;
    const auto add = [&](const Node &item) {
        const auto *name = item.scalar() ? std::get_if<std::string>(item.scalar()) : nullptr;
        if (!name)
            members.refuse("option 'scope' must be true, false, the name of a scope, or a list of names");
        scoping.scopes.push_back(&model.scope(*name));
    };
    for_each_item(*node, add);
    return scoping;
}

} // namespace gemel
