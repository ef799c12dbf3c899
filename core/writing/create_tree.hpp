// Creating an object together with those that its associations lead to: owners first, then the object, then its
// dependents, all or nothing. All refusals that need no database come before the first statement.
#pragma once

#include "core/writing/hooks.hpp"
#include "core/writing/mandatory.hpp"
#include "core/writing/save.hpp"
#include "core/writing/tree.hpp"

#include <functional>

namespace gemel {

class CreateTree {
public:
    /// As parse_tree. `options` count for every object of the tree. `state` outlives this.
    CreateTree(Session &session, State &state, const Object &values, const IncludesPtr &includes,
               const SaveOptions &options, const Association *over = nullptr)
        : session_(session), options_(options), includes_(includes),
          tree_(parse_tree(session, state, values, includes, over))
    {}

    State &made() const noexcept { return *tree_.state; }
    const SaveOptions &options() const noexcept { return options_; }
    /// Of the tree, the first one being that made.
    States objects() const;

    /// `others` and those that the first object gets by the tree.
    Supplied supplied(Supplied others = {}) const;

    /// Adds the steps that insert all; the number of the first one's. It gets `fixed` by whom it is created for, and
    /// `others` by what comes behind.
    std::size_t plan(Operation &operation, const Fixed &fixed = {}, const Supplied &others = {}) const;
    /// The same with hooks, inside Hooks::host and outside of a Session::Call: each object is written when its own have
    /// run, the first one together with what `add` adds before its insert. What then stands in the operation must be
    /// run.
    using Add = std::function<void(Operation &)>;
    void write(const Hooks &hooks, Operation &operation, const Add &add = nullptr, const Fixed &fixed = {},
               const Supplied &others = {}) const;
    /// The object shows what it was created with, as if that had been loaded with it.
    void remember_includes() const { made().includes = includes_; }

private:
    Session &session_;
    SaveOptions options_;
    IncludesPtr includes_;
    Tree tree_;
};

/// By itself, inside a Session::Call.
void create_tree(Session &session, const CreateTree &tree);

namespace hooked {

/// By itself, inside Hooks::host, and outside of a Session::Call.
void create_tree(const Hooks &hooks, const CreateTree &tree);

} // namespace hooked
} // namespace gemel
