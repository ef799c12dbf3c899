// Creating an owner and its dependent together, as one of them with the other among its values.
#include "core/calls/calls.hpp"

#include "core/base/text.hpp"

namespace gemel::calls {

std::pair<StatePtr, StatePtr> create_pair(const SessionPtr &session, const Association &association,
                                          const Object &owner, const Object &dependent, const SaveOptions &options)
{
    const bool has_one = association.has_one();
    CreateOptions how{options};
    how.includes = std::make_shared<const Includes>(Includes{{&association}});
    Object values = has_one ? owner : dependent;
    if (find_member(values, association.name))
        throw Failure(Status::USAGE, say("the ", association.name, " of a pair is given by values of its own"));
    set_member(values, association.name, Node{has_one ? dependent : owner});
    StatePtr made = create(session, *association.source, values, how);
    StatePtr other = made->slot(association).somebody();
    return has_one ? std::pair(std::move(made), std::move(other)) : std::pair(std::move(other), std::move(made));
}

} // namespace gemel::calls
