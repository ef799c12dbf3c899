// A name, or a list of names, stands in place of the default scope; true is the default one, false none.
#include "core/query/scoping.hpp"

namespace gemel {

Scoping take_scoping(Members &members, const Model &model)
{
    Scoping scoping;
    std::optional<bool> with_deleted, paranoid;
    members.take("withDeleted", with_deleted);
    members.take("paranoid", paranoid); // the same the other way round, for those who come from Sequelize
    if (with_deleted && paranoid)
        members.refuse("options 'withDeleted' and 'paranoid' say the same thing: give one of them");
    scoping.with_deleted = with_deleted.value_or(!paranoid.value_or(true));
    const Node *node = members.take("scope");
    if (!node)
        return scoping;
    if (const auto *flag = node->scalar() ? std::get_if<bool>(node->scalar()) : nullptr) {
        scoping.by_default = *flag;
        return scoping;
    }
    scoping.by_default = false;
    const auto add = [&](const Node &item) {
        scoping.scopes.push_back(&model.scope(std::get<std::string>(*item.scalar())));
    };
    for_each_item(*node, add);
    return scoping;
}

} // namespace gemel
