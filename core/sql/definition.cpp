// Create and drop: the SQL text of table and index definitions. Literals are written here and nowhere else, because
// neither a DEFAULT nor a CHECK can be bound.
#include "core/base/failure.hpp"
#include "core/base/text.hpp"
#include "core/sql/dialect.hpp"
#include "core/sql/writer.hpp"

#include <algorithm>

namespace gemel::sql {

namespace {

driver::Command definition(std::string sql)
{
    return {std::move(sql), {}, driver::Kind::Definition};
}

} // namespace

std::string Dialect::text_literal(std::string_view text) const
{
    std::string out = "'";
    for (const char c : text) {
        if (c == '\'')
            out += '\'';
        out += c;
    }
    return out += '\'';
}

std::string Dialect::literal(const Value &value) const
{
    if (const auto *text = std::get_if<std::string>(&value))
        return text_literal(*text);
    if (const auto *flag = std::get_if<bool>(&value))
        return boolean_literal(*flag);
    if (std::holds_alternative<std::int64_t>(value))
        return to_text(value);
    if (std::holds_alternative<double>(value))
        return say("(", double_literal(std::get<double>(value)), ")");
    if (const auto *bytes = std::get_if<Bytes>(&value))
        return bytes_literal(bytes->data);
    return "NULL";
}

std::string Dialect::foreign_key(const statement::ForeignKeyDefinition &key) const
{
    return say("CONSTRAINT ", quoted(key.name), " FOREIGN KEY (", quoted(key.column), ") REFERENCES ", table(key.table),
               " (", quoted(key.key), ") ON DELETE ", key.on_delete, " ON UPDATE ", key.on_update);
}

driver::Command Dialect::create_table(const statement::TableDefinition &table) const
{
    std::string sql = say("CREATE TABLE IF NOT EXISTS ", this->table(table.name), " (");
    const auto names = [&](const std::vector<std::string> &columns) {
        std::string out;
        for (const std::string &column : columns)
            out += say(out.empty() ? "" : ", ", quoted(column));
        return out;
    };
    bool identity = false;
    for (const statement::ColumnDefinition &column : table.columns) {
        identity = identity || (column.identity && numbers_keys_only());
        const std::string type = column_type(column);
        sql += say(&column == &table.columns.front() ? "" : ", ", quoted(column.name), type.empty() ? "" : " ", type);
        if (column.not_null && !column.identity)
            sql += " NOT NULL";
        if (column.fallback)
            sql += say(" DEFAULT ", literal(*column.fallback));
        if (column.expression)
            sql += say(" DEFAULT (", *column.expression, ")");
    }
    if (!identity)
        sql += say(", CONSTRAINT ", quoted(table.primary_key_name), " PRIMARY KEY (", names(table.primary_key), ")");
    for (const statement::UniqueDefinition &unique : table.unique)
        sql += say(", CONSTRAINT ", quoted(unique.name), " UNIQUE (", quoted(unique.column), ")");
    if (refers_at_once())
        for (const statement::ForeignKeyDefinition &key : table.foreign_keys)
            sql += say(", ", foreign_key(key));
    for (const statement::CheckDefinition &check : table.checks) {
        Writer writer(*this, Writer::Values::Literal);
        writer.condition(check.condition);
        sql += say(", CONSTRAINT ", quoted(check.name), " CHECK (", writer.take().sql, ")");
    }
    return definition(sql + ")");
}

driver::Command Dialect::create_index(const statement::IndexDefinition &index) const
{
    Writer writer(*this, Writer::Values::Literal);
    writer.filter(" WHERE ", index.where);
    return definition(say("CREATE ", index.unique ? "UNIQUE " : "", "INDEX IF NOT EXISTS ", quoted(index.name), " ON ",
                          table(index.table), " (", quoted(index.column), ")", writer.take().sql));
}

std::vector<driver::Command> Dialect::add_foreign_keys(const statement::TableDefinition &) const
{
    return {};
}

std::vector<driver::Command> Dialect::require_partner(const statement::PartnerDefinition &partner) const
{
    throw Failure(Status::UNSUPPORTED, say("mandatory: \"deferred\" (", partner.message,
                                           ") needs a database that can"
                                           " check at the commit, such as PostgreSQL; write mandatory: true"));
}

std::vector<driver::Command> Dialect::forget_partner(const statement::PartnerDefinition &) const
{
    return {};
}

std::vector<driver::Command> Dialect::drop_tables(const std::vector<std::string> &tables) const
{
    std::vector<driver::Command> commands;
    std::for_each(tables.rbegin(), tables.rend(), [&](const std::string &name) {
        commands.push_back(definition(say("DROP TABLE IF EXISTS ", table(name))));
    });
    return commands;
}

} // namespace gemel::sql
