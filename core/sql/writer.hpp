// Writes one data statement: text and operands side by side, so that no value can get into the text; and conditions,
// also those of definitions (definition.cpp), which bind nothing and hold their values as literals.
#pragma once

#include "core/sql/dialect.hpp"

namespace gemel::sql {

class Writer {
public:
    enum class Values { Bound, Literal };

    explicit Writer(const Dialect &dialect, Values values = Values::Bound) : dialect_(dialect), values_(values) {}

    void select(const query::Select &statement);
    void insert(const query::Insert &statement);
    void update(const query::Update &statement);
    void erase(const query::Delete &statement);
    void condition(const query::Condition &condition);
    /// WHERE or HAVING; nothing for what is true of all.
    void filter(std::string_view word, const query::Condition &condition);
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
    void column(const query::Column &column, bool is_text = false);
    void columns(const std::vector<std::string> &columns, std::size_t source);
    void order(const query::Order &order);
    void returning(std::vector<std::string> columns, const std::vector<std::string> &echoed);
    void lock(const query::Select &statement);
    void from(const std::string &table, std::size_t source);
    void part(const query::Select &statement);
    void in_list(const query::Condition &condition);
    void like(const query::Condition &condition);
    void row(const std::vector<query::Column> &columns);
    void rows(const query::Condition &condition, std::string_view word);
    void row_list(const query::RowList &list);
    void operand(const query::Operand &operand);
    void group(const query::Condition &condition, std::string_view word, std::string_view of_none);

    const Dialect &dialect_;
    const Values values_;
    bool names_sources_ = false; // the tables have names, which columns need
    Rendered out_;
    std::string made_name_;
    const std::vector<std::string> *made_ = nullptr; // its columns
};

} // namespace gemel::sql
