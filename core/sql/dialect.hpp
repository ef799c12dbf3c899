// SQL text: the only layer where it is written. A dialect renders statements and definitions; what two databases
// share is here, in what they differ is virtual. Knows no model and no connection.
#pragma once

#include "core/driver/driver.hpp"
#include "core/sql/scanner.hpp"
#include "core/statement/definition.hpp"
#include "core/statement/statement.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gemel::sql {

/// What a transaction sees of the others.
enum class Isolation : std::int32_t { ReadCommitted, RepeatableRead, Serializable };

struct Transaction {
    bool read_only = false;
    Isolation isolation = Isolation::ReadCommitted;

    /// Does it see, from its first statement to its last, only what was committed before?
    bool has_snapshot() const noexcept { return isolation != Isolation::ReadCommitted; }
};

/// A statement as text, its operands still to be bound.
struct Rendered {
    std::string sql;
    std::vector<statement::Operand> operands;
    driver::Kind kind = driver::Kind::Read;
    bool numbered = false; // as driver::Command, here and below
    bool named = false;
    bool own = false;
    bool returns = false; // what it writes
};

class Dialect {
public:
    virtual ~Dialect() = default;

    virtual std::string_view name() const noexcept = 0;

    /// How the database reads SQL that is not ours.
    virtual const Lexis &lexis() const noexcept = 0;
    /// Throws USAGE for a statement that is not ours, and that would unsettle what is. Where the driver sees more of it
    /// than its words, this is done there.
    virtual void admit(const std::vector<Token> &) const {}

    Rendered render(const statement::Statement &statement) const;
    /// What inserts many rows that have values for the same columns as this one (driver::Command::rows). Nothing where
    /// the database has no one statement for them.
    virtual std::optional<Rendered> insert_many(const statement::Insert &row) const = 0;
    /// A cursor: what a select of so many columns gives, to be read a few rows at a time in the transaction that is
    /// open, and as it was when the cursor was opened, whatever is written meanwhile.
    virtual driver::Command open_cursor(std::string_view name, driver::Command select, std::size_t columns) const = 0;
    /// The next rows of one of so many columns, `before` having been read.
    virtual driver::Command fetch(std::string_view name, std::size_t columns, std::int64_t before,
                                  std::int64_t most) const = 0;
    /// Is what was fetched gone for good, even if nobody got it?
    virtual bool fetches_once() const noexcept = 0;
    virtual driver::Command close_cursor(std::string_view name) const = 0;
    /// What makes a table; where tables may refer to each other only when all are there, without its foreign keys.
    driver::Command create_table(const statement::TableDefinition &table) const;
    /// What fails where a column's DEFAULT can only fail later, when the table is there.
    virtual std::vector<driver::Command> check_defaults(const statement::TableDefinition &) const { return {}; }
    driver::Command create_index(const statement::IndexDefinition &index) const;
    /// What adds its foreign keys, if they are not there, when all tables are; nothing where a table is made with them.
    virtual std::vector<driver::Command> add_foreign_keys(const statement::TableDefinition &table) const;
    /// What makes the database look at every commit, if it does not already; UNSUPPORTED where none can.
    virtual std::vector<driver::Command> require_partner(const statement::PartnerDefinition &partner) const;
    /// What is left of that when the tables are dropped.
    virtual std::vector<driver::Command> forget_partner(const statement::PartnerDefinition &partner) const;
    /// What drops these tables, also if they refer to each other, of which the last refers to the others.
    virtual std::vector<driver::Command> drop_tables(const std::vector<std::string> &tables) const;

    virtual driver::Command begin(const Transaction &transaction) const = 0;
    /// What a transaction says first, for itself alone: how long its statements may take.
    virtual std::vector<driver::Command> limits() const { return {}; }
    driver::Command commit() const;
    driver::Command rollback() const;
    driver::Command savepoint(std::int32_t depth) const;
    driver::Command release(std::int32_t depth) const;
    /// Begins what one call does as a whole, and keeps it: a transaction, or at a depth a savepoint.
    std::vector<driver::Command> open(std::int32_t depth, const Transaction &transaction = {}) const;
    driver::Command close(std::int32_t depth) const { return depth == 0 ? commit() : release(depth); }
    driver::Command rollback_to(std::int32_t depth) const;
    /// Takes back all since `open`, and ends that.
    virtual std::vector<driver::Command> undo(std::int32_t depth) const;

