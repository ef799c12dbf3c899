// Destroying the rows of a query.
#include "core/calls/calls.hpp"

#include "core/calls/write.hpp"
#include "core/writing/hooked_row.hpp"
#include "core/writing/hooked_rows.hpp"
#include "core/writing/rows.hpp"

namespace gemel::calls {

std::int64_t destroy_rows(const SessionPtr &session, const Query &query, const DestroyOptions &options)
{
    require_rows(*session, query);
    std::int64_t rows = 0;
    const Hooks hooks(session, options.hooks);
    write(
        hooks, hooked::is_destroyed_in_steps(*query.model, options.hooks), [] { return States(); },
        [&] { rows = hooked::destroy_rows(hooks, query, options); },
        [&] { rows = gemel::destroy_rows(*session, query, options); });
    return rows;
}

} // namespace gemel::calls
