// Rows as associations speak of them: a model and key values, and the conditions, assignments and messages made from
// them. The place where a value of an attribute becomes what its column takes.
#pragma once

#include "core/model/schema.hpp"
#include "core/statement/statement.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace gemel {

/// One row, by the values of its primary key in the order of model->primary_key.
struct RowKey {
    const Model *model;
    std::vector<Value> values;
    std::optional<Value> version{}; // that an object was read in; of a row known by its key alone none is
};

/// What to insert: attributes and values that fit them.
using RowValues = std::vector<std::pair<const Attribute *, Value>>;

/// A value as its column takes it; what an earlier step gave is in that form already.
statement::Operand operand(const Attribute &attribute, const Value &value);
statement::Operand operand(const Attribute &attribute, const statement::Operand &value);

statement::Condition equals(const Attribute &attribute, const statement::Operand &value);
/// As `equals`, null is a value of its own.
statement::Condition differs(const Attribute &attribute, const statement::Operand &value);
statement::Assignment assignment(const Attribute &attribute, const statement::Operand &value);

/// One of these values, as columns hold them; as one value, if a list can hold them.
statement::Condition is_one_of(statement::Column column, std::vector<Value> values);

/// What a dependent holds to refer to that key. It is the key itself but where no constraint asks for one type; then
/// the key must have been found to fit.
Value foreign_key_value(const Association &association, const Value &key);
statement::Operand foreign_key_value(const Association &association, const statement::Operand &key);

statement::Condition is_row(const RowKey &row);
std::vector<std::string> primary_key_columns(const Model &model);
std::vector<statement::Order> by_primary_key(const Model &model, std::size_t source = 0);
/// The column of an attribute whose values are compared by their order, which no database decides by itself.
statement::Column ordered(const Attribute &attribute, std::size_t source = 0);
std::vector<std::string> all_columns(const Model &model);

/// Attributes that are asked for; none: all.
using Chosen = std::vector<const Attribute *>;
std::vector<const Attribute *> attributes_asked(const Model &model, const Chosen &chosen);
/// What is read then: those, and behind them what else tells rows apart, the primary key.
std::vector<const Attribute *> attributes_read(const Model &model, const Chosen &chosen);
std::vector<std::string> columns_of(const std::vector<const Attribute *> &attributes);

statement::Insert insert_row(const Model &model, const RowValues &values);
/// The attributes that the database makes where `values` do not give them, in the order in which an insert_row gives
/// them back.
std::vector<const Attribute *> generated(const Model &model, const RowValues &values);
/// Those of the attributes whose values a database may keep in another form.
std::vector<const Attribute *> echoed(const RowValues &values);
/// Where an insert_row gives that attribute back, if it does.
std::optional<std::size_t> index_returned(const statement::Insert &insert, const Attribute &attribute) noexcept;

/// Where an attribute is among those; it is one of them.
std::size_t index_in(const std::vector<const Attribute *> &attributes, const Attribute &attribute) noexcept;

/// "Person 1", "Seat (1, 2)": for messages.
std::string describe(const RowKey &row);
/// A value of an attribute, for messages: 12, 'abc', '2024-02-29', null.
std::string describe(const Attribute &attribute, const Value &value);

} // namespace gemel
