// Inserting many rows of a model in one call, as objects if they are wanted.
#pragma once

#include "core/calls/bulk_row.hpp"
#include "core/object/graph.hpp"
#include "core/writing/batch.hpp"

#include <vector>

namespace gemel::calls {

/// USAGE.
BulkOptions insert_options(const Object &options, const Model &model);

class Insertion {
public:
    Insertion(SessionPtr session, const Model &model, const BulkOptions &options);

    /// Checks the values of a row. Sends nothing.
    void add(const Object &values);
    /// What the rows will be, new until they are written; none if they are not wanted.
    const States &states() const noexcept { return states_; }
    /// Writes all or nothing.
    void run();

private:
    SessionPtr session_;
    const Model &model_;
    const BulkOptions options_;
    const std::int64_t now_;
    std::size_t rows_ = 0;
    std::vector<Batch> batches_;
    States states_;
    std::vector<RowValues> values_; // of the states
};

} // namespace gemel::calls