    /// Holds up everybody else who makes or drops tables, until the transaction ends.
    virtual std::vector<driver::Command> lock_definitions() const { return {}; }

    /// Can rows be locked one by one? Where a writing transaction locks the whole database, a step that only locks is
    /// left out.
    virtual bool locks_rows() const noexcept = 0;
    /// Can one statement be put into another, so that the database itself checks how many rows it gives (require.hpp)?
    virtual bool puts_statements_together() const noexcept = 0;
    /// Has it numbers with a fixed count of digits, that it orders and adds up?
    virtual bool has_decimals() const noexcept = 0;
    /// Does a column that others declared make another value of what it is compared with?
    virtual bool bends_operands() const noexcept = 0;
    /// Is JSON kept as what it means, with other blanks and in another order?
    virtual bool normalizes_json() const noexcept = 0;
    /// Does a connection tell the number of the row that it inserted, without being asked for it in the statement?
    virtual bool tells_number() const noexcept = 0;

    /// What stands for the value that is bound as that one, from 1.
    virtual std::string placeholder(std::size_t number) const = 0;
    std::string quoted(std::string_view identifier) const;
    /// A table where a statement names it.
    virtual std::string table(std::string_view name) const { return quoted(name); }

protected:
    std::string foreign_key(const statement::ForeignKeyDefinition &key) const;
    std::string literal(const Value &value) const;

    virtual std::string column_type(const statement::ColumnDefinition &column) const = 0;
    virtual std::string_view lock_clause(statement::Lock lock) const noexcept = 0;
    /// Behind a text that is compared by its code points, whatever order the database has for people.
    virtual std::string_view by_code_points() const noexcept { return ""; }
    /// Behind a column that is to be ordered, measured or matched as text, which to the database it may not be.
    virtual std::string_view as_text() const noexcept { return ""; }
    /// Is a column that the database numbers the primary key by its type?
    virtual bool numbers_keys_only() const noexcept = 0;
    virtual bool refers_at_once() const noexcept = 0;
    virtual std::string text_literal(std::string_view text) const;
    virtual std::string boolean_literal(bool value) const = 0;
    virtual std::string double_literal(double value) const = 0;
    virtual std::string bytes_literal(std::string_view bytes) const = 0;
    /// Behind a column that equals one of the values in the list that this placeholder stands for.
    virtual std::string in_list(std::string_view placeholder) const = 0;
    /// Behind a column that is like the pattern that this placeholder stands for.
    virtual std::string like(std::string_view placeholder, bool in_any_case) const = 0;
    /// The value to be bound to it.
    virtual std::string pattern(const std::string &like, bool in_any_case) const = 0;
    /// Before OFFSET.
    virtual std::string_view no_limit() const noexcept { return ""; }
    /// The value to be bound to it, of integers or of texts.
    virtual std::string list(const std::vector<Value> &values) const = 0;
    /// A list of rows as a table, whose columns have the names of the list; its first placeholder has that number.
    virtual std::string row_list(const statement::RowList &list, std::size_t first) const = 0;
    /// The values to be bound to it.
    virtual std::vector<Value> row_list_values(const statement::RowList &list) const = 0;
    /// A column behind RETURNING.
    virtual std::string returned(std::string_view column) const { return quoted(column); }

private:
    friend class Writer;
};

/// The dialect of that name (driver::Driver::dialect), for tables in that schema; empty: where the database looks by
/// itself. INTERNAL if there is none.
std::shared_ptr<const Dialect> dialect(std::string_view name, std::string_view schema,
                                       const driver::Timeouts &timeouts = {});

} // namespace gemel::sql
