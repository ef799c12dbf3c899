// Finding values instead of objects.
#include "core/calls/calls.hpp"

#include "core/reading/fetch.hpp"

namespace gemel::calls {

Table find_values(const SessionPtr &session, const Query &query)
{
    const Session::Call call(*session);
    return values(*session, query);
}

} // namespace gemel::calls
