// Writes one data statement: text and operands side by side, so that no value can get into the text. Definitions are
// in definition.cpp.
#pragma once

#include "core/sql/dialect.hpp"

namespace gemel::sql {

class Writer {
public:
    explicit Writer(const Dialect &dialect) : dialect_(dialect) {}

    void select(const query::Select &statement);
    void insert(const query::Insert &statement);
    void update(const query::Update &statement);
    void erase(const query::Delete &statement);

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
    void bind(const query::Operand &operand);
    void where(const query::Condition &condition);
    void condition(const query::Condition &condition);
    void group(const query::Condition &condition, std::string_view word, std::string_view of_none);

    const Dialect &dialect_;
    Rendered out_;
};

} // namespace gemel::sql
