// New objects as values name them: an object, and under the names of included associations whom it is created with.
// Only reads; core/writing/create_tree.hpp writes them. Needs no database.
#pragma once

#include "core/association/include.hpp"
#include "core/object/graph.hpp"

#include <memory>
#include <string>
#include <vector>

namespace gemel {

class Session;

/// An object among values, in place of the values of a new one.
struct Linked final : Carried {
    Linked(std::shared_ptr<State> it, const Session *of) : state(std::move(it)), session(of) {}
    std::shared_ptr<State> state;
    const Session *session; // the one it is of
};

struct Tree;

struct Branch {
    const Association *association;
    std::shared_ptr<State> other; // null for nobody
    std::shared_ptr<Tree> made;   // of a new one
};

/// A new object and whom it is created with.
struct Tree {
    State *state;
    std::vector<Branch> branches{};
};

/// Gives a new object these values, and makes those that they name under the includes (null: none): an object of values
/// is a new one, null is nobody, and an object that was given is itself, also if it is new. USAGE. `over` is what the
/// object itself is created over, from the other end; null: it stands alone. That place and that key are taken.
Tree parse_tree(Session &session, State &state, const Object &values, const IncludesPtr &includes,
                const Association *over = nullptr);

/// Whom a tree leads to, at any depth.
void find_objects(const Tree &tree, States &objects);

} // namespace gemel
