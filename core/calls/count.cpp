// Counting the objects of a query.
#include "core/calls/calls.hpp"

#include "core/reading/fetch.hpp"

namespace gemel::calls {

std::int64_t count(const SessionPtr &session, const Query &query)
{
    const Session::Call call(*session);
    return gemel::count(*session, query);
}

} // namespace gemel::calls
