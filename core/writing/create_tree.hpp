// Creating an object together with those that its associations lead to: owners first, then the object, then its
// dependents, all or nothing. All refusals that need no database come before the first statement. Inside a
// Session::Call.
#pragma once

#include "core/writing/hooks.hpp"
#include "core/writing/save.hpp"

#include <memory>

namespace gemel {

/// An object among values, in place of the values of a new one.
struct Linked final : Carried {
    Linked(std::shared_ptr<State> it, const void *of) : state(std::move(it)), session(of) {}
    std::shared_ptr<State> state;
    const void *session; // the one it is of
};

/// Gives a new object these values, and creates it with whom `values` name under an included association: an object of
/// values is a new one, null is nobody. With hooks (not inside a Session::Call), each object is written when its own
/// have run.
void create_tree(Session &session, State &state, const Object &values, const std::shared_ptr<const Includes> &includes,
                 const SaveOptions &options, const Hooks *hooks = nullptr);

} // namespace gemel
