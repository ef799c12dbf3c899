// Looks at what statements write and compare before they are sent: a column that others declared may make another value
// of it without a word. Costs one look into a map where gemel made the table.
#include "core/session/session.hpp"

#include "core/statement/row_list.hpp"

#include <functional>
#include <utility>
#include <vector>

namespace gemel {

namespace {

using Find = std::function<Columns::Table(const std::string &)>;

/// Conditions, over the tables of a statement.
class Comparisons {
public:
    explicit Comparisons(Find find) : find_(std::move(find)) {}

    void select(const statement::Select &it)
    {
        add(it.source, it.table);
        for (const statement::Join &join : it.joins)
            add(join.source, join.table);
        for (const statement::Join &join : it.joins)
            condition(join.on);
        condition(it.where);
        condition(it.having);
    }
    void rows(const std::string &table, const statement::Condition &where)
    {
        add(0, table);
        condition(where);
    }

private:
    void add(std::size_t source, const std::string &table)
    {
        Columns::Table found = find_(table);
        is_loose_ = is_loose_ || !found->empty();
        tables_.emplace_back(source, std::move(found));
    }

    void condition(const statement::Condition &it)
    {
        if (it.select)
            Comparisons(find_).select(*it.select);
        if (!is_loose_)
            return;
        const bool is_pattern =
            it.kind == statement::Condition::Kind::Like || it.kind == statement::Condition::Kind::LikeInAnyCase;
        for (const statement::Operand &operand : it.operands)
            if (const auto *value = std::get_if<Value>(&operand); value && !is_pattern)
                compare(it.column, *value);
        for (std::size_t i = 0; it.list && i < it.list->values.size(); ++i)
            compare(it.row[i % it.row.size()], it.list->values[i]);
        for (const statement::Condition &part : it.parts)
            condition(part);
    }

    void compare(const statement::Column &column, const Value &value) const
    {
        if (column.function != statement::Function::None)
            return;
        for (const auto &[source, table] : tables_)
            for (const Columns::Loose &it : *table)
                if (source == column.source && it.attribute->column == column.name)
                    it.require_comparable(value);
    }

    Find find_;
    std::vector<std::pair<std::size_t, Columns::Table>> tables_;
    bool is_loose_ = false;
};

/// A value, or a column of a list of rows.
void require_kept(const Columns::Loose &it, const statement::Operand &operand, const statement::RowList *list)
{
    if (const auto *value = std::get_if<Value>(&operand))
        it.require_kept(*value);
    const auto *column = list ? std::get_if<statement::Column>(&operand) : nullptr;
    for (std::size_t i = 0; column && i < list->values.size(); ++i)
        if (statement::RowList::column(i % list->types.size()) == column->name)
            it.require_kept(list->values[i]);
}

} // namespace

void Session::require_kept(const statement::Statement &statement)
{
    const auto require = [&](const std::string &table, const std::vector<statement::Assignment> &values,
                             const statement::RowList *list) {
        const Columns::Table loose = columns(table);
        for (const Columns::Loose &it : *loose)
            for (const auto &[column, operand] : values)
                if (column == it.attribute->column)
                    gemel::require_kept(it, operand, list);
    };
    if (const auto *insert = std::get_if<statement::Insert>(&statement))
        require(insert->table, insert->values, nullptr);
    if (const auto *update = std::get_if<statement::Update>(&statement))
        require(update->table, update->values, update->from.get());
    if (!dialect().bends_operands())
        return;
    Comparisons comparisons([this](const std::string &table) { return columns(table); });
    if (const auto *select = std::get_if<statement::Select>(&statement))
        comparisons.select(*select);
    if (const auto *update = std::get_if<statement::Update>(&statement))
        comparisons.rows(update->table, update->where);
    if (const auto *erase = std::get_if<statement::Delete>(&statement))
        comparisons.rows(erase->table, erase->where);
}

} // namespace gemel
