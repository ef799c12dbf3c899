// What the calls that insert many rows have in common: their options, and a row of them, made and checked as `create`
// does it before it is sent.
#pragma once

#include "core/object/state.hpp"
#include "core/session/session.hpp"
#include "core/writing/upsert.hpp"

#include <cstdint>
#include <optional>

namespace gemel::calls {

struct BulkOptions {
    bool returning = false; // as objects, with what the database made
    std::optional<UpsertOptions> upsert{};
    bool validate = true;
};

struct BulkRow {
    RowValues values;
    std::optional<statement::Conflict> conflict;
};

/// The values of a row, for a state of its own; `number` counts from 1, so that messages can name it. Opens a
/// Session::Call.
BulkRow check_row(Session &session, State &state, const Object &values, const BulkOptions &options, std::int64_t now,
                  std::size_t number);

} // namespace gemel::calls
