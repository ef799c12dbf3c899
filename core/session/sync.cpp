// Making and dropping tables. One transaction each; foreign keys are not checked meanwhile, because tables that refer
// to each other are there one after the other.
#include "core/model/tables.hpp"
#include "core/object/refusal.hpp"
#include "core/session/database.hpp"

namespace gemel {

namespace {

/// A connection of its own for definitions: in one transaction, foreign keys unchecked, both undone whatever happens.
class Definitions {
public:
    explicit Definitions(Database &database) : database_(database), rollback_(database.dialect().rollback())
    {
        if (database_.is_read_only())
            throw Failure(Status::USAGE, "the database was opened with readOnly: its tables cannot change");
        Pool::Turn turn;
        connection_ = database_.pool().acquire(turn);
        try {
            connection_->check_foreign_keys(false);
            execute(database_.dialect().open(0));
            execute(database_.dialect().lock_definitions());
        } catch (...) {
            give_back();
            throw;
        }
    }
    Definitions(const Definitions &) = delete;
    Definitions &operator=(const Definitions &) = delete;
    ~Definitions() { give_back(); }

    void execute(const driver::Command &command) { database_.execute(*connection_, command); }
    void execute(const std::vector<driver::Command> &commands)
    {
        for (const driver::Command &command : commands)
            execute(command);
    }
    /// Undoes what was done so far, and what these do. Does the database take them?
    bool takes(const std::vector<driver::Command> &commands)
    {
        const auto undo = [&] { return !connection_->in_transaction() || database_.undo(*connection_, rollback_); };
        try {
            if (!undo())
                return true; // nobody knows
            execute(database_.dialect().open(0));
            execute(commands);
        } catch (const Failure &failure) {
            return failure.status != Status::DATABASE && failure.status != Status::UNSUPPORTED;
        }
        undo();
        return true;
    }
    driver::Connection &connection() noexcept { return *connection_; }
    void commit()
    {
        execute(database_.dialect().commit());
        committed_ = true;
    }

private:
    void give_back() noexcept
    {
        try {
            if (!committed_ && connection_->in_transaction())
                database_.undo(*connection_, rollback_);
            connection_->check_foreign_keys(true);
            database_.pool().release(std::move(connection_));
        } catch (...) {
            database_.pool().drop(std::move(connection_)); // it must not be used without foreign keys
        }
    }

    Database &database_;
    const driver::Command rollback_;
    ConnectionPtr connection_;
    bool committed_ = false;
};

void drop_tables(Definitions &definitions, const sql::Dialect &dialect, const Tables &tables)
{
    std::vector<std::string> names;
    for (const statement::TableDefinition &table : tables.tables)
        names.push_back(table.name);
    definitions.execute(dialect.drop_tables(names));
    for (const statement::PartnerDefinition &partner : tables.partners)
        definitions.execute(dialect.forget_partner(partner));
}

std::vector<driver::Command> creation(const sql::Dialect &dialect, const statement::TableDefinition &table)
{
    std::vector<driver::Command> commands = dialect.check_defaults(table);
    commands.insert(commands.begin(), dialect.create_table(table));
    return commands;
}

/// A table could not be made: if it is the fault of a DEFAULT, whose.
void find_default(Definitions &definitions, const sql::Dialect &dialect, const statement::TableDefinition &table,
                  const Schema &schema, Failure &failure)
{
    statement::ColumnDefinition key;
    key.name = "gemel_key";
    statement::TableDefinition alone;
    alone.name = "gemel_default";
    alone.primary_key_name = "gemel_default_pkey";
    alone.primary_key = {key.name};
    alone.columns = {key};
    for (const statement::ColumnDefinition &column : table.columns) {
        if (!column.expression)
            continue;
        if (alone.columns.size() == 1 && !definitions.takes(creation(dialect, alone)))
            return; // nothing can be made here
        alone.columns = {key, column};
        if (!definitions.takes(creation(dialect, alone)))
            return name_default(failure, schema, table.name, column.name);
    }
}

} // namespace

void Database::sync(bool force)
{
    const Tables tables = gemel::tables(*schema_);
    Definitions definitions(*this);
    if (force)
        drop_tables(definitions, *dialect_, tables);
    for (const statement::TableDefinition &table : tables.tables)
        try {
            definitions.execute(creation(*dialect_, table));
        } catch (Failure &failure) {
            find_default(definitions, *dialect_, table, *schema_, failure);
            throw;
        }
    for (const statement::TableDefinition &table : tables.tables)
        definitions.execute(dialect_->add_foreign_keys(table));
    for (const statement::IndexDefinition &index : tables.indexes)
        definitions.execute(dialect_->create_index(index));
    for (const statement::PartnerDefinition &partner : tables.partners)
        definitions.execute(dialect_->require_partner(partner));
    columns_.forget();
    try {
        std::vector<std::string> names;
        for (const statement::TableDefinition &table : tables.tables)
            names.push_back(dialect_->table(table.name));
        const auto told = definitions.connection().columns(names);
        for (std::size_t i = 0; i < told.size(); ++i)
            columns_.learn(*schema_, tables.tables[i].name, told[i]);
        definitions.commit();
    } catch (...) {
        columns_.forget();
        throw;
    }
}

void Database::drop()
{
    Definitions definitions(*this);
    drop_tables(definitions, *dialect_, gemel::tables(*schema_));
    definitions.commit();
    columns_.forget();
}

} // namespace gemel
