// Tables, constraints and indexes of a schema. Names depend on the schema alone, so that a second run finds what the
// first one made.
#include "core/model/tables.hpp"

#include "core/base/text.hpp"
#include "core/model/naming.hpp"

#include <algorithm>
#include <functional>
#include <set>

namespace gemel {

namespace {

/// The foreign keys of a model, each once, whatever number of associations runs over it.
std::vector<const Association *> foreign_keys(const Model &model)
{
    std::vector<const Association *> out;
    for (const Association &association : model.associations) {
        const bool known = std::any_of(out.begin(), out.end(),
                                       [&](const auto *a) { return a->foreign_key == association.foreign_key; });
        if (!association.has_one() && !known) // every foreign key has a belongs to on the model that holds it
            out.push_back(&association);
    }
    return out;
}

std::vector<const Model *> in_creation_order(const Schema &schema)
{
    std::vector<const Model *> order;
    std::set<const Model *> seen;
    const std::function<void(const Model &)> visit = [&](const Model &model) {
        if (!seen.insert(&model).second)
            return;
        for (const Association *association : foreign_keys(model))
            if (association->constrained)
                visit(association->owner());
        order.push_back(&model);
    };
    for (const auto &model : schema.models)
        visit(*model);
    return order;
}

query::TableDefinition table(const Model &model)
{
    query::TableDefinition table;
    table.name = model.table;
    for (const Attribute &attribute : model.attributes) {
        query::ColumnDefinition column{
            attribute.column, attribute.type, !attribute.nullable, attribute.auto_increment, {}};
        if (attribute.fallback && !is_null(*attribute.fallback))
            column.fallback = attribute.fallback;
        table.columns.push_back(std::move(column));
        if (attribute.primary_key)
            table.primary_key.push_back(attribute.column);
        if (attribute.unique && !(attribute.primary_key && model.primary_key.size() == 1))
            table.unique.push_back({naming::constraint(model.table, attribute.column, "unique"), attribute.column});
    }
    for (const Association *association : foreign_keys(model))
        if (association->constrained)
            table.foreign_keys.push_back({naming::constraint(model.table, association->foreign_key->column, "fkey"),
                                          association->foreign_key->column, association->owner().table,
                                          association->key->column, association->on_delete, association->on_update});
    return table;
}

} // namespace

Tables tables(const Schema &schema)
{
    Tables out;
    std::set<std::string> taken; // tables and indexes share one space of names
    const std::vector<const Model *> order = in_creation_order(schema);
    for (const Model *model : order)
        taken.insert(lower_case(model->table));
    for (const Model *model : order) {
        out.tables.push_back(table(*model));
        for (const Association *association : foreign_keys(*model)) {
            if (association->foreign_key->unique)
                continue;
            const std::string plain = naming::constraint(model->table, association->foreign_key->column, "index");
            std::string name = plain;
            for (int i = 2; !taken.insert(lower_case(name)).second; ++i)
                name = say(plain, "_", std::to_string(i));
            out.indexes.push_back({name, model->table, association->foreign_key->column});
        }
    }
    return out;
}

} // namespace gemel
