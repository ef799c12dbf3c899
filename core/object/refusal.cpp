// Words for refusals.
#include "core/object/refusal.hpp"

#include "core/base/text.hpp"
#include "core/model/checks.hpp"
#include "core/model/naming.hpp"
#include "core/model/tables.hpp"
#include "core/model/violations.hpp"
#include "core/object/refused_key.hpp"

#include <algorithm>

namespace gemel {

const Attribute *find_column(const Model &model, std::string_view column) noexcept
{
    const auto found = std::find_if(model.attributes.begin(), model.attributes.end(),
                                    [&](const Attribute &a) { return a.column == column; });
    return found == model.attributes.end() ? nullptr : &*found;
}

const Model *find_table(const Schema &schema, std::string_view table) noexcept
{
    const auto found =
        std::find_if(schema.models.begin(), schema.models.end(), [&](const auto &m) { return m->table == table; });
    return found == schema.models.end() ? nullptr : found->get();
}

namespace {

std::string what_is_refused(const Failure &failure)
{
    if (failure.too_big)
        return say("too big for the index ", in_quotes(failure.constraint));
    switch (failure.status) {
    case Status::UNIQUE:
        return "another row has this value already";
    case Status::NOT_NULL:
        return "must not be null";
    default:
        return "refused";
    }
}

/// SQLite names the constraint alone: it is told as a model's if no other model has one of that name.
void name_check(Failure &failure, const Schema &schema)
{
    const Model *found = nullptr;
    std::string text;
    for (const auto &model : schema.models)
        for (const Check &check : all_checks(*model)) {
            if (check.name != failure.constraint || (!failure.table.empty() && failure.table != model->table))
                continue;
            if (found)
                return;
            found = model.get();
            text = check.text;
        }
    if (!found)
        return;
    failure.table = found->table;
    failure.message = say(found->name, ": the check ", failure.constraint, " refuses this row: ", in_quotes(text), " (",
                          failure.message, ")");
}

/// PostgreSQL names the constraint, not its columns; and of a name only as much as it keeps.
void name_columns(Failure &failure, const Schema &schema)
{
    const auto is_it = [&](const std::string &name) { return naming::cut(name) == failure.constraint; };
    const Tables all = tables(schema);
    for (const statement::IndexDefinition &index : all.indexes)
        if ((index.unique || failure.too_big) && index.table == failure.table && is_it(index.name))
            failure.columns = {index.column};
    for (const statement::TableDefinition &table : all.tables) {
        if (table.name != failure.table)
            continue;
        if (is_it(table.primary_key_name))
            failure.columns = table.primary_key;
        for (const statement::UniqueDefinition &unique : table.unique)
            if (is_it(unique.name))
                failure.columns = {unique.column};
        for (const statement::ForeignKeyDefinition &key : table.foreign_keys)
            if (is_it(key.name))
                failure.columns = {key.column};
    }
}

} // namespace

void name_attributes(Failure &failure, const Schema &schema)
{
    if (failure.status == Status::CHECK)
        return name_check(failure, schema);
    if (failure.columns.empty() && !failure.constraint.empty())
        name_columns(failure, schema);
    if (failure.status == Status::FOREIGN_KEY)
        return name_foreign_key(failure, schema);
    const Model *model = find_table(schema, failure.table);
    if (!model || failure.columns.empty())
        return;
    const std::string what = what_is_refused(failure), kind = failure.too_big ? "length" : "";
    std::string names;
    for (const std::string &column : failure.columns) {
        const Attribute *attribute = find_column(*model, column);
        const std::string name = attribute ? attribute->name : column;
        names += say(names.empty() ? "" : ", ", model->name, ".", name);
        failure.items.push_back({model->name, name, what, failure.status, kind});
    }
    failure.message = say(names, ": ", what, " (", failure.message, ")");
}

void name_default(Failure &failure, const Schema &schema, std::string_view table, std::string_view column)
{
    const Model *model = find_table(schema, table);
    const Attribute *attribute = model ? find_column(*model, column) : nullptr;
    if (!attribute)
        return;
    const std::string what = say("its default, ", in_quotes(attribute->fallback->expression), ", is refused");
    failure.status = Status::DATABASE; // as what it is that is not right, each database has a code of its own
    failure.items = {{model->name, attribute->name, what, failure.status}};
    failure.message = say(model->name, ".", attribute->name, ": ", what, " (", failure.message, ")");
}

Failure gone(const RowKey &row)
{
    return {Status::NOT_FOUND, say(describe(row), " is gone")};
}

void require_stored(const State &state, std::string_view what)
{
    if (state.is_new())
        throw Failure(Status::USAGE, say("this ", state.model().name, " was never saved: it cannot be ", what));
}

Failure cannot_move(std::string_view who, const Association &association)
{
    return {Status::USAGE, say(who, " cannot move to another owner: its foreign key ",
                               in_quotes(association.foreign_key->name), " is its primary key")};
}

void require_fitting_key(const Association &association, const Value &key)
{
    const Attribute &foreign_key = *association.foreign_key;
    if (const Conversion conversion = convert(foreign_key.type, key); !conversion.value)
        refuse({does_not_fit(foreign_key, conversion.complaint, key)});
}

} // namespace gemel
