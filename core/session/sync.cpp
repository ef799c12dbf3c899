// Making and dropping tables. One transaction each; foreign keys are not checked meanwhile, because tables that refer
// to each other are there one after the other.
#include "core/model/tables.hpp"
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
            for (const driver::Command &command : database_.dialect().open(0))
                execute(command);
            for (const driver::Command &command : database_.dialect().lock_definitions())
                execute(command);
        } catch (...) {
            give_back();
            throw;
        }
    }
    Definitions(const Definitions &) = delete;
    Definitions &operator=(const Definitions &) = delete;
    ~Definitions() { give_back(); }

    void execute(const driver::Command &command) { database_.execute(*connection_, command); }
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
    for (const query::TableDefinition &table : tables.tables)
        names.push_back(table.name);
    for (const driver::Command &command : dialect.drop_tables(names))
        definitions.execute(command);
    for (const query::PartnerDefinition &partner : tables.partners)
        for (const driver::Command &command : dialect.forget_partner(partner))
            definitions.execute(command);
}

} // namespace

void Database::sync(bool force)
{
    const Tables tables = gemel::tables(*schema_);
    Definitions definitions(*this);
    if (force)
        drop_tables(definitions, *dialect_, tables);
    for (const query::TableDefinition &table : tables.tables)
        definitions.execute(dialect_->create_table(table));
    for (const query::TableDefinition &table : tables.tables)
        for (const driver::Command &command : dialect_->add_foreign_keys(table))
            definitions.execute(command);
    for (const query::IndexDefinition &index : tables.indexes)
        definitions.execute(dialect_->create_index(index));
    for (const query::PartnerDefinition &partner : tables.partners)
        for (const driver::Command &command : dialect_->require_partner(partner))
            definitions.execute(command);
    definitions.commit();
}

void Database::drop()
{
    Definitions definitions(*this);
    drop_tables(definitions, *dialect_, gemel::tables(*schema_));
    definitions.commit();
}

} // namespace gemel
