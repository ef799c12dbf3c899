// Lowers rows of models to columns of tables.
#include "core/association/row.hpp"

#include "core/base/text.hpp"

#include <algorithm>
#include <iterator>

namespace gemel {

query::Operand operand(const Attribute &attribute, const Value &value)
{
    return to_column(attribute.type, value);
}

query::Operand operand(const Attribute &attribute, const query::Operand &value)
{
    const auto *known = std::get_if<Value>(&value);
    return known ? operand(attribute, *known) : value;
}

query::Condition equals(const Attribute &attribute, const query::Operand &value)
{
    return query::equal(attribute.column, operand(attribute, value));
}

query::Condition differs(const Attribute &attribute, const query::Operand &value)
{
    return query::any_of(
        {query::is_null(attribute.column), query::unequal(attribute.column, operand(attribute, value))});
}

query::Assignment assignment(const Attribute &attribute, const query::Operand &value)
{
    return {attribute.column, operand(attribute, value)};
}

Value foreign_key_value(const Association &association, const Value &key)
{
    const Type &type = association.foreign_key->type;
    return type.kind == association.key->type.kind ? key : convert(type, key).value.value_or(key);
}

query::Operand foreign_key_value(const Association &association, const query::Operand &key)
{
    const auto *known = std::get_if<Value>(&key);
    return known ? query::Operand(foreign_key_value(association, *known)) : key;
}

query::Condition is_row(const RowKey &row)
{
    std::vector<query::Condition> parts;
    for (std::size_t i = 0; i < row.values.size(); ++i)
        parts.push_back(equals(*row.model->primary_key[i], row.values[i]));
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

std::vector<const Attribute *> generated(const Model &model, const RowValues &values)
{
    std::vector<const Attribute *> out;
    for (const Attribute &attribute : model.attributes)
        if (attribute.generated() &&
            std::none_of(values.begin(), values.end(), [&](const auto &it) { return it.first == &attribute; }))
            out.push_back(&attribute);
    return out;
}

std::size_t place_in(const std::vector<const Attribute *> &attributes, const Attribute &attribute) noexcept
{
    return static_cast<std::size_t>(std::find(attributes.begin(), attributes.end(), &attribute) - attributes.begin());
}

query::Insert insert_row(const Model &model, const RowValues &values)
{
    query::Insert insert{model.table, {}, {}, false};
    for (const auto &[attribute, value] : values)
        insert.values.push_back(assignment(*attribute, value));
    const std::vector<const Attribute *> missing = generated(model, values);
    for (const Attribute *attribute : missing)
        insert.returning.push_back(attribute->column);
    insert.numbered = missing.size() == 1 && missing.front()->auto_increment;
    return insert;
}

std::string describe(const Attribute &attribute, const Value &value)
{
    const Value shown = to_column(attribute.type, value);
    return gemel::describe(shown);
}

std::string describe(const RowKey &row)
{
    std::string values;
    for (std::size_t i = 0; i < row.values.size(); ++i)
        values += say(i == 0 ? "" : ", ", describe(*row.model->primary_key[i], row.values[i]));
    return row.values.size() == 1 ? say(row.model->name, " ", values) : say(row.model->name, " (", values, ")");
}

} // namespace gemel
