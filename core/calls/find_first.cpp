// Finding the first object of a query.
#include "core/calls/calls.hpp"

#include "core/base/json.hpp"
#include "core/base/text.hpp"
#include "core/reading/fetch.hpp"

#include <algorithm>

namespace gemel::calls {

StatePtr find_first(const SessionPtr &session, const Object &asked, const FindOptions &options)
{
    const Session::Call call(*session);
    Query query = options.query;
    query.limit = std::min<std::int64_t>(query.limit.value_or(1), 1);
    const States found = read(*session, query);
    if (options.required && found.empty()) {
        const Node *where = find_member(asked, "where");
        throw Failure(Status::NOT_FOUND, say("no ", query.model->name, " has ", where ? to_json(*where) : "{}"));
    }
    return found.empty() ? nullptr : found.front();
}

} // namespace gemel::calls
