// What association methods would do, told instead of done. The validators of the program are not asked.
#include "core/calls/calls.hpp"

#include "core/calls/other.hpp"
#include "core/writing/create_tree.hpp"

namespace gemel::calls {

namespace {

Explanation explained(const Association &association, std::string_view verb, Operation operation,
                      const Session &session)
{
    operation.validation.raise();
    return explain(association, verb, operation.plan, session);
}

} // namespace

Explanation explain_get(const SessionPtr &session, const StatePtr &state, const Association &association,
                        const FindOptions &options)
{
    const Session::Call call(*session);
    return explain(association, "get", get_association(*state, association, options.query), *session);
}

Explanation explain_set(const SessionPtr &session, const StatePtr &state, const Association &association,
                        const Other &other, const AssociateOptions &options)
{
    require_session(session, other);
    const Session::Call call(*session);
    return explained(association, "set", set_association(*state, association, *other.state, options, session->now()),
                     *session);
}

Explanation explain_set_key(const SessionPtr &session, const StatePtr &state, const Association &association,
                            const Object &key, const AssociateOptions &options)
{
    const Session::Call call(*session);
    State found(*association.target);
    return explained(association, "set", set_association_key(*state, association, key, options, found, session->now()),
                     *session);
}

Explanation explain_unset(const SessionPtr &session, const StatePtr &state, const Association &association,
                          const AssociateOptions &options)
{
    const Session::Call call(*session);
    return explained(association, "unset", unset_association(*state, association, options, session->now()), *session);
}

Explanation explain_create(const SessionPtr &session, const StatePtr &state, const Association &association,
                           const Object &values, const AssociateOptions &options)
{
    const Session::Call call(*session);
    const auto made = std::make_shared<State>(*association.target);
    const CreateTree tree = tree_over(*session, *made, association, values, options);
    return explained(association, "create",
                     gemel::create_association(*state, association, tree, options, session->now()), *session);
}

} // namespace gemel::calls
