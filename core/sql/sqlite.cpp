// What SQLite writes differently. Column types are only those whose affinity keeps a value as it is: DECIMAL, BOOLEAN
// or STRING would be numeric to SQLite and turn '007' into 7.
#include "core/sql/sqlite.hpp"

#include "core/base/json.hpp"
#include "core/base/text.hpp"

#include <algorithm>
#include <cmath>

namespace gemel::sql {

namespace {

class Sqlite final : public Dialect {
public:
    std::string_view name() const noexcept override { return "sqlite"; }
    const Lexis &lexis() const noexcept override
    {
        static constexpr Lexis lexis{true, false, false, false};
        return lexis;
    }
    bool locks_rows() const noexcept override { return false; }
    bool puts_statements_together() const noexcept override { return false; }
    bool has_decimals() const noexcept override { return false; }
    bool bends_operands() const noexcept override { return true; }
    bool normalizes_json() const noexcept override { return false; }
    bool tells_number() const noexcept override { return true; }

    /// Transactions are serializable, whatever they ask for.
    driver::Command begin(const Transaction &transaction) const override
    {
        // A deferred transaction that writes later fails at once if another one writes: the busy handler is not
        // asked.
        return {transaction.read_only ? "BEGIN DEFERRED" : "BEGIN IMMEDIATE", {}, driver::Kind::Transaction};
    }

    std::string placeholder(std::size_t) const override { return "?"; }

    std::optional<Rendered> insert_many(const statement::Insert &row) const override { return render(row); }

    // A statement that is stepped would see some of what is written meanwhile, and not all: so the rows are put aside,
    // on disk where they are many. The columns get names of ours, or one of them could hide the number of the row.
    driver::Command open_cursor(std::string_view name, driver::Command select, std::size_t columns) const override
    {
        // One name for both: any other could be that of a table.
        const std::string it = quoted(name);
        select.sql = say("CREATE TEMP TABLE ", it, " AS WITH ", it, " (", cursor_columns(columns), ") AS (", select.sql,
                         ") SELECT * FROM ", it);
        return select;
    }
    driver::Command fetch(std::string_view name, std::size_t columns, std::int64_t before,
                          std::int64_t most) const override
    {
        // Named, because a statement that was prepared for another table of this name has as many columns as that.
        return {say("SELECT ", cursor_columns(columns), " FROM temp.", quoted(name),
                    " WHERE rowid > ? ORDER BY rowid LIMIT ?"),
                {before, most}};
    }
    bool fetches_once() const noexcept override { return false; }
    driver::Command close_cursor(std::string_view name) const override
    {
        return {say("DROP TABLE temp.", quoted(name)), {}, driver::Kind::Transaction};
    }

protected:
    std::string_view lock_clause(statement::Lock) const noexcept override { return ""; }
    /// It looks for functions when something is to be inserted.
    std::vector<driver::Command> check_defaults(const statement::TableDefinition &it) const override
    {
        if (std::none_of(it.columns.begin(), it.columns.end(), [](const auto &column) { return column.expression; }))
            return {};
        return {{say("EXPLAIN INSERT INTO ", table(it.name), " DEFAULT VALUES"), {}, driver::Kind::Definition}};
    }
    bool numbers_keys_only() const noexcept override { return true; }
    bool refers_at_once() const noexcept override { return true; }
    std::string boolean_literal(bool value) const override { return value ? "1" : "0"; }
    std::string double_literal(double value) const override
    {
        if (std::isinf(value))
            return value > 0 ? "9e999" : "-9e999";
        const std::string text = to_text(Value(value));
        return text.find_first_of(".e") == std::string::npos ? say(text, ".0") : text; // else it is an integer
    }
    std::string bytes_literal(std::string_view bytes) const override { return say("X'", hexadecimal(bytes), "'"); }
    std::string in_list(std::string_view placeholder) const override
    {
        return say(" IN (SELECT value FROM json_each(", placeholder, "))");
    }
    /// LIKE tells no a from A; GLOB does.
    std::string like(std::string_view placeholder, bool in_any_case) const override
    {
        return in_any_case ? say(" LIKE ", placeholder, " ESCAPE '\\'") : say(" GLOB ", placeholder);
    }
    std::string pattern(const std::string &like, bool in_any_case) const override
    {
        if (in_any_case)
            return like;
        std::string glob;
        for (std::size_t i = 0; i < like.size(); ++i) {
            const bool is_itself = like[i] == '\\' && i + 1 < like.size();
            const char c = is_itself ? like[++i] : like[i];
            if (!is_itself && (c == '%' || c == '_'))
                glob += c == '%' ? '*' : '?';
            else if (c == '*' || c == '?' || c == '[')
                glob += say("[", std::string(1, c), "]");
            else
                glob += c;
        }
        return glob;
    }
    std::string_view no_limit() const noexcept override { return " LIMIT -1"; }
    std::string list(const std::vector<Value> &values) const override
    {
        List items;
        for (const Value &value : values)
            items.push_back({value});
        return to_json({std::move(items)});
    }
    std::string row_list(const statement::RowList &list, std::size_t first) const override
    {
        std::string columns;
        for (std::size_t i = 0; i < list.types.size(); ++i)
            columns += say(i == 0 ? "" : ", ", "json_extract(value, '$[", std::to_string(i), "]') AS ",
                           quoted(statement::RowList::column(i)));
        return say("(SELECT ", columns, " FROM json_each(", placeholder(first), "))");
    }
    std::vector<Value> row_list_values(const statement::RowList &list) const override
    {
        List rows;
        for (std::size_t i = 0; i < list.values.size(); ++i) {
            if (i % list.types.size() == 0)
                rows.push_back({List{}});
            std::get<List>(rows.back().content).push_back({list.values[i]});
        }
        return {to_json({std::move(rows)})};
    }
    std::string returned(std::string_view column) const override
    {
        // Up to 3.40 at least, RETURNING makes reals of integers where the first column of the table is real, and loses
        // their last digits; not of expressions, and + changes no value.
        return say("+", quoted(column));
    }
    std::string column_type(const statement::ColumnDefinition &column) const override
    {
        if (column.identity)
            return "INTEGER PRIMARY KEY AUTOINCREMENT"; // numbers of deleted rows are not used again
        switch (column.type.kind) {
        case TypeKind::Integer:
        case TypeKind::Bigint:
        case TypeKind::Boolean:
            return "INTEGER";
        case TypeKind::Double:
            return ""; // REAL would keep -0.0 as 0
        case TypeKind::String:
            return say("VARCHAR(", to_text(Value(std::int64_t{column.type.length})), ")");
        case TypeKind::Blob:
            return "BLOB";
        case TypeKind::Text:
        case TypeKind::Decimal:
        case TypeKind::Uuid:
        case TypeKind::Date:
        case TypeKind::Timestamp:
        case TypeKind::Json:
        case TypeKind::Enum:
            break;
        }
        return "TEXT";
    }

private:
    static std::string cursor_columns(std::size_t count)
    {
        std::string names;
        for (std::size_t i = 0; i < count; ++i)
            names += say(i == 0 ? "" : ", ", "c", std::to_string(i));
        return names;
    }
};

} // namespace

std::shared_ptr<const Dialect> sqlite()
{
    return std::make_shared<Sqlite>();
}

} // namespace gemel::sql
