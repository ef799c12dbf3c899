// Rows as associations speak of them: a model and key values, and the conditions and messages made from them.
#pragma once

#include "core/model/schema.hpp"
#include "core/query/statement.hpp"

#include <string>
#include <utility>
#include <vector>

namespace gemel {

/// One row, by the values of its primary key in the order of model->primary_key.
struct RowKey {
    const Model *model;
    std::vector<Value> values;
};

/// What to insert: attributes and values that fit them.
using RowValues = std::vector<std::pair<const Attribute *, Value>>;

query::Condition is_row(const RowKey &row);
std::vector<std::string> primary_key_columns(const Model &model);
std::vector<std::string> all_columns(const Model &model);
query::Insert insert_row(const Model &model, const RowValues &values);

/// "Person 1", "Seat (1, 2)": for messages.
std::string describe(const RowKey &row);

} // namespace gemel
