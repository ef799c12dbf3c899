// Lowers rows of models to columns of tables.
#include "core/association/row.hpp"

#include "core/base/text.hpp"

#include <algorithm>
#include <iterator>

namespace gemel {

query::Condition is_row(const RowKey &row)
{
    std::vector<query::Condition> parts;
    for (std::size_t i = 0; i < row.values.size(); ++i)
        parts.push_back(query::equal(row.model->primary_key[i]->column, row.values[i]));
    return query::all_of(std::move(parts));
}

std::vector<std::string> primary_key_columns(const Model &model)
{
    std::vector<std::string> columns;
    for (const Attribute *attribute : model.primary_key)
        columns.push_back(attribute->column);
    return columns;
}

std::vector<std::string> all_columns(const Model &model)
{
    std::vector<std::string> columns;
    std::transform(model.attributes.begin(), model.attributes.end(), std::back_inserter(columns),
                   [](const Attribute &a) { return a.column; });
    return columns;
}

query::Insert insert_row(const Model &model, const RowValues &values)
{
    query::Insert insert{model.table, {}, {}};
    const Attribute *identity = model.identity();
    bool given = false;
    for (const auto &[attribute, value] : values) {
        insert.values.emplace_back(attribute->column, value);
        given = given || attribute == identity;
    }
    if (identity && !given)
        insert.identity = identity->column;
    return insert;
}

std::string describe(const RowKey &row)
{
    std::string values;
    for (const Value &value : row.values)
        values += say(values.empty() ? "" : ", ", gemel::describe(value));
    return row.values.size() == 1 ? say(row.model->name, " ", values) : say(row.model->name, " (", values, ")");
}

} // namespace gemel
