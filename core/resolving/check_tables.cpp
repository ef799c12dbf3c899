// Names in the database, as the strictest one compares them: SQLite without letter case, PostgreSQL by their first 63
// bytes, where keys and indexes share one space with tables.
#include "core/resolving/check.hpp"

#include "core/model/naming.hpp"
#include "core/model/tables.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace gemel {

namespace {

/// What has a name, for messages: of which model and attribute, "table" or "index", and how it gets another one.
struct Named {
    const Model *model;
    const Attribute *attribute; // or null
    std::string what;
    std::string name;
    std::string_view option = attribute ? "column" : "table";
};

class TableNames {
public:
    TableNames(const Schema &schema, const SchemaDefinition &definition, Complaints &complaints)
        : schema_(schema), definition_(definition), complaints_(complaints)
    {}

    void check()
    {
        bool each_its_own = true;
        for (const auto &model : schema_.models) {
            const Named named{model.get(), nullptr, "table", model->table};
            refuse_reserved(named);
            refuse_quote(named);
            each_its_own = meet(relations_, named) && each_its_own;
        }
        if (!each_its_own)
            return; // what follows finds models by their tables
        const Tables all = tables(schema_);
        for (const statement::TableDefinition &table : all.tables)
            check_table(model_of(table.name), table);
        for (const statement::IndexDefinition &index : all.indexes) {
            const Model &model = model_of(index.table);
            const Named named{&model, attribute_of(model, index.column), "index", index.name};
            refuse_reserved(named);
            meet(relations_, named);
        }
    }

private:
    using Space = std::map<std::string, Named>;

    const Model &model_of(const std::string &table) const
    {
        return **std::find_if(schema_.models.begin(), schema_.models.end(),
                              [&](const auto &model) { return model->table == table; });
    }
    static const Attribute *attribute_of(const Model &model, const std::string &column)
    {
        return &*std::find_if(model.attributes.begin(), model.attributes.end(),
                              [&](const Attribute &attribute) { return attribute.column == column; });
    }

    void check_table(const Model &model, const statement::TableDefinition &table)
    {
        Space columns, constraints;
        for (const Attribute &attribute : model.attributes) {
            const Named named{&model, &attribute, "column", attribute.column};
            if (is_system_column(attribute.column))
                complain(named, "is one that PostgreSQL has in every table");
            meet(columns, named);
            if (attribute.auto_increment)
                check_sequence(model, attribute);
        }
        const Named key{&model, nullptr, "constraint of the primary key", table.primary_key_name};
        meet(constraints, key);
        meet(relations_, key);
        for (const statement::UniqueDefinition &unique : table.unique) {
            const Named named{&model, attribute_of(model, unique.column), "constraint unique", unique.name};
            if (meet(constraints, named))
                meet(relations_, named);
        }
        for (const statement::ForeignKeyDefinition &it : table.foreign_keys)
            meet(constraints, {&model, attribute_of(model, it.column), "constraint of the foreign key", it.name});
        for (const statement::CheckDefinition &it : table.checks)
            meet(constraints, {&model, nullptr, "check", it.name, "checks: [{name, expression}]"});
    }

    /// PostgreSQL numbers by a sequence, which it names so unless the name is too long; a table of that name, made
    /// later, would be left out without a word.
    void check_sequence(const Model &model, const Attribute &attribute)
    {
        const std::string name = say(model.table, "_", attribute.column, "_seq");
        if (name.size() <= naming::longest)
            meet(relations_, {&model, &attribute, "sequence", name, "table"});
    }

    static bool is_system_column(std::string_view column)
    {
        constexpr std::array names{"tableoid", "xmin", "cmin", "xmax", "cmax", "ctid"};
        return std::find(names.begin(), names.end(), column) != names.end();
    }

    void refuse_reserved(const Named &named)
    {
        if (equals_ignoring_case(named.name.substr(0, 7), "sqlite_"))
            complain(named, "begins with 'sqlite_', which SQLite keeps for itself");
    }

    /// A table with ON DELETE RESTRICT is not found by SQLite: it unquotes once more what it read without quotes.
    void refuse_quote(const Named &table)
    {
        if (table.name.find_first_of("\"'`[") == 0)
            complain(table, "begins with a character that SQLite takes for a quote");
    }

    /// False, and complained of, if something else in that space has the name.
    bool meet(Space &space, const Named &named)
    {
        if (named.name.empty() || named.name.find('\0') != std::string::npos ||
            invalid_utf8(named.name) != std::string_view::npos)
            complain(named, "is no name: it is empty, holds U+0000 or is no UTF-8");
        const auto [found, fresh] = space.emplace(lower_case(naming::cut(named.name)), named);
        const Named &other = found->second;
        if (!fresh)
            complain(named, say("is that of the ", other.what, " of ", of(other),
                                equals_ignoring_case(other.name, named.name)
                                    ? ""
                                    : say(", ", in_quotes(other.name), ", once PostgreSQL has cut both to 63 bytes")));
        return fresh;
    }

    /// "Person.name"
    static std::string of(const Named &named)
    {
        return named.attribute ? say(named.model->name, ".", named.attribute->name) : named.model->name;
    }

    void complain(const Named &named, std::string_view why)
    {
        const auto index =
            static_cast<std::size_t>(std::find_if(schema_.models.begin(), schema_.models.end(),
                                                  [&](const auto &model) { return model.get() == named.model; }) -
                                     schema_.models.begin());
        const ModelDefinition &model = definition_.models[index];
        complaints_.add(named.model->name, named.attribute ? named.attribute->name : "",
                        say(of(named), ": the name ", in_quotes(named.name), " of its ", named.what, " ", why,
                            "; give it another one with ", named.option),
                        named.attribute ? model.attributes[named.attribute->index].origin : model.origin);
    }

    const Schema &schema_;
    const SchemaDefinition &definition_;
    Complaints &complaints_;
    Space relations_; // and what else shares their names
};

} // namespace

void check_tables(const Schema &schema, const SchemaDefinition &definition, Complaints &complaints)
{
    TableNames(schema, definition, complaints).check();
}

} // namespace gemel
