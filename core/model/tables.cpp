// Tables, constraints and indexes of a schema. Names depend on the schema alone, so that a second run finds what the
// first one made.
#include "core/model/tables.hpp"

#include "core/base/text.hpp"
#include "core/model/checks.hpp"
#include "core/model/naming.hpp"

#include <algorithm>
#include <functional>
#include <set>

namespace gemel {

namespace {

std::vector<const Model *> in_creation_order(const Schema &schema)
{
    std::vector<const Model *> order;
    std::set<const Model *> seen;
    const std::function<void(const Model &)> visit = [&](const Model &model) {
        if (!seen.insert(&model).second)
            return;
        for (const Reference &reference : model.references)
            visit(*reference.key->model);
        order.push_back(&model);
    };
    for (const auto &model : schema.models)
        visit(*model);
    return order;
}

/// Is it looked up by what it refers to, by an association or by the database?
bool is_foreign_key(const Model &model, const Attribute &attribute)
{
    // Every foreign key of an association has a belongs to on the model that holds it.
    return std::any_of(model.associations.begin(), model.associations.end(),
                       [&](const Association &it) { return !it.has_one() && it.foreign_key == &attribute; }) ||
           std::any_of(model.references.begin(), model.references.end(),
                       [&](const Reference &it) { return it.foreign_key == &attribute; });
}

statement::TableDefinition table(const Model &model)
{
    statement::TableDefinition table;
    table.name = model.table;
    table.primary_key_name = naming::primary_key(model.table);
    for (const Attribute &attribute : model.attributes) {
        statement::ColumnDefinition column{
            attribute.column, attribute.type, !attribute.nullable, attribute.auto_increment, {}};
        if (attribute.fallback && attribute.fallback->kind == Default::Kind::Constant &&
            !is_null(attribute.fallback->constant))
            column.fallback = to_column(attribute.type, attribute.fallback->constant);
        if (attribute.fallback && attribute.fallback->kind == Default::Kind::Database)
            column.expression = attribute.fallback->expression;
        table.columns.push_back(std::move(column));
        if (attribute.primary_key)
            table.primary_key.push_back(attribute.column);
        if (attribute.unique && !attribute.unique_if_living &&
            !(attribute.primary_key && model.primary_key.size() == 1))
            table.unique.push_back({naming::constraint(model.table, attribute.column, "unique"), attribute.column});
    }
    for (const Reference &reference : model.references)
        table.foreign_keys.push_back({naming::constraint(model.table, reference.foreign_key->column, "fkey"),
                                      reference.foreign_key->column, reference.key->model->table, reference.key->column,
                                      reference.on_delete, reference.on_update});
    for (Check &check : all_checks(model))
        table.checks.push_back({std::move(check.name), std::move(check.condition)});
    return table;
}

statement::PartnerDefinition partner(const Association &association)
{
    const Model &owner = *association.source;
    statement::PartnerDefinition partner{
        naming::constraint(owner.table, snake_case(association.name), "mandatory"),
        owner.table,
        association.key->column,
        association.target->table,
        association.foreign_key->column,
        {},
        say("every ", owner.name, " must have a ", association.name),
    };
    for (const auto &[attribute, value] : association.scope)
        partner.having.emplace_back(attribute->column, to_column(attribute->type, value));
    return partner;
}

} // namespace

Tables tables(const Schema &schema)
{
    Tables out;
    std::set<std::string> taken; // tables, indexes, and the constraints that are kept as indexes, share their names
    const std::vector<const Model *> order = in_creation_order(schema);
    for (const Model *model : order) {
        const statement::TableDefinition &made = out.tables.emplace_back(table(*model));
        taken.insert({lower_case(made.name), lower_case(made.primary_key_name)});
        for (const statement::UniqueDefinition &unique : made.unique)
            taken.insert(lower_case(unique.name));
    }
    for (const Model *model : order)
        for (const Attribute &attribute : model->attributes)
            if (attribute.unique_if_living) {
                const std::string name = naming::constraint(model->table, attribute.column, "unique");
                taken.insert(lower_case(name));
                out.indexes.push_back(
                    {name, model->table, attribute.column, true, statement::is_null(model->deleted_at->column)});
            }
    for (const Model *model : order)
        for (const Attribute &attribute : model->attributes) {
            // A unique index over some rows is no help where the database looks for all.
            if ((attribute.unique && !attribute.unique_if_living) || !is_foreign_key(*model, attribute))
                continue;
            const std::string plain = naming::constraint(model->table, attribute.column, "index");
            std::string name = plain;
            for (int i = 2; !taken.insert(lower_case(name)).second; ++i)
                name = say(plain, "_", std::to_string(i));
            out.indexes.push_back({name, model->table, attribute.column});
        }
    for (const Model *model : order)
        for (const Association &association : model->associations)
            if (association.mandatory == Mandatory::Deferred)
                out.partners.push_back(partner(association));
    return out;
}

} // namespace gemel
