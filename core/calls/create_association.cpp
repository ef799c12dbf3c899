// Creating an object that is linked at once.
#include "core/calls/calls.hpp"

#include "core/calls/write.hpp"
#include "core/writing/create_tree.hpp"
#include "core/writing/hooked_association.hpp"

namespace gemel::calls {

StatePtr create_association(const SessionPtr &session, const StatePtr &state, const Association &association,
                            const Object &values, const AssociateOptions &options)
{
    auto made = std::make_shared<State>(*association.target);
    std::optional<CreateTree> tree;
    const auto prepare = [&] {
        States objects = tree.emplace(tree_over(*session, *made, association, values, options)).objects();
        objects.insert(objects.begin(), state);
        return objects;
    };
    const Hooks hooks(session, options.hooks);
    write(
        hooks, hooked::is_hooked(association, options), prepare,
        [&] { hooked::create(hooks, state, association, *tree, options); },
        [&] { gemel::create_association(*state, association, *tree, options, session->now()).run(*session); });
    tree->remember_includes();
    return made;
}

} // namespace gemel::calls
