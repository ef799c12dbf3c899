// Finding all objects of a query.
#include "core/calls/calls.hpp"

#include "core/reading/fetch.hpp"

namespace gemel::calls {

States find_all(const SessionPtr &session, const Query &query)
{
    const Session::Call call(*session);
    return read(*session, query);
}

} // namespace gemel::calls
