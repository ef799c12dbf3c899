// Finding by primary key.
#include "core/calls/calls.hpp"

#include "core/base/text.hpp"
#include "core/reading/find.hpp"

namespace gemel::calls {

StatePtr find(const SessionPtr &session, const Object &key, const FindOptions &options)
{
    const Session::Call call(*session);
    const RowKey row = row_key(*options.query.model, key);
    const States found = gemel::find(*session, row, options.query);
    if (options.required && found.empty())
        throw Failure(Status::NOT_FOUND, say("there is no ", describe(row)));
    return found.empty() ? nullptr : found.front();
}

} // namespace gemel::calls
