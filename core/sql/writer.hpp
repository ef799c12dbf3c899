// Writes one data statement: text and operands side by side, so that no value can get into the text; and conditions,
// also those of definitions (definition.cpp), which bind nothing and hold their values as literals.
#pragma once

#include "core/sql/dialect.hpp"

namespace gemel::sql {

class Writer {
public:
    enum class Values { Bound, Literal };

    explicit Writer(const Dialect &dialect, Values values = Values::Bound) : dialect_(dialect), values_(values) {}

    void select(const statement::Select &statement);
    void insert(const statement::Insert &statement);
    void update(const statement::Update &statement);
    void erase(const statement::Delete &statement);
    void condition(const statement::Condition &condition);
    /// WHERE or HAVING; nothing for what is true of all.
    void filter(std::string_view word, const statement::Condition &condition);
    void text(std::string_view sql) { out_.sql += sql; }
    /// From here on, what an earlier step will have made is read from the table of that name in the same statement.
    void read_made(std::string_view table, const std::vector<std::string> &columns)
    {
        made_name_ = table;
        made_ = &columns;
    }

    Rendered take() { return std::move(out_); }

private:
    template <typename Items, typename Write> void list(const Items &items, std::string_view separator, Write write)
    {
        bool first = true;
        for (const auto &item : items) {
            if (!first)
                out_.sql += separator;
            first = false;
            write(item);
        }
    }

    void name(std::string_view identifier) { out_.sql += dialect_.quoted(identifier); }
    void column(const statement::Column &column, bool is_text = false);
    void columns(const std::vector<std::string> &columns, std::size_t source);
    void order(const statement::Order &order);
    void returning(std::vector<std::string> columns, const std::vector<std::string> &echoed);
    void lock(const statement::Select &statement);
    void from(const std::string &table, std::size_t source);
    void part(const statement::Select &statement);
    void in_list(const statement::Condition &condition);
    void like(const statement::Condition &condition);
    void row(const std::vector<statement::Column> &columns);
    void rows(const statement::Condition &condition, std::string_view word);
    void row_list(const statement::RowList &list);
    void operand(const statement::Operand &operand);
    void group(const statement::Condition &condition, std::string_view word, std::string_view of_none);

    const Dialect &dialect_;
    const Values values_;
    bool names_sources_ = false; // the tables have names, which columns need
    Rendered out_;
    std::string made_name_;
    const std::vector<std::string> *made_ = nullptr; // its columns
};

} // namespace gemel::sql
