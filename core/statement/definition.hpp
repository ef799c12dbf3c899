// Tables to create and drop, as data: columns, constraints, indexes, with their names. Knows no model, and no SQL
// text.
#pragma once

#include "core/base/type.hpp"
#include "core/statement/condition.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace gemel::statement {

struct ColumnDefinition {
    std::string name;
    Type type;
    bool not_null = false;
    bool identity = false;                   // the database numbers it; it is then the whole primary key
    std::optional<Value> fallback;           // DEFAULT, as a column has it
    std::optional<std::string> expression{}; // DEFAULT, SQL
};

struct UniqueDefinition {
    std::string name;
    std::string column;
};

struct ForeignKeyDefinition {
    std::string name;
    std::string column;
    std::string table; // referred to
    std::string key;
    std::string on_delete; // "SET NULL"
    std::string on_update;
};

struct CheckDefinition {
    std::string name;
    Condition condition;
};

struct TableDefinition {
    std::string name;
    std::vector<ColumnDefinition> columns;
    std::vector<std::string> primary_key;
    std::string primary_key_name;
    std::vector<UniqueDefinition> unique;
    std::vector<ForeignKeyDefinition> foreign_keys;
    std::vector<CheckDefinition> checks{};
};

struct IndexDefinition {
    std::string name;
    std::string table;
    std::string column;
    bool unique = false;
    Condition where{}; // which rows it has
};

/// Every row of one table must be referred to by a row of another when a transaction commits.
struct PartnerDefinition {
    std::string name;
    std::string table; // whose rows must be referred to
    std::string key;
    std::string partner; // the other table
    std::string foreign_key;
    std::vector<std::pair<std::string, Value>> having; // columns of it with values
    std::string message;                               // of the refusal
};

} // namespace gemel::statement
