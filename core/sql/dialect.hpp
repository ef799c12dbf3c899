// SQL text: the only layer where it is written. A dialect renders statements and definitions; what two databases
// share is here, in what they differ is virtual. Knows no model and no connection.
#pragma once

#include "core/driver/driver.hpp"
#include "core/query/definition.hpp"
#include "core/query/statement.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace gemel::sql {

/// A statement as text, its operands still to be bound.
struct Rendered {
    std::string sql;
    std::vector<query::Operand> operands;
    driver::Kind kind = driver::Kind::Read;
    bool numbered = false; // as driver::Command
};

class Dialect {
public:
    virtual ~Dialect() = default;

    virtual std::string_view name() const noexcept = 0;

    Rendered render(const query::Statement &statement) const;
    driver::Command create_table(const query::TableDefinition &table) const;
    driver::Command create_index(const query::IndexDefinition &index) const;
    driver::Command drop_table(std::string_view table) const;

    virtual driver::Command begin(bool read_only) const = 0;
    driver::Command commit() const;
    driver::Command rollback() const;
    driver::Command savepoint(std::int32_t depth) const;
    driver::Command release(std::int32_t depth) const;
    /// Begins what one call does as a whole, and keeps it: a transaction that writes, or at a depth a savepoint.
    driver::Command open(std::int32_t depth) const { return depth == 0 ? begin(false) : savepoint(depth); }
    driver::Command close(std::int32_t depth) const { return depth == 0 ? commit() : release(depth); }
    driver::Command rollback_to(std::int32_t depth) const;

    /// Can rows be locked one by one? Where a writing transaction locks the whole database, a step that only locks is
    /// left out.
    virtual bool locks_rows() const noexcept = 0;
    /// Does a connection tell the number of the row that it inserted, without being asked for it in the statement?
    virtual bool tells_number() const noexcept = 0;

    std::string quoted(std::string_view identifier) const;

protected:
    virtual std::string placeholder(std::size_t number) const = 0;
    virtual std::string column_type(const query::ColumnDefinition &column) const = 0;
    virtual std::string_view lock_clause() const noexcept = 0;
    virtual std::string boolean_literal(bool value) const = 0;
    virtual std::string double_literal(double value) const = 0;
    virtual std::string bytes_literal(std::string_view bytes) const = 0;
    /// A column behind RETURNING.
    virtual std::string returned(std::string_view column) const { return quoted(column); }

private:
    friend class Writer;

    std::string literal(const Value &value) const;
};

/// The dialect of that name (driver::Driver::dialect). INTERNAL if there is none.
const Dialect &dialect(std::string_view name);

} // namespace gemel::sql
