// Inserting many rows of a model bit by bit, by a bulk that holds a level of the session meanwhile.
#pragma once

#include "core/calls/bulk_row.hpp"
#include "core/writing/batch.hpp"

#include <optional>

namespace gemel::calls {

/// Of a bulk, which gives no objects. USAGE.
BulkOptions bulk_options(const Object &options, const Model &model);

/// Row by row: what is gathered is sent when it is much. All rows or none.
class Bulk {
public:
    Bulk(SessionPtr session, const Model &model, const BulkOptions &options);
    Bulk(const Bulk &) = delete;
    Bulk &operator=(const Bulk &) = delete;
    /// Without I/O: what was not finished is undone by the session's next call.
    ~Bulk() { holding_->let_go(); }

    /// A row that is refused before it is sent is left out, and the bulk goes on; if the database refuses one, all is
    /// undone.
    void add(const Object &values);
    /// Sends what is left, and keeps all. How many rows.
    std::size_t finish();

private:
    void require_open() const;
    void flush();

    SessionPtr session_;
    const Model &model_;
    const BulkOptions options_;
    const std::int64_t now_;
    std::optional<Batch> batch_;
    std::size_t rows_ = 0; // that were taken
    std::size_t sent_ = 0;
    bool is_finished_ = false;
    HoldingPtr holding_;
};

} // namespace gemel::calls
