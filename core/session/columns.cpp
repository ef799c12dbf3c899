// Finds the columns that matter.
#include "core/session/columns.hpp"

#include "core/association/row.hpp"
#include "core/base/text.hpp"
#include "core/model/column_fit.hpp"
#include "core/model/violations.hpp"

#include <algorithm>

namespace gemel {

namespace {

/// SQLite tells no letter cases apart.
const driver::Column *find_named(const std::vector<driver::Column> &columns, const std::string &name) noexcept
{
    const auto is_it = [&](const driver::Column &it) { return it.name == name; };
    const auto is_like_it = [&](const driver::Column &it) { return equals_ignoring_case(it.name, name); };
    auto found = std::find_if(columns.begin(), columns.end(), is_it);
    if (found == columns.end())
        found = std::find_if(columns.begin(), columns.end(), is_like_it);
    return found == columns.end() ? nullptr : &*found;
}

[[noreturn]] void refuse_for_column(const Columns::Loose &it, std::string_view what, const Value &value)
{
    refuse({does_not_fit(*it.attribute,
                         say("must be ", what, " column ", in_quotes(it.column.name), " (", it.column.type,
                             ") as it is, not ", gemel::describe(value)),
                         value)});
}

} // namespace

void Columns::Loose::require_kept(const Value &value) const
{
    if (!keeps(attribute->type, column, value))
        refuse_for_column(*this, "kept by", value);
}

void Columns::Loose::require_comparable(const Value &value) const
{
    if (bends(attribute->type, column, value))
        refuse_for_column(*this, "compared with", value);
}

Columns::Table Columns::find(const std::string &table)
{
    const std::lock_guard lock(mutex_);
    const auto found = tables_.find(table);
    return found == tables_.end() ? nullptr : found->second;
}

Columns::Table Columns::learn(const Schema &schema, const std::string &table,
                              const std::vector<driver::Column> &columns)
{
    std::vector<Loose> loose;
    for (const auto &model : schema.models) {
        if (model->table != table)
            continue;
        for (const Attribute &attribute : model->attributes)
            if (const auto *column = find_named(columns, attribute.column);
                column && !keeps_all(attribute.type, *column))
                loose.push_back({&attribute, *column});
    }
    Table made = std::make_shared<const std::vector<Loose>>(std::move(loose));
    if (columns.empty())
        return made;
    const std::lock_guard lock(mutex_);
    return tables_[table] = made;
}

void Columns::forget()
{
    const std::lock_guard lock(mutex_);
    tables_.clear();
}

} // namespace gemel
