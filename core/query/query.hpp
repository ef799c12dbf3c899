// What is asked of the rows of a model: which, in what order, what of them, with whom. Data; lowered here to one
// select over joined tables. Reads no text, asks no database and knows no record.
#pragma once

#include "core/association/include.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace gemel {

struct Ordering {
    Term term;
    bool descending = false;
    bool nulls_first = false;
};

/// One column of what select_values gives.
struct Output {
    std::string name;
    Term term;
};

struct Query {
    explicit Query(const Model &model) : model(&model) {}

    const Model *model;
    Filter where{};
    bool all = false; // every row is meant, where a write asks for that
    std::vector<Ordering> order{};
    std::vector<Value> after{}; // only what comes behind a row with these values, one for each of complete_order
    std::optional<std::int64_t> limit{};
    std::int64_t offset = 0;
    std::shared_ptr<const Includes> includes{};
    Chosen attributes{};
    Scoping scoping{};
    std::vector<Output> select{}; // values instead of records
    std::vector<Term> group{};
    Filter having{};
    bool distinct = false;
    statement::Lock lock = statement::Lock::None;
    statement::Locked locked = statement::Locked::Wait;
    bool raise_on_lazy = false; // what is not included must not be loaded late
};

/// The order asked for, then by primary key: no two rows are equal in it.
std::vector<Ordering> complete_order(const Query &query);

/// Whole rows, with what is included: as select_with.
statement::Select select_rows(const Query &query);
/// What `select` says: of each row, or of each group.
statement::Select select_values(const Query &query);
/// How many rows there are, whatever limit and offset say.
statement::Select select_count(const Query &query);
/// One row if there is any.
statement::Select select_any(const Query &query);
/// Which rows of the model's own table are meant, for a statement that writes them.
statement::Condition meant_rows(const Query &query);

} // namespace gemel
