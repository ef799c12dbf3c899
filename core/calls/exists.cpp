// Asking whether a query has any object.
#include "core/calls/calls.hpp"

#include "core/reading/fetch.hpp"

namespace gemel::calls {

bool exists(const SessionPtr &session, const Query &query)
{
    const Session::Call call(*session);
    return gemel::exists(*session, query);
}

} // namespace gemel::calls
