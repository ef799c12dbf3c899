// Creating an object, alone or together with those that its values name.
#include "core/calls/calls.hpp"

#include "core/calls/write.hpp"
#include "core/object/assign.hpp"
#include "core/writing/create_tree.hpp"
#include "core/writing/hooked_row.hpp"

namespace gemel::calls {

StatePtr create(const SessionPtr &session, const Model &model, const Object &values, const CreateOptions &options)
{
    auto state = std::make_shared<State>(model);
    const Object given = taken(values, model, options.fields);
    std::optional<CreateTree> tree;
    const auto prepare = [&] {
        if (options.includes)
            return tree.emplace(*session, *state, given, options.includes, options).objects();
        gemel::build(*state, given, session->now()).apply();
        return States{state};
    };
    const Hooks hooks(session, options.hooks);
    write(
        hooks, hooked::is_hooked(model, options.includes, options.hooks), prepare,
        [&] { tree ? hooked::create_tree(hooks, *tree) : hooked::save(hooks, state, options); },
        [&] { tree ? create_tree(*session, *tree) : gemel::save(*session, *state, options); });
    if (tree)
        tree->remember_includes();
    return state;
}

} // namespace gemel::calls
