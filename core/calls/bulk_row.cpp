// Checks rows one by one.
#include "core/calls/bulk_row.hpp"

#include "core/base/text.hpp"
#include "core/object/assign.hpp"
#include "core/writing/mandatory.hpp"
#include "core/writing/save.hpp"

namespace gemel::calls {

BulkRow check_row(Session &session, State &state, const Object &values, const BulkOptions &options, std::int64_t now,
                  std::size_t number)
{
    const Session::Call call(session); // validators may be the program's
    try {
        build(state, values, now).apply();
        std::optional<statement::Conflict> conflict;
        if (options.upsert)
            conflict = conflict_of(*options.upsert, state, values);
        require_dependents(state.model());
        Validation validation(options.validate);
        RowValues fitting = insert_values(validation, state, now);
        validation.ask(session);
        validation.raise();
        return {std::move(fitting), std::move(conflict)};
    } catch (Failure &failure) {
        failure.message = say("row ", std::to_string(number), ": ", failure.message);
        throw;
    }
}

} // namespace gemel::calls
