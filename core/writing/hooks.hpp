// Calling hooks, and the call that they are called in: a transaction that is undone as a whole, objects included. Knows
// what hooks are told, not when.
#pragma once

#include "core/object/graph.hpp"
#include "core/session/session.hpp"

#include <functional>
#include <memory>

namespace gemel {

/// A row, or a link, that is about to be written or has just been.
struct HookNews final : HookCall {
    using HookCall::HookCall;

    std::shared_ptr<Session> session;
    std::shared_ptr<State> record;
    const Association *association = nullptr; // of a link, here and below
    const char *method = "";                  // "set", "setKey", "unset", "create"
    std::shared_ptr<State> other;             // null for nobody, or if only a key is known
};

class Hooks {
public:
    /// Unless they are `wanted`, none is called.
    Hooks(std::shared_ptr<Session> session, bool wanted) : session_(std::move(session)), wanted_(wanted) {}

    Session &session() const noexcept { return *session_; }

    /// Those of the object's model.
    void call(HookEvent event, const std::shared_ptr<State> &record) const;
    /// Those of an association.
    void call(HookEvent event, const std::shared_ptr<State> &record, const Association &association, const char *method,
              const std::shared_ptr<State> &other) const;

    /// Runs `body`, which calls hooks, in a transaction of its own, inside one a savepoint. Not inside a Session::Call.
    /// Each step of `body` that works with the session is one. If it fails, the database and the objects that `prepare`
    /// gives, at the time of the call, are as before `body`, assigned values included.
    void host(const std::function<States()> &prepare, const std::function<void()> &body) const;

private:
    void call(const std::vector<Hook> &hooks, const HookNews &news) const;

    std::shared_ptr<Session> session_;
    bool wanted_;
};

} // namespace gemel
