// Inserting many rows of a model: at once, as records if they are wanted, or bit by bit, by a bulk that holds a level
// of the session meanwhile. Every row is made and checked as `create` does it, before it is sent.
#pragma once

#include "core/record/record.hpp"
#include "core/writing/batch.hpp"
#include "core/writing/upsert.hpp"

#include <memory>
#include <optional>
#include <vector>

namespace gemel {

struct BulkOptions {
    bool returning = false; // as records, with what the database made
    std::optional<UpsertOptions> upsert{};
    bool validate = true;
};
/// USAGE. Of a bulk, which gives no records.
BulkOptions insert_options(const Object &options, const Model &model);
BulkOptions bulk_options(const Object &options, const Model &model);

/// All rows in one call.
class Insertion {
public:
    Insertion(SessionPtr session, const Model &model, const BulkOptions &options);

    /// Checks the values of a row. Sends nothing.
    void add(const Object &values);
    /// What the rows will be, new until they are written; of none if they are not wanted.
    Records records() const { return {session_, states_}; }
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

} // namespace gemel
