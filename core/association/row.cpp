// Lowers rows of models to columns of tables.
#include "core/association/row.hpp"

#include "core/base/text.hpp"

#include <algorithm>
#include <iterator>

namespace gemel {

statement::Operand operand(const Attribute &attribute, const Value &value)
{
    return to_column(attribute.type, value);
}

statement::Operand operand(const Attribute &attribute, const statement::Operand &value)
{
    const auto *known = std::get_if<Value>(&value);
    return known ? operand(attribute, *known) : value;
}

statement::Condition equals(const Attribute &attribute, const statement::Operand &value)
{
    return statement::equal(attribute.column, operand(attribute, value));
}

statement::Condition differs(const Attribute &attribute, const statement::Operand &value)
{
    const auto *known = std::get_if<Value>(&value);
    if (known && is_null(*known))
        return statement::negated(statement::is_null(attribute.column));
    return statement::any_of(
        {statement::is_null(attribute.column), statement::unequal(attribute.column, operand(attribute, value))});
}

statement::Assignment assignment(const Attribute &attribute, const statement::Operand &value)
{
    return {attribute.column, operand(attribute, value)};
}

statement::Condition is_one_of(statement::Column column, std::vector<Value> values)
{
    const bool listed = !values.empty() && std::all_of(values.begin(), values.end(), [&](const Value &value) {
        return value.index() == values.front().index() &&
               (std::holds_alternative<std::int64_t>(value) || std::holds_alternative<std::string>(value));
    });
    std::vector<statement::Operand> operands(std::make_move_iterator(values.begin()),
                                             std::make_move_iterator(values.end()));
    return listed ? statement::in_list(std::move(column), std::move(operands))
                  : statement::one_of(std::move(column), std::move(operands));
}

Value foreign_key_value(const Association &association, const Value &key)
{
    const Type &type = association.foreign_key->type;
    return type.kind == association.key->type.kind ? key : convert(type, key).value.value_or(key);
}

statement::Operand foreign_key_value(const Association &association, const statement::Operand &key)
{
    const auto *known = std::get_if<Value>(&key);
    return known ? statement::Operand(foreign_key_value(association, *known)) : key;
}

statement::Condition is_row(const RowKey &row)
{
    std::vector<statement::Condition> parts;
    for (std::size_t i = 0; i < row.values.size(); ++i)
        parts.push_back(equals(*row.model->primary_key[i], row.values[i]));
    return statement::all_of(std::move(parts));
}

statement::Column ordered(const Attribute &attribute, std::size_t source)
{
    return {attribute.column, source, statement::Function::None, is_text(attribute.type)};
}

std::vector<statement::Order> by_primary_key(const Model &model, std::size_t source)
{
    std::vector<statement::Order> order;
    for (const Attribute *attribute : model.primary_key)
        order.push_back({ordered(*attribute, source)});
    return order;
}

std::vector<const Attribute *> attributes_asked(const Model &model, const Chosen &chosen)
{
    std::vector<const Attribute *> asked = chosen;
    if (chosen.empty())
        for (const Attribute &attribute : model.attributes)
            asked.push_back(&attribute);
    return asked;
}

std::vector<const Attribute *> attributes_read(const Model &model, const Chosen &chosen)
{
    std::vector<const Attribute *> read = attributes_asked(model, chosen);
    for (const Attribute *attribute : model.primary_key)
        if (std::find(read.begin(), read.end(), attribute) == read.end())
            read.push_back(attribute);
    return read;
}

std::vector<std::string> columns_of(const std::vector<const Attribute *> &attributes)
{
    std::vector<std::string> columns;
    for (const Attribute *attribute : attributes)
        columns.push_back(attribute->column);
    return columns;
}

std::vector<std::string> primary_key_columns(const Model &model)
{
    return columns_of(model.primary_key);
}

std::vector<std::string> all_columns(const Model &model)
{
    return columns_of(attributes_read(model, {}));
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

std::vector<const Attribute *> echoed(const RowValues &values)
{
    std::vector<const Attribute *> out;
    for (const auto &[attribute, value] : values)
        if (attribute->type.kind == TypeKind::Json && !is_null(value))
            out.push_back(attribute);
    return out;
}

std::optional<std::size_t> index_returned(const statement::Insert &insert, const Attribute &attribute) noexcept
{
    const auto found = std::find(insert.returning.begin(), insert.returning.end(), attribute.column);
    if (found == insert.returning.end())
        return std::nullopt;
    return static_cast<std::size_t>(found - insert.returning.begin());
}

std::size_t index_in(const std::vector<const Attribute *> &attributes, const Attribute &attribute) noexcept
{
    return static_cast<std::size_t>(std::find(attributes.begin(), attributes.end(), &attribute) - attributes.begin());
}

statement::Insert insert_row(const Model &model, const RowValues &values)
{
    statement::Insert insert{model.table, {}, {}, false};
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
