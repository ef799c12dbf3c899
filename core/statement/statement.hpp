// Statements over tables and columns, as data. Models lower themselves to these, dialects turn them into text. Knows
// no model, and no SQL text.
#pragma once

#include "core/statement/condition.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace gemel::statement {

/// What will be done to the rows of a select until the transaction ends, which nobody else may do meanwhile.
enum class Lock {
    None,
    Share,  // nobody may change them
    Change, // others may still refer to them
    Remove  // or change what others refer to them by
};

/// What becomes of rows that somebody else has locked.
enum class Locked { Wait, Skip, Fail };

/// A table whose rows are put beside those before it.
struct Join {
    std::string table;
    std::vector<std::string> columns;
    std::size_t source; // its number, by which conditions name it
    bool required;      // what has no partner here is left out
    Condition on;
};

/// By what rows are in order.
struct Order {
    Column column;
    bool descending = false;
    std::optional<bool> nulls_first{}; // nothing: there are none
};

/// What it gives are its columns, those of its joins, then what is computed.
struct Select {
    std::string table;
    std::vector<std::string> columns;
    Condition where{};
    std::vector<Order> order{};
    std::optional<std::int64_t> limit{};
    Lock lock = Lock::None; // of its own table
    std::vector<Join> joins{};
    std::size_t source = 0; // its number, unlike any other in the whole statement
    std::vector<Column> computed{};
    bool distinct = false;
    std::vector<Column> group{};
    Condition having{};
    std::int64_t offset = 0;
    Locked locked = Locked::Wait;
};

using Assignment = std::pair<std::string, Operand>;

/// Where these columns of another row hold the same values, that row is updated instead: these columns of it get what
/// would have been inserted; of none, it is as it was.
struct Conflict {
    std::vector<std::string> columns;
    std::vector<std::string> update;
    std::optional<std::string> counted{}; // one more than it was
    std::optional<std::string> if_null{}; // only a row in which this column is null counts: the unique index says so

    bool operator==(const Conflict &) const = default;
};

struct Insert {
    std::string table;
    std::vector<Assignment> values;
    std::vector<std::string> returning; // columns whose values the database makes: the result, one row
    bool numbered = false;              // the only one of them is the number of the row
    std::optional<Conflict> conflict{};
    /// Columns whose values the database may keep in another form than they are given in: where it does, it gives them
    /// back behind `returning`.
    std::vector<std::string> echoed{};
};

struct Update {
    std::string table;
    std::vector<Assignment> values;
    Condition where{};
    std::shared_ptr<const RowList> from{}; // whose columns (RowList::column) values and where may use
    std::vector<std::string> echoed{};     // as of an insert
};

struct Delete {
    std::string table;
    Condition where{};
};

using Statement = std::variant<Select, Insert, Update, Delete>;

} // namespace gemel::statement
