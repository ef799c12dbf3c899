// Writing values to the rows of a query.
#include "core/calls/calls.hpp"

#include "core/calls/write.hpp"
#include "core/writing/hooked_rows.hpp"
#include "core/writing/rows.hpp"

namespace gemel::calls {

std::int64_t update_rows(const SessionPtr &session, const Query &query, const Object &values,
                         const SaveOptions &options)
{
    require_rows(*session, query);
    const RowValues given = values_of_rows(*query.model, values);
    std::int64_t rows = 0;
    const Hooks hooks(session, options.hooks);
    write(
        hooks, hooked::is_updated_in_steps(*query.model, given, options), [] { return States(); },
        [&] { rows = hooked::update_rows(hooks, query, values, options); },
        [&] { rows = gemel::update_rows(*session, query, given, options); });
    return rows;
}

} // namespace gemel::calls
