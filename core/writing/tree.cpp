// What is said twice is refused here: an object has one owner over a foreign key, and an owner one dependent.
#include "core/writing/tree.hpp"

#include "core/base/text.hpp"
#include "core/object/assign.hpp"
#include "core/session/session.hpp"
#include "core/writing/soft_delete.hpp"

#include <algorithm>
#include <unordered_set>

namespace gemel {

namespace {

class TreeReader {
public:
    explicit TreeReader(Session &session) : session_(session) {}

    Tree read(State &state, const Object &values, const IncludesPtr &includes, const Association *over)
    {
        static const Includes none;
        Tree tree{&state};
        Object own = values;
        for (const Include &include : includes ? *includes : none) {
            const Association &association = *include.association;
            const Node *node = find_member(values, association.name);
            if (!node)
                continue;
            std::erase_if(own, [&](const Member &member) { return member.name == association.name; });
            refuse_taken(association, over);
            for (const Branch &other : tree.branches)
                refuse_twice(association, *other.association);
            tree.branches.push_back(branch(association, *node, IncludesPtr(includes, &include.includes)));
        }
        build(state, own, session_.now()).apply();
        return tree;
    }

private:
    [[noreturn]] static void refuse(const Association &association, std::string_view why)
    {
        throw Failure(Status::USAGE, say(association.source->name, ".", association.name, why));
    }

    /// Is the one written by the key that the other is written by?
    static bool share_key(const Association &a, const Association &b) noexcept
    {
        return a.has_one() == b.has_one() && a.foreign_key == b.foreign_key && (!a.has_one() || a.scope == b.scope);
    }

    /// Whoever it is created for, or by, is the one that it has.
    static void refuse_taken(const Association &association, const Association *over)
    {
        if (over && over->has_one() != association.has_one() && over->foreign_key == association.foreign_key)
            refuse(association, say(" is the ", over->source->name, " that the ", association.source->name,
                                    " is created with, and takes no other"));
    }

    static void refuse_twice(const Association &association, const Association &other)
    {
        if (share_key(association, other))
            refuse(association, say(" and ", other.name, " are one place: values name one of them"));
    }

    /// An object that is no row yet becomes one, with what it holds: in one place.
    Branch branch_of_new(const Association &association, const std::shared_ptr<State> &state)
    {
        if (!given_.insert(state.get()).second)
            refuse(association, say(" takes a new ", state->model().name, " that the same call gives to another"));
        require_living(*state);
        return {&association, state, std::make_shared<Tree>(Tree{state.get()})};
    }

    Branch branch(const Association &association, const Node &node, const IncludesPtr &includes)
    {
        if (node.scalar() && is_null(*node.scalar()))
            return {&association, nullptr, nullptr};
        const Model &target = *association.target;
        if (const auto *linked = dynamic_cast<const Linked *>(node.carried())) {
            const State &state = *linked->state;
            if (&state.model() != &target)
                refuse(association, say(" takes a ", target.name, ", not a ", state.model().name));
            if (linked->session != &session_)
                refuse(association, say(" takes a ", target.name, " of the same session"));
            if (state.is_new())
                return branch_of_new(association, linked->state);
            return {&association, linked->state, nullptr};
        }
        if (!node.object())
            refuse(association, say(" takes the values of one ", target.name, ", a record or null"));
        auto made = std::make_shared<State>(target);
        auto tree = std::make_shared<Tree>(read(*made, *node.object(), includes, &association));
        require_living(*made);
        return {&association, std::move(made), std::move(tree)};
    }

    Session &session_;
    std::unordered_set<const State *> given_; // new ones that are the caller's
};

} // namespace

Tree parse_tree(Session &session, State &state, const Object &values, const IncludesPtr &includes,
                const Association *over)
{
    return TreeReader(session).read(state, values, includes, over);
}

void find_objects(const Tree &tree, States &objects)
{
    for (const Branch &branch : tree.branches) {
        if (branch.other)
            objects.push_back(branch.other);
        if (branch.made)
            find_objects(*branch.made, objects);
    }
}

} // namespace gemel
