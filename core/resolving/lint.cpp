// The warnings of a schema. Each rule looks at the finished schema alone, so that words, options and documents are
// judged alike.
#include "core/resolving/lint.hpp"

#include "core/base/text.hpp"
#include "core/model/naming.hpp"
#include "core/model/tables.hpp"

#include <set>

namespace gemel {

namespace {

std::string name_of(const Association &association)
{
    return say(association.source->name, ".", association.name);
}

/// Nothing but the association methods keeps a second partner out. With a scope nothing else could: a key that several
/// has ones share cannot be unique.
void warn_of_shared_places(const Model &model, std::vector<std::string> &warnings)
{
    for (const Association &association : model.associations)
        if (association.has_one() && !association.foreign_key->unique && association.scope.empty())
            warnings.push_back(say(name_of(association), " has one over ", association.dependent().name, ".",
                                   association.foreign_key->name,
                                   ", which is not unique: a plain write can give it two; declare the key unique"));
}

/// Only one of them can be the inverse of a has one and be asked whether the place is free.
void warn_of_doubled_inverses(const Model &model, std::vector<std::string> &warnings)
{
    for (const Association &first : model.associations)
        for (std::size_t i = first.index + 1; i < model.associations.size(); ++i) {
            const Association &second = model.associations[i];
            if (!first.has_one() && !second.has_one() && first.foreign_key == second.foreign_key)
                warnings.push_back(say(name_of(first), " and ", name_of(second), " both belong over ", model.name, ".",
                                       first.foreign_key->name, "; write 'inverse ", first.name,
                                       "' where the has one is declared if they mean the same"));
        }
}

/// Rows that need each other before they are there: nobody can insert the first one.
void warn_of_circles(const Schema &schema, std::vector<std::string> &warnings)
{
    for (const auto &start : schema.models) {
        // A row may refer to itself, so a circle has two models at least.
        std::vector<const Model *> reached{start.get()};
        std::set<const Model *> seen{start.get()};
        bool circle = false;
        for (std::size_t i = 0; i < reached.size(); ++i)
            for (const Reference &reference : reached[i]->references) {
                if (reference.foreign_key->nullable)
                    continue;
                circle = circle || (i > 0 && reference.key->model == start.get());
                if (seen.insert(reference.key->model).second)
                    reached.push_back(reference.key->model);
            }
        if (circle)
            warnings.push_back(
                say(start->name, " needs a row that needs a ", start->name,
                    " by foreign keys that may not be null: no first row can be inserted; let one be null"));
    }
}

/// PostgreSQL cuts longer names without a word, so that two can become one.
void warn_of_long_names(const Schema &schema, std::vector<std::string> &warnings)
{
    const auto warn = [&](std::string_view what, const std::string &name) {
        if (name.size() > naming::longest)
            warnings.push_back(
                say("the ", what, " ", in_quotes(name), " has more than 63 bytes: PostgreSQL would cut it"));
    };
    const Tables all = tables(schema);
    for (const statement::TableDefinition &table : all.tables) {
        warn("table", table.name);
        for (const statement::ColumnDefinition &column : table.columns)
            warn("column", column.name);
        for (const statement::UniqueDefinition &unique : table.unique)
            warn("constraint", unique.name);
        for (const statement::ForeignKeyDefinition &key : table.foreign_keys)
            warn("constraint", key.name);
        for (const statement::CheckDefinition &check : table.checks)
            warn("check", check.name);
    }
    for (const statement::IndexDefinition &index : all.indexes)
        warn("index", index.name);
}

} // namespace

std::vector<std::string> lint(const Schema &schema)
{
    std::vector<std::string> warnings;
    for (const auto &model : schema.models) {
        warn_of_shared_places(*model, warnings);
        warn_of_doubled_inverses(*model, warnings);
    }
    warn_of_circles(schema, warnings);
    warn_of_long_names(schema, warnings);
    return warnings;
}

} // namespace gemel
